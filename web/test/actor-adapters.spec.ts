import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import { webllm, type WebLLMEngine } from '../actor/webllm.js';
import type { RsoAssistant } from '../src/element/element.js';
import { expect, test, type LampShop } from './lamps.js';
import { heard, prompt } from './pieces.js';

const wish = 'recommend a desk lamp';
const wellWorded = 'The Ash Lamp could be right for you. The Ash Lamp costs $40.';

test.describe('WebLLM', () => {
  /** An engine as WebLLM's are: one reply at a time, which an interruption ends. */
  class Engine implements WebLLMEngine {
    readonly requests: unknown[] = [];
    interrupted = false;
    readonly chat = { completions: { create: (request: unknown) => Promise.resolve(this.generate(request)) } };

    constructor(private readonly words: string[]) {}

    interruptGenerate(): void {
      this.interrupted = true;
    }

    private async *generate(request: unknown): AsyncGenerator<{ choices: { delta: { content?: string }; finish_reason?: string | null }[] }> {
      this.requests.push(request);
      for (const content of this.words) {
        if (this.interrupted) return;
        yield { choices: [{ delta: { content }, finish_reason: null }] };
        await sleep(5);
      }
      yield { choices: [{ delta: {}, finish_reason: 'stop' }] };
      yield { choices: [] };
    }
  }

  test('speaks through the engine of the shop', async () => {
    const engine = new Engine(['The ', 'lamp.']);
    expect(await heard(webllm(engine).write(prompt, new AbortController().signal))).toEqual({ text: 'The lamp.' });
    expect(engine.requests).toEqual([{ messages: prompt.messages, stream: true, max_tokens: 200 }]);
    expect(engine.interrupted).toBe(false);
  });

  test('is interrupted by the signal', async () => {
    const engine = new Engine(Array.from({ length: 1000 }, () => 'on and '));
    const stopping = new AbortController();
    const speaking = heard(webllm(engine).write(prompt, stopping.signal));
    await sleep(30);
    stopping.abort();
    expect((await speaking).text.length).toBeLessThan(7000);
    expect(engine.interrupted).toBe(true);
  });

  test('says nothing, or breaks', async () => {
    expect(await heard(webllm(new Engine([])).write(prompt, new AbortController().signal))).toEqual({ text: '', reason: 'malformed' });
    const broken = { chat: { completions: { create: () => Promise.reject(new Error('no GPU')) } }, interruptGenerate: () => undefined };
    expect(await heard(webllm(broken).write(prompt, new AbortController().signal))).toEqual({ text: '', reason: 'failed' });
  });
});

test.describe("the browser's model", () => {
  /** Puts a model of the Prompt API's shape into the page, before its scripts, and keeps what is asked of it. */
  async function install(page: Page, availability: string): Promise<void> {
    await page.addInitScript((state) => {
      const calls: string[] = [];
      let available = state;
      const speak = (): ReadableStream<string> => new ReadableStream({
        async start(controller) {
          for (const word of ['The Ash Lamp ', 'could be right for you. ', 'The Ash Lamp costs $40.']) {
            controller.enqueue(word);
            await new Promise((resolve) => { setTimeout(resolve, 5); });
          }
          controller.close();
        },
      });
      Object.assign(globalThis, {
        calls,
        LanguageModel: {
          availability: (options: unknown) => {
            calls.push(`availability ${JSON.stringify(options)}`);
            return Promise.resolve(available);
          },
          create: (options: { initialPrompts?: { role: string }[]; monitor?: (target: EventTarget) => void }) => {
            const target = new EventTarget();
            options.monitor?.(target);
            target.dispatchEvent(Object.assign(new Event('downloadprogress'), { loaded: 0.5 }));
            available = 'available';
            calls.push(`create ${String(options.initialPrompts?.map(({ role }) => role))}`);
            return Promise.resolve({
              promptStreaming: (input: { role: string }[]) => {
                calls.push(`prompt ${String(input.map(({ role }) => role))}`);
                return speak();
              },
              destroy: () => { calls.push('destroy'); },
            });
          },
        },
      });
    }, availability);
  }

  const calls = (page: Page): Promise<string[]> => page.evaluate(() => (globalThis as unknown as { calls: string[] }).calls);

  /** Gives the element the adapter, and what the shop may do with it. */
  async function use(shop: LampShop, download: boolean): Promise<number[]> {
    return shop.assistant.evaluate(async (element: RsoAssistant, fetched) => {
      const { promptAPI } = (await import(new URL('actor.js', document.baseURI).href)) as typeof import('../actor/index.js');
      const actor = promptAPI();
      const parts: number[] = [];
      if (fetched) await actor.download((part) => { parts.push(part); });
      element.actor = actor;
      return parts;
    }, download);
  }

  test.describe('that is there', () => {
    test.use({ page: async ({ page }, run) => { await install(page, 'available'); await run(page); } });

    test('words the reply, and is freed', async ({ shop, page }) => {
      await use(shop, false);
      const { said, fallbacks } = await shop.say(wish);
      expect(said).toBe(wellWorded);
      expect(fallbacks).toEqual([]);
      const text = [{ type: 'text', languages: ['en'] }];
      expect(await calls(page)).toEqual([
        `availability ${JSON.stringify({ expectedInputs: text, expectedOutputs: text })}`, 'create system', 'prompt user', 'destroy',
      ]);
    });
  });

  test.describe('that would have to be fetched', () => {
    test.use({ page: async ({ page }, run) => { await install(page, 'downloadable'); await run(page); } });

    test('is not, without the word of the shop', async ({ shop, page }) => {
      await use(shop, false);
      const { said, reply, fallbacks } = await shop.say(wish);
      expect(said).toBe(reply.text);
      expect(fallbacks).toEqual([expect.objectContaining({ actor: 'promptAPI', reason: 'unavailable', message: expect.stringContaining('download()') })]);
      expect((await calls(page)).filter((call) => call.startsWith('create'))).toEqual([]);
    });

    test('is, when the shop says so', async ({ shop }) => {
      expect(await use(shop, true)).toEqual([0.5]);
      expect((await shop.say(wish)).said).toBe(wellWorded);
    });
  });

  test('that is not there leaves the reply to the templates', async ({ shop, page }) => {
    await page.evaluate(() => { Reflect.deleteProperty(globalThis, 'LanguageModel'); });
    await use(shop, false);
    const { said, reply, fallbacks } = await shop.say(wish);
    expect(said).toBe(reply.text);
    expect(fallbacks).toEqual([expect.objectContaining({ reason: 'unavailable', message: 'This browser has no built-in model.' })]);
  });
});

test.describe('over the network', () => {
  test('the gateway gets the facts and no prompt', async ({ shop, model, at }) => {
    await shop.assistant.evaluate((element: RsoAssistant, url) => { element.setAttribute('gateway', url); }, `${at('good')}/turn`);
    const { said, fallbacks } = await shop.say(wish);
    expect(said).toBe(wellWorded);
    expect(fallbacks).toEqual([]);
    expect(model.asked.map(({ path }) => path)).toEqual(['/good/v1/turn']);
    expect(model.asked[0]?.body).toMatchObject({ version: 1, strategy: 'recommend', language: 'en' });
    expect(model.asked[0]?.body).not.toHaveProperty('messages');
  });

  test('headers and parameters are passed on, and a parameter can be taken out', async ({ shop, model, at }) => {
    await shop.ask(`${at('good')}/`, 'large', { headers: { Authorization: 'Bearer x' }, parameters: { max_tokens: undefined, max_completion_tokens: 300 } });
    await shop.say(wish);
    const [asked] = model.asked;
    expect(asked?.path).toBe('/good/v1/chat/completions');
    expect(asked?.headers.authorization).toBe('Bearer x');
    expect(asked?.body).toMatchObject({ model: 'large', max_completion_tokens: 300, stream: true });
    expect(asked?.body).not.toHaveProperty('max_tokens');
  });

  for (const scenario of ['chatty', 'whole'] as const) {
    test(`a server that is ${scenario} is understood`, async ({ shop, at }) => {
      await shop.ask(at(scenario));
      const { said, fallbacks } = await shop.say(wish);
      expect(said).toBe(wellWorded);
      expect(fallbacks).toEqual([]);
    });
  }

  test('a page with its own chat has its replies worded too', async ({ shop, at }) => {
    const { texts, composed } = await shop.page.evaluate(async (url) => {
      const load = (name: string): Promise<unknown> => import(new URL(name, document.baseURI).href);
      const { createHost } = (await load('index.js')) as typeof import('../src/index.js');
      const { Composer, gateway } = (await load('actor.js')) as typeof import('../actor/index.js');
      const host = createHost({ urls: { catalog: 'lamps.rsoc', policy: 'shop.rsop' }, actor: true });
      const composer = new Composer(gateway({ url }), host);
      const reply = await host.turn('recommend a desk lamp');
      const texts: string[] = [];
      const budgets = { firstToken: 4000, stall: 4000, total: 20_000 };
      return { composed: await composer.compose(reply, budgets, new AbortController().signal, (text) => texts.push(text)), texts };
    }, `${at('good')}/turn`);
    expect(composed).toEqual({ text: wellWorded });
    expect(wellWorded.startsWith(texts[0] ?? '?')).toBe(true);
  });

  test('an actor that leaves it to the templates is no fault', async ({ shop }) => {
    await shop.assistant.evaluate(async (element: RsoAssistant) => {
      const { template } = (await import(new URL('actor.js', document.baseURI).href)) as typeof import('../actor/index.js');
      element.actor = template();
    });
    const { said, reply, fallbacks } = await shop.say(wish);
    expect(said).toBe(reply.text);
    expect(fallbacks).toEqual([]);
  });
});
