// Bundles the page into dist/ (or the directory given), beside the files that build.sh has staged there: core.wasm,
// wasm_exec.js, the catalogs, the policies and their reports. Those are never touched. The service worker comes last, because it lists
// every file with the hash of its content.
import { createHash } from 'node:crypto';
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { framed } from './demo/frame.mjs';
import { docs } from './docs.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const dist = resolve(process.argv[2] ?? process.env.RSO_DIST ?? join(here, 'dist'));
const staged = ['core.wasm', 'wasm_exec.js', 'films.rsoc', 'films.rsop', 'shop.rsoc', 'shop.rsop', 'books.rsoc', 'books.rsop'];

/** The demo's pages. */
const pages = ['index.html', 'books.html', 'shop.html', 'own.html', 'store.html', 'report.html', 'figures.html'];

/** What the page of a shop shows: every product. */
const products = (await readFile(join(here, 'demo/data/shop.jsonl'), 'utf8')).trim().split('\n').map((row) => JSON.parse(row));

/** esbuild's chunks: their names hold a hash, so those of an earlier build would pile up. */
const isChunk = (name) => /-[A-Z0-9]{8}\.js$/.test(name);
/** Written beside a file by the release, and stale as soon as the file is written again. */
const isCompressed = (name) => /\.(br|gz)$|^SHA256SUMS$/.test(name);

/** What the demo doesn't load at once: the search of a page of its own, the compiler, what language models need, and what measures policies. */
const isElsewhere = (name) => /^(search\.|compile[.-]|actor\.|language-|report\.wasm)/.test(name);
/** No part of the site: the package. */
const isPackage = (name) => /^npm$|\.tgz$/.test(name);

await mkdir(dist, { recursive: true });
for (const name of await readdir(dist)) {
  if (isChunk(name) || isCompressed(name)) await rm(join(dist, name));
}

const common = {
  absWorkingDir: here,
  bundle: true,
  minify: true,
  target: 'es2022',
  legalComments: 'none',
  logLevel: 'warning',
};

const { metafile } = await build({
  ...common,
  format: 'esm',
  splitting: true,
  entryPoints: {
    rso: 'src/rso.ts', index: 'src/index.ts', actor: 'actor/index.ts',
    main: 'demo/main.ts', own: 'demo/own.ts', store: 'demo/store.ts', figures: 'demo/figures.ts', demo: 'demo/demo.css', pages: 'demo/pages.css',
  },
  // Chunks lie beside the entries: the host looks for the module's files beside its own script.
  chunkNames: '[name]-[hash]',
  outdir: dist,
  metafile: true,
});
// The worker, the search and the compiler are one file each: what they shared with the page would be chunks of their own, and another
// round trip before the module can load.
await build({
  ...common, format: 'esm', outdir: dist,
  entryPoints: { worker: 'src/host/worker.ts', search: 'src/search.ts', compile: 'src/compile/compile.ts', 'compile-worker': 'src/compile/worker.ts', 'report-worker': 'demo/report-worker.ts' },
});

// The page that measures policies. Reports carry their style and their script in them, which the site's policy refuses: the frame that
// shows one loads the same from here.
await build({ ...common, format: 'esm', entryPoints: { report: 'demo/report.ts' }, outdir: dist });
await build({
  ...common, format: 'iife', outdir: dist,
  entryPoints: [{ in: 'demo/report.css', out: 'report' }, { in: '../policy/report/page.css', out: 'report-view' }, { in: '../policy/report/page.js', out: 'report-view' }],
});
await cp(join(here, 'demo/report-view.html'), join(dist, 'report-view.html'));

await cp(join(here, 'demo/favicon.svg'), join(dist, 'favicon.svg'));
for (const name of pages) await writeFile(join(dist, name), await page(name));
await docs(dist);

/**
 * A page, told to fetch the chunks of its script at once instead of when the script has arrived, and to link to the
 * policy's report only where there is one.
 */
async function page(name) {
  const source = framed(name, await readFile(join(here, 'demo', name), 'utf8'), products);
  const scripts = [...source.matchAll(/<script type="module" src="([^"]+)"/g)].map(([, src]) => src);
  const chunks = new Set(scripts.flatMap((src) => importsOf(src)));
  const links = [...chunks].map((name) => `    <link rel="modulepreload" href="${name}" />\n`).join('');
  const files = await readdir(dist);
  return source
    .replace('  </head>', `${links}  </head>`)
    .replace(/ report="([^"]*)"/, (attribute, report) => (files.includes(report) ? attribute : ''));
}

/** The chunks that a script imports at once. */
function importsOf(script) {
  const [, output] = Object.entries(metafile.outputs).find(([path]) => basename(path) === script) ?? [];
  return (output?.imports ?? []).filter(({ kind }) => kind === 'import-statement').map(({ path }) => basename(path));
}

const precache = {};
/** What is kept offline once it was used. */
const later = {};
/** Of the folders, only the documentation is kept. */
const folders = (await readdir(join(dist, 'docs'), { recursive: true })).map((name) => `docs/${name}`);
for (const name of [...(await readdir(dist)), ...folders].sort()) {
  if (name === 'sw.js' || extname(name) === '' || isCompressed(name) || isPackage(name)) continue; // a folder's name has no dot
  (isElsewhere(name) ? later : precache)[name] = createHash('sha256').update(await readFile(join(dist, name))).digest('hex').slice(0, 16);
}
await build({
  ...common,
  format: 'iife',
  entryPoints: { sw: 'demo/sw.ts' },
  define: { PRECACHE: JSON.stringify(precache), LATER: JSON.stringify(later) },
  outdir: dist,
});

const missing = staged.filter((name) => !(name in precache));
if (missing.length > 0) console.warn(`Not in ${dist} yet: ${missing.join(', ')}. "./build.sh build" puts them there.`);
console.log(`Built ${Object.keys(precache).length + 1} files in ${dist}`);
