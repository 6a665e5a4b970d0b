// What it takes to verify a language model's draft, measured in a real browser against the 14,000 films of the demo:
//
//	./build.sh bench verify [-json]
//
// A draft of 60 words is put together from the record of the reply's films, so that every claim in it must be looked up: titles,
// years, people, genres. It is verified in one piece, as the last call of a stream would at worst, and in pieces of a word as
// they arrive. The replies are those of a hundred conversations.
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { chromium } from '@playwright/test';
import { conversations } from './conversations.mjs';
import { serve } from './server.mjs';

const json = process.argv.includes('-json');
const site = resolve(process.env.RSO_DIST ?? join(import.meta.dirname, '../dist'));
const words = 60;

/** In the page: has the conversations, and answers how long each draft took. */
async function run({ conversations, words }) {
  const bytes = async (name) => new Uint8Array(await (await globalThis.fetch(name)).arrayBuffer());
  await import(new URL('wasm_exec.js', document.baseURI).href);
  const [module, policy, catalog] = await Promise.all(['actor.wasm', 'films.rsop', 'films.rsoc'].map(bytes));
  const go = new globalThis.Go();
  const { instance } = await globalThis.WebAssembly.instantiate(module, go.importObject);
  void go.run(instance);
  const encoder = new globalThis.TextEncoder();
  const decoder = new globalThis.TextDecoder();
  const session = globalThis.rso.open(catalog, policy, encoder.encode('{}'));
  const call = (method, argument) => JSON.parse(decoder.decode(session[method](...(argument === undefined ? [] : [encoder.encode(JSON.stringify(argument))]))));
  /** What an Actor would write of the items: true, and nothing else is checked as closely. */
  const draft = (items) => {
    const text = items.map(({ title, year, attributes }) => {
      const of = (name) => attributes.find((a) => a.name === name)?.values ?? [];
      const people = of('cast').slice(0, 2).join(' and ');
      const genres = of('genres').slice(0, 2).join(' and ').toLowerCase();
      return `${title} came out in ${year}${people ? `, with ${people} in the cast` : ''}${genres ? `; it counts as ${genres}` : ''}, and I think it could be just right for a quiet evening at home.`;
    });
    const list = text.join(' ').split(' ');
    while (list.length < words) list.push(...'It should suit the mood that you are after, as far as I can tell from here.'.split(' '));
    return `${list.slice(0, words).join(' ').replace(/[,;.]$/, '')}.`;
  };
  await new Promise((done) => { setTimeout(done, 1000); });
  const ahead = [];
  const whole = [];
  const piece = [];
  const dropped = [];
  for (const said of conversations) {
    session.reset();
    for (const text of said) {
      const { items } = call('turn', { text });
      if (items.length === 0) continue;
      const asked = performance.now();
      session.prompt(); // as the page does, before the model writes
      ahead.push(performance.now() - asked);
      const text60 = draft(items);
      const frame = encoder.encode(JSON.stringify({ text: text60, end: true }));
      const before = performance.now();
      const answer = session.draft(frame);
      whole.push(performance.now() - before);
      const { faults } = JSON.parse(decoder.decode(answer));
      if (faults.length > 0) dropped.push(`${faults[0].kind} "${faults[0].said}" in: ${text60}`);
      for (const word of text60.split(/(?<= )/)) {
        const part = encoder.encode(JSON.stringify({ text: word }));
        const from = performance.now();
        session.draft(part);
        piece.push(performance.now() - from);
      }
      session.draft(encoder.encode(JSON.stringify({ text: '', end: true })));
    }
  }
  return { ahead, whole, piece, dropped };
}

const quantile = (values, q) => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.ceil(q * values.length) - 1)];

const server = await serve(site);
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
try {
  const page = await (await browser.newContext({ serviceWorkers: 'block' })).newPage();
  const module = await readFile(join(site, 'actor.wasm'));
  await page.route('**/actor.wasm', (route) => route.fulfill({ body: module, contentType: 'application/wasm' }));
  await page.goto(new URL('favicon.svg', server.url).href);
  const { ahead, whole, piece, dropped } = await page.evaluate(run, { conversations: conversations.slice(0, 100), words });
  for (const text of dropped) console.error(`a true draft was not shown whole: ${text}`);
  const figures = [
    ['verify_p50', quantile(whole, 0.5), `${whole.length} drafts of ${words} words`],
    ['verify_p99', quantile(whole, 0.99), ''],
    ['verify_piece_p50', quantile(piece, 0.5), 'a word of a stream'],
    ['verify_piece_p99', quantile(piece, 0.99), ''],
    ['verify_piece_max', Math.max(...piece), ''],
    ['prompt_p50', quantile(ahead, 0.5), 'what a model is asked, and what its draft may speak of looked up, before it writes'],
  ];
  for (const [name, value, note] of figures) {
    if (json) console.log(JSON.stringify({ bench: 'verify', name, value: Number(value.toPrecision(4)), unit: 'ms' }));
    else console.log(`${name.padEnd(18)} ${value.toFixed(2).padStart(8)} ms  ${note}`.trimEnd());
  }
} finally {
  await browser.close();
  await server.close();
}
