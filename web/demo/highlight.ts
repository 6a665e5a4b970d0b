import type { Constraint } from '../rso.js';

/** A piece of a message; with the constraint that it caused, if it caused one. */
export interface Piece {
  text: string;
  constraint?: Constraint;
}

/** Cuts a message into pieces at the words that caused constraints. Where two overlap, the earlier one wins. */
export function highlight(message: string, constraints: readonly Constraint[]): Piece[] {
  const lower = message.toLowerCase();
  const found = constraints
    .filter(({ span }) => span !== '')
    .map((constraint) => ({ constraint, at: lower.indexOf(constraint.span.toLowerCase()) }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => a.at - b.at || b.constraint.span.length - a.constraint.span.length);
  const pieces: Piece[] = [];
  let end = 0;
  for (const { constraint, at } of found) {
    if (at < end) continue;
    if (at > end) pieces.push({ text: message.slice(end, at) });
    end = at + constraint.span.length;
    pieces.push({ text: message.slice(at, end), constraint });
  }
  if (end < message.length) pieces.push({ text: message.slice(end) });
  return pieces;
}
