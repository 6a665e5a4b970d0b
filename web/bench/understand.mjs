// What it takes to read a message, measured in a real browser against the 14,000 films of the demo:
//
//	./build.sh bench understand [-json]
//
// The messages are of 40 words each, put together from what shoppers say of films (below); every one is new to the
// reasoner. A visitor's module has warmed up before the first message comes, and so has this one: with 100 others. A paste
// is 10,000 words of such messages. The module is built for this with a method that reads and does not answer.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { chromium } from '@playwright/test';
import { conversations } from './conversations.mjs';
import { serve } from './server.mjs';

const json = process.argv.includes('-json');
const root = join(import.meta.dirname, '../..');
const site = resolve(process.env.RSO_DIST ?? join(import.meta.dirname, '../dist'));

const words = 40;
const messages = 1000;
const warming = 100;

/** A generator of numbers below n that always gives the same (xorshift, 32 bits). */
function dice(seed) {
  let x = seed;
  return (n) => {
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    return (x >>> 0) % n;
  };
}

const asides = [
  'my sister told me about it last week', 'we watched something like that years ago', 'it has been a long day at work', 'the kids want to stay up for it',
  'I have no idea what to pick', 'please nothing that makes me cry', 'we have about two hours', 'my flatmate pays for the popcorn', 'hope you can help me with that',
  'there is a thunderstorm outside', 'we ordered pizza and the sofa is ready', 'I usually fall asleep after half an hour', 'no idea who was in it', 'thanks in advance',
];

/** Misspells one long word in twenty: a letter is left out. */
function typed(word, roll) {
  if (word.length < 5 || roll(20) > 0) return word;
  const at = 1 + roll(word.length - 2);
  return word.slice(0, at) + word.slice(at + 1);
}

/** A message of so many words. */
function message(count, roll) {
  const said = conversations.flat();
  const list = [];
  while (list.length < count) {
    const part = roll(3) === 0 ? asides[roll(asides.length)] : said[roll(said.length)];
    list.push(...part.split(' '));
  }
  return list.slice(0, count).map((word) => typed(word, roll)).join(' ');
}

/** In the page: reads the messages, and answers how long each took. */
async function run({ first, list, paste }) {
  const bytes = async (name) => new Uint8Array(await (await globalThis.fetch(name)).arrayBuffer());
  await import(new URL('wasm_exec.js', document.baseURI).href);
  const [module, policy, catalog] = await Promise.all(['measure.wasm', 'films.rsop', 'films.rsoc'].map(bytes));
  const go = new globalThis.Go();
  const { instance } = await globalThis.WebAssembly.instantiate(module, go.importObject);
  void go.run(instance);
  const session = globalThis.rso.open(catalog, policy, new globalThis.TextEncoder().encode('{}'));
  const clocked = (text) => {
    const before = performance.now();
    const found = session.understand(text);
    const ms = performance.now() - before;
    if (typeof found !== 'number') throw new Error(found.error);
    return { ms, found, text };
  };
  await new Promise((done) => { setTimeout(done, 1000); });
  first.forEach(clocked);
  return { each: list.map(clocked), paste: [paste, paste, paste].map(clocked) };
}

const quantile = (values, q) => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.ceil(q * values.length) - 1)];

const dir = mkdtempSync(join(tmpdir(), 'rso-understand-'));
const module = join(dir, 'measure.wasm');
execFileSync('go', ['build', '-trimpath', '-ldflags=-s -w', '-gcflags=all=-l', '-gcflags=internal/runtime/maps=', '-gcflags=rso/catalog/...=', '-tags', 'measure', '-o', module, './wasm/browser'], {
  cwd: root, stdio: ['ignore', 2, 'inherit'], env: { ...process.env, GOOS: 'js', GOARCH: 'wasm' },
});

const server = await serve(site);
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
try {
  const roll = dice(42);
  const texts = (n) => Array.from({ length: n }, () => message(words, roll));
  const page = await (await browser.newContext({ serviceWorkers: 'block' })).newPage();
  await page.route('**/measure.wasm', async (route) => route.fulfill({ body: await readFile(module), contentType: 'application/wasm' }));
  await page.goto(new URL('favicon.svg', server.url).href);
  const { each, paste } = await page.evaluate(run, { first: texts(warming), list: texts(messages), paste: message(10000, roll) });
  const times = each.map(({ ms }) => ms);
  const slowest = each.reduce((a, b) => (b.ms > a.ms ? b : a));
  const figures = [
    ['understand_p50', quantile(times, 0.5), `${messages} messages of ${words} words`],
    ['understand_p99', quantile(times, 0.99), ''],
    ['understand_max', slowest.ms, `"${slowest.text.slice(0, 60)} ..."`],
    ['understand_paste', quantile(paste.map(({ ms }) => ms), 0.5), '10,000 words'],
  ];
  for (const [name, value, note] of figures) {
    if (json) console.log(JSON.stringify({ bench: 'understand', name, value: Number(value.toPrecision(4)), unit: 'ms' }));
    else console.log(`${name.padEnd(18)} ${value.toFixed(2).padStart(8)} ms  ${note}`.trimEnd());
  }
} finally {
  await browser.close();
  await server.close();
  rmSync(dir, { recursive: true });
}
