import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { RsoAssistant } from '../src/assistant.js';
import type { Model, Scenario } from './llm.js';
import { expect, test as base, type LampShop } from './lamps.js';

const key = 'sk-end-to-end';
const wish = 'recommend a desk lamp';

interface Gate {
  origin: string;
  /** What the gateway has logged: a line of JSON for each request. */
  log: string[];
}

interface Fixtures {
  gate: Gate;
  /** What the model does. */
  scenario: Scenario;
  /** Further fields of the gateway's configuration. */
  limits: Record<string, unknown>;
  /** More of the gateway's environment. */
  env: Record<string, string>;
}

/** Tests of the whole way: a page, a gateway of another origin, a model's server. The page's policy names the gateway and nothing else. */
const test = base.extend<Fixtures, { serve: string }>({
  serve: [async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'rso-serve-'));
    const binary = join(folder, 'serve');
    execFileSync('go', ['build', '-o', binary, './web/serve'], { cwd: resolve('..') });
    await use(binary);
    rmSync(folder, { recursive: true });
  }, { scope: 'worker' }],

  scenario: ['good', { option: true }],
  limits: [{}, { option: true }],
  env: [{}, { option: true }],

  gate: async ({ serve, at, scenario, limits, env, baseURL }, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'rso-gate-'));
    const config = join(folder, 'gateway.json');
    writeFileSync(config, JSON.stringify({ upstream: at(scenario), model: 'test-1', origins: [new URL(baseURL ?? '').origin], ...limits }));
    const child = spawn(serve, ['-addr', '127.0.0.1:0', '-gateway', config, '-limits', join(folder, 'limits.db'), folder], { env: { ...process.env, RSO_KEY: key, ...env } });
    const log: string[] = [];
    createInterface(child.stderr).on('line', (line) => log.push(line));
    const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
    const origin = /http:\/\/[^/]+/.exec(line)?.[0] ?? '';
    await use({ origin, log });
    child.kill('SIGTERM');
    await once(child, 'exit');
    rmSync(folder, { recursive: true });
  },

  allowed: async ({ gate }, use) => {
    await use(gate.origin);
  },
});

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
  await expect.poll(() => gate.log.map((line) => JSON.parse(line) as Record<string, unknown>)).toContainEqual(
    expect.objectContaining({ path: '/v1/turn', status: 200, strategy: 'recommend', language: 'en' }),
  );
});

test.describe('with tokens for visitors', () => {
  test.use({ env: { RSO_VISITOR_KEY: '0123456789abcdef0123456789abcdef' } });

  test('the first turn fetches one, and the others have it', async ({ shop, gate, model }) => {
    await connect(shop, gate);
    for (const text of [wish, 'something cheaper']) expect((await shop.say(text)).fallbacks).toEqual([]);
    expect(model.asked).toHaveLength(2);
    await expect.poll(() => gate.log.map((line) => JSON.parse(line) as Record<string, unknown>).filter(({ status }) => status !== 204)).toEqual([
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
