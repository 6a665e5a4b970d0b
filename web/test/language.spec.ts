import type { RsoAssistant } from '../src/element/element.js';
import { Demo, expect, test } from './page.js';

// Packs are no part of what the demo's service worker keeps.
test.use({ serviceWorkers: 'block' });

/** The demo in another language. */
async function inLanguage(demo: Demo, tag: string): Promise<void> {
  await demo.assistant.evaluate(async (element: RsoAssistant, language) => {
    element.language = language;
    await element.updateComplete;
  }, tag);
}

for (const { tag, greets, ask, says, take, enjoys } of [
  { tag: 'de', greets: /Was darf|Filme/, ask: 'eine Komödie aus den 90ern mit Robin Williams', says: /Komödie.*Robin Williams.*Mrs\. Doubtfire \(1993\)/, take: 'ich nehme Mrs. Doubtfire', enjoys: /Mrs\. Doubtfire/ },
  { tag: 'es-MX', greets: /14\.165 películas/, ask: 'una comedia de los años 90 con Jim Carrey', says: /comedia.*Liar Liar \(1997\)/, take: 'me llevo el primero', enjoys: /Liar Liar/ },
]) {
  test(`a conversation in ${tag}`, async ({ page, complaints }) => {
    const demo = await Demo.open(page);
    await inLanguage(demo, tag);
    await expect(demo.replies.first()).toContainText(greets);
    await demo.ready();
    expect(await demo.say(ask)).toMatch(says);
    expect(await demo.say(take)).toMatch(enjoys);
    expect(complaints).toEqual([]);
  });
}

test('a language that there is no pack for is said clearly, and English goes on', async ({ page }) => {
  const demo = await Demo.open(page);
  await inLanguage(demo, 'tlh');
  await expect(demo.assistant.getByRole('alert')).toContainText(/language.*language-tlh\.txt.*404/);
  await inLanguage(demo, 'en');
  await demo.ready();
  expect(await demo.say('a comedy, please')).not.toBe('');
});

test('what is no pack is refused by name', async ({ page }) => {
  await page.route('**/language-de.txt', (route) => route.fulfill({ body: '<html>404</html>' }));
  const demo = await Demo.open(page);
  await inLanguage(demo, 'de');
  await expect(demo.assistant.getByRole('alert')).toContainText(/=== hears/);
});
