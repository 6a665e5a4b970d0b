import type { ActorPrompt, Choices, ChoicesRequest, Description, DraftResult, Gesture, Reply, RsoSession } from '../../rso.js';
import { bytes, compile, RsoError, support, type Freshness } from './fetch.js';
import { DeadInstance, decode, encode, Instance, type Parts } from './instance.js';
import type { Drafted, DraftStep, EngineConfig, Ready, Turn } from './protocol.js';

const withoutActor = 'This module has replies worded by its templates only: load actor.wasm in its place.';

/**
 * One conversation with the Go module, in whatever thread this runs. The module may die (a panic, a trap); the
 * engine then starts another instance from the compiled module, applies the deltas again, restores the state that it
 * saved after the last turn and asks again, so that the shopper sees nothing.
 */
export class Engine {
  private starting: Promise<Ready> | undefined;
  private parts: Parts | undefined;
  private instance: Instance | undefined;
  private state: Uint8Array | undefined;
  /** The deltas so far: another instance starts from the catalog's file. */
  private deltas: Uint8Array[] = [];
  /** How much of the running draft this instance has seen, in UTF-16 units. */
  private drafted = 0;
  private freshness: Freshness = 'default';

  constructor(private readonly config: EngineConfig) {}

  /** Loads everything once. After a failure the next call tries again, past the cache. */
  ready(): Promise<Ready> {
    this.starting ??= this.start().catch((cause: unknown) => {
      this.starting = undefined;
      this.freshness = 'reload';
      throw cause;
    });
    return this.starting;
  }

  turn(text: string): Promise<Turn> {
    const frame = encode({ text });
    return this.replied((session) => session.turn(frame));
  }

  /** A turn that is done by hand. */
  act(gesture: Gesture): Promise<Turn> {
    const frame = encode(gesture);
    return this.replied((session) => session.act(frame));
  }

  async choices(request: ChoicesRequest): Promise<Choices> {
    return this.attempt((instance) => decode(instance.call((session) => session.choices(encode(request)))) as Choices);
  }

  private replied(work: (session: RsoSession) => Uint8Array): Promise<Turn> {
    return this.attempt((instance) => {
      const before = performance.now();
      const answer = instance.call(work);
      const ms = performance.now() - before;
      const reply = decode(answer) as Reply;
      this.state = instance.call((session) => session.save());
      this.drafted = 0;
      return { reply, state: this.state, ms, memory: instance.memory };
    });
  }

  /** What a language model needs to word the last reply. */
  async prompt(): Promise<ActorPrompt> {
    return this.attempt((instance) => decode(instance.call((session) => {
      if (!session.prompt) throw new RsoError(withoutActor);
      return session.prompt();
    })) as ActorPrompt);
  }

  /** Verifies a piece of a draft. A draft doesn't outlive its instance: its next piece is refused then. */
  async draft({ from, ...piece }: DraftStep): Promise<Drafted> {
    return this.attempt((instance) => {
      if (from !== this.drafted) throw new RsoError('The draft was lost when the assistant stopped.');
      const result = decode(instance.call((session) => {
        if (!session.draft) throw new RsoError(withoutActor);
        return session.draft(encode(piece));
      })) as DraftResult;
      this.drafted += piece.text.length;
      if (!piece.end) return { result };
      this.drafted = 0;
      this.state = instance.call((session) => session.save());
      return { result, state: this.state };
    });
  }

  async save(): Promise<Uint8Array> {
    return this.attempt((instance) => instance.call((session) => session.save()));
  }

  async restore(state: Uint8Array): Promise<void> {
    await this.attempt((instance) => {
      decode(instance.call((session) => session.restore(state)));
    });
    this.state = state;
  }

  async reset(): Promise<void> {
    // Forget first: should the instance die here, a new one without a state is what was asked for.
    this.state = undefined;
    await this.attempt((instance) => {
      decode(instance.call((session) => session.reset()));
    });
  }

  async describe(): Promise<Description> {
    return this.attempt((instance) => this.describeNow(instance));
  }

  /** Changes the catalog by a delta, for this instance and those that may follow it. */
  async apply(delta: Uint8Array): Promise<void> {
    await this.attempt((instance) => {
      decode(instance.call((session) => session.apply(delta)));
    });
    this.deltas.push(delta);
  }

  /** Dies of a panic. Works only with the `debug` option. */
  async crash(): Promise<void> {
    await this.ready();
    try {
      this.instance?.call((session) => {
        if (!session.crash) throw new RsoError('The module crashes on request only with the debug option.');
        session.crash();
      });
    } catch (cause) {
      if (!(cause instanceof DeadInstance)) throw cause;
    }
  }

  close(): void {
    try {
      this.instance?.call((session) => {
        session.close();
      });
    } catch {
      // A dead instance is closed.
    }
    this.instance = undefined;
    this.parts = undefined;
    this.starting = undefined;
    this.state = undefined;
    this.deltas = [];
  }

  private async start(): Promise<Ready> {
    const { urls, options, catalog: given } = this.config;
    const [module, catalog, policy, language] = await Promise.all([
      compile(urls.module, this.freshness),
      given ?? bytes(urls.catalog, 'catalog', this.freshness),
      bytes(urls.policy, 'policy', this.freshness),
      urls.language === undefined ? undefined : bytes(urls.language, 'language', this.freshness),
      support(urls.support),
    ]);
    this.parts = { module, catalog, policy, options, language };
    this.instance = await Instance.start(this.parts).catch((cause: unknown) => {
      if (cause instanceof RsoError) throw new RsoError(`${cause.message} (catalog ${urls.catalog}, policy ${urls.policy})`);
      throw cause;
    });
    return { description: this.describeNow(this.instance), memory: this.instance.memory };
  }

  private describeNow(instance: Instance): Description {
    return decode(instance.call((session) => session.describe())) as Description;
  }

  /** Does `work`, and once more on a new instance when the first has died. */
  private async attempt<T>(work: (instance: Instance) => T): Promise<T> {
    await this.ready();
    try {
      return work(this.living());
    } catch (cause) {
      if (!(cause instanceof DeadInstance)) throw cause;
    }
    await this.restart();
    try {
      return work(this.living());
    } catch (cause) {
      if (!(cause instanceof DeadInstance)) throw cause;
      // Leave a working conversation behind, without the message that kills it.
      await this.restart();
      throw new RsoError('This message stopped the assistant twice. Please put it in other words.');
    }
  }

  private living(): Instance {
    if (!this.instance) throw new RsoError('The assistant is closed.');
    return this.instance;
  }

  private async restart(): Promise<void> {
    if (!this.parts) throw new RsoError('The assistant is closed.');
    const instance = await Instance.start(this.parts);
    for (const delta of this.deltas) decode(instance.call((session) => session.apply(delta)));
    const { state } = this;
    if (state) decode(instance.call((session) => session.restore(state)));
    this.instance = instance;
    this.drafted = 0;
  }
}
