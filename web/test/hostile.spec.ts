import { Demo, expect, test } from './page.js';

const attack = '<img src=x onerror="globalThis.attacked=1"><script>globalThis.attacked=1</script>';

const messages: Record<string, string> = {
  HTML: attack,
  'a NUL and other controls': 'a come\u0000dy \u0007\u001b[31m please',
  emoji: '🎬🍿 something fun 👩‍👩‍👧‍👦 please',
  'right to left': 'أريد فيلمًا مضحكًا من فضلك',
  'half a surrogate': 'comedy \ud83d please',
  JSON: '{"text":"x","__proto__":{"a":1}}',
  'only punctuation': '?!… -- %s %n ${1} {{x}}',
  '100,000 characters': 'funny comedy '.repeat(7_693).slice(0, 100_000),
};

test('strange messages get a sensible reply and run nothing', async ({ page, complaints }) => {
  const demo = await Demo.open(page);
  for (const [name, text] of Object.entries(messages)) {
    await test.step(name, async () => {
      await demo.say(text);
      await demo.say('a comedy, please');
      expect(await page.evaluate(() => 'attacked' in globalThis)).toBe(false);
      await expect(demo.assistant.locator('.message img, .message script')).toHaveCount(0);
      expect(complaints).toEqual([]);
    });
  }
});

test('catalog data is shown as text and links only to the web', async ({ page, complaints }) => {
  const demo = await Demo.open(page);
  await demo.say('a comedy, please');
  // The kept conversation is the way to show an item that no catalog of ours holds.
  await page.evaluate((html) => {
    const [key = ''] = Object.keys(sessionStorage).filter((name) => name.startsWith('rso '));
    const kept = JSON.parse(sessionStorage.getItem(key) ?? '') as { messages: { reply?: { items: unknown[] } }[] };
    const item = { id: html, title: html, url: 'javascript:globalThis.attacked=1', attributes: [{ name: html, values: [html] }], why: [html] };
    for (const { reply } of kept.messages) if (reply) reply.items = [item];
    sessionStorage.setItem(key, JSON.stringify(kept));
  }, attack);
  await page.reload();
  await demo.ready();
  const card = demo.assistant.locator('.card');
  await expect(card.getByRole('heading')).toHaveText(attack);
  await expect(card.locator('a, img, script')).toHaveCount(0);
  await card.getByRole('heading').getByRole('button').click();
  expect(await page.evaluate(() => 'attacked' in globalThis)).toBe(false);
  expect(complaints).toEqual([]);
});
