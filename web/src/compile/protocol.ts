import type { CompileProblem, CompileReport, CompileRequest } from '../../rso.js';

/** What the compiler's worker is told, once. */
export interface CompileJob {
  feed: Blob | ArrayBuffer;
  request: CompileRequest;
  /** Addresses of the module and of Go's support script. */
  module: string;
  support: string;
}

/** How far it is, and at last the catalog or why there is none. */
export type CompileAnswer =
  | { stage: string; done: number; total: number }
  | { catalog: Uint8Array<ArrayBuffer>; report: CompileReport; memory: number }
  | { error: string; problems: CompileProblem[] };
