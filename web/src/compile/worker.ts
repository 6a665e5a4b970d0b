/// <reference lib="webworker" />
import type { CompileFailure, CompileReport, RsoCompiled, RsoCompilerModule } from '../../rso.js';
import type { CompileAnswer, CompileJob } from './protocol.js';
import { compile, reason, RsoError, support } from '../host/fetch.js';
import { encode } from '../host/instance.js';

// The compiler's worker: one feed, and the page ends it.

const scope = self as unknown as DedicatedWorkerGlobalScope;

/** Answers are on their way at once, also while the module keeps this thread busy. */
function answer(message: CompileAnswer, handed: Transferable[] = []): void {
  scope.postMessage(message, handed);
}

function progress(stage: string, done: number, total: number): void {
  answer({ stage, done, total });
}

interface Running {
  rso: RsoCompilerModule;
  go: Go;
  mem: WebAssembly.Memory;
}

async function started({ module, support: script }: CompileJob): Promise<Running> {
  const [compiled] = await Promise.all([compile(module, 'default'), support(script)]);
  const go = new Go();
  go.exit = () => undefined; // a dead program is reported to the page
  const wasm = await WebAssembly.instantiate(compiled, go.importObject);
  go.run(wasm).catch(() => undefined);
  const rso = globalThis.rso as unknown as RsoCompilerModule | undefined;
  if (!rso?.compile) throw new RsoError(`The module from ${module} has no compiler: it may be of another build or version.`);
  return { rso, go, mem: wasm.exports.mem as WebAssembly.Memory };
}

async function bytesOf(feed: Blob | ArrayBuffer): Promise<Uint8Array> {
  if (feed instanceof ArrayBuffer) return new Uint8Array(feed);
  try {
    return new Uint8Array(await feed.arrayBuffer());
  } catch (cause) {
    throw new RsoError(`The feed could not be read: ${reason(cause)}`);
  }
}

function parsed(frame: Uint8Array): unknown {
  return JSON.parse(new TextDecoder().decode(frame));
}

async function work(job: CompileJob): Promise<void> {
  progress('loading', 0, 1);
  const [{ rso, go, mem }, feed] = await Promise.all([started(job), bytesOf(job.feed)]);
  const result = rso.compile(feed, encode(job.request), progress) as RsoCompiled | Uint8Array | { error: string } | undefined;
  if (go.exited || result === undefined) throw new RsoError('The compiler has stopped: the feed may need more memory than the browser gives.');
  if (result instanceof Uint8Array) {
    const { error, problems } = parsed(result) as CompileFailure;
    answer({ error, problems });
    return;
  }
  if ('error' in result) throw new RsoError(result.error);
  const { catalog, report } = result;
  answer({ catalog, report: parsed(report) as CompileReport, memory: mem.buffer.byteLength }, [catalog.buffer]);
}

scope.onmessage = ({ data }: MessageEvent<CompileJob>) => {
  work(data).catch((cause: unknown) => {
    answer({ error: reason(cause), problems: [] });
  });
};
