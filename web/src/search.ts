/**
 * A catalog's search for a page of its own, without the conversation: typos, sentences, constraints in them, filters,
 * facets and "more like this", in this thread and at once.
 *
 * ```js
 * import { startSearch } from '/rso/search.js';
 *
 * const { open } = await startSearch(); // search.wasm and wasm_exec.js, from beside this script
 * const shop = open(new Uint8Array(await (await fetch('/shop.rsoc')).arrayBuffer()));
 * const { hits, known } = shop.search({ text: 'red runing shoes under $100' });
 * ```
 */
import type { RsoCatalog, RsoFailure, RsoSearchExports, RsoSearchModule, SearchRequest, SearchResult } from '../rso.js';
import { compile, RsoError, support } from './host/fetch.js';
import { decode, encode } from './host/instance.js';

export { RsoError } from './host/fetch.js';
export type { SearchHit, SearchRequest, SearchResult } from '../rso.js';

export interface SearchOptions {
  /** URL of the module: `search.wasm` beside this script. */
  module?: string;
  /** URL of Go's support script: `wasm_exec.js` beside the module. */
  support?: string;
}

/** A running module. It opens any number of catalogs, which share its memory. */
export interface SearchModule {
  /** Opens a compiled catalog, or throws an {@link RsoError} that says what is wrong with the bytes. */
  open(catalog: Uint8Array): OpenCatalog;
  /** Bytes of linear memory, which never shrinks. */
  readonly memory: number;
}

export interface OpenCatalog {
  /** Answers at once, or throws an {@link RsoError} that names the field of the request that is wrong. */
  search(request: SearchRequest): SearchResult;
  /** Brings the catalog up to date with a delta, or throws an {@link RsoError} and leaves it as it was. */
  apply(delta: Uint8Array): void;
  /** Frees the catalog. */
  close(): void;
}

/** Where the module and its support script are. What is beside this script is written out, because that is how bundlers find it. */
function addresses({ module, support }: SearchOptions): { url: string; script: string } {
  const own = { url: new URL('./search.wasm', import.meta.url).href, script: new URL('./wasm_exec.js', import.meta.url).href };
  if (module === undefined) return { ...own, ...(support === undefined ? {} : { script: support }) };
  const url = new URL(module, document.baseURI).href;
  return { url, script: support ?? new URL('wasm_exec.js', url).href };
}

/** Fetches, compiles and starts the module. */
export async function startSearch(options: SearchOptions = {}): Promise<SearchModule> {
  const { url, script } = addresses(options);
  const [module] = await Promise.all([compile(url, 'default'), support(script)]);
  const go = new Go();
  go.exit = () => undefined; // a dead program is reported by the next call, not on the console
  const wasm = await WebAssembly.instantiate(module, go.importObject);
  globalThis.rso = undefined;
  go.run(wasm).catch(() => undefined);
  const rso = globalThis.rso as unknown as RsoSearchModule | undefined;
  if (!rso?.catalog) throw new RsoError(`The module from ${url} has no search: it may be of another build or version.`);
  const exports = wasm.exports as unknown as RsoSearchExports;
  const dead = () => go.exited; // a call, because it changes during others
  const stopped = () => new RsoError('The search module has stopped: start it again.');
  const living = <T>(result: T | undefined): T => {
    if (dead() || result === undefined) throw stopped();
    return result;
  };

  /** Writes a frame into the module's memory and reads the answer there. */
  function ask(handle: number, request: SearchRequest): SearchResult {
    // A dead program's exports would go on answering, with nonsense.
    if (dead()) throw stopped();
    const frame = encode(request);
    const room = exports.makeRoom(frame.length);
    if (room === 0) throw new RsoError(`The request has ${String(frame.length)} bytes, too many for a search.`);
    new Uint8Array(exports.mem.buffer, room, frame.length).set(frame);
    let answer: bigint;
    try {
      answer = exports.search(handle, frame.length);
    } catch (cause) {
      throw new RsoError('The search module was trapped: start it again.', { cause });
    }
    if (dead()) throw stopped();
    return decode(new Uint8Array(exports.mem.buffer, Number(BigInt.asUintN(32, answer)), Number(answer >> 32n))) as SearchResult;
  }

  return {
    open(bytes) {
      const catalog = living(rso.catalog(bytes) as RsoCatalog | RsoFailure | undefined);
      if ('error' in catalog) throw new RsoError(catalog.error);
      return {
        search: (request) => ask(catalog.handle, request),
        apply: (delta) => {
          decode(living(catalog.apply(delta)));
        },
        close: () => {
          if (!dead()) catalog.close();
        },
      };
    },
    get memory() {
      return exports.mem.buffer.byteLength;
    },
  };
}
