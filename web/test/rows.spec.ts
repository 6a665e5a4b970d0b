import { Demo, expect, test } from './page.js';
import type { RsoAssistant } from '../src/element/element.js';
import type { PolicyRow } from '../rso.js';

/** The rows of the latest reply. */
function rows(demo: Demo): Promise<PolicyRow[]> {
  return demo.assistant.evaluate((element: RsoAssistant) => element.exchanges.at(-1)?.reply.trace.rows ?? []);
}

test('the glass box shows the rows of the policy that mattered, strongest first', async ({ page, complaints }) => {
  const demo = await Demo.open(page);
  await demo.say('hello');
  const list = demo.glass.locator('.rows tbody tr');
  const wanted = await rows(demo);
  expect(wanted.length).toBeGreaterThan(0);
  expect(wanted.length).toBeLessThanOrEqual(6);
  await expect(list).toHaveCount(wanted.length);
  for (const [i, { name, state, logit, visits }] of wanted.entries()) {
    await expect(list.nth(i).getByRole('rowheader')).toContainText(`${name}: ${state.replaceAll('_', ' ')}`);
    await expect(list.nth(i).getByRole('cell').nth(1)).toHaveText(`${logit < 0 ? '−' : '+'}${Math.abs(logit).toFixed(2)}`);
    await expect(list.nth(i).getByRole('cell').nth(2)).toHaveAttribute('title', visits.toLocaleString('en'));
    expect(Math.abs(logit)).toBeLessThanOrEqual(Math.abs(wanted[i - 1]?.logit ?? Infinity));
  }
  expect(complaints).toEqual([]);
});

test('each row links to its place in the report, where there is one', async ({ page }) => {
  const demo = await Demo.open(page);
  await demo.say('hello');
  const links = demo.glass.locator('.rows a');
  await demo.glass.evaluate((glass) => { glass.removeAttribute('report'); });
  await expect(links).toHaveCount(0);

  await demo.glass.evaluate((glass) => { glass.setAttribute('report', 'films.report.html'); });
  const wanted = await rows(demo);
  await expect(links).toHaveCount(wanted.length);
  for (const [i, { table, cell }] of wanted.entries()) {
    await expect(links.nth(i)).toHaveAttribute('href', `films.report.html#row-${table}-${cell}`);
    await expect(links.nth(i)).toHaveAttribute('target', '_blank');
    await expect(links.nth(i)).toHaveAttribute('rel', 'noopener');
  }
  // The glass box scrolls to it, the page does not.
  await links.last().click({ trial: true });
  expect(await page.evaluate(() => document.documentElement.scrollHeight - innerHeight)).toBe(0);

  await demo.glass.getByRole('button', { name: 'Later turn' }).focus();
  await page.keyboard.press('Tab');
  await expect(links.first()).toBeFocused();
});
