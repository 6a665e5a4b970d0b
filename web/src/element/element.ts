import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import type { Actor } from '../../actor/actor.js';
import type { Gesture, Item } from '../../rso.js';
import type { Assistant, AssistantOptions, Consent } from '../assistant/assistant.js';
import type { AssistantEvent, AssistantEvents } from '../assistant/events.js';
import type { Exchange } from '../assistant/transcript.js';
import type { Host } from '../host/host.js';
import type { Panel } from './panel.js';
import { shellStrings, tongue, type ShellStrings, type Strings } from './strings.js';
import { styles } from './styles.js';

/** What of the element's properties makes another conversation when it changes. */
const sources = ['catalog', 'catalogData', 'policy', 'module', 'worker', 'base', 'language', 'noWorker', 'debug', 'persist', 'persistDays'] as const;

/** What is passed on to the conversation on its way. */
const settings = ['actor', 'gateway', 'firstToken', 'stall', 'total', 'consent', 'cart', 'analytics'] as const;

/** What the element tells the page, and with which details. */
type Told = { [E in AssistantEvent as `rso-${E}`]: CustomEvent<AssistantEvents[E]> };

/** The events that listeners hear of. */
export interface RsoAssistantEventMap extends HTMLElementEventMap, Told {
  'rso-toggle': CustomEvent<{ open: boolean }>;
}

/** Below this width the launcher's panel fills the screen. */
const narrow = '(max-width: 40rem), (max-height: 30rem)';

/** Lets the page do what it has to. */
function pause(): Promise<void> {
  return new Promise((resolve) => { setTimeout(resolve); });
}

/**
 * A conversation that recommends from a catalog, wholly inside the page.
 *
 * Importing this module registers nothing; `define.js` registers `<rso-assistant>`. Until the shopper shows an intent (points
 * at it, focuses or touches it) this shell is all that is loaded.
 *
 * @tag rso-assistant
 * @tagname rso-assistant
 *
 * @fires {CustomEvent<{description: Description, thread: 'worker' | 'page' | undefined}>} rso-ready - The assistant can answer.
 * @fires {CustomEvent<{text: string, reply: Reply, said: string}>} rso-turn - A reply was shown, in the words of `said`.
 * @fires {CustomEvent<{items: Item[], reply: Reply}>} rso-recommend - Items were shown.
 * @fires {CustomEvent<{item: Item}>} rso-select - The shopper picked an item; cancel it to keep the browser from following the item's link.
 * @fires {CustomEvent<{constraints: Constraint[], added: Constraint[], removed: Constraint[]}>} rso-constraint - What is believed of the shopper's wishes has changed.
 * @fires {CustomEvent<{verdict: Verdict | undefined, text: string, reply: Reply, said: string}>} rso-feedback - The shopper judged a reply, or took the verdict back.
 * @fires {CustomEvent<{item: Item, saved: boolean}>} rso-save - The shopper saved an item, or no longer wants it saved.
 * @fires {CustomEvent<{item: Item}>} rso-cart - An item went into the cart.
 * @fires {CustomEvent<Fallback>} rso-fallback - What was shown is not wholly the actor's own words, and why.
 * @fires {CustomEvent<object>} rso-delta - A delta was applied; the next reply uses it.
 * @fires {CustomEvent<object>} rso-undo - The last exchange was taken back.
 * @fires {CustomEvent<object>} rso-reset - The conversation started over.
 * @fires {CustomEvent<{open: boolean}>} rso-toggle - The launcher's panel was opened or closed.
 * @fires {CustomEvent<{message: string}>} rso-error - Something failed, and the shopper was told.
 *
 * @slot - What the page shows where the element isn't defined, for instance without scripts.
 * @slot footer - Small print below the text field.
 * @slot launcher - What the launcher's button shows in place of its icon.
 *
 * @csspart launcher - The floating button.
 * @csspart panel - The frame around everything else.
 * @csspart header - The bar with the heading and the buttons.
 * @csspart heading - The heading.
 * @csspart tool - Every button in the header.
 * @csspart undo - The button that takes the last exchange back.
 * @csspart start-over - The button that starts over.
 * @csspart copy - The button that copies the conversation.
 * @csspart saved - The button that shows the saved items.
 * @csspart close - The button that closes the launcher's panel.
 * @csspart wishes - The list of what is believed of the shopper's wishes.
 * @csspart wish - One of them.
 * @csspart editor - The form that changes a wish.
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
 * @csspart card-actions - Its buttons.
 * @csspart comparison - The table that compares items.
 * @csspart tray - The items picked to be compared.
 * @csspart offline - The line that says that the network is away.
 * @csspart verdict - The thumbs below a reply.
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
 * @cssprop --rso-inset - How far the launcher is from the edges of the window.
 * @cssprop --rso-z - The launcher's layer.
 * @cssprop --rso-panel-width - The width of the launcher's panel on a wide screen.
 * @cssprop --rso-panel-height - Its height.
 */
// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging -- see the interface below
export class RsoAssistant extends LitElement {
  /** @internal */
  static override styles = styles;

  /** `launcher` floats a button at the corner of the window, which opens the conversation. */
  @property({ reflect: true }) mode: 'inline' | 'launcher' = 'inline';
  /** The launcher's panel is open. */
  @property({ type: Boolean, reflect: true }) open = false;
  /** When to load the conversation: at the shopper's first `intent` (pointer, focus, touch), once `visible`, or `now`. */
  @property() load: 'intent' | 'visible' | 'now' = 'intent';

  /** URL of the compiled catalog; `shop.rsoc` beside the script without it. */
  @property() catalog: string | undefined;
  /** The compiled catalog itself, in place of its URL. */
  @property({ attribute: false }) catalogData: Uint8Array | undefined;
  /** URL of the policy; `shop.rsop` beside the script without it. */
  @property() policy: string | undefined;
  /** URL of the Go module; `core.wasm` beside the script without it, `actor.wasm` where an actor words the replies. */
  @property() module: string | undefined;
  /** URL of the worker; `worker.js` beside the script without it. It must be of the page's origin. */
  @property() worker: string | undefined;
  /** URL of the directory of all these files, for those that have no URL of their own. */
  @property() base: string | undefined;
  /** The language of the conversation: `de` and `es` have packs beside the script (`language-de.txt`); English without it. */
  @property() language: string | undefined;
  /** How numbers and prices are written, for instance `de-AT`; as the language without it. */
  @property() locale: string | undefined;
  /** The element's own words, in place of those of its language. As an attribute: JSON. */
  @property({ type: Object }) strings: Partial<Strings> | null = {};
  /** What stands above the conversation, in place of the language's own words. */
  @property() heading: string | undefined;
  /** What stands in the empty text field, in place of the language's own words. */
  @property() placeholder: string | undefined;

  /** Loads no pictures of items, so that their servers don't learn what is shown. */
  @property({ type: Boolean, attribute: 'no-pictures' }) noPictures = false;
  /** Runs the module in the page. */
  @property({ type: Boolean, attribute: 'no-worker' }) noWorker = false;
  /** Lets `host.crash()` work. */
  @property({ type: Boolean }) debug = false;

  /**
   * Keeps the conversation, so that it survives a reload: `session` in the tab's session storage, `device` in IndexedDB for
   * `persist-days`. Nothing is stored without it.
   */
  @property() persist: 'session' | 'device' | undefined;
  /** Days after the last message that a conversation is kept on the device. */
  @property({ type: Number, attribute: 'persist-days' }) persistDays = 30;
  /** While it is `pending` or `denied`, nothing is stored or sent whatever else is set; `denied` also erases. `granted` without it. */
  @property() consent: Consent | undefined;

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

  /** Puts an item into the shop's cart; cards have a button for it then. Rejects with a sentence for the shopper. */
  @property({ attribute: false }) cart: ((item: Item) => void | Promise<void>) | undefined;
  /** Hears of every event, for the shop's analytics. */
  @property({ attribute: false }) analytics: AssistantOptions['analytics'];

  /** The conversation behind the element, once it is loaded. */
  assistant: Assistant | undefined;

  @state() private panel: Panel | undefined;
  @state() private draft = '';
  /** What was said before the conversation was loaded. */
  @state() private early: readonly string[] = [];
  /** Why the conversation's code could not be loaded. */
  @state() private broken: string | undefined;
  @state() private waking = false;
  /** The launcher's panel is drawn, if not on show yet. */
  @state() private drawn = false;
  /** It is on show. */
  private shown = false;
  /** What the page was told of that. */
  private told = false;
  private awake: Promise<void> | undefined;
  /** Settles once what was said before the conversation was loaded is answered. */
  private answering: Promise<unknown> = Promise.resolve();
  private watching: IntersectionObserver | undefined;

  @query('textarea') private readonly field!: HTMLTextAreaElement | null;
  @query('dialog') private readonly dialog!: HTMLDialogElement | null;
  @query('.launcher') private readonly launcher!: HTMLElement | null;

  constructor() {
    super();
    for (const intent of ['pointerenter', 'pointerdown', 'focusin']) this.addEventListener(intent, () => { void this.wake(); }, { passive: true });
  }

  /** The engine behind the element, while it is loaded and connected. */
  get host(): Host | undefined {
    return this.assistant?.host;
  }

  /** The exchanges so far, oldest first. */
  get exchanges(): Exchange[] {
    return this.assistant?.exchanges ?? [];
  }

  /**
   * Says something in the shopper's name, as if it had been typed. Resolves once the reply is shown. A reply that an actor
   * is still writing is completed at once.
   */
  async say(text: string): Promise<void> {
    if (text.trim() === '') return;
    if (this.panel) return this.panel.say(text);
    this.early = [...this.early, text];
    await this.wake();
    await this.answering;
  }

  /** Does something in the shopper's name by hand: edits a wish, compares, likes, takes. `gesture.text` is shown as the shopper's message. */
  async act(gesture: Gesture): Promise<void> {
    await this.wake();
    await this.assistant?.act(gesture);
  }

  /** Takes the last exchange back. */
  async undo(): Promise<void> {
    await this.panel?.undo();
  }

  /** Forgets the conversation and greets again. */
  async startOver(): Promise<void> {
    await this.panel?.startOver();
  }

  /** Erases what was stored of the conversation, which goes on. */
  async erase(): Promise<void> {
    if (this.assistant) return this.assistant.erase();
    if (this.persist === undefined) return;
    const { keeperOf } = await import('../assistant/keeper.js');
    await keeperOf(this.persist, this.catalog)?.clear();
  }

  /** The conversation as plain text. */
  get text(): string {
    return this.panel?.text ?? '';
  }

  /**
   * Changes the catalog by a delta that `compile -delta` made: from its URL, relative to the page, or its bytes. The
   * conversation goes on, and the next reply uses the new prices and stocks. Rejects with one clear sentence when the
   * delta can't be fetched or isn't for this catalog; the shopper sees nothing of it.
   */
  async applyDelta(delta: string | URL | Uint8Array): Promise<void> {
    await this.wake();
    if (!this.assistant) throw new Error('The assistant is not ready, so the delta was not applied.');
    await this.assistant.applyDelta(delta);
  }

  /** Opens the launcher's panel. */
  show(): void {
    this.open = true;
  }

  /** Closes the launcher's panel; the conversation stays. */
  hide(): void {
    this.open = false;
  }

  /** Loads the conversation, as the shopper's first intent does. Resolves once its code is there; `rso-ready` says when it can answer. */
  async wake(): Promise<void> {
    this.watching?.disconnect();
    await (this.awake ??= this.loaded());
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) {
      this.watch();
      this.toggle();
    }
    this.panel?.attach();
    if (this.panel && this.assistant === undefined) this.converse();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.watching?.disconnect();
    // Out of the page a dialog stops being modal; back in it, it is shown anew.
    this.dialog?.removeAttribute('open');
    this.shown = false;
    this.panel?.rest();
    // A move within the page disconnects and connects at once, and must not cost the conversation.
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.assistant?.close();
      this.assistant = undefined;
    });
  }

  /**
   * The first drawing is a task of its own: on a slow phone it and the start of the script would block the page together.
   * @internal
   */
  protected override async scheduleUpdate(): Promise<unknown> {
    if (!this.hasUpdated) await pause();
    return super.scheduleUpdate();
  }

  /** @internal */
  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!this.panel || !this.isConnected) return;
    if (this.assistant === undefined || sources.some((name) => changed.has(name))) this.converse();
    else if (settings.some((name) => changed.has(name))) this.assistant.configure(this.settings());
  }

  /** @internal */
  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('load')) this.watch();
    if (changed.has('consent') && this.consent === 'denied' && !this.assistant) this.erase().catch(() => undefined);
    if (changed.has('open') || changed.has('mode')) this.toggle();
    // By now it is drawn; to show it is another task.
    if ((changed as Map<PropertyKey, unknown>).has('drawn')) void pause().then(() => { this.toggle(); });
    this.panel?.updated();
  }

  /** @internal */
  protected override render(): TemplateResult {
    if (this.mode !== 'launcher') return html`<section class="frame" part="panel" aria-label=${this.shell.heading}>${this.frame()}</section>`;
    return html`
      <button type="button" class="launcher" part="launcher" aria-haspopup="dialog" aria-expanded=${this.open ? 'true' : 'false'} aria-label=${this.shell.open} @click=${() => { this.open = !this.open; }}>
        <slot name="launcher"><svg viewBox="0 0 24 24" aria-hidden="true"><path d="M4 5.5h16v11h-9l-4.5 3.5v-3.5H4z" /><path d="M8 9.5h8M8 12.5h5" /></svg></slot>
      </button>
      <dialog class="frame" part="panel" aria-label=${this.shell.heading}
        @close=${() => { this.open = false; }} @keydown=${(event: KeyboardEvent) => { if (event.key === 'Escape' && !event.isComposing && !event.defaultPrevented) this.open = false; }}>
        ${this.drawn ? this.frame() : nothing}
      </dialog>`;
  }

  private frame(): TemplateResult {
    const { shell, panel } = this;
    const busy = this.waking || panel?.busy === true;
    return html`
      <div class="bar" part="header">
        <h2 part="heading">${shell.heading}</h2>
        <div class="tools">
          ${panel?.tools()}
          ${this.mode === 'launcher' ? html`<button type="button" class="tool" part="tool close" aria-label=${shell.close} title=${shell.close} @click=${() => { this.hide(); }}><svg viewBox="0 0 20 20" aria-hidden="true"><path d="m5 5 10 10M15 5 5 15" /></svg></button>` : nothing}
        </div>
      </div>
      <div class="log" part="log" role="log" aria-live="off" aria-label=${shell.conversation} aria-busy=${busy ? 'true' : 'false'} tabindex="0">
        ${panel ? panel.log() : this.idle()}
      </div>
      ${panel?.wishes()}
      ${panel?.tray()}
      <form part="form" @submit=${(event: Event) => { this.submit(event); }}>
        <textarea
          part="input" rows="1" dir="auto" enterkeyhint="send" autocomplete="off"
          aria-label=${shell.field} placeholder=${shell.placeholder}
          .value=${this.draft}
          @input=${({ target }: Event) => { this.draft = (target as HTMLTextAreaElement).value; }}
          @keydown=${(event: KeyboardEvent) => { this.pressed(event); }}
        ></textarea>
        <button type="submit" class="solid" part="send" aria-label=${shell.send}>
          <svg viewBox="0 0 20 20" aria-hidden="true"><path d="M10 16V4m0 0L5 9m5-5 5 5" /></svg>
        </button>
      </form>
      <slot name="footer"></slot>
      ${panel?.overlay()}
    `;
  }

  /** The log before the conversation is loaded. */
  private idle(): TemplateResult {
    const { shell } = this;
    return html`
      <div class="message recommender"><div class="text">${shell.welcome}</div></div>
      ${this.early.map((text) => html`<div class="message seeker"><div class="text" dir="auto">${text}</div></div>`)}
      ${this.broken === undefined ? nothing : html`<div class="failure" part="error" role="alert">
        <strong>${shell.failed}</strong><p lang="en">${this.broken}</p>
        <button type="button" class="solid" @click=${() => { void this.wake(); }}>${shell.retry}</button>
      </div>`}`;
  }

  private get shell(): ShellStrings {
    const words = { ...shellStrings[tongue(this.language)], ...this.strings };
    return { ...words, heading: this.heading ?? words.heading, placeholder: this.placeholder ?? words.placeholder };
  }

  /** Fetches the conversation's code and begins. */
  private async loaded(): Promise<void> {
    this.waking = true;
    try {
      // What a click opens is drawn before it, in a task of its own.
      const [{ Panel }] = await Promise.all([import('./panel.js'), this.updateComplete.then(pause).then(() => { this.drawn = true; })]);
      await pause();
      // Its button goes away.
      if (this.renderRoot.querySelector('.failure')?.matches(':focus-within')) this.field?.focus({ preventScroll: true });
      this.broken = undefined;
      const panel = (this.panel = new Panel(this, this.renderRoot as ShadowRoot));
      if (this.isConnected) this.converse();
      this.answering = Promise.all(this.early.map((text) => panel.say(text)));
      this.early = [];
    } catch (cause) {
      this.awake = undefined; // the next intent tries again
      this.broken = cause instanceof Error ? cause.message : String(cause);
      this.emit('error', { message: this.broken });
    }
    this.waking = false;
  }

  /** Begins a conversation, in place of the one before. */
  private converse(): void {
    if (!this.panel) return;
    this.assistant?.close();
    this.assistant = this.panel.converse(this.options(), (event, detail) => this.emit(event, detail));
  }

  private options(): AssistantOptions {
    const urls: NonNullable<AssistantOptions['urls']> = {};
    for (const name of ['catalog', 'policy', 'module', 'worker'] as const) {
      const url = this[name];
      if (url !== undefined) urls[name] = url;
    }
    return {
      urls, noWorker: this.noWorker, debug: this.debug, persist: this.persist, persistDays: this.persistDays, ...this.settings(),
      ...(this.language === undefined ? {} : { language: this.language }),
      ...(this.base === undefined ? {} : { base: this.base }),
      ...(this.catalogData === undefined ? {} : { catalog: this.catalogData }),
    };
  }

  private settings(): AssistantOptions {
    const { actor, gateway, firstToken, stall, total, consent, cart, analytics } = this;
    return { actor: actor ?? gateway, firstToken, stall, total, consent, cart, analytics };
  }

  private watch(): void {
    this.watching?.disconnect();
    if (this.load === 'now') void this.wake();
    if (this.load !== 'visible') return;
    this.watching = new IntersectionObserver((entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) void this.wake();
    });
    this.watching.observe(this);
  }

  /** Brings the launcher's dialog to where `open` says, once it is drawn; the browser may have closed it already. */
  private toggle(): void {
    const { dialog, open } = this;
    if (!dialog || !this.isConnected) return;
    if (open) void this.wake();
    if (this.shown === open || (open && !this.drawn)) return;
    this.shown = open;
    if (!open) dialog.close();
    else if (matchMedia(narrow).matches) dialog.showModal();
    else dialog.show();
    if (this.told === open) return;
    this.told = open;
    // A phone's keyboard would cover what there is to read.
    if (open) (matchMedia('(pointer: fine)').matches ? this.field : dialog.querySelector<HTMLElement>('.log'))?.focus({ preventScroll: true });
    // The browser gives the focus back to what had it before; where nothing had, and only then, the launcher gets it.
    else if (dialog.matches(':focus-within') || document.activeElement === document.body) this.launcher?.focus({ preventScroll: true });
    this.emit('toggle', { open });
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

  private emit(event: AssistantEvent | 'toggle', detail: AssistantEvents[AssistantEvent] | { open: boolean }): boolean {
    return this.dispatchEvent(new CustomEvent(`rso-${event}`, { detail, bubbles: true, composed: true, cancelable: event === 'select' }));
  }
}

/** Listeners know their events' details: only an interface can add overloads to methods that a class inherits. */
// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging -- the methods are there
export interface RsoAssistant {
  addEventListener<E extends keyof RsoAssistantEventMap>(type: E, listener: (this: RsoAssistant, event: RsoAssistantEventMap[E]) => unknown, options?: boolean | AddEventListenerOptions): void;
  addEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions): void;
  removeEventListener<E extends keyof RsoAssistantEventMap>(type: E, listener: (this: RsoAssistant, event: RsoAssistantEventMap[E]) => unknown, options?: boolean | EventListenerOptions): void;
  removeEventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | EventListenerOptions): void;
}
