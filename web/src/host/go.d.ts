import type { RsoModule } from '../../rso.js';

declare global {
  /** The parts of Go's `wasm_exec.js` that the engine uses. */
  class Go {
    importObject: WebAssembly.Imports;
    /** Set once the program has ended, of itself or of a panic. */
    exited: boolean;
    exit: (code: number) => void;
    run(instance: WebAssembly.Instance): Promise<void>;
  }

  /** What a module publishes. */
  var rso: RsoModule | undefined;
}
