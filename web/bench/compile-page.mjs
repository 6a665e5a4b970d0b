// What it takes to compile a dropped CSV in the page, measured in a real browser with the built module:
//
//	./build.sh bench compile-page [-json]
//
// The products are made up (products.mjs). Each run is a page of its own with an empty cache: "load" is
// until the module has been fetched and started, "compile" from there to the catalog's bytes, "open" until search.js has
// answered a first search of it. Medians of the runs; the memory is the module's at its end, the most that it had.
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress } from 'node:zlib';
import { chromium } from '@playwright/test';
import { csv } from './products.mjs';
import { serve } from './server.mjs';

const json = process.argv.includes('-json');
const site = resolve(process.env.RSO_DIST ?? join(import.meta.dirname, '../dist'));
const sizes = { 1000: 7, 5000: 7, 20000: 3 };

/** In the page: one feed. */
async function run(text) {
  const { compileCatalog } = await import(new URL('compile.js', document.baseURI).href);
  const file = new globalThis.File([text], 'products.csv');
  const dropped = performance.now();
  let loaded = 0;
  const { catalog, memory } = await compileCatalog(file, {
    onProgress: ({ stage }) => { if (stage !== 'loading') loaded ||= performance.now(); },
  });
  const compiled = performance.now();
  const { startSearch } = await import(new URL('search.js', document.baseURI).href);
  const { hits } = (await startSearch()).open(catalog).search({ text: 'red' });
  if (hits.length === 0) throw new Error('Nothing is found.');
  return { load: loaded - dropped, compile: compiled - loaded, open: performance.now() - compiled, memory: memory / 1e6, catalog: catalog.length / 1e6 };
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

function figure(name, value, unit) {
  if (json) console.log(JSON.stringify({ bench: 'compile-page', name, value: Number(value.toPrecision(4)), unit }));
  else console.log(`${name.padEnd(24)} ${value.toFixed(unit === 'ms' || unit === 'KB' ? 0 : 1).padStart(7)} ${unit}`);
}

const module = await readFile(join(site, 'compile.wasm'));
figure('module_brotli', (await promisify(brotliCompress)(module)).length / 1000, 'KB');
const server = await serve(site);
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
try {
  for (const [rows, runs] of Object.entries(sizes)) {
    const text = csv(Number(rows));
    const list = [];
    for (let i = 0; i < runs; i++) {
      const page = await (await browser.newContext({ serviceWorkers: 'block' })).newPage();
      await page.goto(new URL('favicon.svg', server.url).href);
      list.push(await page.evaluate(run, text));
      await page.context().close();
    }
    for (const [name, unit] of Object.entries({ load: 'ms', compile: 'ms', open: 'ms', memory: 'MB', catalog: 'MB' })) {
      figure(`${name}_${rows}`, median(list.map((one) => one[name])), unit);
    }
    figure(`total_${rows}`, median(list.map(({ load, compile, open }) => load + compile + open)), 'ms');
  }
} finally {
  await browser.close();
  await server.close();
}
