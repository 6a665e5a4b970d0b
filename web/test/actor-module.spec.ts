import type { Page } from '@playwright/test';
import type { RsoAssistant } from '../src/element/element.js';
import { expect, test } from './lamps.js';

// What a language model's words need is in a larger module, actor.wasm, which pages without one don't load.

const wish = 'recommend a desk lamp';
const wellWorded = 'The Ash Lamp could be right for you. The Ash Lamp costs $40.';

/** The modules that a page has asked for. */
const modules = test.extend<{ loaded: string[] }>({
  loaded: [async ({ page }, use) => {
    const loaded: string[] = [];
    page.on('request', (request) => {
      const name = /\w+\.wasm$/.exec(request.url());
      if (name) loaded.push(name[0]);
    });
    await use(loaded);
  }, { auto: true }],
});

const scripts = (page: Page): Promise<string[]> =>
  page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname));

modules('a page without an actor loads nothing of it', async ({ shop, page, loaded }) => {
  expect((await shop.say(wish)).said).not.toBe('');
  expect(loaded).toEqual(['core.wasm']);
  expect(await scripts(page)).not.toContain('/actor.js');
});

modules.describe('with a gateway from the beginning', () => {
  modules.use({ attributes: async ({ at }, use) => { await use(`gateway="${at('good')}/turn"`); } });

  modules('the larger module is the only one', async ({ shop, loaded }) => {
    expect((await shop.say(wish)).said).toBe(wellWorded);
    expect(loaded).toEqual(['actor.wasm']);
  });
});

modules('an actor that comes later takes the conversation over', async ({ shop, at, loaded }) => {
  await shop.say(wish);
  await shop.ask(at('good'));
  const { reply, said, fallbacks } = await shop.say('and what about a floor lamp?');
  expect(said).toBe('The Bay Lamp could be right for you. The Bay Lamp costs $60.');
  expect(fallbacks).toEqual([]);
  expect(reply.trace.turn).toBe(2);
  expect(loaded).toEqual(['core.wasm', 'actor.wasm']);
});

modules('one that comes and goes leaves the templates', async ({ shop, at, model }) => {
  await shop.ask(at('good'));
  await shop.say(wish);
  await shop.assistant.evaluate((element: RsoAssistant) => { element.actor = undefined; });
  const { reply, said, fallbacks } = await shop.say('and what about a floor lamp?');
  expect(said).toBe(reply.text);
  expect(fallbacks).toEqual([]);
  expect(model.asked).toHaveLength(1);
});

modules.describe("with the shop's own module", () => {
  modules.use({ attributes: 'module="core.wasm"' });

  modules('that is not enough is said clearly', async ({ shop, at, model }) => {
    await shop.ask(at('good'));
    const { said, reply, fallbacks } = await shop.say(wish);
    expect(said).toBe(reply.text);
    expect(fallbacks).toEqual([expect.objectContaining({
      reason: 'failed', message: 'This module has replies worded by its templates only: load actor.wasm in its place.',
    })]);
    expect(model.asked).toEqual([]);
    expect((await shop.say('and what about a floor lamp?')).reply.trace.turn).toBe(2);
  });
});
