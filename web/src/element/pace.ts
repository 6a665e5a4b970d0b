import type { Message } from '../assistant/transcript.js';

/** How many things a message shows beside its words: its items, or the one table that compares them. */
export function things({ reply }: Message): number {
  const items = reply?.items.length ?? 0;
  return reply?.strategy === 'compare' && items > 1 ? 1 : items;
}

/**
 * How much of a conversation is drawn. A reply with all of its cards in one frame would block a slow phone, and a conversation that is
 * restored would all the more: of cards, each frame draws one. What is new below them waits, so that nothing is pushed down.
 */
export class Pace {
  /** Of each message that is drawn, how many things. */
  private readonly drawn = new Map<number, number>();

  /** The messages that are to be drawn, and how many things of each. */
  due(messages: readonly Message[]): { message: Message; drawn: number }[] {
    let waits = false;
    return messages.flatMap((message) => {
      if (waits && !this.drawn.has(message.id)) return [];
      const drawn = this.drawn.get(message.id) ?? 0;
      this.drawn.set(message.id, drawn);
      waits ||= drawn < things(message);
      return [{ message, drawn }];
    });
  }

  behind(messages: readonly Message[]): boolean {
    return messages.some((message) => this.lacks(message));
  }

  /** Lets one thing more be drawn. */
  advance(messages: readonly Message[]): void {
    const next = messages.find((message) => this.lacks(message));
    if (next) this.drawn.set(next.id, (this.drawn.get(next.id) ?? 0) + 1);
  }

  private lacks(message: Message): boolean {
    return (this.drawn.get(message.id) ?? 0) < things(message);
  }
}
