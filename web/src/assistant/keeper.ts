import type { Item } from '../../rso.js';
import type { Message } from './transcript.js';

/** A conversation as kept for the next page: the module's opaque state, what was shown and what the shopper has saved. */
export interface Kept {
  state: string;
  messages: readonly Message[];
  saved?: readonly Item[];
}

/** Messages that a reload shows again; the state itself remembers the whole conversation. */
const shown = 40;

const day = 86_400_000;

/**
 * Keeps one conversation, for shops that ask for it. A browser may refuse storage at any moment; a conversation that isn't
 * kept is no reason to trouble the shopper, so nothing here rejects.
 */
export interface Keeper {
  load(): Promise<Kept | undefined>;
  save(kept: Kept): Promise<void>;
  /** Erases it. */
  clear(): Promise<void>;
}

/** The keeper of what is to be persisted where, if it is. It names a conversation by its catalog: two shops of one origin must not mix. */
export function keeperOf(persist: 'session' | 'device' | undefined, catalog: string | URL = 'shop.rsoc', days = 30, now?: () => number): Keeper | undefined {
  if (persist === undefined) return undefined;
  const key = `rso ${new URL(catalog, document.baseURI).pathname}`;
  return persist === 'device' ? deviceKeeper(key, days, now) : tabKeeper(key);
}

function trimmed(kept: Kept): Kept {
  return { ...kept, messages: kept.messages.slice(-shown) };
}

/** In the tab's own storage: gone when the tab is closed. */
function tabKeeper(key: string): Keeper {
  const quiet = <T>(work: () => T): Promise<T | undefined> => {
    try {
      return Promise.resolve(work());
    } catch {
      return Promise.resolve(undefined);
    }
  };
  const clear = (): Promise<undefined> => quiet(() => { sessionStorage.removeItem(key); }) as Promise<undefined>;
  return {
    load: async () => (await quiet(() => JSON.parse(sessionStorage.getItem(key) ?? 'null') as Kept | null)) ?? undefined,
    save: async (kept) => {
      try {
        sessionStorage.setItem(key, JSON.stringify(trimmed(kept)));
      } catch {
        await clear(); // an old state would be a wrong memory
      }
    },
    clear,
  };
}

interface Dated extends Kept {
  /** Milliseconds since 1970. */
  until: number;
}

/**
 * In this device's IndexedDB, for so many days from the last message. Whoever opens it erases all that has expired, of other
 * catalogs too.
 */
function deviceKeeper(key: string, days: number, now: () => number = Date.now): Keeper {
  const open = async (): Promise<{ db: typeof import('idb-keyval'); store: import('idb-keyval').UseStore }> => {
    const db = await import('idb-keyval');
    return { db, store: db.createStore('rso', 'conversations') };
  };
  const clear = async (): Promise<void> => {
    const { db, store } = await open();
    await db.del(key, store);
  };
  const quiet = <T>(work: Promise<T>): Promise<T | undefined> => work.catch(() => undefined);
  return {
    load: () => quiet((async () => {
      const { db, store } = await open();
      const all: [IDBValidKey, Dated][] = await db.entries(store);
      const expired = all.filter(([, { until }]) => !(until > now())).map(([name]) => name);
      if (expired.length > 0) await db.delMany(expired, store);
      return all.find(([name]) => name === key && !expired.includes(name))?.[1];
    })()),
    save: async (kept) => {
      await quiet((async () => {
        const { db, store } = await open();
        await db.set(key, { ...trimmed(kept), until: now() + days * day } satisfies Dated, store);
      })().catch(clear));
    },
    clear: async () => { await quiet(clear()); },
  };
}
