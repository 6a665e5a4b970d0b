// What the page costs, measured in a real browser against the built site:
//
//	npm run bench [-- -json]
//
// sizes of module and catalog, time from navigation to a ready first turn, time of a turn inside the module and as the
// page sees it, and the module's memory. -json prints one object a line. The exit status is 1 when the module has
// grown beyond its gate.
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress } from 'node:zlib';
import { chromium } from '@playwright/test';
import { conversations } from './conversations.mjs';
import { serve } from './server.mjs';

const here = import.meta.dirname;
const site = resolve(process.env.RSO_DIST ?? join(here, '../dist'));
const json = process.argv.includes('-json');

/** Kilobytes (1,000 bytes) of brotli beyond which the module is too big for a shop's page. */
const gate = 1000;
const coldLoads = 7;

const flags = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync',
];

const results = [];
/** Records one figure. */
function figure(name, value, unit, note = '') {
  results.push({ name, value: Number(value.toPrecision(4)), unit, ...(note === '' ? {} : { note }) });
}

function quantile(values, q) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(q * sorted.length) - 1)];
}

async function sizes() {
  const files = { module: 'core.wasm', catalog: 'films.rsoc', policy: 'films.rsop' };
  const packed = await Promise.all(
    Object.entries(files).map(async ([name, file]) => {
      const raw = await readFile(join(site, file));
      // The default quality is the highest, 11.
      return [name, raw.length, (await promisify(brotliCompress)(raw)).length];
    }),
  );
  for (const [name, raw, brotli] of packed) {
    figure(`${name}_raw`, raw / 1000, 'KB');
    figure(`${name}_brotli`, brotli / 1000, 'KB', name === 'module' ? `gate ${gate}` : '');
  }
}

/** Each load has a browser context of its own, and so an empty cache. */
async function loads(browser, url) {
  const ready = [];
  const first = [];
  for (let i = 0; i < coldLoads; i++) {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.addInitScript(() => {
      globalThis.loaded = new Promise((done) => {
        document.addEventListener('rso-ready', async ({ target }) => {
          // The page's clock starts with the navigation.
          const ready = performance.now();
          await target.host.turn('I would like a funny comedy');
          done({ ready, first: performance.now() });
        });
      });
    });
    await page.goto(url, { waitUntil: 'commit' });
    const times = await page.evaluate(() => globalThis.loaded);
    ready.push(times.ready);
    first.push(times.first);
    await context.close();
  }
  figure('navigation_to_ready', quantile(ready, 0.5), 'ms', `median of ${coldLoads} cold loads`);
  figure('navigation_to_first_reply', quantile(first, 0.5), 'ms', `slowest ${Math.round(Math.max(...first))}`);
}

/** What a visitor waits who reads for a second before typing. */
async function firstTurn(browser, url) {
  const taken = [];
  for (let i = 0; i < coldLoads; i++) {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(url);
    taken.push(
      await page.locator('rso-assistant').evaluate(async (element) => {
        await element.wake();
        const { host } = element;
        await host.ready();
        await new Promise((read) => setTimeout(read, 1000));
        await host.turn('I would like a funny comedy');
        return host.measure.roundTrip;
      }),
    );
    await context.close();
  }
  figure('first_turn_after_1s', quantile(taken, 0.5), 'ms', `median of ${coldLoads} cold loads, seen from the page`);
}

async function turns(browser, url) {
  const page = await browser.newPage();
  await page.goto(url);
  const { before, taken } = await page.locator('rso-assistant').evaluate(async (element, scripts) => {
    await element.wake();
    const { host } = element;
    await host.ready();
    const before = host.measure.memory;
    const taken = [];
    for (const script of scripts) {
      await host.reset();
      for (const text of script) {
        await host.turn(text);
        taken.push({ text, ...host.measure });
      }
    }
    return { before, taken };
  }, conversations);
  await page.close();
  const engine = taken.map((turn) => turn.engine);
  const roundTrip = taken.map((turn) => turn.roundTrip);
  const slowest = taken.reduce((a, b) => (b.engine > a.engine ? b : a));
  figure('turn_p50', quantile(engine, 0.5), 'ms', `in the worker, ${taken.length} turns of ${conversations.length} conversations`);
  figure('turn_p99', quantile(engine, 0.99), 'ms');
  figure('turn_max', slowest.engine, 'ms', `"${slowest.text}"`);
  figure('round_trip_p50', quantile(roundTrip, 0.5), 'ms', 'seen from the page, saving included');
  figure('round_trip_p99', quantile(roundTrip, 0.99), 'ms');
  figure('memory_loaded', before / 1e6, 'MB', 'linear memory of the module');
  figure('memory_after_turns', taken.at(-1).memory / 1e6, 'MB');
}

await sizes();
const server = await serve(site);
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: flags });
try {
  await loads(browser, server.url);
  await firstTurn(browser, server.url);
  await turns(browser, server.url);
} finally {
  await browser.close();
  await server.close();
}

for (const { name, value, unit, note = '' } of results) {
  if (json) console.log(JSON.stringify({ bench: 'web', name, value, unit }));
  else console.log(`${name.padEnd(26)} ${String(value).padStart(9)} ${unit.padEnd(3)} ${note}`.trimEnd());
}

const module = results.find(({ name }) => name === 'module_brotli');
if (module.value > gate) {
  console.error(`The module is ${module.value} KB after brotli and its gate is ${gate} KB: see what was imported lately.`);
  process.exitCode = 1;
}
