// What a delta costs a page, measured in a real browser with the built module (./build.sh build):
//
//	node web/bench/delta.mjs shop.rsoc prices.rsod
//
// Each round opens the catalog in an instance of its own and applies the delta: the medians of the rounds, and how much
// larger the module's memory was afterwards.
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { chromium } from '@playwright/test';
import { serve } from './server.mjs';

const [catalog, delta] = process.argv.slice(2);
if (!catalog || !delta) {
  console.error('Say which catalog and which delta: node web/bench/delta.mjs shop.rsoc prices.rsod');
  process.exit(2);
}
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
    console.log(`${name.padEnd(8)} ${median(list.map((one) => one[name])).toFixed(1).padStart(7)} ${unit}`);
  }
} finally {
  await browser.close();
  await server.close();
}
