import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { RsoAssistant } from '../src/element/element.js';
import type { startSearch } from '../src/search.js';
import { type Consumer, expect, talk, test } from './consumer.js';

// The package as a shop gets it: packed, installed without a network, built by the recipes of docs/embed.md and served under the strictest policy.

// One worker packs and installs it once.
test.describe.configure({ mode: 'default', timeout: 90_000 });

/** A page with a script and nothing else. */
const page = (script: string, body: string): string => `<!doctype html><html lang="en"><meta charset="utf-8"><title>Shop</title>${body}${script}</html>\n`;

/** What an app is made of besides the recipe. */
const element = '<rso-assistant catalog="/products.rsoc"></rso-assistant>';
const mount = (name: string): string => `import { createRoot } from 'react-dom/client';
import { ${name} } from './${name}';

const root = document.getElementById('root');
if (root) createRoot(root).render(<${name} />);
`;

async function vite(consumer: Consumer, name: string, files: Record<string, string>): Promise<string> {
  await consumer.write(Object.fromEntries(Object.entries(files).map(([path, content]) => [`${name}/${path}`, content])));
  await consumer.tool('vite/bin/vite.js', ['build', name, '--logLevel', 'warn']);
  return join(consumer.dir, name, 'dist');
}

test('a page without a build', async ({ page: browser, consumer, site, complaints }) => {
  await consumer.write({ 'plain/index.html': consumer.recipe('index.html') });
  await consumer.run('cp', ['-r', 'node_modules/rso/dist/npm', 'plain/rso']);
  const { origin } = await site([join(consumer.dir, 'plain'), join(consumer.dir, 'public')]);
  const scripts: string[] = [];
  browser.on('request', (request) => scripts.push(new URL(request.url()).pathname));
  await browser.goto(origin);
  await expect(browser.locator('rso-assistant').getByRole('textbox')).toBeVisible();
  expect(scripts.filter((path) => /panel|worker|wasm|rsoc/.test(path))).toEqual([]);
  await talk(browser, `${origin}/`, complaints);
});

test('a Vite app, built', async ({ page: browser, consumer, site, complaints }) => {
  const dist = await vite(consumer, 'vite', { 'src/main.ts': consumer.recipe('src/main.ts'), 'index.html': page('<script type="module" src="/src/main.ts"></script>', element) });
  const { origin } = await site([dist, join(consumer.dir, 'public')]);
  const told = browser.waitForEvent('console', (message) => message.text().includes('Bay Lamp'));
  await talk(browser, `${origin}/`, complaints);
  await told;

  // What words replies is loaded when there is something to do so, and from the app's own files too.
  const module = browser.waitForRequest(/\/assets\/actor-[\w-]+\.wasm$/);
  await browser.locator('rso-assistant').evaluate(async (assistant: RsoAssistant) => {
    assistant.actor = { name: 'a parrot', async *write() { yield await Promise.resolve('The Bay Lamp costs $60. '); } };
    await assistant.updateComplete;
    await assistant.say('how much is it?');
  });
  await module;
  await expect(browser.locator('rso-assistant .recommender .text').last()).toContainText('The Bay Lamp costs $60.');
});

test('a Vite app, in development', async ({ page: browser, consumer, complaints }) => {
  await consumer.write({ 'dev/src/main.ts': consumer.recipe('src/main.ts'), 'dev/index.html': page('<script type="module" src="/src/main.ts"></script>', element) });
  const { createServer } = await import('vite');
  for (const config of [{}, { optimizeDeps: { exclude: ['rso'] } }]) {
    const server = await createServer({
      root: join(consumer.dir, 'dev'), publicDir: join(consumer.dir, 'public'), configFile: false, logLevel: 'error', server: { host: 'localhost', port: 0 }, ...config,
    });
    await server.listen();
    await talk(browser, server.resolvedUrls?.local[0] ?? '', complaints);
    await browser.goto('about:blank'); // Vite's own script would look for the server
    await server.close();
  }
  expect(consumer.recipe('vite.config.js')).toContain("optimizeDeps: { exclude: ['rso'] }");
});

test('a webpack app', async ({ page: browser, consumer, site, complaints }) => {
  await consumer.write({
    'webpack/src/main.js': consumer.recipe('src/main.ts'),
    'webpack/webpack.config.js': consumer.recipe('webpack.config.js'),
    'webpack/src/search.js': "import { startSearch } from 'rso/search';\nglobalThis.startSearch = startSearch;\n",
    'webpack/dist/index.html': page('<script src="main.js"></script><script src="search.js"></script>', element),
    'webpack/build.mjs': `import webpack from 'webpack';
import config from './webpack.config.js';
const entry = { main: config.entry, search: './src/search.js' };
webpack({ ...config, entry, context: import.meta.dirname, output: { path: import.meta.dirname + '/dist' } }, (cause, stats) => {
  console.log(String(cause ?? stats.toString({ all: false, errors: true, warnings: true })));
});
`,
  });
  expect((await consumer.run(process.execPath, ['webpack/build.mjs'])).trim()).toBe('');
  const dist = join(consumer.dir, 'webpack/dist');
  for (const name of await readdir(dist)) expect((await readFile(join(dist, name))).includes(consumer.dir), name).toBe(false);
  const { origin } = await site([dist, join(consumer.dir, 'public')]);
  await talk(browser, `${origin}/`, complaints);
  const hits = await browser.evaluate(async () => {
    const search = await (globalThis as unknown as { startSearch: typeof startSearch }).startSearch();
    const shop = search.open(new Uint8Array(await (await fetch('/products.rsoc')).arrayBuffer()));
    return shop.search({ text: 'a flor lamp' }).hits.map(({ title }) => title);
  });
  expect(hits[0]).toBe('Bay Lamp');
});

test('a React app with the element', async ({ page: browser, consumer, site, complaints }) => {
  const wrapper = consumer.recipe('src/Assistant.tsx');
  expect(wrapper.trim().split('\n').length).toBeLessThanOrEqual(10);
  const dist = await vite(consumer, 'react', {
    'src/Assistant.tsx': wrapper, 'src/Shop.tsx': consumer.recipe('src/Shop.tsx'), 'src/main.tsx': mount('Shop'),
    'index.html': page('<script type="module" src="/src/main.tsx"></script>', '<div id="root"></div>'),
  });
  const { origin } = await site([dist, join(consumer.dir, 'public')]);
  await talk(browser, `${origin}/`, complaints);
  await expect(browser.getByRole('status')).toHaveText(/\w/);
  await expect(browser.getByRole('heading', { name: 'Which one?' })).toBeVisible();
  await browser.getByRole('button', { name: 'Floor lamps' }).click();
  await expect(browser.locator('rso-assistant .seeker')).toHaveCount(2);
});

test('a React app without the element', async ({ page: browser, consumer, site, complaints }) => {
  const dist = await vite(consumer, 'headless', {
    'src/Chat.tsx': consumer.recipe('src/Chat.tsx'), 'src/main.tsx': mount('Chat'),
    'index.html': page('<script type="module" src="/src/main.tsx"></script>', '<div id="root"></div>'),
  });
  for (const name of await readdir(join(dist, 'assets'))) {
    if (name.endsWith('.js')) expect(await readFile(join(dist, 'assets', name), 'utf8'), 'the element is left out').not.toContain('rso-panel-width');
  }
  const { origin } = await site([dist, join(consumer.dir, 'public')]);
  await talk(browser, `${origin}/`, complaints);
});

test('a page that compares every script with its hash', async ({ page: browser, consumer, site, complaints }) => {
  await consumer.write({ 'integrity.mjs': consumer.recipe('integrity.mjs') });
  const tags = await consumer.run(process.execPath, ['integrity.mjs']);
  await consumer.write({ 'sri/index.html': page(tags, element) });
  await consumer.run('cp', ['-r', 'node_modules/rso/dist/npm', 'sri/rso']);
  const policy = /<!-- script-src (.*) -->/.exec(tags)?.[1];
  const server = await site([join(consumer.dir, 'sri'), join(consumer.dir, 'public')], policy);
  await talk(browser, `${server.origin}/`, complaints);

  // Somebody adds a line to what is loaded later.
  server.spoil = (path, content) => (path.includes('/panel-') ? Buffer.concat([content, Buffer.from('globalThis.spoilt = true;')]) : content);
  await browser.goto(server.origin);
  await browser.getByRole('textbox').focus();
  await expect(browser.locator('rso-assistant').getByRole('alert')).toBeVisible();
  expect(await browser.evaluate(() => 'spoilt' in globalThis)).toBe(false);
});

test('a server imports it, and nothing happens', async ({ consumer }) => {
  await consumer.write({ 'server.mjs': `import { createAssistant, RsoAssistant } from 'rso';
import 'rso/define';
import { openai } from 'rso/actor';
import { startSearch } from 'rso/search';
const { state } = createAssistant({ urls: { catalog: '/products.rsoc' } });
console.log([state.status, typeof RsoAssistant, typeof openai, typeof startSearch, 'HTMLElement' in globalThis || 'document' in globalThis].join(' '));
` });
  expect((await consumer.run(process.execPath, ['server.mjs'])).trim()).toBe('idle function function function false');
});

/** Uses all that a shop may use, and what it must not. */
const typed = `import { createAssistant, createHost, RsoAssistant, RsoError, type Actor, type AssistantState, type Item, type RsoAssistantEventMap } from 'rso';
import 'rso/define';
import 'rso/rso.js';
import { openai, template } from 'rso/actor';
import { startSearch } from 'rso/search';

const element: RsoAssistant = document.createElement('rso-assistant');
element.mode = 'launcher';
// @ts-expect-error there is no such mode
element.mode = 'banner';
element.actor = openai({ url: 'https://llm.example/v1', model: 'small' });
element.cart = ({ id }) => console.log(id);
const done: Promise<boolean> = element.updateComplete;
element.addEventListener('rso-turn', function (event) {
  const words: string = event.detail.reply.text;
  console.log(words, this.exchanges.length);
});
element.addEventListener('rso-toggle', ({ detail: { open } }) => console.log(open satisfies boolean));
element.addEventListener('click', ({ clientX }) => console.log(clientX));
element.addEventListener('of-the-shop', (event) => console.log(event.type));
// @ts-expect-error a turn has no such detail
element.addEventListener('rso-turn', ({ detail }) => console.log(detail.nothing));
const select = ({ detail }: RsoAssistantEventMap['rso-select']): void => console.log(detail.item.title);
element.removeEventListener('rso-select', select);

const assistant = createAssistant({ urls: { catalog: new URL('/products.rsoc', location.href) }, persist: 'session' });
const state: AssistantState = assistant.state;
const items: Item[] = state.messages.flatMap(({ reply }) => reply?.items ?? []);
assistant.on('fallback', ({ reason }) => console.log(reason));
const actor: Actor = template();
const host = createHost({ noWorker: true });
export const all = [done, items, actor, host.measure, startSearch, RsoError];
`;

test('the types hold, in strict mode and with every library checked', async ({ consumer }) => {
  const options = { target: 'ES2022', lib: ['ES2022', 'DOM', 'DOM.Iterable'], strict: true, noEmit: true, skipLibCheck: false, exactOptionalPropertyTypes: true, types: [] };
  await consumer.write({
    'types/typed.ts': typed,
    'types/main.ts': consumer.recipe('src/main.ts'),
    'types/Assistant.tsx': consumer.recipe('src/Assistant.tsx'),
    'types/Shop.tsx': consumer.recipe('src/Shop.tsx'),
    'types/Chat.tsx': consumer.recipe('src/Chat.tsx'),
    'types/tsconfig.json': JSON.stringify({
      compilerOptions: { ...options, module: 'ESNext', moduleResolution: 'Bundler', jsx: 'react-jsx', verbatimModuleSyntax: true }, include: ['.'],
    }),
    'types/node.json': JSON.stringify({ compilerOptions: { ...options, module: 'NodeNext' }, files: ['typed.ts'] }),
  });
  for (const config of ['types', 'types/node.json']) await consumer.tool('typescript/bin/tsc', ['-p', config]);
});

test('publint has nothing to say', async ({ consumer }) => {
  const { publint } = await import('publint');
  const { messages } = await publint({ pkgDir: consumer.installed, strict: true, pack: false });
  const compiles = existsSync(join(consumer.installed, 'dist/npm/compile.js'));
  expect(messages.filter(({ path }) => compiles || !path.some((key) => key.startsWith('./compile')))).toEqual([]);
});

test('the hashes are those of the files, and the files name nothing that is elsewhere', async ({ consumer }) => {
  const dir = join(consumer.installed, 'dist/npm');
  const hashes = JSON.parse(await readFile(join(dir, 'integrity.json'), 'utf8')) as Record<string, string>;
  const files = (await readdir(dir, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name).slice(dir.length + 1));
  expect(Object.keys(hashes).sort()).toEqual(files.filter((name) => name !== 'integrity.json').sort());
  for (const name of files) {
    const content = await readFile(join(dir, name));
    if (name in hashes) expect(`sha384-${createHash('sha384').update(content).digest('base64')}`, name).toBe(hashes[name]);
    expect(content.includes(resolve('..')), `${name} names this machine's folders`).toBe(false);
    if (!name.endsWith('.js')) continue;
    const script = content.toString().replaceAll(/\/\/ .*$/gm, ''); // Go's support script speaks of its bugs
    expect(script, name).not.toMatch(/\beval\(|\bnew Function\b|sourceMappingURL/);
    expect(script.match(/https?:\/\/[\w.-]+/g) ?? [], name).toEqual([]);
  }
});

test('the archive holds what it should', async ({ consumer }) => {
  const top = await readdir(consumer.installed);
  expect(top.sort()).toEqual(['LICENSE', 'NOTICE', 'README.md', 'dist', 'package.json']);
  const { dependencies, private: hidden, exports } = JSON.parse(await readFile(join(consumer.installed, 'package.json'), 'utf8')) as Record<string, unknown>;
  expect([dependencies, hidden]).toEqual([undefined, undefined]);
  expect(Object.keys(exports as object)).toEqual(expect.arrayContaining(['.', './define', './actor', './search', './core.wasm', './worker.js']));
});
