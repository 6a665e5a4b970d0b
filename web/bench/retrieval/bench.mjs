// Runs the peers' retrieval benchmark with RSO beside them, in one run on one machine:
//
//	./build.sh bench retrieval PATH [-ds 10k,100k] [-peers flexsearch,sqlite-fts5] [-seed 42] [-json]
//
// PATH is the folder of the benchmark (its README says what it measures). It is copied to a folder of our own, so that
// it may be read-only; data and indexes that are there from a run before are used again. What is printed is the
// benchmark's own measurement, beside what the project set itself.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import process from 'node:process';

const here = import.meta.dirname;
const root = join(here, '../../..');
const dist = join(root, 'web/dist');

const [path, ...rest] = process.argv.slice(2);
const option = (name, otherwise) => {
  const at = rest.indexOf(name);
  return at < 0 ? otherwise : rest[at + 1];
};
const json = rest.includes('-json');
const datasets = option('-ds', '10k,100k').split(',');
const seed = option('-seed', '42');
const peers = option('-peers', 'minisearch,flexsearch,sqlite-fts5,ufuzzy').split(',').filter(Boolean);
const sizes = { '1k': 1000, '10k': 10000, '100k': 100000 };

if (!path || !existsSync(join(path, 'run.mjs'))) {
  console.error("Name the folder of the peers' benchmark, the one with run.mjs: ./build.sh bench retrieval PATH");
  process.exit(1);
}
for (const ds of datasets) {
  if (!(ds in sizes)) {
    console.error(`There is no data set "${ds}": use ${Object.keys(sizes).join(', ')}.`);
    process.exit(1);
  }
}

/** What the project set itself, per data set: the figure, how it is read, and the bound. */
const targets = {
  '10k': [
    ['index, brotli MB', ({ build }) => build.brMB, '<=', 0.6],
    ['bytes to open, ms', ({ run }) => run.loadMs, '<=', 20],
    ['memory after the first query, MB', ({ run }) => run.uaMB + run.wasmMB, '<=', 15],
    ['kw p50, ms', ({ run }) => run.sets.kw.p50, '<=', 0.15],
    ['mlt p50, ms', ({ run }) => run.sets.mlt.p50, '<=', 1],
    ['kw hit@1', ({ run }) => run.sets.kw.hit1, '>=', 0.995],
    ['kw recall@10', ({ run }) => run.sets.kw.rec10, '>=', 0.997],
    ['typo recall@10', ({ run }) => run.sets.typo.rec10, '>=', 0.97],
    ['chat recall@10', ({ run }) => run.sets.chat.rec10, '>=', 1],
    ['chattypo recall@10', ({ run }) => run.sets.chattypo.rec10, '>=', 0.97],
    ['desc recall@10', ({ run }) => run.sets.desc.rec10, '>=', 0.99],
    ['facetraw recall@10', ({ run }) => run.sets.facetraw.rec10, '>=', 0.99],
    ['mlt recall@10', ({ run }) => run.sets.mlt.rec10, '>=', 0.98],
    ['negnear AUC', ({ run }) => run.negNearAUC, '>=', 0.97],
  ],
  '100k': [
    ['index, brotli MB', ({ build }) => build.brMB, '<=', 5.5],
    ['bytes to open, ms', ({ run }) => run.loadMs, '<=', 70],
    ['memory after the first query, MB', ({ run }) => run.uaMB + run.wasmMB, '<=', 42],
    ['kw p50, ms', ({ run }) => run.sets.kw.p50, '<=', 0.8],
    ['mlt p50, ms', ({ run }) => run.sets.mlt.p50, '<=', 3],
    ['kw hit@1', ({ run }) => run.sets.kw.hit1, '>=', 0.99],
    ['kw recall@10', ({ run }) => run.sets.kw.rec10, '>=', 0.995],
    ['typo recall@10', ({ run }) => run.sets.typo.rec10, '>=', 0.95],
    ['chat recall@10', ({ run }) => run.sets.chat.rec10, '', undefined],
    ['chattypo recall@10', ({ run }) => run.sets.chattypo.rec10, '>=', 0.95],
    ['desc recall@10', ({ run }) => run.sets.desc.rec10, '>=', 0.99],
    ['facetraw recall@10', ({ run }) => run.sets.facetraw.rec10, '>=', 0.97],
    ['mlt recall@10', ({ run }) => run.sets.mlt.rec10, '>=', 0.97],
    ['negnear AUC', ({ run }) => run.negNearAUC, '>=', 0.95],
  ],
};
targets['1k'] = targets['10k'].map(([name, read]) => [name, read, '', undefined]);

const work = resolve(process.env.RSO_BENCH_WORK ?? join(here, '../../.cache/retrieval'), `seed-${seed}`);
mkdirSync(work, { recursive: true });
cpSync(path, work, { recursive: true, force: true, filter: (from) => !/\/(results|data|dist|node_modules)$/.test(from) });
execFileSync('chmod', ['-R', 'u+w', work]); // copies of read-only files are read-only
const say = (text) => process.stderr.write(`\x1b[1m${text}\x1b[0m\n`);
const node = (...args) => execFileSync('node', args, { cwd: work, stdio: ['ignore', 2, 'inherit'], env: { ...process.env, RSO_COMPILE: join(work, 'rso-compile') } });

if (!existsSync(join(work, 'node_modules'))) {
  say("installing the peers' packages");
  execFileSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: work, stdio: ['ignore', 2, 'inherit'] });
}
for (const ds of datasets) {
  if (existsSync(join(work, 'data', ds, 'queries.jsonl'))) continue;
  say(`generating ${ds} products, seed ${seed}`);
  node('gen.mjs', '--n', String(sizes[ds]), '--seed', seed, '--out', `data/${ds}`);
}
execFileSync('go', ['build', '-o', join(work, 'rso-compile'), './catalog/compile'], { cwd: root, stdio: ['ignore', 2, 'inherit'] });
cpSync(join(here, 'rso.mjs'), join(work, 'adapters/rso.mjs'));
cpSync(join(dist, 'search.js'), join(work, 'adapters/_rso-search.mjs'));
for (const file of ['search.wasm', 'wasm_exec.js']) cpSync(join(dist, file), join(work, file));

for (const ds of datasets) {
  for (const name of [...peers, 'rso']) {
    if (name !== 'rso' && existsSync(join(work, `dist/idx/${name}.${ds}.bin`))) continue;
    say(`building the index of ${name} for ${ds}`);
    node('--max-old-space-size=8000', 'build.mjs', name, ds);
  }
}
say('bundling');
node('bundle.mjs');
say('measuring');
node('run.mjs', '--ds', datasets.join(','), '--adapters', [...peers, 'rso'].join(','), '--cap', '4000', '--reps', '5');

const read = (file) => (existsSync(join(work, file)) ? JSON.parse(readFileSync(join(work, file), 'utf8')) : undefined);
const bundle = Object.fromEntries(read('results/bundle.json').map((row) => [row.adapter, row]));
let missed = 0;
for (const ds of datasets) {
  const results = Object.fromEntries([...peers, 'rso'].map((name) => [name, { build: read(`results/build.${name}.${ds}.json`), run: read(`results/run.${name}.${ds}.json`) }]));
  const value = (name, of) => {
    try {
      return of(results[name]);
    } catch {
      return undefined; // the peer doesn't do that, or didn't finish
    }
  };
  const rows = targets[ds].map(([figure, of, op, bound]) => {
    const ours = value('rso', of);
    const ok = bound === undefined || (op === '<=' ? ours <= bound : ours >= bound);
    if (!ok) missed++;
    return { ds, figure, rso: ours, target: bound === undefined ? '' : `${op} ${bound}`, ok, ...Object.fromEntries(peers.map((name) => [name, value(name, of)])) };
  });
  if (json) for (const row of rows) console.log(JSON.stringify(row));
  else print(ds, rows);
  if (!json) printSpeed(ds, rows);
}
if (!json) {
  console.log(`\ncode to download, KB brotli: ${[...peers, 'rso'].map((name) => `${name} ${bundle[name]?.brKB}`).join(', ')}`);
  for (const ds of datasets) {
    const run = read(`results/run.rso.${ds}.json`);
    console.log(`${ds}: import of our code ${run.importMs} ms (compiles and starts the module), first query ${run.firstQueryMs} ms, chat against neg AUC ${run.negAUC}`);
  }
}
process.exitCode = missed > 0 ? 1 : 0;

/**
 * The times that were set are those of one machine, whose measurements lie beside the benchmark. How much longer the peers
 * take here, by the median, is how much slower this one is; ours are shown at that machine's speed too.
 */
function printSpeed(ds, rows) {
  for (const [figure, of] of targets[ds].filter(([name]) => name.endsWith(', ms'))) {
    const factors = peers
      .map((name) => {
        try {
          const file = join(path, `results/run.${name}.${ds}.json`);
          return rows.find((row) => row.figure === figure)[name] / of({ run: JSON.parse(readFileSync(file, 'utf8')) });
        } catch {
          return NaN; // not recorded, or not measured
        }
      })
      .filter((factor) => factor > 0)
      .sort((a, b) => a - b);
    if (factors.length === 0) continue;
    const factor = factors[factors.length >> 1];
    const { rso, target } = rows.find((row) => row.figure === figure);
    console.log(`${ds} ${figure}: the peers take ${factor.toPrecision(2)} times as long here as recorded; ours at the recorded speed: ${(rso / factor).toPrecision(2)} (target ${target || 'none'})`);
  }
}

function print(ds, rows) {
  const round = (v) => (typeof v === 'number' ? String(Number(v.toPrecision(3))) : '-');
  console.log(`\n| ${ds} | target | rso | ${peers.join(' | ')} |\n|---|---|---|${peers.map(() => '---|').join('')}`);
  for (const row of rows) {
    console.log(`| ${row.figure} | ${row.target} | ${row.ok ? '' : '**missed** '}${round(row.rso)} | ${peers.map((name) => round(row[name])).join(' | ')} |`);
  }
}
