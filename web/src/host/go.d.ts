/** The parts of Go's `wasm_exec.js` that the engine uses. */
declare class Go {
  importObject: WebAssembly.Imports;
  /** Set once the program has ended, of itself or of a panic. */
  exited: boolean;
  exit: (code: number) => void;
  run(instance: WebAssembly.Instance): Promise<void>;
}
