import type { ActorPrompt } from '../rso.js';

/**
 * Words replies: it gets the plan of one, with the facts that it may use, and writes. What it writes is verified against
 * the catalog before anybody sees it, so an actor need not be trusted.
 */
export interface Actor {
  /** Names it in events. */
  readonly name: string;
  /**
   * Writes one reply, in pieces as they come. No piece at all leaves the reply to the templates. Throws an
   * {@link ActorError}; ends, in whatever way, soon after the signal.
   */
  write(prompt: ActorPrompt, signal: AbortSignal): AsyncIterable<string>;
}

/**
 * Why a reply is not wholly the actor's own words:
 *
 * - `slow`, `stalled`, `timeout`: no first piece, no next piece, no end within its time.
 * - `limited`: too many requests, or the pause that the server asked for.
 * - `refused`: the server or the model won't answer this.
 * - `failed`: a fault of the server, the network or the actor.
 * - `malformed`: the answer is no chat completion, or an empty one.
 * - `cut`: the connection, or the model's own limit, ended it too early.
 * - `offline`: the browser has no network.
 * - `unavailable`: there is no such model here, or its code could not be loaded.
 * - `aborted`: the shopper wrote again.
 * - `too-long`: longer than a reply may be.
 * - `mended`: a value in it was wrong and was put right.
 * - `unverified`: something in it is not in the catalog, or the plan's facts are missing.
 */
export type Reason =
  | 'slow' | 'stalled' | 'timeout' | 'limited' | 'refused' | 'failed' | 'malformed' | 'cut' | 'offline' | 'unavailable'
  | 'aborted' | 'too-long' | 'mended' | 'unverified';

/** Why an actor did not finish. */
export interface Failure {
  reason: Reason;
  /** One sentence for the shop's logs; the shopper never sees it. */
  message: string;
  /** The HTTP status. */
  status?: number;
  /** Milliseconds for which the server asked not to be asked again. */
  retryAfter?: number;
}

/** A failure as actors throw it. */
export class ActorError extends Error implements Failure {
  override name = 'ActorError';
  readonly status?: number;
  readonly retryAfter?: number;

  constructor(readonly reason: Reason, message: string, circumstances: Pick<Failure, 'status' | 'retryAfter'> = {}) {
    super(message);
    Object.assign(this, circumstances);
  }
}

/** Passes an actor's pieces on; an actor that was asked and says nothing has failed. */
export async function* spoken(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  let silent = true;
  for await (const piece of pieces) {
    if (piece === '') continue;
    silent = false;
    yield piece;
  }
  if (silent) throw new ActorError('malformed', 'The model answered with nothing.');
}

/** Leaves every reply to the templates, as an assistant without an actor does. */
export function template(): Actor {
  return { name: 'template', write: nothing };
}

async function* nothing(): AsyncGenerator<string> {
  // The templates speak.
}
