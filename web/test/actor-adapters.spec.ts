import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import { ActorError } from '../actor/actor.js';
import { completion } from '../actor/completion.js';
import { Reading, type Budgets } from '../actor/reading.js';
import { webllm, type WebLLMEngine } from '../actor/webllm.js';
import type { ActorPrompt } from '../rso.js';
import type { RsoAssistant } from '../src/assistant.js';
import { expect, test, type LampShop } from './lamps.js';

const wish = 'recommend a desk lamp';
const wellWorded = 'The Ash Lamp could be right for you. The Ash Lamp costs $40.';

const prompt: ActorPrompt = {
  request: {
    version: 1, language: 'en', strategy: 'recommend', wishes: [], liked: [], disliked: [], sold_out: [], total: 3, items: [], relaxed: [],
    history: [{ role: 'seeker', text: 'A lamp, please.' }], tone: 'friendly', limits: { sentences: 3, words: 60, tokens: 200 },
  },
  messages: [{ role: 'system', content: 'You sell lamps.' }, { role: 'user', content: 'A lamp, please.' }],
};

/** All that a reader gets, joined, or the reason why it ended early. */
async function heard(pieces: AsyncIterable<string>): Promise<{ text: string; reason?: string }> {
  let text = '';
  try {
    for await (const piece of pieces) text += piece;
    return { text };
  } catch (cause) {
    if (!(cause instanceof ActorError)) throw cause;
    return { text, reason: cause.reason };
  }
}

test.describe('an answer', () => {
  const event = (value: unknown): string => `data: ${JSON.stringify(value)}\n\n`;
  const words = (content: string): string => event({ choices: [{ delta: { content } }] });
  const stop = event({ choices: [{ delta: {}, finish_reason: 'stop' }] });
  const done = 'data: [DONE]\n\n';

  /** A response whose body arrives in chunks of so many bytes. */
  function arriving(body: string, size: number, type = 'text/event-stream'): Response {
    const bytes = new TextEncoder().encode(body);
    const stream = new ReadableStream<Uint8Array>({
      start(controller) {
        for (let i = 0; i < bytes.length; i += size) controller.enqueue(bytes.slice(i, i + size));
        controller.close();
      },
    });
    return new Response(stream, { headers: { 'Content-Type': type } });
  }

  const cases: Record<string, { body: string; type?: string; text: string; reason?: string }> = {
    'a stream': { body: words('Grüße ') + words('🪔!') + stop + done, text: 'Grüße 🪔!' },
    'lines that end in CR LF': { body: (words('a') + words('b') + done).replaceAll('\n', '\r\n'), text: 'ab' },
    'comments, roles, thoughts and costs': {
      body: `: hi\n\n${event({ choices: [{ delta: { role: 'assistant', content: null } }] })}${event({ choices: [] })}${event({ choices: [{ delta: { reasoning_content: 'no' } }] })}${words('yes')}${stop}${event({ choices: [], usage: {} })}`,
      text: 'yes',
    },
    'an event over two lines': { body: 'data: {"choices":[{"delta":\ndata: {"content":"x"}}]}\n\ndata: [DONE]\n\n', text: 'x' },
    'an end without a word of it': { body: words('half'), text: 'half', reason: 'cut' },
    'an end within an event': { body: `${words('half')}data: {"cho`, text: 'half', reason: 'cut' },
    'the limit of the model': { body: words('long') + event({ choices: [{ delta: {}, finish_reason: 'length' }] }) + done, text: 'long', reason: 'cut' },
    'a filter': { body: words('bad') + event({ choices: [{ delta: {}, finish_reason: 'content_filter' }] }), text: 'bad', reason: 'refused' },
    'an error': { body: words('a') + event({ error: { message: 'Out of memory' } }), text: 'a', reason: 'failed' },
    'an event of errors': { body: `event: error\n${event({ message: 'no' })}`, text: '', reason: 'failed' },
    'broken JSON': { body: `${words('a')}data: {"choices\n\n`, text: 'a', reason: 'malformed' },
    'no object': { body: event(7), text: '', reason: 'malformed' },
    'no list of choices': { body: event({ choices: 'none' }), text: '', reason: 'malformed' },
    'content that is no text': { body: event({ choices: [{ delta: { content: 7 } }] }), text: '', reason: 'malformed' },
    'one document': { body: JSON.stringify({ choices: [{ message: { content: 'whole' }, finish_reason: 'stop' }] }), type: 'application/json', text: 'whole' },
    'a document with an error': { body: '{"error":{"message":"no"}}', type: 'application/json', text: '', reason: 'failed' },
    'a page': { body: '<h1>Hello</h1>', type: 'text/html', text: '', reason: 'malformed' },
  };

  for (const [name, { body, type, text, reason }] of Object.entries(cases)) {
    test(`is read however it is cut: ${name}`, async () => {
      for (const size of [1, 2, 3, 7, 64, 10_000]) {
        expect(await heard(completion(arriving(body, size, type))), `${size} bytes`).toEqual(reason === undefined ? { text } : { text, reason });
      }
    });
  }

  test('is left where it is too long', async () => {
    const thoughts = event({ choices: [{ delta: { reasoning_content: 'hm '.repeat(1000) } }] });
    expect(await heard(completion(arriving(thoughts.repeat(400), 10_000)))).toEqual({ text: '', reason: 'too-long' });
    expect(await heard(completion(arriving(words('x'.repeat(2_000_000)), 10_000)))).toEqual({ text: '', reason: 'too-long' });
  });

  test('in another encoding is malformed', async () => {
    const latin = Buffer.from(words('caf\u00e9') + done, 'latin1');
    expect(await heard(completion(new Response(latin, { headers: { 'Content-Type': 'text/event-stream' } })))).toEqual({ text: '', reason: 'malformed' });
  });
});

test.describe('a reading', () => {
  const patient: Budgets = { firstToken: 1000, stall: 1000, total: 1000 };
  const never = new AbortController().signal;
  const actor = (write: (signal: AbortSignal) => AsyncIterable<string>): { name: string; write: (prompt: ActorPrompt, signal: AbortSignal) => AsyncIterable<string> } =>
    ({ name: 'test', write: (_, signal) => write(signal) });

  /** Pieces with pauses between them. */
  async function* pieces(...list: (string | number)[]): AsyncGenerator<string> {
    for (const piece of list) {
      if (typeof piece === 'number') await sleep(piece);
      else yield piece;
    }
  }

  async function batches(reading: Reading): Promise<string[]> {
    const list: string[] = [];
    for (let text = await reading.next(); text !== ''; text = await reading.next()) list.push(text);
    return list;
  }

  test('hands on together what came together', async () => {
    const reading = new Reading(actor(() => pieces('a', 'b', '', 'c', 50, 'd')), prompt, patient, never);
    await sleep(20);
    expect(await batches(reading)).toEqual(['abc', 'd']);
    expect(reading.failure).toBeUndefined();
  });

  test('splits what is long, and no character', async () => {
    const text = `${'x'.repeat(4095)}🪔`;
    const long = new Reading(actor(() => pieces(text)), prompt, patient, never);
    expect(await batches(long)).toEqual(['x'.repeat(4095), '🪔']);
    const [high = '', low = ''] = '🪔'.split('');
    const split = new Reading(actor(() => pieces(`a${high}`, 20, low)), prompt, patient, never);
    expect(await batches(split)).toEqual(['a', '🪔']);
  });

  test('leaves an actor behind that ignores its signal', async () => {
    const deaf = new Reading(actor(() => pieces('a', 5000, 'b')), prompt, { ...patient, stall: 50 }, never);
    expect(await batches(deaf)).toEqual(['a']);
    expect(deaf.failure).toMatchObject({ reason: 'stalled', message: 'The actor did not go on within 50 ms.' });
  });

  test("takes an actor's fault as what it is", async () => {
    async function* broken(): AsyncGenerator<string> {
      yield* pieces('a');
      throw new TypeError('x is undefined');
    }
    const reading = new Reading(actor(broken), prompt, patient, never);
    expect(await batches(reading)).toEqual(['a']);
    expect(reading.failure).toEqual({ reason: 'failed', message: 'The actor failed: TypeError: x is undefined.' });
  });

  test('tells its actor when it is over', async () => {
    const stopping = new AbortController();
    let told = false;
    const reading = new Reading(actor((signal) => {
      signal.addEventListener('abort', () => { told = true; });
      return pieces('a', 5000);
    }), prompt, patient, stopping.signal);
    expect(await reading.next()).toBe('a');
    stopping.abort('overtaken');
    expect(await reading.next()).toBe('');
    expect(reading.failure?.reason).toBe('aborted');
    expect(told).toBe(true);
  });
});

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
