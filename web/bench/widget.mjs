// What the element costs a page, measured in Chromium against the built site:
//
//	./build.sh bench widget [-json]
//
// Bytes before the shopper's first intent and after a conversation, layout shifts, and the longest tasks of the main thread. Those
// are given as processor time, which other work on the machine doesn't lengthen, and times four: what a phone takes that is four times as slow.
// Visits of their own are on a processor that the browser slows down by four: what it calls long tasks there, of 50 ms on the clock, is counted.
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress } from 'node:zlib';
import { chromium } from '@playwright/test';
import { serve } from './server.mjs';

const site = resolve(process.env.RSO_DIST ?? join(import.meta.dirname, '../dist'));
const json = process.argv.includes('-json');
const runs = 5;
const said = ['something funny with Robin Williams', 'after 1995', 'why?', 'compare the first two'];

const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

function median(values) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

/** The tasks of the page's main thread, with the phase that each belongs to, in milliseconds of processor time. */
function tasks(events) {
  const marks = events.filter(({ cat, name }) => cat?.includes('blink.user_timing') && name.startsWith('rso ')).sort((a, b) => a.ts - b.ts);
  const [{ pid, tid }] = marks;
  const phase = (ts) => marks.findLast((mark) => mark.ts <= ts)?.name.slice(4) ?? 'nothing';
  const thread = events.filter((event) => event.pid === pid && event.tid === tid && event.ph === 'X');
  // What drives the browser from outside is not the page's.
  const foreign = thread.filter(({ name, args }) => name === 'EvaluateScript' && !args?.data?.url);
  return thread.filter(({ name, ts, dur }) => name.endsWith('RunTask') && !foreign.some((inner) => inner.ts >= ts && inner.ts <= ts + dur))
    .map(({ ts, tdur = 0 }) => ({ phase: phase(ts), ms: tdur / 1000 }));
}

/** A page that is the element and what to measure it with. */
async function open(browser, url, mode) {
  const context = await browser.newContext({ serviceWorkers: 'block', viewport: { width: 1200, height: 900 } });
  const page = await context.newPage();
  await page.route('**/bare.html', (route) => route.fulfill({
    contentType: 'text/html',
    body: `<!doctype html><html lang="en"><title>bare</title><style>rso-assistant[mode=inline] { display: block; block-size: 40rem }</style>
      <script>performance.mark('rso load')</script><script type="module" src="rso.js"></script>
      <h1>Shop</h1><rso-assistant mode="${mode}" catalog="films.rsoc" policy="films.rsop"></rso-assistant><p>below</p></html>`,
  }));
  await page.addInitScript(() => {
    Object.assign(globalThis, { shifted: 0, blocked: [] });
    new PerformanceObserver((list) => { for (const { value, hadRecentInput } of list.getEntries()) if (!hadRecentInput) globalThis.shifted += value; }).observe({ type: 'layout-shift', buffered: true });
    new PerformanceObserver((list) => { for (const { startTime, duration } of list.getEntries()) globalThis.blocked.push({ startTime, duration }); }).observe({ type: 'longtask', buffered: true });
  });
  return { page, session: await context.newCDPSession(page), load: () => page.goto(`${url}bare.html`) };
}

/** A shopper comes, and converses. */
async function converse(page, mode) {
  const element = page.locator('rso-assistant');
  const ready = page.evaluate(() => new Promise((done) => { document.addEventListener('rso-ready', done); performance.mark('rso intent'); }));
  if (mode === 'launcher') await element.locator('.launcher').click();
  else await element.locator('textarea').click();
  await ready;
  for (const text of said) {
    await element.locator('textarea').click();
    await page.keyboard.type(text);
    const turn = page.evaluate(() => new Promise((done) => { document.addEventListener('rso-turn', done, { once: true }); performance.mark('rso answer'); }));
    await page.keyboard.press('Enter');
    await turn;
    await page.waitForTimeout(300);
  }
}

async function visit(browser, url, mode) {
  const { page, session, load } = await open(browser, url, mode);
  const files = new Map();
  const bodies = [];
  page.on('response', (response) => {
    if (response.request().resourceType() === 'document') return;
    bodies.push(response.body().then(async (body) => { files.set(new URL(response.url()).pathname, (await promisify(brotliCompress)(body)).length); }, () => undefined));
  });
  const events = [];
  session.on('Tracing.dataCollected', ({ value }) => { events.push(...value); });
  await session.send('Tracing.start', { transferMode: 'ReportEvents', traceConfig: { includedCategories: ['toplevel', 'devtools.timeline', 'disabled-by-default-devtools.timeline', 'v8.execute', 'blink.user_timing'] } });
  await load();
  await page.waitForLoadState('networkidle');
  await Promise.all(bodies);
  const before = [...files.values()].reduce((a, b) => a + b, 0);
  await converse(page, mode);
  const ended = new Promise((done) => { session.once('Tracing.tracingComplete', done); });
  await session.send('Tracing.end');
  await ended;
  await Promise.all(bodies);
  const scripts = [...files].filter(([name]) => name.endsWith('.js')).reduce((sum, [, size]) => sum + size, 0);
  const shift = await page.evaluate(() => globalThis.shifted);
  await page.context().close();
  const longest = {};
  for (const { phase, ms } of tasks(events)) longest[phase] = Math.max(longest[phase] ?? 0, ms);
  return { before, scripts, shift, longest };
}

/** What the browser itself calls long tasks, in milliseconds, on a processor that it slows down by four. */
async function slowVisit(browser, url, mode) {
  const { page, session, load } = await open(browser, url, mode);
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  await load();
  await page.waitForTimeout(1_000);
  await converse(page, mode);
  await page.waitForTimeout(500);
  const blocked = await page.evaluate(() => {
    // What the browser does to bring up a page, of any kind, is over when it has the element's script.
    const [script] = performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('/rso.js'));
    return globalThis.blocked.filter(({ startTime }) => startTime > script.responseEnd).map(({ duration }) => duration);
  });
  await page.context().close();
  return blocked;
}

const server = await serve(site);
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: flags });
const results = [];
try {
  for (const mode of ['inline', 'launcher']) {
    const visits = [];
    for (let i = 0; i < runs; i++) visits.push(await visit(browser, server.url, mode));
    const [{ before, scripts }] = visits;
    const figure = (name, value, unit, note = '') => { results.push({ name: `${mode}_${name}`, value: Number(value.toPrecision(4)), unit, note }); };
    figure('before_intent', before / 1000, 'KB', 'brotli; at most 12');
    figure('scripts', scripts / 1000, 'KB', 'brotli, after a conversation, worker.js and wasm_exec.js included; at most 45');
    figure('layout_shift', Math.max(...visits.map(({ shift }) => shift)), '', `the largest of ${runs} visits`);
    for (const [phase, what] of [['load', 'until the first intent'], ['intent', 'from there until ready'], ['answer', 'while answering']]) {
      figure(`longest_task_${phase}_x4`, 4 * median(visits.map(({ longest }) => longest[phase] ?? 0)), 'ms', `${what}; processor time × 4, median of ${runs} visits; at most 50`);
    }
    const blocked = [];
    for (let i = 0; i < runs; i++) blocked.push(await slowVisit(browser, server.url, mode));
    figure('long_tasks_throttled', median(blocked.map(({ length }) => length)), '', `long-task entries on a processor slowed down by 4, from the script's arrival on, median of ${runs} visits (${blocked.map(({ length }) => length).join(', ')}); the longest ${Math.max(0, ...blocked.flat())} ms; at most 0`);
  }
} finally {
  await browser.close();
  await server.close();
}
for (const { name, value, unit, note } of results) {
  if (json) console.log(JSON.stringify({ bench: 'widget', name, value, unit }));
  else console.log(`${name.padEnd(32)} ${String(value).padStart(8)} ${unit.padEnd(3)} ${note}`.trimEnd());
}
