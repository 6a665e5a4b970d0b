// Runs the worker of wasm/worker in workerd, offline, as its wrangler.jsonc says. A line of JSON on the standard input starts one:
//
//	{"id": 1, "vars": {"RSO_GATEWAY": {…}, "RSO_KEY": "…"}}
//
// and a line on the standard output tells where it listens, {"id": 1, "url": "http://127.0.0.1:…"}. {"id": 1, "stop": true} ends it. What
// the workers print goes to the standard error.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Log, LogLevel, Miniflare } from 'miniflare';

const folder = join(import.meta.dirname, '../../wasm/worker');

/** JSON with comments on lines of their own. */
const jsonc = (file) => JSON.parse(readFileSync(file, 'utf8').replace(/^\s*\/\/.*$/gm, ''));

/** Starts the worker with variables; more are further options of Miniflare's. */
export function start(vars, more = {}) {
  const { main, compatibility_date, compatibility_flags, durable_objects, migrations } = jsonc(join(folder, 'wrangler.jsonc'));
  const sqlite = new Set(migrations.flatMap(({ new_sqlite_classes }) => new_sqlite_classes ?? []));
  const module = (type, path) => ({ type, path: join(folder, path) });
  return new Miniflare({
    modules: [module('ESModule', main), module('ESModule', 'program.mjs'), module('ESModule', 'context.mjs'), module('ESModule', 'build/wasm_exec.js'), module('CompiledWasm', 'build/gateway.wasm')],
    modulesRoot: folder,
    compatibilityDate: compatibility_date, compatibilityFlags: compatibility_flags,
    bindings: vars,
    durableObjects: Object.fromEntries(durable_objects.bindings.map(({ name, class_name }) => [name, { className: class_name, useSQLite: sqlite.has(class_name) }])),
    // Straight to the worker: Miniflare's own entry would not tell it that a page has gone.
    unsafeDirectSockets: [{ host: '127.0.0.1', port: 0 }], cf: false, log: new Log(LogLevel.ERROR),
    handleRuntimeStdio: (out, err) => { out.pipe(process.stderr); err.pipe(process.stderr); },
    ...more,
  });
}

if (import.meta.filename === process.argv[1]) {
  const running = new Map();
  for await (const line of createInterface({ input: process.stdin })) {
    const { id, vars, stop } = JSON.parse(line);
    if (stop) {
      await running.get(id)?.dispose();
      running.delete(id);
      continue;
    }
    const worker = start(vars);
    running.set(id, worker);
    await worker.ready;
    const url = String(await worker.unsafeGetDirectURL()).replace(/\/$/, '');
    console.log(JSON.stringify({ id, url }));
  }
  await Promise.all([...running.values()].map((worker) => worker.dispose()));
}
