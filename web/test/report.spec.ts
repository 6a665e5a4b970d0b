import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import type { ReportResult } from '../rso.js';
import { expect, test, violations } from './page.js';

// A run has thousands of turns, and the machine may be slow.
test.describe.configure({ timeout: 300_000 });

const site = resolve(process.env.RSO_DIST ?? 'dist');

/** Opens the page and asks for a shop, some families and a number of dialogues. */
async function order(page: Page, shop: string, families: string[], dialogues: number): Promise<void> {
  await page.goto(`report.html?shop=${shop}`);
  for (const box of await page.getByRole('group', { name: 'Seekers' }).getByRole('checkbox').all()) {
    await box.setChecked(families.includes(await box.inputValue()));
  }
  await page.getByLabel('Dialogues of each planner').fill(String(dialogues));
}

const runButton = (page: Page): Locator => page.getByRole('button', { name: 'Run' });
const status = (page: Page): Locator => page.locator('#news');

/** The figures of the native command for the same order, and its report. */
function native(shop: string, families: string[], dialogues: number, report: string): ReportResult[] {
  const flags = ['-plain', '-n', String(dialogues), '-families', families.join(','), '-report', report, '-json'];
  const out = execFileSync('go', ['run', './policy/evaluate', 'policy', '-catalog', `${site}/${shop}.rsoc`, '-policy', `${site}/${shop}.rsop`, ...flags], {
    cwd: '..', encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'],
  });
  return out.trim().split('\n').map((line) => JSON.parse(line) as ReportResult);
}

test('a run ends with the figures and the report of the native command', async ({ page, complaints }, info) => {
  await order(page, 'shop', ['terse', 'sceptical'], 50);
  await expect(page.locator('#cost')).toHaveText('500 dialogues');
  await runButton(page).click();
  await expect(page.getByRole('button', { name: 'Stop' })).toBeVisible();
  await expect(runButton(page)).toBeDisabled();
  await expect(status(page)).toHaveText(/^Done: 500 dialogues in /, { timeout: 240_000 });

  const file = info.outputPath('shop.report.html');
  const results = native('shop', ['terse', 'sceptical'], 50, file);
  const shown = await page.locator('.board tbody tr').evaluateAll((rows) =>
    rows.map((row) => [...row.children].map((cell) => (cell.querySelector('span:not(.range)') ?? cell).firstChild?.textContent)));
  expect(shown).toHaveLength(results.length);
  results.forEach(({ planner, metrics }, i) => {
    expect(shown[i]?.[0]).toBe(planner);
    expect(shown[i]?.[1]).toBe((100 * (metrics.sr10?.mean ?? 0)).toFixed(1));
    expect(shown[i]?.[2]).toBe(metrics.avg_t?.mean.toFixed(2));
  });

  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Save the report' }).click();
  const saved = await download;
  expect(saved.suggestedFilename()).toBe('shop.report.html');
  expect(readFileSync(await saved.path(), 'utf8')).toBe(readFileSync(file, 'utf8'));

  // The frame has it whole, in its style, and as high as it is.
  const report = page.frameLocator('#view');
  await expect(report.getByRole('heading', { name: 'shop.rsop: a policy for shop' })).toBeVisible();
  await expect(report.locator('svg.forest')).toHaveCount(2);
  await expect(report.locator('table.sorts button').first()).toBeVisible(); // its script ran
  expect(await report.locator('section').first().evaluate((section) => getComputedStyle(section).borderRadius)).not.toBe('0px');
  await expect.poll(() => report.locator('html').evaluate((html) => html.scrollHeight - innerHeight)).toBe(0);
  expect(complaints).toEqual([]);
});

test('a run can be stopped, and another begun', async ({ page, complaints }) => {
  await order(page, 'films', ['cooperative'], 2000);
  await runButton(page).click();
  await expect(status(page)).toHaveText('The first conversations are under way …', { timeout: 60_000 });
  // The page answers while it measures.
  await page.getByRole('radio', { name: 'Product shop' }).check({ timeout: 5_000 });
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(status(page)).toHaveText('Stopped before the first measurement.');
  await expect(runButton(page)).toBeFocused();
  await page.getByLabel('Dialogues of each planner').fill('2');
  await runButton(page).click();
  await expect(status(page)).toHaveText(/^Done: 10 dialogues in /, { timeout: 120_000 });
  await expect(page.locator('.board tbody tr')).toHaveCount(5);
  expect(complaints).toEqual([]);
});

test('the books can be measured, and the form says what is missing', async ({ page, complaints }) => {
  await order(page, 'books', [], 2);
  await expect(page.locator('#cost')).toHaveText('Choose at least one kind of seekers.');
  await expect(runButton(page)).toBeDisabled();
  await page.getByRole('checkbox', { name: 'impatient' }).check();
  await page.getByRole('checkbox', { name: 'without memory' }).check();
  await expect(page.locator('#cost')).toHaveText('14 dialogues');
  await runButton(page).click();
  await expect(status(page)).toHaveText(/^Done/, { timeout: 120_000 });
  await expect(page.locator('.board')).toContainText('no preferences');
  expect(complaints).toEqual([]);
});

test.describe('without the service worker', () => {
  test.use({ serviceWorkers: 'block' });

  test('a module that is not there is told', async ({ page }) => {
    await page.route('**/report.wasm', (route) => route.fulfill({ status: 404, body: '' }));
    await order(page, 'shop', ['terse'], 1);
    await runButton(page).click();
    await expect(status(page)).toHaveText(/^It failed: The module could not be fetched from .*404\.$/);
    await expect(runButton(page)).toBeEnabled();
  });
});

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test('axe finds nothing, before and after', async ({ page }) => {
      await order(page, 'shop', ['terse'], 1);
      expect(await violations(page)).toEqual([]);
      await runButton(page).click();
      await expect(status(page)).toHaveText(/^Done/, { timeout: 120_000 });
      await expect(page.frameLocator('#view').getByRole('heading', { level: 1 })).toBeVisible();
      expect(await violations(page)).toEqual([]);
    });
  });
}

test.describe('on a phone', () => {
  test.use({ viewport: { width: 360, height: 640 }, hasTouch: true, isMobile: true });

  test('nothing overflows', async ({ page }) => {
    await order(page, 'shop', ['terse'], 3);
    const fits = (): Promise<boolean> => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);
    expect(await fits()).toBe(true);
    await runButton(page).click();
    await expect(status(page)).toHaveText(/^Done/, { timeout: 120_000 });
    await expect(page.frameLocator('#view').getByRole('heading', { level: 1 })).toBeVisible();
    expect(await fits()).toBe(true);
  });
});
