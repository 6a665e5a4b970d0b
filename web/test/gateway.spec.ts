import { execFileSync, spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { RsoAssistant } from '../src/element/element.js';
import type { Model, Scenario } from './llm.js';
import { expect, test as base, type LampShop } from './lamps.js';

const key = 'sk-end-to-end';
const wish = 'recommend a desk lamp';

interface Gate {
  origin: string;
  /** What the gateway has logged: a line of JSON for each request. */
  log: string[];
}

/** What a gateway runs on: web/serve, or wasm/worker in workerd. */
type Platform = 'serve' | 'workerd';

interface Fixtures {
  gate: Gate;
  platform: Platform;
  /** What the model does. */
  scenario: Scenario;
  /** Further fields of the gateway's configuration. */
  limits: Record<string, unknown>;
  /** More of the gateway's environment. */
  env: Record<string, string>;
}

/** A gateway that runs, and how it is ended. */
interface Running {
  origin: string;
  log: string[];
  stop: () => Promise<void>;
}

/** The lines that a program writes to its standard error. */
function logOf(child: ChildProcessWithoutNullStreams): string[] {
  const log: string[] = [];
  createInterface(child.stderr).on('line', (line) => log.push(line));
  return log;
}

/** Runs web/serve with a gateway. */
async function serving(binary: string, config: object, env: Record<string, string>): Promise<Running> {
  const folder = mkdtempSync(join(tmpdir(), 'rso-gate-'));
  const file = join(folder, 'gateway.json');
  writeFileSync(file, JSON.stringify(config));
  const child = spawn(binary, ['-addr', '127.0.0.1:0', '-gateway', file, '-limits', join(folder, 'limits.db'), folder], { env: { ...process.env, ...env } });
  const log = logOf(child);
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  return {
    origin: /http:\/\/[^/]+/.exec(line)?.[0] ?? '',
    log,
    async stop() {
      child.kill('SIGTERM');
      await once(child, 'exit');
      rmSync(folder, { recursive: true });
    },
  };
}

/** Runs wasm/worker in workerd. */
async function working(config: object, env: Record<string, string>): Promise<Running> {
  const child = spawn('node', ['test/workerd.mjs']);
  const log = logOf(child);
  child.stdin.write(`${JSON.stringify({ id: 1, vars: { RSO_GATEWAY: config, ...env } })}\n`);
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  return {
    origin: (JSON.parse(line) as { url: string }).url,
    log,
    async stop() {
      child.stdin.end();
      await once(child, 'exit');
    },
  };
}

/** Tests of the whole way: a page, a gateway of another origin, a model's server. The page's policy names the gateway and nothing else. */
const test = base.extend<Fixtures, { built: string }>({
  built: [async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'rso-serve-'));
    const binary = join(folder, 'serve');
    execFileSync('go', ['build', '-o', binary, './web/serve'], { cwd: resolve('..') });
    execFileSync('./build.sh', ['worker'], { cwd: resolve('..') });
    await use(binary);
    rmSync(folder, { recursive: true });
  }, { scope: 'worker' }],

  platform: ['serve', { option: true }],

  scenario: ['good', { option: true }],
  limits: [{}, { option: true }],
  env: [{}, { option: true }],

  gate: async ({ built, platform, at, scenario, limits, env, baseURL }, use) => {
    const config = { upstream: at(scenario), model: 'test-1', origins: [new URL(baseURL ?? '').origin], ...limits };
    const secrets = { RSO_KEY: key, ...env };
    const { origin, log, stop } = await (platform === 'serve' ? serving(built, config, secrets) : working(config, secrets));
    await use({ origin, log });
    await stop();
  },

  allowed: async ({ gate }, use) => {
    await use(gate.origin);
  },
});

/** What a gateway has logged of requests. */
const requests = ({ log }: Gate): Record<string, unknown>[] => log.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line) as Record<string, unknown>);

async function connect(shop: LampShop, gate: Gate): Promise<void> {
  await shop.assistant.evaluate(async (element: RsoAssistant, url) => {
    element.gateway = url;
    await element.updateComplete;
    await element.host?.ready();
  }, `${gate.origin}/v1/turn`);
}

/** The key reaches the model's server, and nothing else. */
function expectSecret(model: Model, gate: Gate, shown: string): void {
  for (const { headers } of model.asked) expect(headers.authorization).toBe(`Bearer ${key}`);
  expect(shown + gate.log.join('')).not.toContain(key);
  expect(gate.log.join('')).not.toContain('lamp');
}

for (const platform of ['serve', 'workerd'] as const) {
  test.describe(`with the gateway in ${platform}`, () => {
    test.use({ platform });

    test('a page, a gateway of another origin, a model: the words arrive as they are said', async ({ shop, gate, model }) => {
      await connect(shop, gate);
      const heard = await shop.say(wish);
      expect(heard.said).toBe('The Ash Lamp could be right for you. The Ash Lamp costs $40.');
      expect(heard.fallbacks).toEqual([]);
      expect(heard.seen.length).toBeGreaterThan(1);
      const [asked] = model.asked;
      expect(asked?.body).toMatchObject({ model: 'test-1', stream: true });
      expect(asked?.body.messages?.[0]).toMatchObject({ role: 'system' });
      expectSecret(model, gate, heard.everything.join(''));
      await expect.poll(() => requests(gate)).toContainEqual(
        expect.objectContaining({ path: '/v1/turn', status: 200, strategy: 'recommend', language: 'en' }),
      );
    });

    test.describe('with tokens for visitors', () => {
      test.use({ env: { RSO_VISITOR_KEY: '0123456789abcdef0123456789abcdef' } });

      test('the first turn fetches one, and the others have it', async ({ shop, gate, model }) => {
        await connect(shop, gate);
        for (const text of [wish, 'something cheaper']) expect((await shop.say(text)).fallbacks).toEqual([]);
        expect(model.asked).toHaveLength(2);
        await expect.poll(() => requests(gate).filter(({ status }) => status !== 204)).toEqual([
          expect.objectContaining({ path: '/v1/turn', status: 401, code: 'visitor_refused' }),
          expect.objectContaining({ path: '/v1/visitor', status: 200 }),
          expect.objectContaining({ path: '/v1/turn', status: 200 }),
          expect.objectContaining({ path: '/v1/turn', status: 200 }),
        ]);
      });
    });

    test.describe('with one turn a day', () => {
      test.use({ limits: { visitor: { requests_per_day: 1 } } });

      test('the second is worded by the templates, and the shop is told', async ({ shop, gate, model }) => {
        await connect(shop, gate);
        await shop.say(wish);
        const heard = await shop.say('something cheaper');
        expect(heard.said).toBe(heard.reply.text);
        expect(heard.fallbacks).toEqual([expect.objectContaining({ actor: 'gateway', reason: 'limited', status: 429 })]);
        expect(model.asked).toHaveLength(1);
      });
    });

    for (const [scenario, reason] of [['broken', 'failed'], ['forbidden', 'failed'], ['limited', 'limited'], ['page', 'failed'], ['cut', 'failed'], ['malformed', 'failed']] as const) {
      test.describe(`a model's server that is ${scenario}`, () => {
        test.use({ scenario });

        test('the reply is whole all the same, and the shop is told', async ({ shop, gate, model }) => {
          await connect(shop, gate);
          const heard = await shop.say(wish);
          expect(heard.said).toMatch(/[.?!]$/);
          for (const { title } of heard.reply.items) expect(heard.said).toContain(title);
          expect(heard.fallbacks).toEqual([expect.objectContaining({ actor: 'gateway', reason })]);
          expectSecret(model, gate, heard.everything.join('') + JSON.stringify(heard.fallbacks));
        });
      });
    }
  });
}
