import { conversation, Demo, expect, test } from './page.js';

test.use({ serviceWorkers: 'allow' });

test('the shop works without a network too, even when only the films were visited', async ({ page, context, complaints }) => {
  await Demo.open(page);
  await expect(page.getByRole('status')).toHaveText('Ready offline');
  await context.setOffline(true);
  await page.getByRole('link', { name: 'product shop' }).click();
  const demo = new Demo(page);
  await demo.ready();
  await expect(page).toHaveURL(/\/shop\.html$/);
  complaints.length = 0;
  await demo.say('a perfume under 100');
  await expect(demo.assistant.locator('.card').first()).toContainText('perfumes');
  expect(complaints).toEqual([]);
});

test('after the first visit the whole conversation works without a network', async ({ page, context, complaints }) => {
  const demo = await Demo.open(page);
  await expect(page.getByRole('status')).toHaveText('Ready offline');
  await context.setOffline(true);
  await page.reload();
  await demo.ready();
  // The network is really away.
  expect(await page.evaluate(() => fetch(`not-kept-${String(Date.now())}`).then(() => true, () => false))).toBe(false);
  complaints.length = 0;
  await expect(page.getByRole('status')).toHaveText('Offline, and all works');
  for (const text of conversation) await demo.say(text);
  await expect(demo.assistant.locator('.card').first()).toBeAttached();
  expect(complaints).toEqual([]);
});
