import type { Page } from '@playwright/test';
import { Demo, expect, test, violations } from './page.js';

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test('axe finds nothing, before, during and after', async ({ page }) => {
      const demo = await Demo.open(page);
      expect(await violations(page)).toEqual([]);
      await demo.say('a funny comedy after 2005');
      await demo.say('what else is there?');
      expect(await violations(page)).toEqual([]);
    });
  });
}

test('axe finds nothing in the shop', async ({ page }) => {
  const demo = await Demo.open(page, [], 'shop.html');
  await demo.say('a perfume under 100');
  await demo.glass.evaluate((glass) => { glass.setAttribute('report', 'shop.report.html'); });
  await expect(demo.glass.locator('.rows a').first()).toBeVisible();
  expect(await violations(page)).toEqual([]);
});

test.describe('a failed start', () => {
  test.use({ serviceWorkers: 'block' });

  test('is accessible too', async ({ page }) => {
    await page.route('**/films.rsoc', (route) => route.fulfill({ status: 404, body: '' }));
    await page.goto('./');
    await expect(page.getByRole('alert')).toBeVisible();
    expect(await violations(page)).toEqual([]);
  });
});

/** The element with the focus, inside of shadow roots. */
function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    let active = document.activeElement;
    while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
    return active?.getAttribute('aria-label') ?? active?.textContent ?? '';
  });
}

test('everything works from the keyboard', async ({ page }) => {
  const demo = await Demo.open(page);
  const tabTo = async (name: string): Promise<void> => {
    await expect(async () => {
      await page.keyboard.press('Tab');
      expect((await focused(page)).trim()).toBe(name);
    }).toPass({ intervals: [0], timeout: 10_000 });
  };
  await tabTo('Your message');
  await page.keyboard.type('a comedy, please');
  await page.keyboard.press('Shift+Enter');
  await expect(demo.assistant.locator('.seeker')).toHaveCount(0);
  await page.keyboard.press('Enter');
  await expect(demo.replies).toHaveCount(2);
  await expect.poll(() => focused(page)).toBe('Your message');

  const suggestion = await demo.assistant.getByRole('group', { name: 'Suggested replies' }).getByRole('button').first().innerText();
  await tabTo(suggestion);
  await page.keyboard.press('Enter');
  await expect(demo.replies).toHaveCount(3);
  // The button that had the focus is gone; the focus must not be.
  await expect.poll(() => focused(page)).toBe('Your message');

  await tabTo('Start over');
  await page.keyboard.press('Enter');
  await expect(demo.assistant.locator('.seeker')).toHaveCount(0);
  await expect.poll(() => focused(page)).toBe('Your message');
});

test('a reply is announced once', async ({ page }) => {
  const demo = await Demo.open(page);
  const reply = await demo.say('a comedy, please');
  const regions = demo.assistant.locator('.frame > [aria-live=polite]');
  await expect(regions.filter({ hasText: reply.split('\n')[0] ?? '' })).toHaveCount(1);
  await expect(demo.assistant.getByRole('log')).toHaveAttribute('aria-live', 'off');
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 360, height: 640 }, hasTouch: true, isMobile: true, serviceWorkers: 'allow' });

  test('nothing overflows and the text field does not zoom', async ({ page }) => {
    const demo = await Demo.open(page);
    await demo.say('a funny comedy after 2005');
    await demo.say('x'.repeat(500));
    await expect(demo.glass.locator('.rows')).toBeVisible();
    await expect(page.getByRole('status')).toBeVisible(); // the top bar is at its fullest
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    const size = await demo.field.evaluate((field) => parseFloat(getComputedStyle(field).fontSize));
    expect(size).toBeGreaterThanOrEqual(16);
  });
});
