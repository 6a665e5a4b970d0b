// Runs the module outside of a page: a line of JSON on the standard input compiles a feed,
//
//	{"feed": "products.csv", "options": {"name": "shop"}, "out": "shop.rsoc"}
//
// and a line on the standard output has the report or what was wrong.
//
//	node run.mjs wasm_exec.js compile.wasm
import { readFileSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

const [support, module] = process.argv.slice(2);
await import(pathToFileURL(support).href);
const go = new globalThis.Go();
const { instance } = await WebAssembly.instantiate(readFileSync(module), go.importObject);
void go.run(instance);
const compile = globalThis.rso.compile;
for await (const line of createInterface({ input: process.stdin })) {
  const { feed, options, out } = JSON.parse(line);
  const result = compile(new Uint8Array(readFileSync(feed)), new TextEncoder().encode(JSON.stringify(options)));
  if (result.catalog) writeFileSync(out, result.catalog);
  console.log(new TextDecoder().decode(result.report ?? result));
}
process.exit(0); // Go's main waits for ever
