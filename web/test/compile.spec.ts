import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { CompileProblem, CompileReport } from '../rso.js';
import { Demo, expect, test } from './page.js';

const feeds = join(import.meta.dirname, '../../catalog/feed/testdata');

const lamps = `sku,title,price,kind,color
L1,Aurora desk lamp,19.90 EUR,desk,red
L2,Borealis floor lamp,129.00 EUR,floor,black
L3,Cirrus desk lamp,45.50 EUR,desk,blue
`;

/** Made-up products; the benchmarks have the same. */
async function products(rows: number): Promise<string> {
  const script = join(import.meta.dirname, '../bench/products.mjs');
  return ((await import(script)) as { csv(rows: number): string }).csv(rows);
}

/** A page of the site's origin, under its policy, with nothing of ours in it. */
async function open(page: Page): Promise<void> {
  await page.route('**/blank.html', async (route) => {
    const response = await route.fetch({ url: new URL('favicon.svg', route.request().url()).href });
    await route.fulfill({ response, contentType: 'text/html', body: '<!doctype html><link rel="icon" href="favicon.svg"><title>Blank</title>' });
  });
  const response = await page.goto('./blank.html');
  expect(response?.headers()['content-security-policy']).toContain("default-src 'self'");
}

/** No worker is left. */
async function none(page: Page): Promise<void> {
  await expect.poll(() => page.workers().length).toBe(0);
}

interface Compiled {
  report: CompileReport;
  found: string[];
  stages: string[];
  cheap: string[];
}

test('a feed becomes a catalog in the page, and nothing leaves it', async ({ page, complaints }) => {
  const asked: string[] = [];
  page.on('request', (request) => {
    if (!request.url().endsWith('/favicon.svg')) asked.push(`${request.method()} ${new URL(request.url()).pathname}`);
  });
  await open(page);
  const { report, found, stages, cheap } = await page.evaluate<Compiled, [string, string, string]>(async ([compiler, searching, text]) => {
    const { compileCatalog } = (await import(compiler)) as typeof import('../src/compile/compile.js');
    const { startSearch } = (await import(searching)) as typeof import('../src/search.js');
    const stages: string[] = [];
    const { catalog, report } = await compileCatalog(new File([text], 'lamps.csv'), { onProgress: ({ stage }) => stages.push(stage) });
    const shop = (await startSearch()).open(catalog);
    const ids = (text: string) => shop.search({ text }).hits.map(({ id }) => id);
    return { report, found: ids('borealis'), cheap: ids('a desk lamp under 30 euros'), stages: [...new Set(stages)] };
  }, ['/compile.js', '/search.js', lamps]);

  expect(found[0]).toBe('L2');
  expect(cheap).toEqual(['L1']);
  expect(report).toMatchObject({ name: 'lamps', format: 'csv', rows: 3, items: 3, skipped: 0, warnings: 0, problems: [] });
  expect(report.columns.find(({ column }) => column === 'price')).toMatchObject({ role: 'price', kind: 'number', unit: 'EUR', dropped: false });
  expect(stages).toEqual(['loading', 'reading', 'columns', 'index', 'neighbours', 'writing']);
  await none(page);
  expect(asked.sort()).toEqual([
    'GET /blank.html', 'GET /compile-worker.js', 'GET /compile.js', 'GET /compile.wasm', 'GET /search.js', 'GET /search.wasm', 'GET /wasm_exec.js', 'GET /wasm_exec.js',
  ]);
  expect(complaints).toEqual([]);
});

test('whatever a feed comes as, the catalog is the same', async ({ page }) => {
  await open(page);
  const { sums, left, view, mapped } = await page.evaluate(async ([compiler, text]) => {
    const { compileCatalog } = (await import(compiler)) as typeof import('../src/compile/compile.js');
    const bytes = () => new TextEncoder().encode(text);
    const buffer = bytes().buffer;
    const padded = new Uint8Array([1, 2, ...bytes(), 3]);
    const view = padded.subarray(2, padded.length - 1);
    const sums: string[] = [];
    for (const feed of [text, new Blob([text]), new File([text], ''), bytes(), view, buffer]) {
      const { catalog } = await compileCatalog(feed, { name: 'Lamps' });
      sums.push(Array.from(new Uint8Array(await crypto.subtle.digest('SHA-256', catalog))).join());
    }
    const { report } = await compileCatalog(text, { fileName: 'a/lamps.csv', id: 'color', map: { kind: '-' } });
    return { sums, left: buffer.byteLength, view: view.length, mapped: report };
  }, ['/compile.js', lamps] as const);

  expect(new Set(sums).size).toBe(1);
  expect(left).toBe(0); // handed over
  expect(view).toBe(lamps.length); // not the page's to give: it was copied
  expect(mapped.name).toBe('lamps');
  expect(mapped.attributes.map(({ name, unit }) => name + unit).sort()).toEqual(['color', 'priceEUR', 'title']);
});

interface Failure {
  name: string;
  message: string;
  problems: CompileProblem[];
}

/** What compileCatalog rejects a feed with. */
function failure(page: Page, text: string, fileName: string, module?: string): Promise<Failure> {
  return page.evaluate(async ([compiler, text, fileName, module]) => {
    const { compileCatalog, CompileError } = (await import(compiler)) as typeof import('../src/compile/compile.js');
    try {
      await compileCatalog(text, { fileName, ...(module !== '' && { module }) });
    } catch (cause) {
      const { name, message } = cause as Error;
      return { name, message, problems: cause instanceof CompileError ? cause.problems : [] };
    }
    return { name: '', message: '', problems: [] };
  }, ['/compile.js', text, fileName, module ?? ''] as const);
}

test('a broken feed is refused, with the lines', async ({ page, complaints }) => {
  await open(page);
  const broken = (name: string) => readFile(join(feeds, 'broken', name), 'utf8');
  const unclosed = await failure(page, await broken('14_unclosed_quote.csv'), 'shop.csv');
  expect(unclosed.name).toBe('CompileError');
  expect(unclosed.message).toContain('shop.csv: line 5, field "title": a quote is opened here and never closed');
  expect(unclosed.problems.map(({ line, skipped }) => [line, skipped])).toEqual([[3, true], [4, false], [5, false]]);
  expect(unclosed.problems.at(-1)).toMatchObject({ field: 'title', text: unclosed.message });
  const xml = await failure(page, await broken('15_bad_xml.xml'), 'feed.xml');
  expect(xml.message).toContain('line 4: <g:price> is closed by </g:item>');
  expect(xml.problems.at(-1)?.line).toBe(4);
  const empty = await failure(page, '', 'nothing.csv');
  expect(empty).toMatchObject({ name: 'CompileError', message: 'nothing.csv is empty: it has no rows to import', problems: [] });
  await none(page);
  expect(complaints).toEqual([]);
});

test('without its module the compiler says where it was looked for', async ({ page }) => {
  await open(page);
  expect((await failure(page, lamps, 'lamps.csv', '/elsewhere.wasm')).message).toMatch(/The module could not be fetched from http.*\/elsewhere\.wasm: the server answered 404/);
  await none(page);
});

test('an aborted compilation ends at once and leaves no worker', async ({ page, complaints }) => {
  const feed = await products(5000);
  await open(page);
  const { reasons, stages, waited } = await page.evaluate(async ([compiler, text]) => {
    const { compileCatalog } = (await import(compiler)) as typeof import('../src/compile/compile.js');
    const reasons: unknown[] = [];
    const stages: string[] = [];
    const abort = new AbortController();
    let aborted = 0;
    await compileCatalog(text, {
      signal: abort.signal,
      onProgress: ({ stage }) => {
        stages.push(stage);
        if (stage !== 'index' || aborted > 0) return;
        aborted = performance.now();
        abort.abort();
      },
    }).catch((cause: unknown) => reasons.push((cause as Error).name));
    const waited = performance.now() - aborted;
    await compileCatalog(text, { signal: AbortSignal.abort('before') }).catch((cause: unknown) => reasons.push(cause));
    return { reasons, stages, waited };
  }, ['/compile.js', feed] as const);
  expect(reasons).toEqual(['AbortError', 'before']);
  expect(stages.at(-1)).toBe('index');
  expect(waited).toBeLessThan(1000);
  await none(page);
  expect(complaints).toEqual([]);
});

test('five thousand products are compiled while the page waits', async ({ page }) => {
  test.setTimeout(60_000);
  const feed = await products(5000);
  await open(page);
  for (const round of ['first', 'second']) {
    const { ms, items, marks } = await page.evaluate(async ([compiler, text]) => {
      const { compileCatalog } = (await import(compiler)) as typeof import('../src/compile/compile.js');
      const from = performance.now();
      const marks: number[] = [];
      const { report } = await compileCatalog(text, { onProgress: () => marks.push(performance.now() - from) });
      return { ms: performance.now() - from, items: report.items, marks };
    }, ['/compile.js', feed] as const);
    console.log(`5,000 products, ${round} time: ${ms.toFixed(0)} ms`);
    expect(items).toBe(5000);
    expect(ms).toBeLessThan(15_000);
    // The progress comes out while the module is busy, not all at its end.
    expect(marks.length).toBeGreaterThan(100);
    expect(marks[Math.floor(marks.length / 4)]).toBeLessThan(ms * 0.75);
  }
});

test.describe('with the service worker', () => {
  test.use({ serviceWorkers: 'allow' });

  test('the demo does not load what few need before it is used', async ({ page }) => {
    const asked: string[] = [];
    page.on('request', (request) => { asked.push(new URL(request.url()).pathname); });
    const demo = await Demo.open(page);
    await expect(page.getByRole('status')).toHaveText('Ready offline');
    await demo.say('a comedy, please');
    expect(asked.filter((path) => /\/(compile|search|report|actor)[^/]*\.(wasm|js)$/.test(path))).toEqual([]);
  });
});
