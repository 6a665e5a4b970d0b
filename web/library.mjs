// Makes the npm package's files, dist/npm (or npm/ in the directory given), of the sources and of what build.sh has staged in dist/: the
// scripts with their chunks, the modules, the types, the licences of what is inside, the custom-elements manifest and the hashes of it all.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { manifest } from './manifest.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const staged = resolve(process.argv[2] ?? process.env.RSO_DIST ?? join(here, 'dist'));
const out = join(staged, 'npm');

/** Those that are there: the compiler is a part of its own. */
const present = (sources) => Object.fromEntries(Object.entries(sources).filter(([, source]) => existsSync(join(here, source))));

/** What a shop's code imports. They share chunks. */
const entries = present({ index: 'src/index.ts', rso: 'src/rso.ts', actor: 'actor/index.ts', search: 'src/search.ts', compile: 'src/compile/compile.ts' });
/** What is loaded by its address: one file each. */
const workers = present({ worker: 'src/host/worker.ts', 'compile-worker': 'src/compile/worker.ts' });

/** What is taken as it is. */
const isStaged = (name) => /^(core|actor|search|compile)\.wasm$|^wasm_exec\.js$|^shop\.rsop$|^language-\w+\.txt$/.test(name);

const common = {
  absWorkingDir: here,
  bundle: true,
  minify: true,
  format: 'esm',
  target: 'es2022',
  legalComments: 'none',
  logLevel: 'warning',
  outdir: out,
};

/** Lit takes a page for granted when it is loaded. A server that loads it, to draw what is around the element, has none. */
const withoutPage = {
  name: 'without a page',
  setup({ onLoad }) {
    const stand = {
      'reactive-element.js': 'const HTMLElement = globalThis.HTMLElement ?? class {};',
      'lit-html.js': 'const document = globalThis.document ?? { createTreeWalker() {} };',
    };
    onLoad({ filter: /\/(reactive-element|lit-html)\.js$/ }, async ({ path }) => (
      { contents: `${stand[path.slice(path.lastIndexOf('/') + 1)]}\n${await readFile(path, 'utf8')}`, loader: 'js' }));
  },
};

await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });
const { metafile } = await build({ ...common, entryPoints: entries, splitting: true, chunkNames: '[name]-[hash]', plugins: [withoutPage], metafile: true });
await build({ ...common, entryPoints: workers });
for (const name of await readdir(out)) await rewrite(join(out, name), leaveAddresses);
for (const name of (await readdir(staged)).filter(isStaged)) await copyFile(join(staged, name), join(out, name));
for (const name of ['LICENSE', 'NOTICE']) await copyFile(join(here, '..', name), join(here, name)); // npm packs them from beside package.json

await declare();
await writeFile(join(out, 'licenses.txt'), await licenses());
await writeFile(join(out, 'custom-elements.json'), `${JSON.stringify(await described(), null, 2)}\n`);
const hashes = await integrity();
await writeFile(join(out, 'integrity.json'), `${JSON.stringify(hashes, null, 2)}\n`);
console.log(`Built ${Object.keys(hashes).length + 1} files in ${out}`);

async function rewrite(path, change) {
  await writeFile(path, change(await readFile(path, 'utf8')));
}

/** An import of an address that is known in the page only is nothing for a shop's bundler. esbuild drops the comments that say so. */
function leaveAddresses(script) {
  return script.replaceAll(/\bimport\((?=[\w$])/g, 'import(/*webpackIgnore:true*//*@vite-ignore*/');
}

/** Writes the types that the entries lead to. They say nothing of Lit, which is inside the scripts. */
async function declare() {
  const types = join(out, 'types');
  execFileSync(process.execPath, [join(here, 'node_modules/typescript/bin/tsc'), '-p', join(here, 'tsconfig.types.json'), '--outDir', types], { stdio: 'inherit' });
  await copyFile(join(here, 'rso.d.ts'), join(types, 'rso.d.ts'));
  await rewrite(join(types, 'src/element/element.d.ts'), withoutLit);
  const needed = new Set();
  for (const source of [...Object.values(entries), 'src/react.ts']) await follow(join(types, source.replace(/\.ts$/, '.d.ts')), needed);
  for (const entry of await readdir(types, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile() && !needed.has(path)) await rm(path);
  }
}

function withoutLit(types) {
  return types
    .replace(/^import .* from 'lit';\n/m, '')
    .replace(' extends LitElement {', ` extends HTMLElement {
    /** Resolves once the element shows what was set last. */
    readonly updateComplete: Promise<boolean>;`);
}

/** Adds a file of types to those that are needed, and what it leads to. */
async function follow(path, needed) {
  if (needed.has(path)) return;
  needed.add(path);
  for (const [, other] of (await readFile(path, 'utf8')).matchAll(/(?:from |import\()['"](\.[^'"]*)\.js['"]/g)) await follow(join(dirname(path), `${other}.d.ts`), needed);
}

/** The manifest, with the package's files in the place of the sources. */
async function described() {
  return JSON.parse(JSON.stringify(await manifest(), (key, value) => {
    if (key === 'superclass') return { name: 'HTMLElement' };
    if (key !== 'path' && key !== 'module') return value;
    return value.replace(/^\/?src\/element\/element\.[jt]s$/, 'dist/npm/index.js').replace(/^\/?src\/element\/define\.[jt]s$/, 'dist/npm/rso.js');
  }));
}

/** The licences of what is inside the scripts and the modules. */
async function licenses() {
  const bundled = Object.keys(metafile.inputs).map((path) => /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1]).filter((name) => name !== undefined);
  const folders = new Map([...new Set(bundled)].sort().map((name) => [name, join(here, 'node_modules', name)]));
  const go = (...args) => execFileSync('go', args, { cwd: here, encoding: 'utf8', env: { ...process.env, GOOS: 'js', GOARCH: 'wasm' } }).trim().split('\n');
  folders.set('Go', ...go('env', 'GOROOT'));
  const programs = ['../wasm/browser', '../wasm/compiler'].filter((path) => existsSync(join(here, path)));
  for (const line of go('list', '-deps', '-f', '{{with .Module}}{{if not .Main}}{{.Path}}\t{{.Dir}}{{end}}{{end}}', ...programs)) folders.set(...line.split('\t'));
  const texts = [];
  for (const [name, folder] of folders) {
    const file = (await readdir(folder)).find((one) => /^licen[cs]e/i.test(one));
    if (file === undefined) console.warn(`There is no licence in ${folder}, so licenses.txt has none for ${name}.`);
    else texts.push(`${name}\n${'-'.repeat(name.length)}\n\n${(await readFile(join(folder, file), 'utf8')).trim()}\n`);
  }
  return texts.join('\n\n');
}

/** The hash of each file, as the attribute `integrity` wants it. */
async function integrity() {
  const found = {};
  for (const entry of await readdir(out, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    found[relative(out, path)] = `sha384-${createHash('sha384').update(await readFile(path)).digest('base64')}`;
  }
  return Object.fromEntries(Object.entries(found).sort(([a], [b]) => (a < b ? -1 : 1)));
}
