import type { Item, Reply } from '../rso.js';
import { fill, type Strings, type Tongue } from '../src/element/strings.js';
import { words } from '../src/element/words.js';
import { Bare, expect, test } from './bare.js';
import type { RsoAssistant } from '../src/element/element.js';

const lampShop = { attributes: 'catalog="lamps.rsoc" policy="shop.rsop"' };

test.beforeEach(async ({ page, lamps }) => {
  await page.route('**/lamps.rsoc', (route) => route.fulfill({ body: lamps, contentType: 'application/octet-stream' }));
});

test('wishes are changed by hand, and the page hears of it', async ({ page, complaints }) => {
  const bare = await Bare.begun(page);
  await bare.say('a perfume under 100');
  await expect(bare.wishes).toHaveText(['tags: perfumes', 'price ≤ $100']);
  const latest = async (): Promise<unknown> => (await bare.heard('constraint')).at(-1);

  await test.step('a must becomes a wish', async () => {
    await bare.wish('price').click();
    await expect(bare.wish('price')).toHaveAttribute('aria-expanded', 'true');
    await bare.editor.getByLabel('Nice to have').check();
    expect(await bare.replied(() => bare.button('Apply', bare.editor).click())).not.toBe('');
    await expect(bare.said.last()).toHaveText('Only if possible: price ≤ $100.');
    await expect(bare.wish('price')).toHaveAttribute('title', 'Nice to have');
    expect(await latest()).toMatchObject({ added: [{ attribute: 'price', hard: false }], removed: [{ attribute: 'price', hard: true }] });
  });

  await test.step('a number is changed by the keyboard', async () => {
    await bare.wish('price').focus();
    await page.keyboard.press('Enter');
    await expect(bare.editor.getByLabel('Nice to have')).toBeFocused();
    await bare.tabTo(/^$/);
    await page.keyboard.press('ControlOrMeta+A');
    await bare.type('80.5');
    await expect(bare.said.last()).toHaveText('Rather price ≤ $80.50.');
    await expect(bare.wishes).toHaveText(['tags: perfumes', 'price ≤ $80.50']);
    await expect(bare.editor).toHaveCount(0);
    expect(await latest()).toMatchObject({ added: [{ attribute: 'price', value: 80.5 }] });
  });

  await test.step('another value is chosen', async () => {
    await bare.wish('tags').click();
    const values = bare.editor.getByRole('combobox');
    const other = await values.getByRole('option').nth(1).getAttribute('value') ?? '';
    await values.selectOption(other);
    await bare.replied(() => bare.button('Apply', bare.editor).click());
    await expect(bare.wishes.first()).toHaveText(`tags: ${other}`);
  });

  await test.step('one is taken back', async () => {
    await bare.wish('price').click();
    await bare.replied(() => bare.button('Remove', bare.editor).click());
    await expect(bare.wish('price')).toHaveCount(0);
    expect(await latest()).toMatchObject({ added: [], removed: [{ attribute: 'price' }] });
  });

  await test.step('what changes nothing says nothing', async () => {
    const said = await bare.said.count();
    await bare.wish('tags').click();
    await bare.button('Apply', bare.editor).click();
    await expect(bare.editor).toHaveCount(0);
    await expect(bare.wish('tags')).toBeFocused();
    expect(await bare.said.count()).toBe(said);
  });
  expect(complaints).toEqual([]);
});

test('a number that is beyond every product can still be made a mere wish', async ({ page }) => {
  const bare = await Bare.begun(page);
  await bare.say('a perfume under 100000');
  await bare.wish('price').click();
  await expect(bare.editor.getByText('USD')).toBeVisible();
  await bare.editor.getByLabel('Nice to have').check();
  await bare.replied(() => bare.button('Apply', bare.editor).click());
  await expect(bare.wish('price')).toHaveAttribute('title', 'Nice to have');
});

test('what is chosen in the editor stays chosen, whatever is drawn meanwhile', async ({ page }) => {
  const bare = await Bare.begun(page);
  await bare.say('a perfume under 100');
  await bare.wish('price').click();
  await bare.editor.getByLabel('Nice to have').check();
  await bare.editor.getByRole('spinbutton').fill('90');
  await bare.button('Save').first().click();
  await expect(bare.button('Saved items: 1')).toBeVisible();
  await expect(bare.editor.getByLabel('Nice to have')).toBeChecked();
  await expect(bare.editor.getByRole('spinbutton')).toHaveValue('90');
});

test('the editor closes when its wish becomes another', async ({ page }) => {
  const bare = await Bare.begun(page);
  await bare.say('a perfume under 100');
  await bare.wish('price').click();
  await bare.say('under 80 please');
  await expect(bare.wish('price')).toHaveText(/80/);
  await expect(bare.editor).toHaveCount(0);
});

test('opinions and orders are taken back with a click', async ({ page }) => {
  const bare = await Bare.begun(page);
  await bare.say('fragrances, the cheapest first');
  await bare.say('I like the first one');
  const order = bare.button('Remove: lowest price first');
  const opinion = bare.wishes.filter({ hasText: 'likes' });
  await bare.replied(() => order.click());
  await expect(bare.said.last()).toHaveText('Any order is fine.');
  await expect(order).toHaveCount(0);
  await bare.replied(() => opinion.click());
  await expect(bare.said.last()).toHaveText(/^Never mind what I said of .+\.$/);
  await expect(opinion).toHaveCount(0);
});

test('items are saved, listed and taken off the list', async ({ page }) => {
  const bare = await Bare.begun(page);
  await bare.say('a perfume under 100');
  const [first = '', second = ''] = await bare.titles();
  await bare.button('Save', bare.cards.nth(0)).click();
  await bare.button('Save', bare.cards.nth(1)).click();
  await expect(bare.button('Save', bare.cards.nth(0))).toHaveAttribute('aria-pressed', 'true');
  await bare.button('Saved items: 2').click();
  await expect(bare.saved.locator('.title')).toHaveText([first, second]);
  await bare.button(`Remove: ${second}`).click();
  await bare.button(`Remove: ${first}`).click();
  await expect(bare.saved).toContainText('Nothing is saved yet.');
  await bare.button('Back to the conversation').click();
  await expect(bare.saved).toBeHidden();
  await expect(bare.button('Save', bare.cards.nth(0))).toHaveAttribute('aria-pressed', 'false');
  expect((await bare.heard('save')).map(({ item, saved }) => [(item as Item).title, saved])).toEqual([[first, true], [second, true], [second, false], [first, false]]);
});

test('a saved item is picked from the list, which closes', async ({ page }) => {
  const bare = await Bare.begun(page);
  await bare.say('a perfume under 100');
  await bare.button('Save').first().click();
  await bare.button('Saved items: 1').click();
  await bare.saved.locator('.pick').click();
  await expect(bare.saved).toBeHidden();
  expect(await bare.heard('select')).toHaveLength(1);
});

test('two or three items are compared, and what differs stands out', async ({ page }) => {
  const bare = await Bare.begun(page);
  await bare.say('a perfume under 100');
  const titles = await bare.titles();
  const compare = bare.button('Compare', bare.assistant.locator('.tray'));
  await test.step('one is not enough', async () => {
    await bare.button('Compare', bare.cards.nth(0)).click();
    await expect(compare).toHaveAttribute('aria-disabled', 'true');
    await compare.click({ force: true });
    await expect(bare.said).toHaveCount(1);
  });
  await test.step('two', async () => {
    await bare.button('Compare', bare.cards.nth(1)).click();
    await bare.replied(() => compare.click());
    await expect(bare.said.last()).toHaveText(`Compare ${titles[0]} and ${titles[1]}.`);
    const table = bare.assistant.getByRole('region', { name: 'Comparison' });
    await expect(table.getByRole('columnheader')).toHaveText([titles[0] ?? '', titles[1] ?? '']);
    await expect(table.locator('tr.differs', { hasText: 'Price' })).toHaveCount(1);
    await expect(table.locator('tr:not(.differs)', { hasText: 'category' })).toHaveCount(1);
    await expect(bare.assistant.locator('.tray')).toHaveCount(0);
  });
  await test.step('three', async () => {
    for (const i of [0, 1, 2]) await bare.button('Compare', bare.cards.nth(i)).click();
    await expect(bare.assistant.getByRole('group', { name: '3 picked to compare' })).toBeVisible();
    await bare.replied(() => compare.click());
    await expect(bare.assistant.locator('.table').last().getByRole('columnheader')).toHaveCount(3);
  });
  await test.step('and the picks are cleared', async () => {
    await bare.button('Compare', bare.cards.nth(0)).click();
    await bare.button('Clear').click();
    await expect(bare.assistant.locator('.tray')).toHaveCount(0);
    await expect(bare.button('Compare', bare.cards.nth(0))).toHaveAttribute('aria-pressed', 'false');
  });
});

test('what is not for the shopper is not offered again', async ({ page }) => {
  const bare = await Bare.begun(page);
  await bare.say('a perfume');
  const [unwanted = ''] = await bare.titles();
  await bare.replied(() => bare.button('Not for me', bare.cards.first()).click());
  await expect(bare.said.last()).toHaveText(`Not ${unwanted}.`);
  await expect(bare.wish(`not ${unwanted}`)).toBeVisible();
  expect(await bare.titles()).not.toContain(unwanted);
  await bare.say('what else is there?');
  expect(await bare.titles()).not.toContain(unwanted);
});

test('a reply is judged, with reasons, and the page hears of it', async ({ page }) => {
  const bare = await Bare.begun(page);
  const said = await bare.say('a perfume under 100');
  const feedback = async (): Promise<unknown> => (await bare.heard('feedback')).at(-1);
  await bare.button('Good reply').click();
  expect(await feedback()).toMatchObject({ verdict: { of: 'up', reasons: [] }, text: 'a perfume under 100', said });
  await bare.button('Bad reply').click();
  await bare.button('Too expensive').click();
  await bare.button('Not what I asked for').click();
  expect(await feedback()).toMatchObject({ verdict: { of: 'down', reasons: ['price', 'fit'] } });
  await bare.button('Too expensive').click();
  expect(await feedback()).toMatchObject({ verdict: { of: 'down', reasons: ['fit'] } });
  await bare.button('Bad reply').click();
  expect((await feedback() as { verdict?: unknown }).verdict).toBeUndefined();
  await expect(bare.assistant.locator('.reasons')).toHaveCount(0);
});

test('all is taken back, one by one, to the beginning', async ({ page }) => {
  const bare = await Bare.begun(page);
  const greeting = await bare.replies.first().innerText();
  const undo = bare.button('Undo');
  await expect(undo).toHaveAttribute('aria-disabled', 'true');
  await bare.say('a perfume under 100');
  await bare.say('the cheapest first');
  await bare.replied(() => bare.button('Not for me').last().click());
  await expect(bare.wishes).toHaveCount(4);
  await undo.click();
  await expect(bare.wishes).toHaveCount(3);
  await expect(bare.said).toHaveText(['a perfume under 100', 'the cheapest first']);
  await undo.click();
  await expect(bare.wishes).toHaveText(['tags: perfumes', 'price ≤ $100']);
  await undo.click();
  await expect(bare.wishes).toHaveCount(0);
  await expect(bare.replies).toHaveText([greeting]);
  await expect(undo).toHaveAttribute('aria-disabled', 'true');
  await expect(bare.assistant.getByRole('group', { name: 'Suggested replies' })).toBeVisible();
  await expect.poll(() => bare.heard('undo')).toHaveLength(3);
  await bare.say('a laptop');
  await expect(bare.wishes).toHaveText(['category: laptops']);
});

test('a message whose reply is on its way is taken back, and the one before it stands', async ({ page }) => {
  const bare = await Bare.begun(page);
  await bare.assistant.evaluate(async (element: RsoAssistant) => {
    const first = element.say('a perfume under 100');
    const second = element.say('a laptop');
    await element.undo();
    await Promise.all([first, second]);
  });
  await bare.settled();
  await expect(bare.said).toHaveText(['a perfume under 100']);
  await expect(bare.wishes).toHaveText(['tags: perfumes', 'price ≤ $100']);
  await bare.assistant.evaluate((element: RsoAssistant) => Promise.all([element.say('by Gucci'), element.say('a laptop')]));
  await bare.button('Undo').click();
  await expect(bare.said).toHaveText(['a perfume under 100', 'by Gucci']);
  await expect(bare.wishes).toHaveText([/perfumes/, /100/, /Gucci/]);
  await bare.say('the cheapest first');
  await expect(bare.wish('laptops')).toHaveCount(0);
});

test('starting over forgets the wishes, and keeps what is saved', async ({ page }) => {
  const bare = await Bare.begun(page);
  await bare.say('a perfume under 100');
  await bare.button('Save').first().click();
  await bare.button('Compare', bare.cards.first()).click();
  await bare.button('Start over').click();
  await expect(bare.said).toHaveCount(0);
  await expect(bare.wishes).toHaveCount(0);
  await expect(bare.assistant.locator('.tray')).toHaveCount(0);
  await expect(bare.button('Saved items: 1')).toBeVisible();
  await expect(bare.button('Undo')).toHaveAttribute('aria-disabled', 'true');
  expect(await bare.heard('reset')).toHaveLength(1);
});

test.describe('the clipboard', () => {
  test('gets the conversation', async ({ page, context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const bare = await Bare.begun(page);
    const reply = await bare.say('a perfume under 100');
    const [title] = await bare.titles();
    await bare.button('Copy the conversation').click();
    await expect(bare.assistant.locator('.note')).toHaveText('The conversation was copied.');
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toContain(`You: a perfume under 100\n\nAssistant: ${reply}\n  • ${title}, $`);
  });

  test('is refused, and the shopper is told', async ({ page }) => {
    await page.addInitScript(() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')); });
    const bare = await Bare.begun(page);
    await bare.button('Copy the conversation').click();
    await expect(bare.assistant.locator('.note')).toHaveText('The browser did not let it be copied.');
  });
});

test('items go into the cart through the shop, which may refuse', async ({ page }) => {
  const bare = await Bare.begun(page);
  await bare.say('a perfume under 100');
  await expect(bare.button('Add to cart')).toHaveCount(0);
  await bare.assistant.evaluate((element: RsoAssistant) => {
    element.cart = (item: Item) => (item.title.startsWith('Calvin') ? Promise.resolve() : Promise.reject(new Error('There are no more of these.')));
  });
  const titles = await bare.titles();
  const add = (title: string | undefined): Promise<void> => bare.button('Add to cart', bare.cards.filter({ hasText: title ?? '' })).click();
  await add(titles.find((title) => title.startsWith('Calvin')));
  await expect(bare.assistant.locator('.note')).toHaveText('In the cart.');
  await add(titles.find((title) => !title.startsWith('Calvin')));
  await expect(bare.assistant.locator('.note')).toHaveText('There are no more of these.');
  expect((await bare.heard('cart')).map(({ item }) => (item as Item).title)).toEqual([titles.find((title) => title.startsWith('Calvin'))]);
});

test('a picked item leads to its address, unless the page has other plans', async ({ page }) => {
  await page.route('https://lamps.example/**', (route) => route.fulfill({ contentType: 'text/html', body: '<title>A lamp</title>' }));
  const bare = await Bare.begun(page, lampShop);
  await bare.say('a desk lamp');
  const link = bare.assistant.getByRole('link', { name: 'Ash Lamp' });
  await bare.assistant.evaluate((element) => { element.addEventListener('rso-select', (event) => { event.preventDefault(); }, { once: true }); });
  await link.click();
  expect((await bare.heard('select')).map(({ item }) => (item as Item).id)).toEqual(['ash']);
  await expect(page).toHaveURL(/bare\.html$/);
  await link.click();
  await expect(page).toHaveURL('https://lamps.example/ash');
});

test('quick replies are said, and go', async ({ page }) => {
  const bare = await Bare.begun(page);
  await bare.say('a perfume under 100');
  await bare.replied(() => bare.button('Why the first one?').click());
  await expect(bare.said.last()).toHaveText('Why the first one?');
  await expect(bare.button('Why the first one?')).toHaveCount(0);
});

/** All that an element says of itself, to the eye and to the ear. */
function spoken(bare: Bare): Promise<string[]> {
  return bare.assistant.evaluate((element) => {
    const root = element.shadowRoot;
    if (!root) return [];
    const texts = [...root.querySelectorAll('*')].flatMap((node) => [
      ...[...node.childNodes].filter((child) => child.nodeType === Node.TEXT_NODE && node.tagName !== 'STYLE').map(({ textContent }) => textContent ?? ''),
      ...['aria-label', 'title', 'placeholder'].map((name) => node.getAttribute(name) ?? ''),
    ]);
    return texts.map((text) => text.trim()).filter((text) => text !== '');
  });
}

/** The words of a table, by name, as what a text that is made of them looks like. */
function shapes(table: Strings): Map<string, RegExp> {
  const all = Object.entries({ ...table, ...table.reasons }).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return new Map(all.map(([name, text]) => [name, new RegExp(`^${text.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{\w+\}/g, '.+')}$`)]));
}

// What this conversation has no occasion for.
const rare = ['failed', 'retry', 'offline', 'loading', 'thinking', 'notCopied', 'clipped', 'open', 'close', 'more', 'year', 'from', 'to', 'without', 'descending', 'known'];

for (const { tag, ask, order, like } of [
  { tag: 'de', ask: 'ein Parfüm für höchstens 100, nicht von Chanel', order: 'die günstigsten zuerst', like: 'das erste gefällt mir' },
  { tag: 'es', ask: 'un perfume de menos de 100 que no sea de Chanel', order: 'primero los más baratos', like: 'me gusta el primero' },
] satisfies { tag: Tongue; ask: string; order: string; like: string }[]) {
  test(`all that the element says of itself is said in ${tag}`, async ({ page, context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const say = words(tag, {});
    const heard = new Set<string>();
    const bare = await Bare.open(page, { attributes: `language="${tag}"` });
    const listen = async (): Promise<void> => { for (const text of await spoken(bare)) heard.add(text); };
    await listen();
    await bare.field.click();
    await bare.ready();
    await bare.assistant.evaluate((element: RsoAssistant) => { element.cart = () => undefined; });
    await bare.say(ask);
    await bare.say(order);
    await bare.say(like);
    await listen();
    for (const [act, note] of [[say.save, say.saved], [say.save, say.unsaved], [say.save, say.saved], [say.addToCart, say.added]] as const) {
      await bare.button(act).first().click();
      await expect(bare.assistant.locator('.note')).toHaveText(note);
      await listen();
    }
    await bare.button(say.copy).click();
    await expect(bare.assistant.locator('.note')).toHaveText(say.copied);
    for (const i of [0, 1]) await bare.button(say.pick, bare.cards.nth(i)).click();
    await expect(bare.assistant.getByText(fill(say.picked, { count: '2' })).first()).toBeAttached();
    await bare.button(say.bad).first().click();
    await expect(bare.assistant.getByText(say.thanks, { exact: true }).first()).toBeAttached();
    await listen();
    await bare.wish(/100/).click();
    await listen();
    await bare.editor.getByLabel(say.wish).check();
    await bare.replied(() => bare.button(say.apply, bare.editor).click());
    await bare.wish(/100/).click();
    await bare.editor.getByLabel(say.must).check();
    await bare.replied(() => bare.button(say.apply, bare.editor).click());
    await bare.wish(/100/).click();
    await bare.editor.getByRole('spinbutton').fill('90');
    await bare.replied(() => bare.button(say.apply, bare.editor).click());
    await bare.wish(/90/).click();
    await bare.replied(() => bare.button(say.remove, bare.editor).click());
    await listen();
    await bare.replied(() => bare.button(say.compare, bare.assistant.locator('.tray')).click());
    await listen();
    await bare.button(`${say.savedItems}: 1`).click();
    await bare.saved.getByRole('button', { name: new RegExp(`^${say.remove}: `) }).click();
    await listen();
    await bare.button(say.back).click();
    await bare.replied(() => bare.wishes.filter({ hasText: fill(say.likes, { items: '' }).trim() }).click());
    await bare.replied(() => bare.wish(fill(say.ascending, { attribute: 'price' })).click());
    await listen();
    await bare.replied(() => bare.button(say.reject).last().click());
    await listen();
    await bare.button(say.undo).click();
    await expect(bare.assistant.getByText(say.undone).first()).toBeAttached();
    await listen();
    await bare.button(say.startOver).click();
    await expect(bare.assistant.getByText(say.startedOver).first()).toBeAttached();
    await listen();

    const own = shapes(say);
    const english = [...shapes(words('en', {}))].filter(([name, shape]) => own.get(name)?.source !== shape.source);
    const foreign = [...heard].filter((text) => english.some(([, shape]) => shape.test(text)) && ![...own.values()].some((shape) => shape.test(text)));
    expect(foreign).toEqual([]);
    expect([...heard].filter((text) => /\{\w+\}/.test(text))).toEqual([]);
    const unheard = [...own].filter(([name, shape]) => !rare.includes(name) && ![...heard].some((text) => shape.test(text))).map(([name]) => name);
    expect(unheard).toEqual([]);
  });
}

test('the page replaces any words, as JSON, and what is no JSON changes nothing', async ({ page }) => {
  const bare = await Bare.begun(page, { attributes: `strings='{"reject": "Nope", "reasons": {"price": "Too dear"}}' heading="Ask us" placeholder="A scent?"` });
  await bare.say('a perfume under 100');
  await expect(bare.assistant.getByRole('heading', { level: 2 })).toHaveText('Ask us');
  await expect(bare.field).toHaveAttribute('placeholder', 'A scent?');
  await expect(bare.button('Nope')).toHaveCount(3);
  await bare.button('Bad reply').click();
  await expect(bare.button('Too dear')).toBeVisible();
  await expect(bare.button('Hard to understand')).toBeVisible();
  await bare.assistant.evaluate((element) => { element.setAttribute('strings', '{"reject": '); });
  await expect(bare.button('Not for me')).toHaveCount(3);
  await bare.assistant.evaluate((element) => { element.removeAttribute('strings'); });
  await bare.say('the cheapest first');
});

for (const [locale, price, wish] of [['de-AT', /^\$\s49,99$/, 'price ≤ $ 100'], ['de', /^49,99\s\$$/, 'price ≤ 100 $'], ['en-US', /^\$49\.99$/, 'price ≤ $100']] as const) {
  test(`prices are written as in ${locale}`, async ({ page }) => {
    const bare = await Bare.begun(page, { attributes: `locale="${locale}"` });
    await bare.say('a perfume by Calvin Klein under 100');
    await expect(bare.cards.first().locator('.price')).toHaveText(price);
    expect((await bare.wish('price').innerText()).replace(/\s/g, ' ')).toBe(wish);
  });
}

test('the page hears of every reply what was asked, said and shown', async ({ page }) => {
  const bare = await Bare.begun(page);
  const said = await bare.say('a perfume under 100');
  const [turn] = await bare.heard('turn');
  expect(turn).toMatchObject({ text: 'a perfume under 100', said });
  const [recommended] = await bare.heard('recommend');
  expect((recommended?.items as Item[]).map(({ title }) => title)).toEqual(await bare.titles());
  expect((recommended?.reply as Reply).text).toBe(said);
});
