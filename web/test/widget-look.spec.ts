import { Bare, expect, test, type Setup } from './bare.js';
import { boxes } from './font.js';
import type { Locator } from '@playwright/test';

// Pictures of a layout, not of letters: every character is the same box of a font that is made here, so that they are the same on every
// machine, whatever fonts it has. What a picture can't forgive is a part that is elsewhere, another size or another colour; a few pixels
// at round corners may differ from one Chromium to the next. `npx playwright test widget-look --update-snapshots` makes them again.

test.use({ viewport: { width: 640, height: 720 }, deviceScaleFactor: 1 });

const css = `
  @font-face { font-family: Boxes; src: url(boxes.ttf); font-weight: 1 1000; }
  body { font: 16px/1.5 Boxes; } rso-assistant { --rso-font: Boxes; }`;

test.beforeEach(async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.route('**/boxes.ttf', (route) => route.fulfill({ body: boxes(), contentType: 'font/ttf' }));
});

async function begun(bare: Bare): Promise<Bare> {
  await bare.page.evaluate(() => document.fonts.load('16px Boxes'));
  expect(await bare.page.evaluate(() => document.fonts.check('16px Boxes'))).toBe(true);
  await bare.ready();
  return bare;
}

async function conversation(bare: Bare): Promise<void> {
  await begun(bare);
  await bare.say('a perfume under 100');
  await bare.button('Save').first().click();
  await expect(bare.assistant.locator('.note')).toHaveCount(0);
}

/** What is seen is what was seen when the picture was made. */
async function looks(what: Locator | Bare, name: string): Promise<void> {
  const page = what instanceof Bare ? what.page : what.page();
  await page.mouse.move(0, 0);
  await page.evaluate(() => { (document.activeElement?.shadowRoot?.activeElement as HTMLElement | null)?.blur(); });
  await expect(page).toHaveScreenshot(`${name}.png`, { animations: 'disabled', maxDiffPixelRatio: 0.001 });
}

const open = (bare: Bare): Promise<void> => bare.launcher.click();

test('a conversation', async ({ page }) => {
  const bare = await Bare.open(page, { css, attributes: 'load="now"' });
  await conversation(bare);
  await looks(bare, 'conversation');
  await test.step('with an editor and a tray', async () => {
    await bare.button('Compare', bare.cards.nth(0)).click();
    await bare.button('Compare', bare.cards.nth(1)).click();
    await bare.wish('price').click();
    await expect(bare.editor.getByRole('spinbutton')).toBeVisible();
    await looks(bare, 'editor');
    await bare.button('Cancel').click();
  });
  await test.step('with a comparison', async () => {
    await bare.replied(() => bare.button('Compare', bare.assistant.locator('.tray')).click());
    await looks(bare, 'comparison');
  });
});

test('in the dark', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  const bare = await Bare.open(page, { css, attributes: 'load="now"' });
  await conversation(bare);
  await looks(bare, 'dark');
});

test('from right to left', async ({ page }) => {
  const bare = await Bare.open(page, { css, attributes: 'load="now"', dir: 'rtl' });
  await conversation(bare);
  await looks(bare, 'right-to-left');
});

test('the launcher', async ({ page }) => {
  await page.setViewportSize({ width: 800, height: 720 });
  const bare = await Bare.open(page, { css, attributes: 'mode="launcher"' });
  await open(bare);
  await conversation(bare);
  await looks(bare, 'launcher');
});

test('the launcher on a phone', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 720 });
  const bare = await Bare.open(page, { css, attributes: 'mode="launcher"' });
  await open(bare);
  await conversation(bare);
  await looks(bare, 'phone');
});

test('a start that failed', async ({ page }) => {
  await page.route('**/shop.rsoc', (route) => route.fulfill({ status: 404, body: '' }));
  const setup: Setup = { css, attributes: 'load="now"' };
  const bare = await Bare.open(page, setup);
  await expect(bare.assistant.getByRole('alert')).toBeVisible({ timeout: 20_000 });
  // The address has the port of this run in it.
  await bare.assistant.locator('.failure p').evaluate((sentence) => { sentence.textContent = 'The catalog could not be fetched: the server answered 404.'; });
  await looks(bare, 'failed');
});

test('without a network', async ({ page, context }) => {
  const bare = await Bare.open(page, { css, attributes: 'load="now"' });
  await begun(bare);
  await context.setOffline(true);
  await expect(bare.assistant.locator('.strip')).toBeVisible();
  await looks(bare, 'offline');
});
