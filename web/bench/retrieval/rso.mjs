// RSO as a contender of the peers' retrieval benchmark: build in Node with the catalog's own compiler, load and query
// in the browser with the page's own module. ./build.sh bench retrieval PATH puts this file beside the peers' adapters.

import { startSearch } from './_rso-search.mjs';

export const name = 'rso';

/** The module and Go's support script, which a visitor downloads beside this file. */
export const assets = ['search.wasm', 'wasm_exec.js'];

// The peers' code is compiled and run when their adapter is imported. So is ours: the module is fetched, compiled and
// started here, and load opens the bytes of a catalog with it.
const rso = typeof document === 'undefined' ? undefined : await startSearch({ module: new URL('search.wasm', import.meta.url).href });

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
    execFileSync(compile, ['-search-only', '-neighbours', '0', '-o', path.join(dir, 'products.rsoc'), feed], { stdio: ['ignore', 'ignore', 'inherit'] });
    return new Uint8Array(fs.readFileSync(path.join(dir, 'products.rsoc')));
  } finally {
    fs.rmSync(dir, { recursive: true });
  }
}

/** Opens the catalog. */
export async function load(bytes) {
  return rso.open(bytes);
}

/** The benchmark's filters as ours. */
function filtersOf({ priceMin, priceMax, ...values }) {
  const filters = Object.entries(values).map(([attribute, value]) => ({ attribute, in: [value] }));
  if (priceMin !== undefined || priceMax !== undefined) filters.push({ attribute: 'price', min: priceMin, max: priceMax });
  return filters;
}

/** One call of the module. */
export function query(catalog, text, { k = 10, filters, like } = {}) {
  const { hits, known } = catalog.search({ text, k, like, filters: filters && filtersOf(filters) });
  // The first hit's score is how sure it is that the text names something here; the others have their share of it.
  return { ids: hits.map((hit) => hit.id), scores: hits.map((hit, k) => (k === 0 ? known : known * hit.score)) };
}

export const memory = () => rso.memory;
