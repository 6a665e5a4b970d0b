import type { Composed } from '../../actor/composer.js';
import type { Actor } from '../../actor/actor.js';
import { unwanted, type Stop } from '../../actor/stop.js';
import type { Belief, Choices, Description, Gesture, Item, Reply } from '../../rso.js';
import { reason, RsoError } from '../host/fetch.js';
import { createHost, type Host, type HostOptions } from '../host/host.js';
import { changes, type AssistantEvent, type AssistantEvents } from './events.js';
import { keeperOf, type Keeper, type Kept } from './keeper.js';
import { Transcript, type Exchange, type Message, type Verdict } from './transcript.js';
import { Wording, type Writer } from './wording.js';

/** Whether the shopper lets the shop store and send what the options ask for. */
export type Consent = 'granted' | 'pending' | 'denied';

/** What may change while the conversation goes on. */
export interface AssistantSettings {
  /** What words the replies: an actor, or the address of a gateway. Without it the templates do. */
  actor?: Actor | string | undefined;
  /** Milliseconds in which an actor must have begun, or the templates speak; 4,000. */
  firstToken?: number;
  /** Milliseconds in which an actor that has begun must go on; as `firstToken`. */
  stall?: number | undefined;
  /** Milliseconds in which an actor must have ended; 20,000. */
  total?: number;
  /** Unless it is granted, nothing is stored and nothing is sent; `denied` also erases what was stored. Granted without it. */
  consent?: Consent | undefined;
  /** Puts an item into the shop's cart; rejects with a sentence for the shopper when that fails. */
  cart?: ((item: Item) => void | Promise<void>) | undefined;
  /** Hears of every event, for the shop's analytics, while consent is granted. Nothing is sent anywhere without it. */
  analytics?: (<E extends AssistantEvent>(event: E, detail: AssistantEvents[E]) => void) | undefined;
}

export interface AssistantOptions extends Omit<HostOptions, 'actor'>, AssistantSettings {
  /**
   * Keeps the conversation for the next page: `session` in the tab's storage, until the tab is closed; `device` in this
   * device's IndexedDB, until `persistDays` after the last message. Nothing is kept without it.
   */
  persist?: 'session' | 'device' | undefined;
  /** 30 without it. */
  persistDays?: number;
  /** The time in milliseconds since 1970; the device's clock without it. */
  now?: () => number;
}

/** All that a view shows. A new object after each change, the same one in between. */
export interface AssistantState {
  /** `idle` until something is asked of it; `failed`, with an `error`, when its files can't be loaded. */
  readonly status: 'idle' | 'loading' | 'ready' | 'failed';
  readonly error: string | undefined;
  /** An actor is writing. */
  readonly writing: boolean;
  readonly description: Description | undefined;
  readonly messages: readonly Message[];
  /** Quick replies. */
  readonly suggestions: readonly string[];
  /** What is believed of the shopper's wishes. */
  readonly belief: Belief | undefined;
  /** Items that the shopper has saved. */
  readonly saved: readonly Item[];
  /** Items picked to be compared. */
  readonly picked: readonly Item[];
  /** There is something to take back. */
  readonly undoable: boolean;
}

/** How many items can be compared. */
export const mostCompared = 3;

/** Turns that can be taken back. */
const mostUndone = 50;

/** The conversation before an exchange. */
interface Step {
  /** The message that began the exchange. */
  asked: number;
  suggestions: readonly string[];
  belief: Belief | undefined;
  /** The module's state; none before the first turn. */
  state: Uint8Array | undefined;
}

/**
 * A conversation without a view: what `<rso-assistant>` shows, for shops that draw their own. Nothing is loaded before
 * {@link Assistant.load}, the first message or the first gesture.
 */
export class Assistant {
  readonly host: Host;
  private readonly transcript = new Transcript();
  private readonly wording = new Wording();
  private readonly keeper: Keeper | undefined;
  private readonly listeners = new Set<() => void>();
  private readonly handlers = new Map<AssistantEvent, Set<(detail: never) => void>>();
  private settings: AssistantSettings;
  private known: AssistantState | undefined;
  private status: AssistantState['status'] = 'idle';
  private error: string | undefined;
  private writing = false;
  private description: Description | undefined;
  private suggestions: readonly string[] = [];
  private belief: Belief | undefined;
  private saved: readonly Item[] = [];
  private picked: readonly Item[] = [];
  private past: Step[] = [];
  /** The module's state after the latest turn. */
  private memory: Uint8Array | undefined;
  private started: Promise<boolean> | undefined;
  private closed = false;
  /** Stops the latest reply. */
  private stopping = new AbortController();
  /** Settles once the latest reply is shown; the next one waits for it. */
  private answered: Promise<void> = Promise.resolve();

  constructor(options: AssistantOptions = {}) {
    const { persist, persistDays = 30, now, urls } = options;
    this.settings = options;
    this.host = createHost({ ...options, actor: options.actor !== undefined && this.consents });
    this.keeper = keeperOf(persist, urls?.catalog, persistDays, now);
    if (options.consent === 'denied') void this.erase();
  }

  get state(): AssistantState {
    this.known ??= {
      status: this.status, error: this.error, writing: this.writing, description: this.description, messages: this.transcript.messages,
      suggestions: this.suggestions, belief: this.belief, saved: this.saved, picked: this.picked, undoable: this.past.length > 0,
    };
    return this.known;
  }

  /** The exchanges so far, oldest first. */
  get exchanges(): Exchange[] {
    return this.transcript.exchanges();
  }

  /** Calls `listener` after each change of {@link state}, until the function that it returns is called. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => { this.listeners.delete(listener); };
  };

  /** Calls `handler` for each such event, until the function that it returns is called. */
  on<E extends AssistantEvent>(event: E, handler: (detail: AssistantEvents[E]) => void): () => void {
    const handlers = this.handlers.get(event) ?? new Set();
    this.handlers.set(event, handlers.add(handler));
    return () => { handlers.delete(handler); };
  }

  /** Changes settings; those left out stay. */
  configure(settings: AssistantSettings): void {
    const { consent } = this.settings;
    this.settings = { ...this.settings, ...settings };
    if (this.settings.consent === 'denied' && consent !== 'denied') void this.erase();
    if (this.writer !== undefined && this.started) this.host.useActor();
  }

  /** Loads the engine, once, and says whether that worked. After a failure the next call tries again and answers what was said meanwhile. */
  load(): Promise<boolean> {
    if (this.status !== 'failed') return (this.started ??= this.start());
    const waiting = this.transcript.messages.filter(({ from }) => from === 'seeker');
    this.transcript.clear();
    this.past = [];
    const started = (this.started = this.start());
    for (const { gesture, text } of waiting) void this.ask(gesture ?? text);
    return started;
  }

  /**
   * Says something in the shopper's name. Resolves once the reply is shown. A reply that an actor is still writing is
   * completed at once.
   */
  async say(text: string): Promise<void> {
    if (text.trim() !== '') await this.ask(text);
  }

  /** Does something in the shopper's name, by hand; `gesture.text` is shown as the shopper's message. Resolves once the reply is shown. */
  async act(gesture: Gesture): Promise<void> {
    await this.ask(gesture);
  }

  /** What constraint `at` of the belief may be changed to. */
  choices(at: number, most?: number): Promise<Choices> {
    return this.host.choices(at, most);
  }

  /** Asks again what has failed. */
  async again({ id }: Message): Promise<void> {
    const asked = this.transcript.asked(id);
    if (!asked) return;
    this.transcript.cut(asked.id);
    this.past.pop();
    await this.ask(asked.gesture ?? asked.text);
  }

  /** Takes the last exchange back, as if it had not been. */
  async undo(): Promise<void> {
    const step = this.past.pop();
    if (!step) return;
    this.stop('unwanted');
    this.transcript.cut(step.asked);
    Object.assign(this, { suggestions: step.suggestions, belief: step.belief, writing: false });
    this.changed();
    await this.inOrder(async () => {
      await (step.state ? this.host.restore(step.state) : this.host.reset());
      this.memory = step.state;
      await this.keep();
      this.emit('undo', {});
    });
  }

  /** Forgets the conversation, but not what was saved, and greets again. */
  async startOver(): Promise<void> {
    this.stop('unwanted');
    this.transcript.clear();
    Object.assign(this, { suggestions: [], belief: undefined, picked: [], past: [], writing: false });
    this.changed();
    await this.inOrder(async () => {
      this.memory = undefined;
      await this.keeper?.clear();
      if (this.saved.length > 0) await this.keep();
      if (this.started) await this.host.reset();
      this.greet();
      this.emit('reset', {});
    });
  }

  /** Erases what was stored of this conversation, which goes on. */
  async erase(): Promise<void> {
    await this.keeper?.clear();
  }

  /**
   * Changes the catalog by a delta that `compile -delta` made: from its URL, relative to the page, or its bytes. The
   * conversation goes on, and the next reply uses the new prices and stocks. Rejects with one clear sentence when the
   * delta can't be fetched or isn't for this catalog; the shopper sees nothing of it.
   */
  async applyDelta(delta: string | URL | Uint8Array): Promise<void> {
    if (!(await this.load())) throw new RsoError('The assistant is not ready, so the delta was not applied.');
    await this.host.applyDelta(delta);
    this.emit('delta', {});
  }

  /** Tells the shop that the shopper picked an item. */
  select(item: Item): void {
    this.emit('select', { item });
  }

  /** Saves an item, or no longer. */
  toggleSaved(item: Item): void {
    const saved = !this.saved.some(({ id }) => id === item.id);
    this.saved = saved ? [...this.saved, item] : this.saved.filter(({ id }) => id !== item.id);
    this.changed();
    void this.keep();
    this.emit('save', { item, saved });
  }

  /** Picks an item to be compared, or no longer. One too many takes the place of the first. */
  togglePicked(item: Item): void {
    const rest = this.picked.filter(({ id }) => id !== item.id);
    this.picked = rest.length < this.picked.length ? rest : [...rest, item].slice(-mostCompared);
    this.changed();
  }

  unpickAll(): void {
    this.picked = [];
    this.changed();
  }

  /** Puts an item into the cart, through the shop's own hook. Rejects as that does. */
  async addToCart(item: Item): Promise<void> {
    const { cart } = this.settings;
    if (!cart) throw new RsoError('The shop has given the assistant no cart: set its `cart`.');
    await cart(item);
    this.emit('cart', { item });
  }

  /** Judges the reply in a message; without a verdict the one before is taken back. */
  judge({ id }: Message, verdict: Verdict | undefined): void {
    this.transcript.judge(id, verdict);
    this.changed();
    const asked = this.transcript.asked(id);
    const { reply, text: said } = this.transcript.messages.find((message) => message.id === id) ?? {};
    if (!asked || !reply || said === undefined) return;
    void this.keep();
    this.emit('feedback', { verdict, text: asked.text, reply, said });
  }

  /** Ends it. The worker goes, and with it all memory. */
  close(): void {
    this.closed = true;
    this.stop('unwanted');
    this.host.close();
    this.listeners.clear();
  }

  private get consents(): boolean {
    return (this.settings.consent ?? 'granted') === 'granted';
  }

  /** What words the replies, when it may. */
  private get writer(): Writer | undefined {
    return this.consents ? this.settings.actor : undefined;
  }

  private changed(): void {
    this.known = undefined;
    for (const listener of [...this.listeners]) listener();
  }

  private emit<E extends AssistantEvent>(event: E, detail: AssistantEvents[E]): void {
    const handlers = this.handlers.get(event) as Set<(detail: AssistantEvents[E]) => void> | undefined;
    for (const handler of [...(handlers ?? [])]) handler(detail);
    if (this.consents) this.settings.analytics?.(event, detail);
  }

  /** Loads the engine and, where asked, the conversation of the page before. */
  private async start(): Promise<boolean> {
    Object.assign(this, { status: 'loading', error: undefined });
    this.changed();
    const loading = this.host.ready();
    loading.catch(() => undefined); // it is heard of below
    const kept = this.consents ? await this.keeper?.load() : undefined;
    if (kept) this.recall(kept);
    try {
      this.description = await loading;
      if (kept) await this.resume(kept);
    } catch (cause) {
      if (!this.closed) this.fail(reason(cause));
      return false;
    }
    if (this.closed) return false;
    if (this.writer !== undefined) this.host.useActor();
    this.status = 'ready';
    if (this.transcript.messages.length === 0) this.greet();
    this.changed();
    this.emit('ready', { description: this.description, thread: this.host.thread });
    return true;
  }

  /** Shows the kept conversation at once, before what was said since. */
  private recall({ state, messages, saved = [] }: Kept): void {
    if (state !== '') this.transcript.recall(messages); // before the first turn there is only the greeting
    this.saved = [...saved, ...this.saved];
    this.changed();
  }

  private async resume({ state }: Kept): Promise<void> {
    if (state === '' || this.exchanges.length === 0) return;
    try {
      const memory = new TextEncoder().encode(state);
      await this.host.restore(memory);
      this.memory = memory;
      const last = this.exchanges.at(-1)?.reply;
      this.suggestions = last?.suggestions ?? [];
      this.belief = last?.belief;
    } catch {
      // The catalog or the policy is another one now: begin anew rather than with a wrong memory.
      await this.keeper?.clear();
      this.transcript.forget();
    }
  }

  private greet(): void {
    if (!this.description) return;
    this.transcript.add('recommender', this.description.greeting);
    this.suggestions = this.description.suggestions;
    this.changed();
  }

  /** Stops the reply on its way, if there is one, and returns the signal of the next. */
  private stop(why: Stop): AbortSignal {
    this.stopping.abort(why);
    this.stopping = new AbortController();
    return this.stopping.signal;
  }

  /** Does something once the reply on its way is done with, and tells when it fails. */
  private inOrder(work: () => Promise<void>): Promise<void> {
    this.answered = this.answered.then(work).catch((cause: unknown) => {
      if (!this.closed) this.fail(reason(cause));
    });
    return this.answered;
  }

  private async ask(asked: string | Gesture): Promise<void> {
    const signal = this.stop('overtaken');
    const message = typeof asked === 'string' ? this.transcript.add('seeker', asked) : this.transcript.add('seeker', asked.text, { gesture: asked });
    const step: Step = { asked: message, suggestions: this.suggestions, belief: this.belief, state: undefined };
    this.past = [...this.past, step].slice(-mostUndone);
    this.suggestions = [];
    const id = this.transcript.add('recommender', '', { growing: true });
    this.changed();
    if (!(await (this.started ??= this.start()))) return;
    await this.inOrder(() => this.answer(asked, id, step, signal));
  }

  private async answer(asked: string | Gesture, id: number, step: Step, signal: AbortSignal): Promise<void> {
    if (unwanted(signal)) return;
    const { writer, host } = this;
    Object.assign(step, { belief: this.belief, state: this.memory }); // what another reply on its way has left
    try {
      if (writer !== undefined) this.wording.prepare(writer, host);
      const reply = await (typeof asked === 'string' ? host.turn(asked) : host.act(asked));
      const said = writer === undefined ? { text: reply.text } : await this.worded(writer, reply, id, signal);
      if (said === undefined || unwanted(signal)) return;
      this.transcript.write(id, said.text);
      this.transcript.finish(id, { reply });
      this.suggestions = signal.aborted ? [] : reply.suggestions; // those of an overtaken reply are stale
      const before = this.belief?.constraints ?? [];
      this.belief = reply.belief;
      this.changed();
      this.shown(typeof asked === 'string' ? asked : asked.text, reply, said);
      const { constraints } = reply.belief;
      const { added, removed } = changes(before, constraints);
      if (added.length + removed.length > 0) this.emit('constraint', { constraints, added, removed });
      this.memory = await host.save();
      if (!unwanted(signal)) await this.keep();
    } catch (cause) {
      if (this.closed || unwanted(signal)) return;
      const message = reason(cause);
      this.transcript.finish(id, { error: message });
      this.changed();
      this.emit('error', { message });
    }
  }

  /** The reply in an actor's words, which are shown as they come, verified. */
  private async worded(writer: Writer, reply: Reply, id: number, signal: AbortSignal): Promise<Composed | undefined> {
    const { firstToken = 4_000, stall = firstToken, total = 20_000 } = this.settings;
    const show = (text: string): void => {
      this.transcript.write(id, text);
      this.changed();
    };
    this.writing = true;
    this.changed();
    try {
      return await this.wording.word(writer, this.host, { reply, budgets: { firstToken, stall, total }, signal, show });
    } finally {
      this.writing = false;
      this.changed();
    }
  }

  private shown(text: string, reply: Reply, { text: said, fallback }: Composed): void {
    this.emit('turn', { text, reply, said });
    if (reply.items.length > 0) this.emit('recommend', { items: reply.items, reply });
    if (fallback) this.emit('fallback', fallback);
  }

  private async keep(): Promise<void> {
    if (!this.consents) return;
    const state = this.memory ? new TextDecoder().decode(this.memory) : '';
    await this.keeper?.save({ state, messages: this.transcript.messages, saved: this.saved });
  }

  private fail(message: string): void {
    Object.assign(this, { status: 'failed', error: message });
    this.changed();
    this.emit('error', { message });
  }
}

/**
 * Makes a conversation without a view.
 *
 * ```js
 * import { createAssistant } from 'rso';
 *
 * const assistant = createAssistant({ urls: { catalog: '/shop.rsoc' } });
 * assistant.subscribe(() => draw(assistant.state));
 * await assistant.say('a red scarf under 40');
 * ```
 */
export function createAssistant(options: AssistantOptions = {}): Assistant {
  return new Assistant(options);
}
