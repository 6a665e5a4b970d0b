// Time and memory of the compiler on made-up products:
//
//	./build.sh bench compile [-rows 100000,1000000] [-json]
//
// The products have a title, a brand, a category path, a price, attributes, tags and a description of some thirty words,
// with the word frequencies of a language (Zipf), from a seed.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { clearInterval, setInterval } from 'node:timers';

const root = join(import.meta.dirname, '../..');
const json = process.argv.includes('-json');
const rowsAt = process.argv.indexOf('-rows');
const counts = (rowsAt < 0 ? '100000,1000000' : process.argv[rowsAt + 1]).split(',').map(Number);

/** A stream of numbers in [0, 1) from a seed (mulberry32). */
function random(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const next = random(1);
const pick = (list) => list[Math.floor(next() * list.length)];
const syllables = 'ba be bi bo bu da de di do du ka ke ki ko ku la le li lo lu ma me mi mo mu na ne ni no nu ra re ri ro ru sa se si so su ta te ti to tu'.split(' ');
const word = () => Array.from({ length: 2 + Math.floor(next() * 2) }, () => pick(syllables)).join('');
const vocabulary = Array.from({ length: 40000 }, word);
/** A word by Zipf's law: the k-th is said 1/k times as often as the first. */
const said = () => vocabulary[Math.min(vocabulary.length - 1, Math.floor(Math.exp(next() * Math.log(vocabulary.length + 1))) - 1)];
const categories = Array.from({ length: 120 }, (_, k) => [`Department ${k % 8}`, `Aisle ${k % 30}`, `${word()} ${word()}`]);
const colors = ['black', 'white', 'grey', 'red', 'blue', 'green', 'brown'];
const brands = Array.from({ length: 1200 }, word);

function product(i) {
  const category = pick(categories);
  const brand = pick(brands);
  return {
    id: `p${i}`,
    title: `${brand} ${word()} ${category[2]}`,
    brand,
    category,
    price: Math.round(500 + next() * 50000) / 100,
    rating: Math.round((2.5 + next() * 2.5) * 10) / 10,
    color: pick(colors),
    tags: Array.from({ length: 3 }, said),
    description: Array.from({ length: 30 }, said).join(' '),
    in_stock: next() < 0.9,
  };
}

async function feed(path, rows) {
  const out = createWriteStream(path);
  for (let i = 0; i < rows; i++) {
    if (!out.write(`${JSON.stringify(product(i))}\n`)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
}

/** Runs a command and returns how long it took and the most memory that it had. */
async function measured(command, args) {
  const started = performance.now();
  const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  let peak = 0;
  const look = setInterval(() => {
    try {
      const found = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'));
      if (found) peak = Number(found[1]) / 1000;
    } catch {
      // It has just ended, or this system has no /proc.
    }
  }, 20);
  const [code] = await once(child, 'exit');
  clearInterval(look);
  if (code !== 0) throw new Error(`${command} ended with ${code}`);
  return { seconds: (performance.now() - started) / 1000, peakMB: peak };
}

const dir = mkdtempSync(join(tmpdir(), 'rso-compile-'));
try {
  const compile = join(dir, 'compile');
  execFileSync('go', ['build', '-o', compile, './catalog/compile'], { cwd: root, stdio: ['ignore', 2, 'inherit'] });
  for (const rows of counts) {
    process.stderr.write(`writing a feed of ${rows} products\n`);
    const path = join(dir, 'products.jsonl');
    const out = join(dir, 'products.rsoc');
    await feed(path, rows);
    process.stderr.write('compiling it\n');
    const { seconds, peakMB } = await measured(compile, ['-o', out, path]);
    const row = { rows, feedMB: statSync(path).size / 1e6, seconds, peakMB, catalogMB: statSync(out).size / 1e6 };
    if (json) console.log(JSON.stringify(row));
    else console.log(`${rows} products (${row.feedMB.toFixed(0)} MB): ${seconds.toFixed(1)} s, ${peakMB.toFixed(0)} MB at most, catalog ${row.catalogMB.toFixed(1)} MB`);
  }
} finally {
  rmSync(dir, { recursive: true });
}
