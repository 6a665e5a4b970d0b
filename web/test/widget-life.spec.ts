import { Bare, expect, shop, test } from './bare.js';
import type { BrowserContext, Page, Route } from '@playwright/test';
import type { RsoAssistant } from '../src/element/element.js';

test.beforeEach(async ({ page, lamps }) => {
  await page.route('**/lamps.rsoc', (route) => route.fulfill({ body: lamps, contentType: 'application/octet-stream' }));
});

/** All that a page can keep. */
function stored(page: Page): Promise<unknown> {
  return page.evaluate(async () => ({
    local: Object.keys(localStorage), session: Object.keys(sessionStorage), cookies: document.cookie, caches: await caches.keys(),
    conversations: await (async () => {
      const [database] = await indexedDB.databases();
      if (!database?.name) return 'none';
      return new Promise<string[]>((resolve) => {
        const opening = indexedDB.open(database.name ?? '');
        opening.onsuccess = () => {
          const keys = opening.result.transaction('conversations').objectStore('conversations').getAllKeys();
          keys.onsuccess = () => { opening.result.close(); resolve(keys.result.map(String)); };
        };
      });
    })(),
  }));
}

const nothing = { local: [], session: [], cookies: '', caches: [], conversations: 'none' };

/** Every address that anything of the context asks for. */
function asked(context: BrowserContext): URL[] {
  const urls: URL[] = [];
  context.on('request', (request) => { urls.push(new URL(request.url())); });
  return urls;
}

/** Holds a file back until it is let go. */
async function held(page: Page, file: string): Promise<() => Promise<void>> {
  let release: () => void = () => undefined;
  const free = new Promise<void>((resolve) => { release = resolve; });
  const hold = async (route: Route): Promise<void> => {
    await free;
    await route.continue();
  };
  await page.route(file, hold);
  return async () => {
    release();
    await page.unroute(file, hold);
  };
}

test('two elements of one page converse each for itself, and one goes on alone', async ({ page, complaints }) => {
  const bare = await Bare.begun(page, { rest: '<rso-assistant id="second" load="now" catalog="lamps.rsoc" policy="shop.rsop" heading="Lamps"></rso-assistant>' });
  const second = new Bare(page, '#second');
  await second.ready();
  await bare.say('a perfume under 100');
  await second.say('a lamp under 50');
  await expect(bare.wishes).toHaveText(['tags: perfumes', 'price ≤ $100']);
  await expect(second.wish('price')).toHaveText('price ≤ $50');
  expect(page.workers()).toHaveLength(2);
  await bare.assistant.evaluate((element: RsoAssistant) => { element.id = 'first'; document.querySelector('#second')?.remove(); });
  await expect.poll(() => page.workers().length).toBe(1);
  await bare.say('the cheapest first');
  await expect(bare.said).toHaveCount(2);
  expect(complaints).toEqual([]);
});

test('an element that comes back begins anew, and one that moves goes on', async ({ page }) => {
  const bare = await Bare.begun(page);
  await bare.say('a perfume under 100');
  await bare.button('Save').first().click();
  await bare.assistant.evaluate((element) => { document.body.prepend(element); });
  await expect(bare.assistant.locator('.note')).toHaveCount(0);
  await bare.say('the cheapest first');
  await expect(bare.said).toHaveCount(2);
  await bare.assistant.evaluate(async (element) => {
    element.remove();
    await new Promise((resolve) => { setTimeout(resolve); });
    document.body.append(element);
  });
  await bare.ready();
  await expect(bare.said).toHaveCount(0);
  await bare.say('a laptop');
});

test('another catalog or another language begins another conversation', async ({ page }) => {
  const bare = await Bare.begun(page);
  await bare.say('a perfume under 100');
  await bare.assistant.evaluate((element) => { element.setAttribute('catalog', 'lamps.rsoc'); });
  await expect(bare.said).toHaveCount(0);
  await bare.ready();
  await bare.say('a desk lamp');
  await expect(bare.assistant.getByRole('link', { name: 'Ash Lamp' })).toBeVisible();
  await bare.assistant.evaluate((element) => { element.setAttribute('language', 'de'); });
  await expect(bare.assistant.getByRole('heading', { level: 2 })).toHaveText('Beratung');
  await bare.ready();
  await bare.say('eine Lampe unter 50');
});

test('properties that are set before the element is defined count', async ({ page }) => {
  await page.addInitScript(() => {
    document.addEventListener('readystatechange', () => {
      Object.assign(document.querySelector('rso-assistant') ?? {}, { heading: 'Set before', catalog: 'lamps.rsoc', load: 'now', strings: { send: 'Off it goes' } });
    }, { once: true });
  });
  const bare = await Bare.open(page, { attributes: 'heading="Not this"' });
  await bare.ready();
  await expect(bare.assistant.getByRole('heading', { level: 2 })).toHaveText('Set before');
  await expect(bare.button('Off it goes')).toBeVisible();
  await bare.say('a desk lamp');
  await expect(bare.assistant.getByRole('link', { name: 'Ash Lamp' })).toBeVisible();
});

test('what is said to an element that is in no page yet is answered once it is', async ({ page }) => {
  const bare = await Bare.open(page, { rest: '<div id="here"></div>' });
  await page.evaluate(async () => {
    document.querySelector('rso-assistant')?.remove();
    const element = document.createElement('rso-assistant');
    Object.assign(element, { catalog: 'shop.rsoc', policy: 'shop.rsop' });
    const said = element.say('a perfume under 100');
    await new Promise((resolve) => { setTimeout(resolve, 200); });
    document.querySelector('#here')?.append(element);
    await said;
  });
  await expect(bare.said).toHaveText('a perfume under 100');
  await expect(bare.cards).toHaveCount(3);
});

test('what the element holds is what a browser without scripts shows', async ({ page }) => {
  await page.route('**/rso.js', (route) => route.abort());
  await Bare.open(page, { light: '<p>Call us instead.</p>' });
  await expect(page.getByText('Call us instead.')).toBeVisible();
  await page.unroute('**/rso.js');
  const bare = await Bare.open(page, { light: '<p>Call us instead.</p>' });
  await expect(bare.field).toBeVisible();
  await expect(page.getByText('Call us instead.')).toBeHidden();
});

test('nothing is stored or sent unless the page says so', async ({ page, context, baseURL }) => {
  const urls = asked(context);
  const bare = await Bare.begun(page);
  await bare.say('a perfume under 100');
  await bare.button('Save').first().click();
  await bare.button('Good reply').click();
  await bare.button('Start over').click();
  await bare.say('a laptop');
  expect(await stored(page)).toEqual(nothing);
  const origin = new URL(baseURL ?? '').origin;
  expect(urls.filter((url) => url.origin !== origin).map(String)).toEqual([]);
  expect(urls.map(({ search }) => search).join('')).toBe('');
});

for (const persist of ['session', 'device'] as const) {
  test(`a conversation is kept by ${persist}, until it is erased`, async ({ page }) => {
    const setup = { attributes: `persist="${persist}"` };
    const bare = await Bare.begun(page, setup);
    await test.step('over a reload, with what is saved', async () => {
      await bare.say('a perfume under 100');
      await bare.button('Save').first().click();
      await page.reload();
      await bare.ready();
      await expect(bare.said).toHaveText(['a perfume under 100']);
      await expect(bare.wishes).toHaveText(['tags: perfumes', 'price ≤ $100']);
      await expect(bare.button('Compare the first two')).toBeVisible();
      await expect(bare.button('Saved items: 1')).toBeVisible();
      await bare.say('the cheapest first');
      await expect(bare.wish('perfumes')).toBeVisible();
    });
    await test.step('not after starting over, but for what is saved', async () => {
      await bare.button('Start over').click();
      await expect.poll(() => bare.heard('reset')).toHaveLength(1);
      await page.reload();
      await bare.ready();
      await expect(bare.said).toHaveCount(0);
      await expect(bare.button('Saved items: 1')).toBeVisible();
      await expect(bare.assistant.getByRole('group', { name: 'Suggested replies' })).toBeVisible();
    });
    await test.step('nor after all was taken back', async () => {
      await bare.say('a laptop');
      await bare.button('Undo').click();
      await expect.poll(() => bare.heard('undo')).toHaveLength(1);
      await page.reload();
      await bare.ready();
      await expect(bare.replies).toHaveCount(1);
      await expect(bare.assistant.getByRole('group', { name: 'Suggested replies' })).toBeVisible();
    });
    await test.step('nor after it was erased', async () => {
      await bare.say('a laptop');
      await bare.assistant.evaluate((element: RsoAssistant) => element.erase());
      expect(await stored(page)).toMatchObject({ session: [], conversations: persist === 'device' ? [] : 'none' });
      await expect(bare.said).toHaveText(['a laptop']);
    });
  });
}

test('a conversation on the device expires', async ({ page }) => {
  const bare = await Bare.begun(page, { attributes: 'persist="device" persist-days="7"' });
  await bare.say('a perfume under 100');
  const day = 86_400_000;
  await page.clock.setFixedTime(Date.now() + 6 * day);
  await page.reload();
  await bare.ready();
  await expect(bare.said).toHaveText(['a perfume under 100']);
  await page.clock.setFixedTime(Date.now() + 8 * day);
  await page.reload();
  await bare.ready();
  await expect(bare.said).toHaveCount(0);
  expect(await stored(page)).toMatchObject({ conversations: [] });
});

test('without consent nothing is stored or sent, and what was is erased', async ({ page, context }) => {
  const urls = asked(context);
  const sent = (): number => urls.filter(({ pathname }) => pathname === '/v1/turn').length;
  const bare = await Bare.begun(page, { attributes: 'persist="device" gateway="/v1/turn" consent="pending"' });
  await test.step('pending', async () => {
    await bare.say('a perfume under 100');
    await bare.button('Save').first().click();
    expect(await stored(page)).toEqual(nothing);
    expect(sent()).toBe(0);
    expect(urls.filter(({ pathname }) => pathname.includes('actor')).map(String)).toEqual([]);
  });
  await test.step('granted', async () => {
    await bare.set({ consent: 'granted' });
    await bare.say('the cheapest first');
    expect(sent()).toBeGreaterThan(0);
    await expect.poll(() => stored(page)).toMatchObject({ conversations: [expect.stringContaining('shop.rsoc')] });
  });
  await test.step('denied', async () => {
    await bare.set({ consent: 'denied' });
    await expect.poll(() => stored(page)).toMatchObject({ conversations: [] });
    const before = sent();
    await bare.say('a laptop');
    expect(sent()).toBe(before);
    expect(await stored(page)).toMatchObject({ conversations: [] });
  });
});

test('what is typed and said before all is loaded is kept and answered', async ({ page }) => {
  const letPanel = await held(page, '**/panel-*.js');
  const letModule = await held(page, '**/core.wasm');
  const bare = await Bare.open(page);
  await bare.field.click();
  await page.keyboard.type('a perfume under 100');
  await page.keyboard.press('Enter');
  await expect(bare.said).toHaveText('a perfume under 100');
  await expect(bare.log).toHaveAttribute('aria-busy', 'true');
  await page.keyboard.type('the cheap');
  await letPanel();
  await expect(bare.assistant.locator('.tools [part~=undo]')).toBeAttached();
  await expect(bare.said).toHaveText('a perfume under 100');
  await expect(bare.field).toBeFocused();
  await page.keyboard.type('est first');
  await expect(bare.field).toHaveValue('the cheapest first');
  await letModule();
  await expect(bare.cards).toHaveCount(3, { timeout: 15_000 });
  await bare.replied(() => page.keyboard.press('Enter'));
  await expect(bare.said).toHaveText(['a perfume under 100', 'the cheapest first']);
});

test('a start that the shopper takes back before it is done is a clean one', async ({ page }) => {
  const letModule = await held(page, '**/core.wasm');
  const bare = await Bare.open(page);
  await bare.field.click();
  await page.keyboard.type('a perfume');
  await page.keyboard.press('Enter');
  await bare.button('Undo').click();
  await expect(bare.said).toHaveCount(0);
  await letModule();
  await bare.ready();
  await expect(bare.replies).toHaveCount(1);
  await bare.say('a laptop');
  await expect(bare.wishes).toHaveText(['category: laptops']);
});

test('once it is loaded it needs no network', async ({ page, context, complaints }) => {
  const bare = await Bare.begun(page);
  await context.setOffline(true);
  await expect(bare.assistant.locator('.strip')).toHaveText('You are offline. The assistant works on.');
  await bare.say('a perfume under 100');
  await bare.wish('price').click();
  await bare.replied(() => bare.button('Remove', bare.editor).click());
  await context.setOffline(false);
  await expect(bare.assistant.locator('.strip')).toHaveCount(0);
  expect(complaints).toEqual([]);
});

test('it works on a project’s path, and in the page’s own thread', async ({ page, context, complaints }) => {
  const urls = asked(context);
  await page.route('**/project/**', async (route) => {
    await route.fulfill({ response: await route.fetch({ url: route.request().url().replace('/project/', '/') }) });
  });
  const bare = await Bare.begun(page, { path: 'project/bare.html', attributes: 'no-worker' });
  expect(await bare.assistant.evaluate((element: RsoAssistant) => element.host?.thread)).toBe('page');
  expect(page.workers()).toHaveLength(0);
  await bare.say('a perfume under 100');
  expect(urls.filter(({ pathname }) => !pathname.startsWith('/project/')).map(String)).toEqual([]);
  expect(complaints).toEqual([]);
});

test('code that can’t be loaded is said clearly, and trying again answers what was said', async ({ page }) => {
  await page.route('**/panel-*.js', (route) => route.abort());
  const bare = await Bare.open(page);
  await bare.field.click();
  await expect(bare.assistant.getByRole('alert')).toContainText('The assistant could not start.');
  await page.keyboard.type('a perfume under 100');
  await page.keyboard.press('Enter');
  await expect(bare.said).toHaveText('a perfume under 100');
  await expect(bare.assistant.getByRole('alert')).toBeVisible();
  expect(await bare.heard('error')).not.toEqual([]);
  await page.unroute('**/panel-*.js');
  await bare.button('Try again').click();
  await expect(bare.field).toBeFocused();
  await expect(bare.cards).toHaveCount(3, { timeout: 15_000 });
  await expect(bare.assistant.getByRole('alert')).toHaveCount(0);
});

test('the shop’s files may lie in another folder', async ({ page }) => {
  await page.route('**/files/**', async (route) => {
    await route.fulfill({ response: await route.fetch({ url: route.request().url().replace('/files/', '/') }) });
  });
  const bare = await Bare.begun(page, { attributes: `base="files/" ${shop.replace('shop.rsoc', 'files/shop.rsoc')}` });
  await bare.say('a perfume under 100');
});
