// What a delta of 1,000 rows costs a page with 100,000 products open, measured in a real browser with the built module:
//
//	./build.sh bench delta [-json]
//
// The delta has new prices and states for 900 items, 50 new items and 50 that are gone (products.mjs says what they are like).
// Each round opens the catalog in an instance of its own and applies the delta: the medians of the rounds, and how much
// larger the module's memory was afterwards.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { chromium } from '@playwright/test';
import { feed, product } from './products.mjs';
import { serve } from './server.mjs';

const json = process.argv.includes('-json');
const root = join(import.meta.dirname, '../..');
const site = resolve(process.env.RSO_DIST ?? join(import.meta.dirname, '../dist'));
const rounds = 9;

/** In the page: one round. */
async function round() {
  const bytes = async (name) => new Uint8Array(await (await globalThis.fetch(name)).arrayBuffer());
  if (!('Go' in globalThis)) await import(new URL('wasm_exec.js', document.baseURI).href);
  const [module, policy, catalog, delta] = await Promise.all(['core.wasm', 'films.rsop', 'bench.rsoc', 'bench.rsod'].map(bytes));
  const go = new globalThis.Go();
  const { instance } = await globalThis.WebAssembly.instantiate(module, go.importObject);
  void go.run(instance);
  const frame = (value) => new globalThis.TextEncoder().encode(JSON.stringify(value));
  const clocked = (work) => {
    const before = performance.now();
    const answer = work();
    const ms = performance.now() - before;
    const { error } = answer instanceof Uint8Array ? JSON.parse(new globalThis.TextDecoder().decode(answer)) : answer;
    if (error) throw new Error(error);
    return [ms, answer];
  };
  const memory = () => instance.exports.mem.buffer.byteLength / 1e6;
  const [open, session] = clocked(() => globalThis.rso.open(catalog, policy, frame({})));
  clocked(() => session.turn(frame({ text: 'what do you have?' })));
  // The module warms itself up while nobody asks.
  await new Promise((done) => { setTimeout(done, 3000); });
  const before = memory();
  const [apply] = clocked(() => session.apply(delta));
  const grown = memory() - before;
  const [turn] = clocked(() => session.turn(frame({ text: 'what else is there?' })));
  session.close();
  return { open, apply, turn, before, grown };
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

const dir = mkdtempSync(join(tmpdir(), 'rso-delta-'));
const catalog = join(dir, 'shop.rsoc');
const delta = join(dir, 'changes.rsod');
await makeFiles();

/** Compiles 100,000 products, and what changed of 1,000 of them. */
async function makeFiles() {
  const rows = 100000;
  process.stderr.write(`compiling ${rows} products and a delta\n`);
  const products = join(dir, 'products.jsonl');
  const changes = join(dir, 'changes.jsonl');
  await feed(products, rows);
  const lines = Array.from({ length: 1000 }, (_, k) => {
    if (k < 900) return { id: `p${k * 100}`, price: 10 + k / 10, in_stock: k % 3 > 0 };
    return k < 950 ? product(rows + k) : { id: `p${k * 100 + 1}`, gone: true };
  });
  writeFileSync(changes, lines.map((line) => JSON.stringify(line)).join('\n'));
  const compile = (...args) => execFileSync('go', ['run', './catalog/compile', ...args], { cwd: root, stdio: ['ignore', 2, 'inherit'] });
  compile('-o', catalog, products);
  compile('-delta', catalog, '-o', delta, changes);
}

const server = await serve(site);
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
try {
  const list = [];
  for (let i = 0; i < rounds; i++) {
    const page = await (await browser.newContext({ serviceWorkers: 'block' })).newPage();
    await page.route('**/bench.rsoc', async (route) => route.fulfill({ body: await readFile(catalog) }));
    await page.route('**/bench.rsod', async (route) => route.fulfill({ body: await readFile(delta) }));
    await page.goto(new URL('favicon.svg', server.url).href);
    list.push(await page.evaluate(round));
    await page.context().close();
  }
  for (const [name, unit] of Object.entries({ open: 'ms', apply: 'ms', turn: 'ms', before: 'MB', grown: 'MB' })) {
    const value = median(list.map((one) => one[name]));
    if (json) console.log(JSON.stringify({ name: `delta_${name}`, value: Number(value.toPrecision(4)), unit }));
    else console.log(`${name.padEnd(8)} ${value.toFixed(1).padStart(7)} ${unit}`);
  }
} finally {
  await browser.close();
  await server.close();
  rmSync(dir, { recursive: true });
}
