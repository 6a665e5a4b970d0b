import { html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import type { Actor } from '../actor/actor.js';
import type { Composed } from '../actor/composer.js';
import { unwanted, type Stop } from '../actor/stop.js';
import type { Description, Item, Reply } from '../rso.js';
import { Announcer } from './announcer.js';
import { reason, RsoError } from './fetch.js';
import { createHost, type Host, type HostOptions } from './host.js';
import { Keeper } from './persist.js';
import { english, type Strings } from './strings.js';
import { styles } from './styles.js';
import { Transcript, type Exchange, type Message } from './transcript.js';
import { conversation, failure, quickReplies, type Actions } from './view.js';
import { Wording, type Writer } from './wording.js';

/**
 * A conversation that recommends from a catalog, wholly inside the page.
 *
 * Importing this module registers nothing; `define.js` registers `<rso-assistant>`.
 *
 * @element rso-assistant
 *
 * @fires rso-ready - The assistant can answer. `detail: {description, thread}`
 * @fires rso-turn - A reply was shown, in the words of `said`. `detail: {text, reply, said}`
 * @fires rso-recommend - Items were shown. `detail: {items, reply}`
 * @fires rso-select - The shopper picked an item; cancel it to keep the browser from following the item's link. `detail: {item}`
 * @fires rso-fallback - What was shown is not wholly the actor's own words, and why. `detail: {actor, reason, message, status?, faults, text}`
 * @fires rso-delta - A delta was applied; the next reply uses it.
 * @fires rso-reset - The conversation started over.
 * @fires rso-error - Something failed, and the shopper was told. `detail: {message}`
 *
 * @slot - What the page shows where the element isn't defined, for instance without scripts.
 * @slot footer - Small print below the text field.
 *
 * @csspart header - The bar with the heading and the start-over button.
 * @csspart heading - The heading.
 * @csspart start-over - The button that starts over.
 * @csspart log - The scrolling list of messages.
 * @csspart message - Every message.
 * @csspart message-seeker - A message of the shopper.
 * @csspart message-recommender - A message of the assistant.
 * @csspart text - The words of a message.
 * @csspart cards - The items of a message.
 * @csspart card - One item.
 * @csspart card-image - Its image.
 * @csspart card-title - Its title.
 * @csspart card-price - Its price.
 * @csspart card-attributes - Its attributes.
 * @csspart card-why - The reasons for it.
 * @csspart suggestions - The quick replies.
 * @csspart suggestion - One quick reply.
 * @csspart form - The text field and its button.
 * @csspart input - The text field.
 * @csspart send - The send button.
 * @csspart error - What failed, with a button to try again.
 *
 * @cssprop --rso-font - The typeface.
 * @cssprop --rso-accent - Buttons, links, the shopper's messages.
 * @cssprop --rso-on-accent - Text on the accent.
 * @cssprop --rso-surface - The background.
 * @cssprop --rso-raised - The background of cards and of the text field.
 * @cssprop --rso-text - Text.
 * @cssprop --rso-muted - Lesser text.
 * @cssprop --rso-line - Borders.
 * @cssprop --rso-radius - The roundness of corners.
 */
export class RsoAssistant extends LitElement {
  static override styles = styles;

  /** URL of the compiled catalog; `shop.rsoc` beside the script without it. */
  @property() catalog: string | undefined;
  /** URL of the policy; `shop.rsop` beside the script without it. */
  @property() policy: string | undefined;
  /** URL of the Go module; `core.wasm` beside the script without it, `actor.wasm` where an actor words the replies. */
  @property() module: string | undefined;
  /** URL of the worker; `worker.js` beside the script without it. It must be of the page's origin. */
  @property() worker: string | undefined;
  /** The language of the conversation: `de` and `es` have packs beside the script (`language-de.txt`); English without it. */
  @property() language: string | undefined;
  /** Runs the module in the page. */
  @property({ type: Boolean, attribute: 'no-worker' }) noWorker = false;
  @property() heading: string | undefined;
  @property() placeholder: string | undefined;
  /** `session` keeps the conversation in the tab's session storage, so that it survives a reload. */
  @property() persist: 'session' | undefined;
  /** URL of a gateway to a language model that words the replies: `/v1/turn`. */
  @property() gateway: string | undefined;
  /** What words the replies instead, one of `actor.js` or the shop's own. Without it and a gateway the templates do. */
  @property({ attribute: false }) actor: Actor | undefined;
  /** Milliseconds in which an actor must have begun, or the templates speak. */
  @property({ type: Number, attribute: 'first-token-ms' }) firstToken = 4_000;
  /** Milliseconds in which an actor that has begun must go on; as many as for the beginning without it. */
  @property({ type: Number, attribute: 'stall-ms' }) stall: number | undefined;
  /** Milliseconds in which an actor must have ended. */
  @property({ type: Number, attribute: 'total-ms' }) total = 20_000;
  /** Lets `host.crash()` work. */
  @property({ type: Boolean }) debug = false;
  /** The element's own words, for other languages. */
  @property({ attribute: false }) strings: Partial<Strings> = {};

  /** The engine behind the element, while it is connected. */
  host: Host | undefined;

  @state() private failed: string | undefined;
  @state() private loading = true;
  /** An actor is writing. */
  @state() private writing = false;
  @state() private draft = '';
  @state() private suggestions: readonly string[] = [];
  @query('.log') private readonly log!: HTMLElement;
  @query('textarea') private readonly field!: HTMLTextAreaElement;

  private readonly transcript = new Transcript();
  private readonly announcer = new Announcer(() => { this.requestUpdate(); });
  private description: Description | undefined;
  private keeper: Keeper | undefined;
  private started: Promise<boolean> = Promise.resolve(false);
  private readonly wording = new Wording();
  /** Stops the latest reply. */
  private stopping = new AbortController();
  /** Settles once the latest reply is shown; the next one waits for it. */
  private answered: Promise<void> = Promise.resolve();

  private readonly actions: Actions = {
    select: (item, event) => { this.select(item, event); },
    say: (text) => { this.quick(text); },
    again: (message) => { this.again(message); },
  };

  /** The exchanges so far, oldest first. */
  get exchanges(): Exchange[] {
    return this.transcript.exchanges();
  }

  /**
   * Says something in the shopper's name, as if it had been typed. Resolves once the reply is shown. A reply that an actor
   * is still writing is completed at once.
   */
  async say(text: string): Promise<void> {
    if (text.trim() === '') return;
    const signal = this.stop('overtaken');
    this.suggestions = [];
    this.transcript.add('seeker', text);
    const id = this.transcript.add('recommender', '', { growing: true });
    this.follow();
    if (!(await this.started)) return;
    this.answered = this.answered.then(() => this.answer(text, id, signal));
    await this.answered;
  }

  /** Forgets the conversation and greets again. */
  async startOver(): Promise<void> {
    this.stop('unwanted');
    this.keeper?.clear();
    this.transcript.clear();
    this.suggestions = [];
    this.announcer.say(this.words.startedOver);
    this.requestUpdate();
    this.field.focus();
    try {
      await this.host?.reset();
      this.greet();
      this.emit('rso-reset', {});
    } catch (cause) {
      this.fail(reason(cause));
    }
  }

  /**
   * Changes the catalog by a delta that `compile -delta` made: from its URL, relative to the page, or its bytes. The
   * conversation goes on, and the next reply uses the new prices and stocks. Rejects with one clear sentence when the
   * delta can't be fetched or isn't for this catalog; the shopper sees nothing of it.
   */
  async applyDelta(delta: string | URL | Uint8Array): Promise<void> {
    const { host } = this;
    if (!host || !(await this.started)) throw new RsoError('The assistant is not ready, so the delta was not applied.');
    await host.applyDelta(delta);
    this.emit('rso-delta', {});
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated && this.host === undefined) this.open();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.announcer.stop();
    // A move within the page disconnects and connects at once, and must not cost the conversation.
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.stop('unwanted');
      this.host?.close();
      this.host = undefined;
    });
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (!this.isConnected) return;
    const sources = ['catalog', 'policy', 'module', 'worker', 'language', 'noWorker', 'debug', 'persist'] as const;
    if (this.host === undefined || sources.some((name) => changed.has(name))) this.open();
    else if (this.writer !== undefined) this.host.useActor();
  }

  protected override render(): TemplateResult {
    const words = this.words;
    return html`
      <section class="frame" aria-label=${words.heading}>
        <header part="header">
          <h2 part="heading">${words.heading}</h2>
          <button type="button" class="quiet" part="start-over" @click=${() => { void this.startOver(); }}>${words.startOver}</button>
        </header>
        <div class="log" part="log" role="log" aria-live="off" aria-label=${words.conversation} aria-busy=${this.loading || this.writing ? 'true' : 'false'} tabindex="0">
          ${this.loading && this.transcript.messages.length === 0 ? html`<p class="loading">${words.loading}</p>` : ''}
          ${conversation(this.transcript.messages, words, this.actions)}
          ${this.failed === undefined ? '' : failure(this.failed, words, () => { this.retry(); })}
          ${quickReplies(this.suggestions, words, this.actions)}
        </div>
        <form part="form" @submit=${(event: Event) => { this.submit(event); }}>
          <textarea
            part="input" rows="1" dir="auto" enterkeyhint="send" autocomplete="off"
            aria-label=${words.field} placeholder=${words.placeholder}
            .value=${this.draft} 
            @input=${() => { this.draft = this.field.value; }}
            @keydown=${(event: KeyboardEvent) => { this.pressed(event); }}
          ></textarea>
          <button type="submit" class="solid" part="send" aria-label=${words.send}>
            <svg viewBox="0 0 20 20" aria-hidden="true"><path d="M10 16V4m0 0L5 9m5-5 5 5" /></svg>
          </button>
        </form>
        <slot name="footer"></slot>
        ${this.announcer.render()}
      </section>
    `;
  }

  private get words(): Strings {
    const words = { ...english, ...this.strings };
    return { ...words, heading: this.heading ?? words.heading, placeholder: this.placeholder ?? words.placeholder };
  }

  private get writer(): Writer | undefined {
    return this.actor ?? this.gateway;
  }

  private open(): void {
    this.stop('unwanted');
    this.host?.close();
    this.transcript.clear();
    this.host = createHost(this.hostOptions());
    this.keeper = this.persist === 'session' ? new Keeper(this.catalog ?? 'shop.rsoc') : undefined;
    this.started = this.start(this.host);
  }

  private hostOptions(): HostOptions {
    const urls: NonNullable<HostOptions['urls']> = {};
    for (const name of ['catalog', 'policy', 'module', 'worker'] as const) {
      const url = this[name];
      if (url !== undefined) urls[name] = url;
    }
    return {
      urls, actor: this.writer !== undefined, noWorker: this.noWorker, debug: this.debug,
      ...(this.language === undefined ? {} : { language: this.language }),
    };
  }

  /** Loads the engine and, where asked, the conversation of the page before. Says whether it worked. */
  private async start(host: Host): Promise<boolean> {
    this.loading = true;
    this.failed = undefined;
    const kept = this.keeper?.load();
    if (kept) this.transcript.load(kept.messages);
    try {
      this.description = await host.ready();
      if (kept && this.transcript.messages.length > 0) await this.resume(host, kept.state);
    } catch (cause) {
      if (host === this.host) this.fail(reason(cause));
      return false;
    }
    if (host !== this.host) return false;
    this.loading = false;
    if (this.transcript.messages.length === 0) this.greet();
    this.emit('rso-ready', { description: this.description, thread: host.thread });
    return true;
  }

  private async resume(host: Host, state: string): Promise<void> {
    try {
      await host.restore(new TextEncoder().encode(state));
      this.suggestions = this.exchanges.at(-1)?.reply.suggestions ?? [];
      this.follow();
    } catch {
      // The catalog or the policy is another one now: begin anew rather than with a wrong memory.
      this.keeper?.clear();
      this.transcript.clear();
    }
  }

  private greet(): void {
    if (!this.description) return;
    this.transcript.add('recommender', this.description.greeting);
    this.suggestions = this.description.suggestions;
    this.requestUpdate();
  }

  /** Stops the reply on its way, if there is one, and returns the signal of the next. */
  private stop(why: Stop): AbortSignal {
    this.stopping.abort(why);
    this.stopping = new AbortController();
    return this.stopping.signal;
  }

  private async answer(text: string, id: number, signal: AbortSignal): Promise<void> {
    const { host } = this;
    if (!host) return;
    const { writer } = this;
    try {
      if (writer !== undefined) this.wording.prepare(writer, host);
      const reply = await host.turn(text);
      const said = writer === undefined ? { text: reply.text } : await this.worded(writer, host, reply, id, signal);
      if (said === undefined || unwanted(signal)) return;
      this.transcript.write(id, said.text);
      this.transcript.finish(id, { reply });
      this.suggestions = signal.aborted ? [] : reply.suggestions; // those of an overtaken reply are stale
      this.shown(text, reply, said);
      const state = await host.save();
      if (!unwanted(signal)) this.keeper?.save(state, this.transcript.messages);
    } catch (cause) {
      if (host !== this.host || unwanted(signal)) return;
      const message = reason(cause);
      this.transcript.finish(id, { error: message });
      this.follow();
      this.emit('rso-error', { message });
    }
  }

  /** The reply in an actor's words, which are shown as they come, verified. */
  private async worded(writer: Writer, host: Host, reply: Reply, id: number, signal: AbortSignal): Promise<Composed | undefined> {
    const budgets = { firstToken: this.firstToken, stall: this.stall ?? this.firstToken, total: this.total };
    const show = (text: string): void => {
      this.transcript.write(id, text);
      this.requestUpdate();
    };
    this.writing = true;
    try {
      return await this.wording.word(writer, host, { reply, budgets, signal, show });
    } finally {
      this.writing = false;
    }
  }

  private shown(text: string, reply: Reply, { text: said, fallback }: Composed): void {
    this.follow();
    this.announcer.say([said, ...reply.items.map(({ title }) => title)].join('. '));
    this.emit('rso-turn', { text, reply, said });
    if (reply.items.length > 0) this.emit('rso-recommend', { items: reply.items, reply });
    if (fallback) this.emit('rso-fallback', fallback);
  }

  private fail(message: string): void {
    this.loading = false;
    this.failed = message;
    this.emit('rso-error', { message });
  }

  /** After a failed start: tries again, and answers what was said meanwhile. */
  private retry(): void {
    const { host } = this;
    if (!host) return;
    const waiting = this.transcript.messages.filter(({ from }) => from === 'seeker').map(({ text }) => text);
    this.transcript.clear();
    this.started = this.start(host);
    this.field.focus();
    for (const text of waiting) void this.say(text);
  }

  private quick(text: string): void {
    // The button goes away with what it says, so the focus moves on first; a phone's keyboard needn't pop up for it.
    const next = matchMedia('(pointer: fine)').matches ? this.field : this.log;
    next.focus({ preventScroll: true });
    void this.say(text);
  }

  private again(message: Message): void {
    const at = this.transcript.messages.findIndex(({ id }) => id === message.id);
    const asked = this.transcript.messages[at - 1];
    if (!asked) return;
    this.transcript.remove(message.id);
    this.transcript.remove(asked.id);
    this.field.focus();
    void this.say(asked.text);
  }

  private select(item: Item, event: Event): void {
    if (!this.emit('rso-select', { item })) event.preventDefault();
  }

  private submit(event: Event): void {
    event.preventDefault();
    const text = this.draft;
    if (text.trim() === '') return;
    this.draft = '';
    void this.say(text);
  }

  /** Enter sends, Shift with Enter breaks the line; an input method's Enter picks a word and must do neither. */
  private pressed(event: KeyboardEvent): void {
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) this.submit(event);
  }

  /** Brings the shopper's latest message to the top of the log, so that the reply is read from its beginning. */
  private follow(): void {
    this.requestUpdate();
    void this.updateComplete.then(() => {
      const latest = [...this.log.querySelectorAll<HTMLElement>('.seeker')].at(-1);
      const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
      this.log.scrollTo({ top: latest ? latest.offsetTop - 12 : 0, behavior: calm ? 'auto' : 'smooth' });
    });
  }

  private emit(name: string, detail: object): boolean {
    return this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true, cancelable: name === 'rso-select' }));
  }
}
