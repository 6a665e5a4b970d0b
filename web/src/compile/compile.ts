/**
 * The compiler in the page: a shop's feed, whatever its form, becomes a catalog in a worker, and nothing leaves the page.
 *
 * ```js
 * import { compileCatalog } from '/rso/compile.js';
 *
 * const { catalog, report } = await compileCatalog(file, { onProgress: ({ stage, done, total }) => bar.show(stage, done / total) });
 * ```
 *
 * The bytes are those that `catalog/compile` makes of the same feed.
 */
import type { CompileProblem, CompileReport } from '../../rso.js';
import type { CompileAnswer, CompileJob } from './protocol.js';
import { RsoError } from '../host/fetch.js';

export { RsoError } from '../host/fetch.js';
export type { CompileColumn, CompileProblem, CompileReport } from '../../rso.js';

export interface CompileOptions {
  /** What the catalog is called: the file's name when left out. */
  name?: string;
  /** The column that is the id. */
  id?: string;
  /** What columns mean, where it is not what their names and values say: `{ worth: 'price:NOK', internal: '-' }`. */
  map?: Record<string, string>;
  /** The name of the feed's file, for a feed that is no `File`. */
  fileName?: string;
  /** csv, tsv, json, jsonl, shopify, google, woocommerce, schema.org or openai: told by the content when left out. */
  format?: string;
  /** Keeps what can be read of a broken feed. */
  lenient?: boolean;
  /** Leaves out what is only shown: the page has it already. */
  searchOnly?: boolean;
  /** Ends the work at once. */
  signal?: AbortSignal;
  onProgress?: (progress: CompileProgress) => void;
  /** URL of the module: `compile.wasm` beside this script. */
  module?: string;
  /** URL of Go's support script: `wasm_exec.js` beside the module. */
  support?: string;
  /** URL of the worker: `compile-worker.js` beside this script. */
  worker?: string;
}

export interface CompileProgress {
  /** "loading", "reading", "columns", "index", "order", "neighbours", "writing"; a small feed has fewer. */
  stage: string;
  done: number;
  total: number;
}

export interface CompiledCatalog {
  /** The bytes of a `.rsoc`. */
  catalog: Uint8Array<ArrayBuffer>;
  report: CompileReport;
  /** Bytes of memory that the module took; they are gone with the worker. */
  memory: number;
}

/** A feed that can't be compiled. */
export class CompileError extends RsoError {
  override name = 'CompileError';
  /** What the importer says of rows; where the feed can't be read on, that place comes last. */
  readonly problems: CompileProblem[];

  constructor(message: string, problems: CompileProblem[]) {
    super(message);
    this.problems = problems;
  }
}

/**
 * Compiles a feed. An array of bytes is handed over to the worker, and is empty afterwards. Rejects with a
 * {@link CompileError} when no catalog can be made of it, and with the signal's reason when it is aborted.
 */
export async function compileCatalog(feed: Blob | Uint8Array | ArrayBuffer | string, options: CompileOptions = {}): Promise<CompiledCatalog> {
  const { signal, onProgress } = options;
  signal?.throwIfAborted();
  const worker = started(at(options.worker, beside.worker));
  let stop: (() => void) | undefined;
  try {
    return await new Promise<CompiledCatalog>((resolve, reject) => {
      stop = () => { reject(signal?.reason as Error); };
      signal?.addEventListener('abort', stop);
      worker.onerror = (event) => {
        event.preventDefault();
        reject(new RsoError(`The worker at ${at(options.worker, beside.worker)} did not start, or has failed.`));
      };
      worker.onmessage = ({ data }: MessageEvent<CompileAnswer>) => {
        if ('stage' in data) onProgress?.(data);
        else if ('error' in data) reject(new CompileError(data.error, data.problems));
        else resolve(data);
      };
      const [job, handed] = jobOf(feed, options);
      worker.postMessage(job, handed);
    });
  } finally {
    // With the worker goes all the memory that the compiler took.
    worker.terminate();
    if (stop) signal?.removeEventListener('abort', stop);
  }
}

/** What the worker is told, and the bytes that are its own from now on. */
function jobOf(feed: Blob | Uint8Array | ArrayBuffer | string, options: CompileOptions): [CompileJob, Transferable[]] {
  const { name, id, map, format, lenient, searchOnly } = options;
  const fileName = options.fileName ?? (feed instanceof File ? feed.name : undefined);
  const module = at(options.module, beside.module);
  const bytes = typeof feed === 'string' ? new Blob([feed]) : feed instanceof Uint8Array ? whole(feed) : feed;
  const request = {
    ...(fileName !== undefined && { feed: fileName }),
    ...(name !== undefined && { name }),
    ...(id !== undefined && { id }),
    ...(map && { map: Object.entries(map).map(([column, role]) => `${column}=${role}`) }),
    ...(format !== undefined && { format }),
    ...(lenient !== undefined && { lenient }),
    ...(searchOnly !== undefined && { searchOnly }),
  };
  const job: CompileJob = { feed: bytes, request, module, support: at(options.support, options.module === undefined ? beside.support : new URL('wasm_exec.js', module)) };
  return [job, bytes instanceof ArrayBuffer ? [bytes] : []];
}

/** The array's buffer, when it has nothing else in it; else a copy. */
function whole(bytes: Uint8Array): ArrayBuffer {
  const { buffer, byteLength } = bytes;
  return buffer instanceof ArrayBuffer && buffer.byteLength === byteLength ? buffer : bytes.slice().buffer;
}

/** The files beside this script, each written out, because that is how bundlers find them. */
const beside = {
  module: new URL('./compile.wasm', import.meta.url),
  support: new URL('./wasm_exec.js', import.meta.url),
  worker: new URL('./compile-worker.js', import.meta.url),
};

/** A file where the page says, relative to itself, or beside this script. */
function at(given: string | undefined, otherwise: URL): string {
  return given === undefined ? otherwise.href : new URL(given, document.baseURI).href;
}

function started(url: string): Worker {
  try {
    return new Worker(url, { type: 'module', name: 'rso compiler' });
  } catch (cause) {
    throw new RsoError(`No worker may run from ${url}.`, { cause });
  }
}
