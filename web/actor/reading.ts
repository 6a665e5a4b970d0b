import type { ActorPrompt } from '../rso.js';
import type { Actor, Failure } from './actor.js';

/** How long a reply may take, in milliseconds. */
export interface Budgets {
  /** From the request to the first piece. */
  firstToken: number;
  /** From one piece to the next. */
  stall: number;
  /** From the request to the end. */
  total: number;
}

/** The most that is handed on at once: verifying must not keep the worker from anything else for long. */
const most = 4_096;

/**
 * One reply as an actor writes it. The pieces are collected while the reader is busy, and the time is watched: an actor that
 * ignores its signal is left behind, it can't hold the reply.
 */
export class Reading {
  /** Why the actor did not finish. */
  failure: Failure | undefined;
  /** The actor has written something. */
  began = false;
  private readonly stopping = new AbortController();
  private readonly total: ReturnType<typeof setTimeout>;
  private patience: ReturnType<typeof setTimeout> | undefined;
  private text = '';
  private ended = false;
  private wake: () => void = () => undefined;

  /** Begins. `signal` ends it from outside. */
  constructor(actor: Actor, prompt: ActorPrompt, private readonly budgets: Budgets, private readonly signal: AbortSignal) {
    this.total = this.after(budgets.total, 'timeout', 'did not end');
    this.patience = this.after(budgets.firstToken, 'slow', 'did not begin');
    signal.addEventListener('abort', this.leave);
    if (signal.aborted) this.leave();
    else void this.read(actor, prompt);
  }

  /** What has come since the last call, as soon as there is something; nothing at the end. */
  async next(): Promise<string> {
    while (!this.ended && this.ready() === 0) {
      await new Promise<void>((resolve) => { this.wake = resolve; });
    }
    const length = this.ready();
    const piece = this.text.slice(0, length);
    this.text = this.text.slice(length);
    return piece;
  }

  /** Reads no further, and says why. What has come may still be asked for. The first reason counts. */
  stop(failure?: Failure): void {
    if (this.ended) return;
    this.failure = failure;
    this.end();
    this.stopping.abort();
  }

  private readonly leave = (): void => {
    this.stop({ reason: 'aborted', message: 'The shopper wrote again before the reply was complete.' });
  };

  private async read(actor: Actor, prompt: ActorPrompt): Promise<void> {
    try {
      // A shop's own actor may be no TypeScript, and must not put "undefined" into a reply.
      for await (const piece of actor.write(prompt, this.stopping.signal) as AsyncIterable<unknown>) {
        if (this.ended) return;
        if (typeof piece !== 'string') throw new TypeError('it wrote something that is no text');
        if (piece === '') continue;
        clearTimeout(this.patience);
        this.patience = this.after(this.budgets.stall, 'stalled', 'did not go on');
        this.began = true;
        this.text += piece;
        this.wake();
      }
    } catch (cause) {
      if (!this.ended) this.failure = failureOf(cause);
    }
    this.end();
  }

  /** How much can be handed on: no half of a surrogate pair, which would be lost on the way. */
  private ready(): number {
    const length = Math.min(this.text.length, most);
    const whole = this.ended && length === this.text.length;
    return !whole && /[\ud800-\udbff]/.test(this.text.charAt(length - 1)) ? length - 1 : length;
  }

  private after(ms: number, reason: 'slow' | 'stalled' | 'timeout', what: string): ReturnType<typeof setTimeout> {
    return setTimeout(() => { this.stop({ reason, message: `The actor ${what} within ${String(ms)} ms.` }); }, ms);
  }

  private end(): void {
    this.ended = true;
    clearTimeout(this.total);
    clearTimeout(this.patience);
    this.signal.removeEventListener('abort', this.leave);
    this.wake();
  }
}

/** What to make of anything that an actor throws. An `ActorError` may be of another script, so its name tells. */
function failureOf(cause: unknown): Failure {
  if (cause instanceof Error && cause.name === 'ActorError') return cause as Error & Failure;
  return { reason: 'failed', message: `The actor failed: ${String(cause)}.` };
}
