import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

const root = join(import.meta.dirname, '../..');

/** Builds web/serve and serves a directory with it on a free port. */
export async function serve(directory) {
  const made = await mkdtemp(join(tmpdir(), 'rso-bench-'));
  const binary = join(made, 'serve');
  await promisify(execFile)('go', ['build', '-o', binary, './web/serve'], { cwd: root });
  const server = spawn(binary, ['-addr', 'localhost:0', directory], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(server, 'exit');
  const [line] = await Promise.race([
    once(createInterface({ input: server.stdout }), 'line'),
    ended.then(() => Promise.reject(new Error('The server ended before it said where it is.'))),
  ]);
  const url = line.match(/http:\S+/)?.[0];
  return {
    url,
    async close() {
      server.kill('SIGTERM');
      await ended;
      await rm(made, { recursive: true });
    },
  };
}
