import { Demo, expect, test } from './page.js';

test('the shop recommends products with their prices', async ({ page, complaints }) => {
  const demo = await Demo.open(page, [], 'shop.html');
  await expect(demo.assistant.getByRole('heading', { name: 'What are you looking for?' })).toBeVisible();
  const reply = await demo.say('a perfume under 100');
  expect(reply).toMatch(/\$\d/);
  const cards = demo.assistant.locator('.card');
  await expect(cards).not.toHaveCount(0);
  for (const card of await cards.all()) {
    await expect(card).toContainText('perfumes');
    const price = await card.locator('.price').innerText();
    expect(price).toMatch(/^\$\d+\.\d\d$/);
    expect(Number(price.slice(1))).toBeLessThanOrEqual(100);
  }
  await cards.first().getByRole('heading').getByRole('button').click();
  await expect(demo.replies).toHaveCount(3);
  expect(complaints).toEqual([]);
});

test('the keyboard switches between the catalogs, and each keeps its conversation', async ({ page }) => {
  const films = await Demo.open(page);
  await films.say('a comedy, please');
  const link = (name: string): ReturnType<typeof page.getByRole> => page.getByRole('navigation', { name: 'Catalogs' }).getByRole('link', { name });
  await expect(link('films')).toHaveAttribute('aria-current', 'page');
  await link('films').focus();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await expect(link('product shop')).toBeFocused();
  await page.keyboard.press('Enter');

  await expect(link('product shop')).toHaveAttribute('aria-current', 'page');
  const shop = new Demo(page);
  await shop.ready();
  await expect(shop.assistant.locator('.seeker')).toHaveCount(0);
  await shop.say('a laptop');

  await link('product shop').focus();
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Enter');
  await expect(link('films')).toHaveAttribute('aria-current', 'page');
  await films.ready();
  await expect(films.assistant.locator('.seeker .text')).toHaveText(['a comedy, please']);
});
