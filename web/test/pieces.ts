import { ActorError } from '../actor/actor.js';
import type { ActorPrompt } from '../rso.js';

/** A small request to an actor. */
export const prompt: ActorPrompt = {
  request: {
    version: 1, language: 'en', strategy: 'recommend', wishes: [], liked: [], disliked: [], sold_out: [], total: 3, items: [], relaxed: [],
    history: [{ role: 'seeker', text: 'A lamp, please.' }], tone: 'friendly', limits: { sentences: 3, words: 60, tokens: 200 },
  },
  messages: [{ role: 'system', content: 'You sell lamps.' }, { role: 'user', content: 'A lamp, please.' }],
};

/** All that a reader gets, joined, or the reason why it ended early. */
export async function heard(pieces: AsyncIterable<string>): Promise<{ text: string; reason?: string }> {
  let text = '';
  try {
    for await (const piece of pieces) text += piece;
    return { text };
  } catch (cause) {
    if (!(cause instanceof ActorError)) throw cause;
    return { text, reason: cause.reason };
  }
}
