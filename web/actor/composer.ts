import type { ActorPrompt, DraftFault, DraftPiece, DraftResult, Reply } from '../rso.js';
import type { Actor, Failure, Reason } from './actor.js';
import { reason } from '../src/host/fetch.js';
import { Reading, type Budgets } from './reading.js';
import { unwanted } from './stop.js';

/** What the composer asks of the conversation's host. */
export interface Verifier {
  prompt(): Promise<ActorPrompt>;
  draft(piece: DraftPiece): Promise<DraftResult>;
}

/** Why a reply is not wholly the actor's own words. */
export interface Fallback {
  /** The actor's name. */
  actor: string;
  reason: Reason;
  /** One sentence for the shop's logs. */
  message: string;
  /** The HTTP status, where the reason is one. */
  status?: number;
  /** What was wrong in the draft. */
  faults: DraftFault[];
  /** What was shown instead. */
  text: string;
}

/** A reply in the words that the shopper reads. */
export interface Composed {
  text: string;
  fallback?: Fallback;
}

/** The longest pause that is kept: a server that asks for more may have a wrong clock. */
const longest = 3_600_000;

/**
 * Lets an actor word replies, and shows of its draft only what the module has verified. Whatever goes wrong, the reply is
 * complete: the module ends it with the template's words. No text is made here.
 *
 * A server that says when it may be asked again (Retry-After) is not asked before; the replies meanwhile are the template's.
 */
export class Composer {
  private pausedUntil = 0;

  constructor(readonly actor: Actor, private readonly verifier: Verifier) {}

  /**
   * Words the reply of the last turn. `show` gets the verified text each time that it has grown. `signal` stops it, for a reason
   * of `Stop`; there is no reply when it is unwanted.
   */
  async compose(reply: Reply, budgets: Budgets, signal: AbortSignal, show: (text: string) => void): Promise<Composed | undefined> {
    if (unwanted(signal)) return undefined;
    const pause = this.pausedUntil - performance.now();
    if (pause > 0) return this.instead(reply.text, { reason: 'limited', message: `The actor asked for a pause; it lasts ${String(Math.ceil(pause / 1000))} s more.` });
    let reading: Reading | undefined;
    let shown = '';
    try {
      reading = new Reading(this.actor, await this.verifier.prompt(), budgets, signal);
      const faults: DraftFault[] = [];
      for (let text = await reading.next(); text !== '' && !unwanted(signal); text = await reading.next()) {
        const result = await this.verifier.draft({ text, end: false, cut: false });
        faults.push(...result.faults);
        if (unwanted(signal)) break;
        if (result.text !== shown) show((shown = result.text));
        if (!result.full) continue;
        reading.stop({ reason: 'too-long', message: 'The draft is longer than a reply may be.' });
        break;
      }
      if (unwanted(signal)) return undefined;
      const { failure } = reading;
      this.pausedUntil = performance.now() + Math.min(failure?.retryAfter ?? 0, longest);
      const result = await this.verifier.draft({ text: '', end: true, cut: failure !== undefined });
      faults.push(...result.faults);
      return this.ended(result, failure ?? (reading.began ? judged(result, faults) : undefined), faults);
    } catch (cause) {
      // The module has lost the draft, so what it remembers as said is the template's text.
      return unwanted(signal) ? undefined : this.instead(reply.text, { reason: 'failed', message: reason(cause) });
    } finally {
      reading?.stop();
    }
  }

  private ended({ text }: DraftResult, failure: Failure | undefined, faults: DraftFault[]): Composed {
    return failure ? this.instead(text, failure, faults) : { text };
  }

  private instead(text: string, { reason: why, message, status }: Failure, faults: DraftFault[] = []): Composed {
    return { text, fallback: { actor: this.actor.name, reason: why, message, ...(status === undefined ? {} : { status }), faults, text } };
  }
}

/** What to say of a draft that was read to its end. */
function judged({ source }: DraftResult, faults: DraftFault[]): Failure | undefined {
  const dropped = faults.filter(({ mended }) => !mended).length;
  if (dropped > 0) return { reason: 'unverified', message: `The catalog does not support ${String(dropped)} of the draft's claims.` };
  if (faults.length > 0) return { reason: 'mended', message: `${String(faults.length)} of the draft's values were put right.` };
  return source === 'actor' ? undefined : { reason: 'unverified', message: "The draft lacks facts of the plan, which the template's words add." };
}
