import { adoptStyles, html, nothing, type TemplateResult } from 'lit';
import { createAssistant, type Assistant, type AssistantOptions } from '../assistant/assistant.js';
import { changes, type AssistantEvent, type AssistantEvents } from '../assistant/events.js';
import type { Message } from '../assistant/transcript.js';
import type { Gesture, Item } from '../../rso.js';
import { reason } from '../host/fetch.js';
import { Announcer } from './announcer.js';
import { picture, title } from './card.js';
import type { RsoAssistant } from './element.js';
import { line, money, values, type Values, type Writing } from './format.js';
import { icon, type Icon } from './icons.js';
import { conversation, failure, quickReplies, warmUp, type Actions } from './messages.js';
import { Pace } from './pace.js';
import { sheet } from './sheet.js';
import { fill, tongue } from './strings.js';
import { styles } from './styles.js';
import { wishes, type Editing } from './wishes.js';
import { words } from './words.js';

const events: readonly AssistantEvent[] = [
  'ready', 'turn', 'recommend', 'constraint', 'select', 'save', 'cart', 'feedback', 'fallback', 'delta', 'undo', 'reset', 'error',
];

/** Milliseconds that a note stays. */
const noteShown = 2_500;

type Emit = (event: AssistantEvent, detail: AssistantEvents[AssistantEvent]) => boolean;

/**
 * All of the element that is loaded with the shopper's first intent: it draws a conversation into the element's shell, and keeps
 * what is the view's own (which editor is open, where the log is scrolled to).
 */
export class Panel {
  private assistant: Assistant | undefined;
  private readonly announcer: Announcer;
  private editing: Editing | undefined;
  private note = '';
  /** Ends the listening to the window. */
  private away = new AbortController();
  private noteTimer: ReturnType<typeof setTimeout> | undefined;
  /** The last page event was not cancelled. */
  private allowed = true;
  /** The latest message, and whether it is whole: when that changes, the log is scrolled. */
  private latest = '';
  private scrolling = false;
  private pace = new Pace();
  private drawing = false;

  private readonly actions: Actions = {
    select: (item, event) => {
      this.assistant?.select(item);
      if (!this.allowed) event.preventDefault();
    },
    save: (item) => {
      this.assistant?.toggleSaved(item);
      const { saved, unsaved } = this.writing.words;
      this.tell(this.actions.isSaved(item) ? saved : unsaved);
    },
    pick: (item) => {
      this.assistant?.togglePicked(item);
      this.announcer.say(this.picked);
    },
    reject: (item) => { this.byHand({ text: fill(this.writing.words.rejects, { item: item.title }), opinion: { item: item.id, of: 'dislike' } }); },
    addToCart: undefined,
    isSaved: (item) => has(this.assistant?.state.saved, item),
    isPicked: (item) => has(this.assistant?.state.picked, item),
    say: (text) => {
      this.refocus();
      void this.say(text);
    },
    again: (message) => {
      this.focusField();
      void this.assistant?.again(message);
    },
    judge: (message, verdict) => {
      this.assistant?.judge(message, verdict);
      if (verdict) this.announcer.say(this.writing.words.thanks);
    },
  };

  constructor(private readonly element: RsoAssistant, private readonly root: ShadowRoot) {
    adoptStyles(root, [styles, sheet]);
    this.announcer = new Announcer(() => { element.requestUpdate(); });
    this.attach();
  }

  /** The element is in a page. */
  attach(): void {
    this.away.abort();
    this.away = new AbortController();
    const { signal } = this.away;
    addEventListener('online', () => { this.element.requestUpdate(); }, { signal });
    addEventListener('offline', () => {
      this.announcer.say(this.writing.words.offline);
      this.element.requestUpdate();
    }, { signal });
  }

  /** Begins a conversation in the place of the one before. */
  converse(options: AssistantOptions, emit: Emit): Assistant {
    const assistant = (this.assistant = createAssistant(options));
    this.editing = undefined;
    this.pace = new Pace();
    assistant.subscribe(() => {
      this.look(assistant);
      this.review(assistant);
      this.element.requestUpdate();
    });
    for (const event of events) assistant.on(event, (detail) => { this.allowed = emit(event, detail); });
    assistant.on('turn', ({ reply, said }) => { this.announcer.say([said, ...reply.items.map(({ title: name }) => name)].join('. ')); });
    assistant.on('ready', () => { void warmUp(this.writing, this.actions); });
    void assistant.load();
    return assistant;
  }

  /** Something is on its way: from the engine, or onto the screen. */
  get busy(): boolean {
    const { status, writing, messages = [] } = this.assistant?.state ?? {};
    return status === 'loading' || writing === true || this.pace.behind(messages);
  }

  async say(text: string): Promise<void> {
    await this.assistant?.say(text);
  }

  async undo(): Promise<void> {
    if (!this.assistant?.state.undoable) return;
    this.editing = undefined;
    this.announcer.say(this.writing.words.undone);
    await this.assistant.undo();
  }

  async startOver(): Promise<void> {
    this.editing = undefined;
    this.announcer.say(this.writing.words.startedOver);
    this.focusField();
    await this.assistant?.startOver();
  }

  /** The conversation as plain text. */
  get text(): string {
    const { writing } = this;
    const { you, assistant } = writing.words;
    const said = ({ from, text, reply }: Message): string => [`${from === 'seeker' ? you : assistant}: ${text}`, ...(reply?.items ?? []).map((item) => `  • ${line(item, writing)}`)].join('\n');
    return (this.assistant?.state.messages ?? []).filter(({ text }) => text !== '').map(said).join('\n\n');
  }

  /** The element leaves the page. */
  rest(): void {
    this.away.abort();
    this.announcer.stop();
    clearTimeout(this.noteTimer);
    this.note = '';
    this.element.requestUpdate();
  }

  /** The element has been drawn. What follows waits for the frame that shows that, and is a task of its own. */
  updated(): void {
    if (this.drawing) return;
    this.drawing = this.pace.behind(this.messages);
    if (this.drawing) requestAnimationFrame(() => { setTimeout(() => { this.goOn(); }); });
    else if (this.scrolling) requestAnimationFrame(() => { this.scroll(); });
    this.scrolling &&= this.drawing;
  }

  /** The buttons of the header. */
  tools(): TemplateResult {
    const { words: say } = this.writing;
    const { undoable = false, saved = [], messages = [] } = this.assistant?.state ?? {};
    const tool = (name: Icon, part: string, label: string, act: () => void, rest: { count?: number; off?: boolean } = {}): TemplateResult => html`
      <button type="button" class="tool" part="tool ${part}" aria-label=${rest.count ? `${label}: ${String(rest.count)}` : label} title=${label} aria-disabled=${rest.off ? 'true' : 'false'}
        @click=${() => { if (!rest.off) act(); }}>${icon(name)}${rest.count ? html`<span class="count" aria-hidden="true">${rest.count}</span>` : nothing}</button>`;
    return html`
      ${saved.length > 0 ? tool('heart', 'saved', say.savedItems, () => { this.root.querySelector<HTMLDialogElement>('.saved')?.showModal(); }, { count: saved.length }) : nothing}
      ${tool('copy', 'copy', say.copy, () => { void this.copy(); }, { off: messages.length === 0 })}
      ${tool('undo', 'undo', say.undo, () => { void this.undo(); }, { off: !undoable })}
      ${tool('again', 'start-over', say.startOver, () => { void this.startOver(); })}`;
  }

  /** The shopper's wishes. */
  wishes(): TemplateResult | typeof nothing {
    return wishes(this.assistant?.state.belief, this.editing, this.writing, this.write, {
      edit: (at) => { this.edit(at); },
      cancel: () => { this.edit(undefined); },
      act: (gesture) => { this.byHand(gesture); },
    });
  }

  /** The messages, or what stands in their place. */
  log(): TemplateResult {
    const { assistant, writing } = this;
    const { words: say } = writing;
    const { status, error, suggestions = [] } = assistant?.state ?? {};
    const { messages, pace } = this;
    const { cart } = this.element;
    const actions = { ...this.actions, addToCart: cart && ((item: Item) => { void this.addToCart(item); }) };
    return html`
      ${status !== 'ready' && status !== 'failed' && messages.length === 0 ? html`<p class="loading">${say.loading}</p>` : nothing}
      ${conversation(messages, pace, writing, actions)}
      ${status === 'failed' ? failure(error ?? '', say, () => { this.retry(); }) : nothing}
      ${pace.behind(messages) ? nothing : quickReplies(suggestions, say, (text) => { actions.say(text); })}`;
  }

  /** What stands above the text field: the items picked to be compared, and what the shopper should know at this moment. */
  tray(): TemplateResult {
    const { words: say } = this.writing;
    const picked = this.assistant?.state.picked ?? [];
    return html`
      ${navigator.onLine ? nothing : html`<p class="strip" part="offline">${say.offline}</p>`}
      ${picked.length === 0 ? nothing : html`<div class="tray" part="tray" role="group" aria-label=${this.picked}>
        <span class="names">${picked.map((item) => html`<span class="name" dir="auto">${item.title}</span>`)}</span>
        <button type="button" class="solid" aria-disabled=${picked.length < 2 ? 'true' : 'false'} @click=${() => { this.compare(); }}>${say.compare}</button>
        <button type="button" class="quiet" @click=${() => { this.assistant?.unpickAll(); this.refocus(); }}>${say.clear}</button>
      </div>`}
      ${this.note === '' ? nothing : html`<p class="note" aria-hidden="true">${this.note}</p>`}`;
  }

  /** What lies over everything: the saved items; and what only screen readers see. */
  overlay(): TemplateResult {
    const { writing } = this;
    const { words: say } = writing;
    const saved = this.assistant?.state.saved ?? [];
    const close = (): void => { this.root.querySelector<HTMLDialogElement>('.saved')?.close(); };
    const select = (item: Item, event: Event): void => {
      close(); // what the page does with it must not stay behind the dialog
      this.actions.select(item, event);
    };
    return html`
      <dialog class="saved" aria-label=${say.savedItems} @click=${(event: Event) => { if (event.target === event.currentTarget) close(); }} @keydown=${(event: KeyboardEvent) => { if (event.key === 'Escape') event.stopPropagation(); }} @close=${(event: Event) => { this.closed(event); }}>
        <div class="head"><h3>${say.savedItems}</h3><button type="button" class="tool" aria-label=${say.back} title=${say.back} @click=${close}>${icon('back')}</button></div>
        ${saved.length === 0 ? html`<p class="none">${say.noneSaved}</p>` : html`<ul>${saved.map((item) => html`<li>
          ${picture(item, writing)}
          <div><span class="title">${title(item, { select })}</span>${item.price === undefined ? nothing : html`<span class="price">${money(item.price, item.currency, writing)}</span>`}</div>
          <button type="button" class="quiet" aria-label=${`${say.remove}: ${item.title}`} @click=${(event: Event) => { this.unsave(item, event); }}>${say.remove}</button></li>`)}</ul>`}
        ${this.announcer.render()}
      </dialog>
      ${this.announcer.render()}`;
  }

  private get writing(): Writing {
    const { language, locale, strings, heading, placeholder, noPictures } = this.element;
    const all = words(tongue(language), strings ?? {});
    return { words: { ...all, heading: heading ?? all.heading, placeholder: placeholder ?? all.placeholder }, locale: locale ?? language, pictures: !noPictures };
  }

  /** How values are written: what the catalog calls a price is money, in the currency of the items shown last. */
  private get write(): Values {
    const { description, messages = [] } = this.assistant?.state ?? {};
    const named = (role: string): Set<string> => new Set((description?.attributes ?? []).filter((one) => one.role === role).map(({ name }) => name));
    const currency = messages.flatMap(({ reply }) => reply?.items ?? []).findLast((item) => item.currency !== undefined)?.currency;
    return values(this.writing, named('price'), named('year'), currency);
  }

  private get picked(): string {
    return fill(this.writing.words.picked, { count: String(this.assistant?.state.picked.length ?? 0) });
  }

  private get messages(): readonly Message[] {
    return this.assistant?.state.messages ?? [];
  }

  /** Draws the next of what is not drawn yet. */
  private goOn(): void {
    this.drawing = false;
    this.pace.advance(this.messages);
    this.element.requestUpdate();
  }

  /** Notices a message that is new, or whole. */
  private look({ state: { messages, status } }: Assistant): void {
    const last = messages.at(-1);
    const latest = `${String(last?.id)} ${String(last?.growing)} ${String(last?.error)} ${status}`;
    if (latest !== this.latest) this.scrolling = true;
    this.latest = latest;
  }

  /** Closes the editor of a wish that is another one now. */
  private review({ state: { belief } }: Assistant): void {
    const { editing } = this;
    const wish = editing && belief?.constraints[editing.at];
    if (!editing || (wish && changes([editing.constraint], [wish]).added.length === 0)) return;
    this.editing = undefined;
    if (this.root.querySelector('.editor')?.contains(this.root.activeElement)) this.refocus();
  }

  /** Brings the shopper's latest message to the top of the log, so that the reply is read from its beginning. */
  private scroll(): void {
    const log = this.root.querySelector<HTMLElement>('.log');
    const latest = [...this.root.querySelectorAll<HTMLElement>('.seeker')].at(-1);
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    log?.scrollTo({ top: latest ? latest.offsetTop - 12 : 0, behavior: calm ? 'auto' : 'smooth' });
  }

  private retry(): void {
    this.focusField();
    void this.assistant?.load();
  }

  /** Opens the editor of a wish, or closes it. */
  private edit(at: number | undefined): void {
    const { editing, assistant } = this;
    const constraint = at === undefined || at === editing?.at ? undefined : assistant?.state.belief?.constraints[at];
    this.editing = constraint && at !== undefined ? { at, constraint, choices: undefined, refused: undefined } : undefined;
    this.element.requestUpdate();
    const opened = this.editing;
    if (!opened || !assistant) {
      this.root.querySelector<HTMLElement>(`.chip[data-at="${String(editing?.at)}"]`)?.focus();
      return;
    }
    assistant.choices(opened.at, 30).then((choices) => { opened.choices = choices; }, (cause: unknown) => { opened.refused = reason(cause); })
      .finally(() => { this.element.requestUpdate(); });
    void this.element.updateComplete.then(() => { this.root.querySelector<HTMLElement>('.editor input:checked')?.focus(); });
  }

  /** Does what the shopper did with a button that may be gone then. */
  private byHand(gesture: Gesture): void {
    this.editing = undefined;
    this.refocus();
    void this.assistant?.act(gesture);
  }

  /** Takes an item off the saved ones; the last row goes away, so the focus moves on first. */
  private unsave(item: Item, { target }: Event): void {
    const row = (target as HTMLElement).closest('li');
    if (!row?.nextElementSibling) (row?.previousElementSibling?.querySelector<HTMLElement>('.quiet') ?? this.root.querySelector<HTMLElement>('.saved .tool'))?.focus();
    this.actions.save(item);
  }

  /** The saved items are closed. Where none is left, the button that opened them is gone, and the focus goes on. */
  private closed(event: Event): void {
    event.stopPropagation();
    const { activeElement } = this.root;
    if (!activeElement || (event.target as HTMLElement).contains(activeElement)) this.refocus();
  }

  private compare(): void {
    const picked = this.assistant?.state.picked ?? [];
    if (picked.length < 2) return;
    const items = new Intl.ListFormat(tongue(this.element.language)).format(picked.map((item) => item.title));
    this.assistant?.unpickAll();
    this.byHand({ text: fill(this.writing.words.compares, { items }), compare: picked.map(({ id }) => id) });
  }

  private async addToCart(item: Item): Promise<void> {
    try {
      await this.assistant?.addToCart(item);
      this.tell(this.writing.words.added);
    } catch (cause) {
      this.tell(reason(cause));
    }
  }

  private async copy(): Promise<void> {
    const { copied, notCopied } = this.writing.words;
    try {
      await navigator.clipboard.writeText(this.text);
      this.tell(copied);
    } catch {
      this.tell(notCopied);
    }
  }

  /** Says something in passing, to all senses. */
  private tell(text: string): void {
    this.note = text;
    this.announcer.say(text);
    clearTimeout(this.noteTimer);
    this.noteTimer = setTimeout(() => {
      this.note = '';
      this.element.requestUpdate();
    }, noteShown);
    this.element.requestUpdate();
  }

  private focusField(): void {
    this.root.querySelector('textarea')?.focus({ preventScroll: true });
  }

  /** A button goes away with what it does, so the focus moves on first; a phone's keyboard needn't pop up for it. */
  private refocus(): void {
    if (matchMedia('(pointer: fine)').matches) this.focusField();
    else this.root.querySelector<HTMLElement>('.log')?.focus({ preventScroll: true });
  }
}

function has(list: readonly Item[] | undefined, { id }: Item): boolean {
  return list?.some((item) => item.id === id) ?? false;
}
