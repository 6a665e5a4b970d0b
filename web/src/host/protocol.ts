import type { ActorPrompt, Choices, ChoicesRequest, Description, DraftPiece, DraftResult, Gesture, Reply, RsoOptions } from '../../rso.js';

/** Where the engine's files are, as absolute URLs: a worker resolves relative ones against itself. */
export interface EngineUrls {
  module: string;
  support: string;
  catalog: string;
  policy: string;
  /** The pack of a language, when it is not English. */
  language?: string;
}

/** All an engine needs, in a form that crosses to a worker. */
export interface EngineConfig {
  urls: EngineUrls;
  /** The catalog itself, where the page has it already; it is not fetched then. */
  catalog?: Uint8Array;
  options: RsoOptions;
}

/** What a loaded engine knows. */
export interface Ready {
  description: Description;
  /** Bytes of linear memory. */
  memory: number;
}

/** A reply, the state to restore should the engine die, and what it cost. */
export interface Turn {
  reply: Reply;
  state: Uint8Array;
  /** Milliseconds inside the module. */
  ms: number;
  /** Bytes of linear memory. */
  memory: number;
}

/** A piece of a draft, and how much of the draft went before it: an engine that has not seen that has lost the draft. */
export interface DraftStep extends DraftPiece {
  from: number;
}

/** What became of a draft so far, and the state to restore once it has ended. */
export interface Drafted {
  result: DraftResult;
  state?: Uint8Array;
}

/** The operations of an engine: argument and result of each. The worker and its page share this list. */
export interface Operations {
  ready: [undefined, Ready];
  turn: [string, Turn];
  act: [Gesture, Turn];
  choices: [ChoicesRequest, Choices];
  prompt: [undefined, ActorPrompt];
  draft: [DraftStep, Drafted];
  save: [undefined, Uint8Array];
  restore: [Uint8Array, undefined];
  reset: [undefined, undefined];
  describe: [undefined, Description];
  apply: [Uint8Array, undefined];
  crash: [undefined, undefined];
}

export type Operation = keyof Operations;
export type Argument<O extends Operation> = Operations[O][0];
export type Result<O extends Operation> = Operations[O][1];

/** What a host talks to: an engine in this thread, or one behind a worker. */
export interface Link {
  call<O extends Operation>(op: O, argument: Argument<O>): Promise<Result<O>>;
  close(): void;
}

/** The first message to a worker. It holds the lock as long as it lives, so that the page learns of its death. */
export interface Opening {
  config: EngineConfig;
  lock: string;
}

/** Every later message to a worker. */
export interface Request {
  id: number;
  op: Operation;
  argument: Argument<Operation>;
}

/** A worker's answers: `open` to the opening, the others to the request of the same id. */
export type Answer = { open: true } | { id: number; result: Result<Operation> } | { id: number; error: string };
