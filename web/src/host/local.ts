import { Engine } from './engine.js';
import type { Argument, EngineConfig, Link, Operation, Operations, Result } from './protocol.js';

type Handlers = { [O in Operation]: (engine: Engine, argument: Operations[O][0]) => Promise<Operations[O][1]> };

const handlers: Handlers = {
  ready: (engine) => engine.ready(),
  turn: (engine, text) => engine.turn(text),
  act: (engine, gesture) => engine.act(gesture),
  choices: (engine, request) => engine.choices(request),
  prompt: (engine) => engine.prompt(),
  draft: (engine, step) => engine.draft(step),
  save: (engine) => engine.save(),
  restore: async (engine, state) => {
    await engine.restore(state);
    return undefined;
  },
  reset: async (engine) => {
    await engine.reset();
    return undefined;
  },
  describe: (engine) => engine.describe(),
  apply: async (engine, delta) => {
    await engine.apply(delta);
    return undefined;
  },
  crash: async (engine) => {
    await engine.crash();
    return undefined;
  },
};

/** An engine in this very thread: the inside of the worker, and the page itself where workers are refused. */
export class LocalLink implements Link {
  private readonly engine: Engine;

  constructor(config: EngineConfig) {
    this.engine = new Engine(config);
  }

  call<O extends Operation>(op: O, argument: Argument<O>): Promise<Result<O>> {
    return handlers[op](this.engine, argument);
  }

  close(): void {
    this.engine.close();
  }
}
