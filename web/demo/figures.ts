import { html, nothing, render, type TemplateResult } from 'lit';
import { compileCatalog } from '../src/compile/compile.js';
import { createHost } from '../src/host/host.js';
import { showOffline } from './offline.js';
import { sample } from './sample.js';

// What the engine costs on the visitor's own device, measured when the visitor asks for it.

interface Figure {
  name: string;
  value: string;
  note: string;
}

/** What a shopper might say; some turns of each kind. */
const said = [
  'Hi! I am looking for a funny comedy', 'something after 2005 please', 'with Jim Carrey', 'what else is there?', 'why do you recommend that one?', 'compare the first two',
  'not that, something older', 'a thriller from the 90s', 'nothing with Tom Cruise', 'tell me more about the second one', 'I have seen it', 'great, I will watch it',
];
const rounds = 5;
const products = 5_000;

const place = document.querySelector<HTMLElement>('#figures');
place?.replaceChildren();
let figures: Figure[] = [];
let doing: string | undefined;
let failed: string | undefined;

function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(q * sorted.length) - 1)] ?? NaN;
}

const ms = (value: number): string => `${value < 10 ? value.toFixed(1) : value.toFixed(0)} ms`;
const mb = (bytes: number): string => `${(bytes / 1_000_000).toFixed(1)} MB`;
const kb = (bytes: number): string => `${Math.round(bytes / 1000).toLocaleString('en')} KB`;

function tell(name: string, value: string, note = ''): void {
  figures = [...figures, { name, value, note }];
  draw();
}

/** Has the page's main thread watched while something is done: the longest time that it was blocked for. */
async function watched<T>(work: () => Promise<T>): Promise<{ result: T; longest: number }> {
  let longest = 0;
  const observer = new PerformanceObserver((list) => { for (const { duration } of list.getEntries()) longest = Math.max(longest, duration); });
  if (PerformanceObserver.supportedEntryTypes.includes('longtask')) observer.observe({ type: 'longtask' });
  const result = await work();
  await new Promise((resolve) => { setTimeout(resolve, 100); });
  observer.disconnect();
  return { result, longest };
}

/** Bytes of files, as they came over the network and unpacked. The worker has fetched them, of which a page hears nothing: they are asked for again. */
async function weighed(files: string[]): Promise<{ came: number; whole: number }> {
  const sum = { came: 0, whole: 0 };
  for (const file of files) {
    const { url } = await fetch(file).then(async (response) => { await response.arrayBuffer(); return response; });
    const [entry] = (performance.getEntriesByName(url) as PerformanceResourceTiming[]).slice(-1);
    sum.came += entry?.encodedBodySize ?? 0;
    sum.whole += entry?.decodedBodySize ?? 0;
  }
  return sum;
}

async function conversations(): Promise<void> {
  const host = createHost({ urls: { catalog: 'films.rsoc', policy: 'films.rsop' } });
  try {
    doing = 'Starting an engine on 14,165 films';
    draw();
    const began = performance.now();
    const { longest: starting } = await watched(() => host.ready());
    const ready = performance.now() - began - 100;
    tell('From nothing to ready', ms(ready), 'download (or cache), compile, open the catalog, in a worker');
    const { came, whole } = await weighed(['worker.js', 'wasm_exec.js', 'core.wasm', 'films.rsoc', 'films.rsop']);
    tell('Engine, catalog and policy', kb(came), `as they came; ${mb(whole)} unpacked`);
    doing = `Saying ${String(rounds * said.length)} things`;
    draw();
    const engine: number[] = [];
    const trip: number[] = [];
    const { longest } = await watched(async () => {
      for (let round = 0; round < rounds; round++) {
        await host.reset();
        for (const text of said) {
          await host.turn(text);
          engine.push(host.measure?.engine ?? NaN);
          trip.push(host.measure?.roundTrip ?? NaN);
        }
      }
    });
    tell('A turn in the engine, median', ms(quantile(engine, 0.5)), `99 of 100 under ${ms(quantile(engine, 0.99))}`);
    tell('A turn as the page sees it, median', ms(quantile(trip, 0.5)), `99 of 100 under ${ms(quantile(trip, 0.99))}; the state is saved each time`);
    tell('Page blocked for at most', longest + starting === 0 ? 'under 50 ms' : ms(Math.max(longest, starting)), 'while loading and answering; what is shorter than 50 ms is not reported by browsers');
    tell('Memory of the engine', mb(host.measure?.memory ?? 0), 'linear memory after these turns');
  } finally {
    host.close();
  }
}

async function compiling(): Promise<void> {
  doing = `Compiling ${products.toLocaleString('en')} made-up products`;
  draw();
  const feed = new Blob([sample(products)]);
  const { result, longest } = await watched(async () => {
    const began = performance.now();
    const { catalog, report } = await compileCatalog(feed, { fileName: 'sample.csv' });
    const compiled = performance.now() - began;
    const host = createHost({ catalog, urls: { policy: 'shop.rsop' } });
    await host.turn('a light tent under 300');
    const usable = performance.now() - began;
    host.close();
    return { report, compiled, usable };
  });
  tell('A feed of 5,000 products becomes a catalog', ms(result.compiled), `${kb(feed.size)} of CSV, compiled in a worker to ${kb(result.report.bytes)}`);
  tell('... and the first answer from it', ms(result.usable), `since the file was given; page blocked for at most ${longest === 0 ? 'under 50 ms' : ms(longest)}`);
}

async function run(): Promise<void> {
  figures = [];
  failed = undefined;
  try {
    await conversations();
    await compiling();
  } catch (cause) {
    failed = cause instanceof Error ? cause.message : String(cause);
  }
  doing = undefined;
  draw();
}

function page(): TemplateResult {
  return html`<section class="bring" aria-labelledby="figures-title">
    <h2 id="figures-title">What it costs your device</h2>
    <p class="lede">Bytes, milliseconds and memory, measured in this browser when you press the button. It takes a few seconds.</p>
    <p><button type="button" class="solid" aria-disabled=${doing === undefined ? 'false' : 'true'} @click=${() => { if (doing === undefined) void run(); }}>${figures.length > 0 ? 'Measure again' : 'Measure'}</button>
      <span role="status">${doing === undefined ? (figures.length > 0 && failed === undefined ? 'Done.' : '') : `${doing} …`}</span></p>
    ${failed === undefined ? nothing : html`<p class="refused" role="alert">${failed}</p>`}
    ${figures.length === 0 ? nothing : html`<table class="results"><thead class="unseen"><tr><th scope="col">What</th><th scope="col">Here</th><th scope="col">Note</th></tr></thead>
      <tbody>${figures.map(({ name, value, note }) => html`<tr><th scope="row">${name}</th><td>${value}</td><td>${note}</td></tr>`)}</tbody></table>`}
  </section>`;
}

function draw(): void {
  if (place) render(page(), place);
}

draw();
showOffline(document.querySelector<HTMLElement>('#status'));
