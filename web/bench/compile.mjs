// Time and memory of the compiler on made-up products:
//
//	./build.sh bench compile [-rows 100000,1000000] [-json]
//
// products.mjs says what they are like.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { clearInterval, setInterval } from 'node:timers';
import { feed } from './products.mjs';

const root = join(import.meta.dirname, '../..');
const json = process.argv.includes('-json');
const rowsAt = process.argv.indexOf('-rows');
const counts = (rowsAt < 0 ? '100000,1000000' : process.argv[rowsAt + 1]).split(',').map(Number);

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
