import type { Reason } from '../actor/actor.js';
import type { RsoAssistant } from '../src/element/element.js';
import type { Scenario } from './llm.js';
import { expect, test, type Heard, type LampShop } from './lamps.js';

const wish = 'recommend a desk lamp';
const wellWorded = 'The Ash Lamp could be right for you. The Ash Lamp costs $40.';

/** Words that no reply may ever show, whatever the model writes. */
const lies = /Zorblax|evil\.example|secret\.example|90 %|\$12\b|\$25\b|Bro|hotel|<b|ignoring my/;

/** A reply that a shopper can rely on: never anything else on the screen, nothing taken back, true and whole in the end. */
function expectGood({ said, seen, everything, reply }: Heard): void {
  expect(everything.filter((text) => lies.test(text))).toEqual([]);
  seen.forEach(({ text }, i) => { expect(text.startsWith(seen[i - 1]?.text ?? ''), `${text} grows`).toBe(true); });
  expect(seen.at(-1)?.text).toBe(said);
  expect(said).toMatch(/[.?!]$/);
  for (const { title } of reply.items) expect(said).toContain(title);
}

test('a good reply is shown as it comes, in the words of the model', async ({ shop, model, at }) => {
  await shop.ask(at('good'));
  const heard = await shop.say(wish);
  expectGood(heard);
  expect(heard.said).toBe(wellWorded);
  expect(heard.fallbacks).toEqual([]);
  // The first sentence stood there while the second was written.
  expect(heard.seen.length).toBeGreaterThan(1);
  expect(heard.seen[0]?.ms).toBeLessThan(heard.ms - 100);
  expect(heard.busy).toBe(true);
  await expect(shop.assistant.getByRole('log')).toHaveAttribute('aria-busy', 'false');
  await expect(shop.assistant.locator('.frame > [aria-live=polite]').filter({ hasText: heard.said })).toHaveCount(1);
  await expect(shop.assistant.locator('.card')).toHaveCount(heard.reply.items.length);

  const [asked] = model.asked;
  expect(asked?.path).toBe('/good/v1/chat/completions');
  expect(asked?.body).toMatchObject({ model: 'test-1', stream: true });
});

/** What a model does, and what becomes of the reply. */
interface Fault {
  scenario: Scenario;
  reason: Reason;
  /** The model's sentences that stand; without them the reply is the template's alone. */
  kept?: string;
  /** Milliseconds in which the reply is complete, beside what the machine takes. */
  within: number;
  status?: number;
}

const [first = ''] = wellWorded.split(/(?<=\.) /);
const faults: Record<string, Fault> = {
  'no answer': { scenario: 'silent', reason: 'slow', within: 1000 },
  'a slow first token': { scenario: 'slow', reason: 'slow', within: 1000 },
  'a stall mid-stream': { scenario: 'stall', reason: 'stalled', kept: wellWorded, within: 1000 },
  'no end': { scenario: 'endless', reason: 'timeout', kept: wellWorded, within: 2500 },
  'status 429': { scenario: 'limited', reason: 'limited', within: 0, status: 429 },
  'status 500': { scenario: 'broken', reason: 'failed', within: 0, status: 500 },
  'status 403': { scenario: 'forbidden', reason: 'refused', within: 0, status: 403 },
  'a cut connection': { scenario: 'cut', reason: 'cut', kept: wellWorded, within: 100 },
  "the model's own limit": { scenario: 'short', reason: 'cut', kept: wellWorded, within: 0 },
  'malformed events': { scenario: 'malformed', reason: 'malformed', kept: first, within: 0 },
  'an error in the stream': { scenario: 'failing', reason: 'failed', within: 0 },
  'a page instead of an answer': { scenario: 'page', reason: 'malformed', within: 0 },
  'an empty answer': { scenario: 'empty', reason: 'malformed', within: 0 },
  'a reply of 5 MB': { scenario: 'huge', reason: 'too-long', kept: wellWorded, within: 500 },
  'a document of 5 MB': { scenario: 'heavy', reason: 'too-long', within: 500 },
  'an invented product mid-stream': { scenario: 'invented', reason: 'unverified', kept: wellWorded, within: 0 },
  'HTML': { scenario: 'markup', reason: 'unverified', kept: wellWorded, within: 0 },
};

test.describe('within small limits', () => {
  test.use({ attributes: 'first-token-ms="1000" total-ms="2500"' });

  for (const [name, { scenario, reason, kept, within, status }] of Object.entries(faults)) {
    test(`${name}: the reply is true and complete, and the shop is told`, async ({ shop, at, complaints }) => {
      await shop.ask(at(scenario));
      const heard = await shop.say(wish);
      expectGood(heard);
      if (kept === undefined) expect(heard.said).toBe(heard.reply.text);
      else expect(heard.said.startsWith(kept), heard.said).toBe(true);
      expect(heard.ms).toBeLessThan(within + 1500);
      expect(heard.fallbacks).toEqual([expect.objectContaining({ actor: 'openai', reason, text: heard.said })]);
      expect(heard.fallbacks[0]?.status).toBe(status);
      expect(heard.fallbacks[0]?.message).toMatch(/\.$/);

      // The conversation goes on.
      await shop.ask(at('good'));
      const next = await shop.say('and what about a floor lamp?');
      expectGood(next);
      expect(next.fallbacks).toEqual([]);
      expect(next.reply.trace.turn).toBe(2);
      expect(await shop.page.evaluate(() => 'attacked' in globalThis)).toBe(false);
      // The browser itself complains of the network; nobody else may of anything.
      expect(complaints.filter((text) => !/^(Failed to load resource|Access to fetch)/.test(text))).toEqual([]);
    });
  }
});

test('a wrong price is put right', async ({ shop, at }) => {
  await shop.ask(at('mispriced'));
  const heard = await shop.say(wish);
  expectGood(heard);
  expect(heard.said).toBe(wellWorded);
  expect(heard.fallbacks).toEqual([expect.objectContaining({ reason: 'mended' })]);
  expect(heard.fallbacks[0]?.faults).toEqual([expect.objectContaining({ kind: 'wrong-price', said: '25', fact: '40', mended: true })]);
});

test('a title that gives orders gives none', async ({ shop, at, model }) => {
  await shop.ask(at('obedient'));
  const heard = await shop.say('recommend a wall lamp');
  expect(heard.reply.items.map(({ id }) => id)).toContain('dusk');
  expect(heard.everything.filter((text) => lies.test(text))).toEqual([]);
  expect(heard.seen.at(-1)?.text).toBe(heard.said);
  expect(heard.fallbacks).toEqual([expect.objectContaining({ reason: 'unverified' })]);
  expect(model.asked).toHaveLength(1);
});

for (const [scenario, how] of [['limited', 'in seconds'], ['busy', 'by a date']] as const) {
  test(`a server that asks for a pause ${how} is not asked meanwhile`, async ({ shop, at, model }) => {
    await shop.ask(at(scenario));
    await shop.say(wish);
    const heard = await shop.say('and what about a floor lamp?');
    expectGood(heard);
    expect(heard.said).toBe(heard.reply.text);
    expect(heard.fallbacks).toEqual([expect.objectContaining({ reason: 'limited', message: expect.stringMatching(/(5\d|60) s more/) })]);
    expect(model.asked).toHaveLength(1);
  });
}

test('offline, nobody is asked', async ({ shop, at, model, context }) => {
  await shop.ask(at('good'));
  await shop.say(wish); // with this the code is there
  await context.setOffline(true);
  const heard = await shop.say('and what about a floor lamp?');
  expectGood(heard);
  expect(heard.said).toBe(heard.reply.text);
  expect(heard.fallbacks).toEqual([expect.objectContaining({ reason: 'offline' })]);
  expect(model.asked).toHaveLength(1);
});

test("an actor whose code can't be loaded leaves the reply to the templates", async ({ page, shop }) => {
  await page.route('**/actor.js', (route) => route.abort());
  await shop.assistant.evaluate((element: RsoAssistant) => { element.gateway = '/v1/turn'; });
  const heard = await shop.say(wish);
  expectGood(heard);
  expect(heard.said).toBe(heard.reply.text);
  expect(heard.fallbacks).toEqual([expect.objectContaining({ actor: 'gateway', reason: 'unavailable' })]);
});

test('another message completes the reply on its way, and is answered', async ({ shop, at, model }) => {
  await shop.ask(at('stall'));
  const saying = shop.say(wish);
  await expect(shop.assistant.locator('.recommender .text').nth(1)).toHaveText(wellWorded);
  await shop.ask(at('good'));
  const [overtaken, next] = await Promise.all([saying, shop.say('and what about a floor lamp?')]);
  expectGood(overtaken);
  expect(overtaken.said).toBe(wellWorded);
  expect(overtaken.fallbacks.map(({ reason }) => reason)).toEqual(['aborted']);
  expect(overtaken.ms).toBeLessThan(8000); // long before the actor's time was over
  expect(next.said).toBe('The Bay Lamp could be right for you. The Bay Lamp costs $60.');
  expect(next.reply.trace.turn).toBe(2);
  expect(model.asked).toHaveLength(2);
  await expect(shop.assistant.locator('.recommender .text')).toHaveText([/./, overtaken.said, next.said]);
});

for (const [name, end] of Object.entries({
  'starting over': (element: RsoAssistant) => element.startOver(),
  'a removal': (element: RsoAssistant) => { element.remove(); },
})) {
  test(`${name} ends the reply in silence`, async ({ shop, at }) => {
    await shop.ask(at('stall'));
    await shop.assistant.evaluate((element: RsoAssistant) => {
      const told = ((globalThis as unknown as { told: string[] }).told = []) as string[];
      for (const name of ['rso-turn', 'rso-fallback', 'rso-error']) document.addEventListener(name, () => { told.push(name); });
      for (const name of ['rso-turn', 'rso-fallback', 'rso-error']) element.addEventListener(name, () => { told.push(name); });
    });
    const saying = shop.assistant.evaluate((element: RsoAssistant, text) => element.say(text), wish);
    await expect(shop.assistant.locator('.recommender .text').last()).toHaveText(wellWorded);
    await shop.assistant.evaluate(end);
    await saying;
    expect(await shop.page.evaluate(() => (globalThis as unknown as { told: string[] }).told)).toEqual([]);
  });
}

const deaths: Record<string, (shop: LampShop) => Promise<unknown>> = {
  module: (shop) => shop.assistant.evaluate((element: RsoAssistant) => element.host?.crash()),
  worker: async ({ page }) => page.workers()[0]?.evaluate(() => { self.close(); }).catch(() => undefined),
};

for (const [name, kill] of Object.entries(deaths)) {
  test(`when the ${name} dies under a draft, the reply is said in its own words`, async ({ shop, at }) => {
    await shop.ask(at('endless'));
    const saying = shop.say(wish);
    await expect(shop.assistant.locator('.recommender .text')).toHaveCount(2);
    await kill(shop);
    const { said, reply, fallbacks } = await saying;
    expect(said).toBe(reply.text);
    expect(fallbacks).toEqual([expect.objectContaining({ reason: 'failed', message: 'The draft was lost when the assistant stopped.' })]);
    await shop.ask(at('good'));
    const next = await shop.say('and what about a floor lamp?');
    expect(next.reply.trace.turn).toBe(2);
    expect(next.fallbacks).toEqual([]);
  });
}

test('a reload shows the words that were shown', async ({ shop, at }) => {
  await shop.assistant.evaluate((element: RsoAssistant) => { element.persist = 'session'; });
  await shop.ready();
  await shop.ask(at('good'));
  const { said } = await shop.say(wish);
  expect(said).toBe(wellWorded);
  await shop.page.evaluate(() => { sessionStorage.setItem('kept', String(sessionStorage.length)); });
  await shop.page.reload();
  await shop.assistant.evaluate((element: RsoAssistant) => { element.persist = 'session'; });
  await expect(shop.assistant.locator('.recommender .text').last()).toHaveText(wellWorded);
});
