import type { Fallback } from '../../actor/composer.js';
import type { Constraint, Description, Item, Reply } from '../../rso.js';
import type { Verdict } from './transcript.js';

/** What an assistant tells of itself. The element dispatches each as `rso-` and its name, with the same detail. */
export interface AssistantEvents {
  /** It can answer. */
  ready: { description: Description; thread: 'worker' | 'page' | undefined };
  /** A reply was shown, in the words of `said`. */
  turn: { text: string; reply: Reply; said: string };
  /** Items were shown. */
  recommend: { items: Item[]; reply: Reply };
  /** What is believed of the shopper's wishes has changed. */
  constraint: { constraints: Constraint[]; added: Constraint[]; removed: Constraint[] };
  /** The shopper picked an item, to see it in the shop. */
  select: { item: Item };
  /** The shopper saved an item, or no longer wants it saved. */
  save: { item: Item; saved: boolean };
  /** An item went into the cart. */
  cart: { item: Item };
  /** The shopper judged a reply; `undefined` takes the verdict back. */
  feedback: { verdict: Verdict | undefined; text: string; reply: Reply; said: string };
  /** What was shown is not wholly the actor's own words, and why. */
  fallback: Fallback;
  /** A delta was applied; the next reply uses it. */
  delta: object;
  /** The last exchange was taken back. */
  undo: object;
  /** The conversation started over. */
  reset: object;
  /** Something failed, and the shopper was told. */
  error: { message: string };
}

export type AssistantEvent = keyof AssistantEvents;

/** A value that says the same of two constraints whenever the shopper would. */
function told({ attribute, op, value, hard }: Constraint): string {
  return JSON.stringify([attribute, op, value, hard]);
}

/** What has come and gone between two beliefs. */
export function changes(before: readonly Constraint[], after: readonly Constraint[]): Pick<AssistantEvents['constraint'], 'added' | 'removed'> {
  const without = (list: readonly Constraint[], other: readonly Constraint[]): Constraint[] => {
    const known = new Set(other.map(told));
    return list.filter((constraint) => !known.has(told(constraint)));
  };
  return { added: without(after, before), removed: without(before, after) };
}
