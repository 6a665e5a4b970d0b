import type { ActorPrompt, Choices, Description, DraftPiece, DraftResult, Gesture, Reply, RsoOptions } from '../../rso.js';
import { bytes, RsoError } from './fetch.js';
import type { Argument, EngineConfig, Link, Operation, Ready, Result, Turn } from './protocol.js';
import { LinkDied, RemoteLink, WorkerRefused } from './remote.js';

export { RsoError };

/** Relative URLs that are written here are relative to the page; what is left out is beside this script. */
export interface HostOptions {
  /** The catalog's bytes, for instance of one that was just compiled in the page; in place of `urls.catalog`. */
  catalog?: Uint8Array;
  /** The directory of the files that `urls` leaves out. */
  base?: string | URL;
  urls?: {
    /** `shop.rsoc` */
    catalog?: string | URL;
    /** `shop.rsop` */
    policy?: string | URL;
    /** `core.wasm`, with an actor `actor.wasm`; Go's `wasm_exec.js` is looked for beside it. */
    module?: string | URL;
    /** `worker.js` */
    worker?: string | URL;
    /** `language-de.txt`, where the language is `de`. */
    language?: string | URL;
  };
  /** The language of the conversation, as a tag: `en`, which the module carries, `de`, `es`, or any that there is a pack for. */
  language?: string;
  /** Loads what {@link Host.prompt} and {@link Host.draft} need. */
  actor?: boolean;
  /** Runs the module in the page, for pages that refuse workers. */
  noWorker?: boolean;
  /** Lets {@link Host.crash} work. */
  debug?: boolean;
}

/** What the last turn cost. */
export interface Measure {
  /** Milliseconds inside the module. */
  engine: number;
  /** Milliseconds from the call to its answer, the worker's mail included. */
  roundTrip: number;
  /** Bytes of the module's linear memory. */
  memory: number;
}

/** One conversation. Calls may overlap; they are answered one by one, in order. */
export interface Host {
  /** Loads everything, once. After a failure the next call tries again. */
  ready(): Promise<Description>;
  turn(text: string): Promise<Reply>;
  /** A turn that the shopper makes by hand: edits a wish, compares, likes, takes. Rejects, and changes nothing, when it can't be. */
  act(gesture: Gesture): Promise<Reply>;
  /** What constraint `at` of the last reply's belief may be changed to: its `most` most frequent values. */
  choices(at: number, most?: number): Promise<Choices>;
  /** Loads what the next two need, and moves the conversation there. The `actor` option does so from the beginning. */
  useActor(): void;
  /** What a language model needs to word the last reply. */
  prompt(): Promise<ActorPrompt>;
  /**
   * Verifies the next piece of a model's draft of the last reply; see {@link DraftPiece}. Rejects when the module had to start
   * again since the draft began: the draft is lost then, and the reply's own text is what was said.
   */
  draft(piece: DraftPiece): Promise<DraftResult>;
  save(): Promise<Uint8Array>;
  restore(state: Uint8Array): Promise<void>;
  reset(): Promise<void>;
  describe(): Promise<Description>;
  /**
   * Changes the catalog by a delta that `compile -delta` made: from its URL, relative to the page, or its bytes. The
   * next reply uses the new prices and stocks. Deltas stack; one for another catalog is refused by name.
   */
  applyDelta(delta: string | URL | Uint8Array): Promise<void>;
  close(): void;
  /** Makes the module panic, to see that nobody notices. Needs the `debug` option. */
  crash(): Promise<void>;
  /** Where the module runs: known once ready. */
  readonly thread: 'worker' | 'page' | undefined;
  readonly measure: Measure | undefined;
}

/**
 * The files beside this script. Each address is written out, because that is how bundlers (Vite, webpack) find what to put beside
 * what they make of this script.
 */
const beside = {
  core: new URL('./core.wasm', import.meta.url),
  actor: new URL('./actor.wasm', import.meta.url),
  support: new URL('./wasm_exec.js', import.meta.url),
  worker: new URL('./worker.js', import.meta.url),
  policy: new URL('./shop.rsop', import.meta.url),
  german: new URL('./language-de.txt', import.meta.url),
  spanish: new URL('./language-es.txt', import.meta.url),
};

/** What no bundler can know of. */
function besideThis(name: string): URL {
  return new URL(name, beside.worker);
}

function languagePack(tag: string): URL {
  if (tag === 'de') return beside.german;
  return tag === 'es' ? beside.spanish : besideThis(`language-${encodeURIComponent(tag)}.txt`);
}

/** What relative addresses are relative to: the page, or these files where there is none. */
function page(): string {
  return 'document' in globalThis ? document.baseURI : beside.worker.href;
}

export function createHost(options: HostOptions = {}): Host {
  return new LinkedHost(options);
}

/**
 * Keeps a link to an engine, the deltas and the state after the last turn. When a worker dies under it, it opens
 * another, restores and asks again; where workers are refused, the engine runs in the page.
 */
class LinkedHost implements Host {
  thread: 'worker' | 'page' | undefined;
  measure: Measure | undefined;
  private config: EngineConfig;
  /** The module that is wanted; at the next call the conversation moves there. */
  private module: string;
  private readonly actorModule: string;
  private readonly worker: string;
  private noWorker: boolean;
  private link: Link | undefined;
  private known: Ready | undefined;
  private state: Uint8Array | undefined;
  private readonly deltas: Uint8Array[] = [];
  /** How much of the running draft was handed over, in UTF-16 units. */
  private drafted = 0;
  private queue: Promise<unknown> = Promise.resolve();
  private closed = false;

  constructor(options: HostOptions) {
    const { urls = {} } = options;
    const base = options.base === undefined ? undefined : new URL(options.base, page()).href;
    const at = (given: string | URL | undefined, name: string, beside: URL): string =>
      given !== undefined ? new URL(given, page()).href : base === undefined ? beside.href : new URL(name, base).href;
    this.actorModule = at(urls.module, 'actor.wasm', beside.actor);
    const module = options.actor ? this.actorModule : at(urls.module, 'core.wasm', beside.core);
    this.module = module;
    const flags: RsoOptions = options.debug ? { debug: true } : {};
    const tag = (options.language ?? 'en').toLowerCase().split('-')[0] ?? 'en';
    const foreign = urls.language !== undefined || tag !== 'en';
    const support = module === beside.core.href || module === beside.actor.href ? beside.support : new URL('wasm_exec.js', module);
    this.config = {
      urls: {
        module,
        support: support.href,
        catalog: options.catalog ? 'the bytes given' : at(urls.catalog, 'shop.rsoc', besideThis('shop.rsoc')),
        policy: at(urls.policy, 'shop.rsop', beside.policy),
        ...(foreign ? { language: at(urls.language, `language-${encodeURIComponent(tag)}.txt`, languagePack(tag)) } : {}),
      },
      ...(options.catalog ? { catalog: options.catalog } : {}),
      options: flags,
    };
    this.worker = at(urls.worker, 'worker.js', beside.worker);
    this.noWorker = options.noWorker ?? false;
  }

  async ready(): Promise<Description> {
    return (await this.inTurn(() => this.lasting(() => this.connected()))).description;
  }

  turn(text: string): Promise<Reply> {
    return this.replied('turn', text);
  }

  act(gesture: Gesture): Promise<Reply> {
    return this.replied('act', gesture);
  }

  async choices(at: number, most = 8): Promise<Choices> {
    return this.inTurn(() => this.ask('choices', { at, most }));
  }

  private replied<O extends 'turn' | 'act'>(op: O, argument: Argument<O>): Promise<Reply> {
    return this.inTurn(async () => {
      const before = performance.now();
      const turn: Turn = await this.ask(op, argument);
      this.state = turn.state;
      this.drafted = 0;
      this.measure = { engine: turn.ms, roundTrip: performance.now() - before, memory: turn.memory };
      return turn.reply;
    });
  }

  useActor(): void {
    if (this.module === this.actorModule) return;
    this.module = this.actorModule;
    if (!this.known) this.link?.close(); // it still loads the other one, which nobody will need
    this.ready().catch(() => undefined);
  }

  async prompt(): Promise<ActorPrompt> {
    return this.inTurn(() => this.ask('prompt', undefined));
  }

  async draft(piece: DraftPiece): Promise<DraftResult> {
    return this.inTurn(async () => {
      const { result, state } = await this.ask('draft', { ...piece, from: this.drafted });
      this.drafted = piece.end ? 0 : this.drafted + piece.text.length;
      this.state = state ?? this.state;
      return result;
    });
  }

  async save(): Promise<Uint8Array> {
    return this.inTurn(() => this.ask('save', undefined));
  }

  async restore(state: Uint8Array): Promise<void> {
    return this.inTurn(async () => {
      await this.ask('restore', state);
      this.state = state;
    });
  }

  async reset(): Promise<void> {
    return this.inTurn(async () => {
      this.state = undefined;
      await this.ask('reset', undefined);
    });
  }

  async describe(): Promise<Description> {
    return this.inTurn(() => this.ask('describe', undefined));
  }

  async applyDelta(delta: string | URL | Uint8Array): Promise<void> {
    const url = delta instanceof Uint8Array ? '' : new URL(delta, page()).href;
    const content = delta instanceof Uint8Array ? delta : await bytes(url, 'delta', 'no-cache');
    return this.inTurn(async () => {
      await this.ask('apply', content).catch((cause: unknown) => {
        throw cause instanceof RsoError && url !== '' ? new RsoError(`${cause.message} (delta ${url})`) : cause;
      });
      this.deltas.push(content);
    });
  }

  async crash(): Promise<void> {
    return this.inTurn(() => this.ask('crash', undefined));
  }

  close(): void {
    this.closed = true;
    this.drop();
  }

  /** Calls one after the other, because a restart must not meet a second call half way. */
  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.queue.then(work);
    this.queue = result.catch(() => undefined);
    return result;
  }

  private ask<O extends Operation>(op: O, argument: Argument<O>): Promise<Result<O>> {
    return this.lasting(async () => {
      await this.connected();
      return this.open(op, argument);
    });
  }

  /** Does the work, and once more over another link when the first has died under it. */
  private async lasting<T>(work: () => Promise<T>): Promise<T> {
    for (let again = true; ; again = false) {
      try {
        return await work();
      } catch (cause) {
        if (!(cause instanceof LinkDied)) throw cause;
        this.drop();
        if (this.closed) throw new RsoError('The assistant is closed.');
        if (!again) throw new RsoError('The assistant stopped twice over this message. Please put it in other words.');
      }
    }
  }

  private async open<O extends Operation>(op: O, argument: Argument<O>): Promise<Result<O>> {
    this.link ??= await this.linked();
    if (this.closed) {
      this.drop();
      throw new RsoError('The assistant is closed.');
    }
    return this.link.call(op, argument);
  }

  /** A link whose engine is loaded and knows the conversation so far. */
  private async connected(): Promise<Ready> {
    if (this.closed) throw new RsoError('The assistant is closed.');
    if (this.config.urls.module !== this.module) {
      this.drop();
      this.config = { ...this.config, urls: { ...this.config.urls, module: this.module } };
    }
    if (this.known) return this.known;
    const known = await this.open('ready', undefined);
    for (const delta of this.deltas) await this.open('apply', delta);
    if (this.state) await this.open('restore', this.state);
    this.known = known;
    this.measure ??= { engine: 0, roundTrip: 0, memory: known.memory };
    return known;
  }

  private async linked(): Promise<Link> {
    if (!this.noWorker) {
      try {
        const link = await RemoteLink.open(this.worker, this.config);
        this.thread = 'worker';
        return link;
      } catch (cause) {
        if (!(cause instanceof WorkerRefused)) throw cause;
        this.noWorker = true;
      }
    }
    // Pages with a worker, nearly all, never load this part.
    const { LocalLink } = await import('./local.js');
    this.thread = 'page';
    return new LocalLink(this.config);
  }

  private drop(): void {
    this.link?.close();
    this.link = undefined;
    this.known = undefined;
  }
}
