import type { Message } from './transcript.js';

/** A conversation as kept for the next page: the module's opaque state and what was shown. */
export interface Kept {
  state: string;
  messages: readonly Message[];
}

/** Messages that a reload shows again; the state itself remembers the whole conversation. */
const shown = 40;

/**
 * Keeps one conversation in the tab's own storage, for shops that ask for it. A browser may refuse storage at any
 * moment; a conversation that isn't kept is no reason to trouble the shopper.
 */
export class Keeper {
  private readonly key: string;

  constructor(catalog: string) {
    this.key = `rso ${new URL(catalog, document.baseURI).pathname}`;
  }

  load(): Kept | undefined {
    try {
      const text = sessionStorage.getItem(this.key);
      return text === null ? undefined : (JSON.parse(text) as Kept);
    } catch {
      return undefined;
    }
  }

  save(state: Uint8Array, messages: readonly Message[]): void {
    const kept: Kept = { state: new TextDecoder().decode(state), messages: messages.slice(-shown) };
    try {
      sessionStorage.setItem(this.key, JSON.stringify(kept));
    } catch {
      this.clear();
    }
  }

  clear(): void {
    try {
      sessionStorage.removeItem(this.key);
    } catch {
      // Nothing is kept, which is what was asked for.
    }
  }
}
