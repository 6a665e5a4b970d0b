// RSO as a contender of the peers' retrieval benchmark: build in Node with the catalog's own compiler, load and query
// in the browser with the page's own module. ./build.sh bench retrieval PATH puts this file beside the peers' adapters.

export const name = 'rso';

/** The module and Go's glue for it: what a visitor downloads, and what is compiled when this file is imported. */
export const assets = ['core.wasm', 'wasm_exec.js'];

const inBrowser = typeof document !== 'undefined';
const beside = (file) => new URL(file, import.meta.url);
// As in the page: the module compiles while the catalog is on its way.
const module = inBrowser ? await WebAssembly.compileStreaming(fetch(beside('core.wasm'))) : undefined;
if (inBrowser) await import(/* @vite-ignore */ beside('wasm_exec.js').href);

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Compiles the products as a feed, with no option but to leave out what is only shown: the peers don't keep it either. */
export async function build(products) {
  const node = (part) => import(`node:${part}`); // out of a bundler's sight
  const [fs, os, path, { execFileSync }] = await Promise.all([node('fs'), node('os'), node('path'), node('child_process')]);
  const compile = process.env.RSO_COMPILE;
  if (!compile) throw new Error('RSO_COMPILE must name the compiler (go build ./catalog/compile); ./build.sh bench retrieval sets it');
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'rso-bench-'));
  try {
    const feed = path.join(dir, 'products.jsonl');
    fs.writeFileSync(feed, products.map((p) => JSON.stringify(p)).join('\n'));
    execFileSync(compile, ['-search-only', '-o', path.join(dir, 'products.rsoc'), feed], { stdio: ['ignore', 'ignore', 'inherit'] });
    return new Uint8Array(fs.readFileSync(path.join(dir, 'products.rsoc')));
  } finally {
    fs.rmSync(dir, { recursive: true });
  }
}

/** Starts an instance of the compiled module and opens the catalog. */
export async function load(bytes) {
  const go = new globalThis.Go();
  const instance = await WebAssembly.instantiate(module, go.importObject);
  go.run(instance);
  const catalog = globalThis.rso.catalog(bytes);
  if (catalog.error) throw new Error(catalog.error);
  return { instance, catalog };
}

/** The benchmark's filters as ours. */
function filtersOf({ priceMin, priceMax, ...values }) {
  const filters = Object.entries(values).map(([attribute, value]) => ({ attribute, in: [value] }));
  if (priceMin !== undefined || priceMax !== undefined) filters.push({ attribute: 'price', min: priceMin, max: priceMax });
  return filters;
}

/** One call of the module: a request frame in, a result frame out. */
export function query({ catalog }, text, { k = 10, filters, like } = {}) {
  const request = { text, k };
  if (filters) request.filters = filtersOf(filters);
  if (like) request.like = like;
  const result = JSON.parse(decoder.decode(catalog.search(encoder.encode(JSON.stringify(request)))));
  if (result.error) throw new Error(result.error);
  // How sure it is that the text names something here is a property of the answer; each hit has its share of it.
  return { ids: result.hits.map((hit) => hit.id), scores: result.hits.map((hit) => result.known * (1 + hit.score) / 2) };
}

export const memory = ({ instance }) => instance.exports.mem.buffer.byteLength;
