import type { RsoFailure, RsoModule, RsoOptions, RsoSession } from '../../rso.js';
import { RsoError } from './fetch.js';

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** A value as a frame. */
export function encode(value: unknown): Uint8Array {
  return encoder.encode(JSON.stringify(value));
}

/** The value in a frame, or an {@link RsoError} when the frame reports a failure. */
export function decode(frame: Uint8Array): unknown {
  const value: unknown = JSON.parse(decoder.decode(frame));
  if (typeof value === 'object' && value !== null && 'error' in value) throw new RsoError(String(value.error));
  return value;
}

function published(): RsoModule | undefined {
  return globalThis.rso;
}

/** Thrown when the Go program is gone, so that the engine knows to start another. */
export class DeadInstance extends Error {
  override name = 'DeadInstance';
}

/** The files that every new instance is opened with. They are kept, because a restart must work offline. */
export interface Parts {
  module: WebAssembly.Module;
  catalog: Uint8Array;
  policy: Uint8Array;
  options: RsoOptions;
  /** The pack of a language, when it is not English. */
  language: Uint8Array | undefined;
}

/** One run of the Go program with one open session. It may die; {@link call} tells. */
export class Instance {
  private constructor(
    private readonly go: Go,
    private readonly wasm: WebAssembly.Instance,
    private readonly session: RsoSession,
  ) {}

  static async start(parts: Parts): Promise<Instance> {
    const go = new Go();
    // The default writes a warning; a dead program is the engine's business, not the console's.
    go.exit = () => undefined;
    const wasm = await WebAssembly.instantiate(parts.module, go.importObject);
    // Several instances may share a page: each takes what its own main has just published.
    globalThis.rso = undefined;
    go.run(wasm).catch(() => undefined);
    const rso = published();
    if (!rso) throw new RsoError('The module ended before it was ready: it may be of another version than this page.');
    const { catalog, policy, options, language } = parts;
    const opened = rso.open(catalog, policy, encode(options), ...(language ? [language] : [])) as RsoSession | RsoFailure | undefined;
    if (!opened || go.exited) throw new RsoError('The module stopped while it opened the catalog.');
    if ('error' in opened) throw new RsoError(opened.error);
    return new Instance(go, wasm, opened);
  }

  /** Calls into Go. A panic that nothing recovered ends the program and yields `undefined`, so look after each call. */
  call<T>(work: (session: RsoSession) => T): T {
    this.mustLive();
    let result: T;
    try {
      result = work(this.session);
    } catch (cause) {
      if (cause instanceof RsoError) throw cause;
      // A trap (out of memory, stack overflow) leaves the program in no state to go on with.
      throw new DeadInstance('The module was trapped.', { cause });
    }
    this.mustLive();
    return result;
  }

  private mustLive(): void {
    if (this.go.exited) throw new DeadInstance('The module has stopped.');
  }

  /** Bytes of linear memory, which never shrinks. */
  get memory(): number {
    const memory = this.wasm.exports.mem;
    return memory instanceof WebAssembly.Memory ? memory.buffer.byteLength : 0;
  }
}
