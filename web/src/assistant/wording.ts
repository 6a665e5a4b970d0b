import type { Actor, Failure } from '../../actor/actor.js';
import type { Composed, Composer } from '../../actor/composer.js';
import type { Budgets } from '../../actor/reading.js';
import { unwanted } from '../../actor/stop.js';
import type { Reply } from '../../rso.js';
import { reason } from '../host/fetch.js';
import type { Host } from '../host/host.js';

/** What words replies in place of the templates: an actor, or the address of a gateway. */
export type Writer = Actor | string;

/** How a reply is to be worded. */
export interface Order {
  reply: Reply;
  budgets: Budgets;
  /** Stops it, for a reason of `Stop`. */
  signal: AbortSignal;
  /** Gets the verified text each time that it has grown. */
  show: (text: string) => void;
}

/** Has replies worded. The code for it is loaded with the first reply that needs it, so that other pages don't carry it. */
export class Wording {
  private made: { writer: Writer; host: Host; composer: Promise<Composer> } | undefined;

  /** Begins to load, so that the module can think meanwhile. */
  prepare(writer: Writer, host: Host): void {
    this.composer(writer, host).catch(() => undefined);
  }

  /** Words the last reply of a host, or returns nothing when it is wanted no more. Never fails: the reply has its own text. */
  async word(writer: Writer, host: Host, { reply, budgets, signal, show }: Order): Promise<Composed | undefined> {
    let composer: Composer;
    try {
      composer = await until(AbortSignal.any([signal, AbortSignal.timeout(budgets.firstToken)]), this.composer(writer, host));
    } catch (cause) {
      if (unwanted(signal)) return undefined;
      const { text } = reply;
      const actor = typeof writer === 'string' ? 'gateway' : writer.name;
      const failure: Failure = signal.aborted
        ? { reason: 'aborted', message: 'The shopper wrote again while the actor was loaded.' }
        : { reason: 'unavailable', message: `The actor's code could not be loaded: ${reason(cause)}.` };
      return { text, fallback: { actor, ...failure, faults: [], text } };
    }
    return composer.compose(reply, budgets, signal, show);
  }

  private composer(writer: Writer, host: Host): Promise<Composer> {
    if (this.made?.writer === writer && this.made.host === host) return this.made.composer;
    const composer = load(writer, host).catch((cause: unknown) => {
      if (this.made?.composer === composer) this.made = undefined; // the next reply tries again
      throw cause;
    });
    this.made = { writer, host, composer };
    return composer;
  }
}

async function load(writer: Writer, host: Host): Promise<Composer> {
  // The shop's page has loaded it already when its actor is one of ours.
  const { Composer, gateway } = await import('../../actor/index.js');
  return new Composer(typeof writer === 'string' ? gateway({ url: writer }) : writer, host);
}

/** Waits for the work, but not past the signal. */
function until<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  const over = new Promise<never>((_, reject) => {
    const leave = (): void => { reject(new Error(String(signal.reason))); };
    if (signal.aborted) leave();
    signal.addEventListener('abort', leave, { once: true });
  });
  return Promise.race([work, over]);
}
