import { html, nothing, render, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Item, Reply } from '../../rso.js';
import type { Message, Verdict } from '../assistant/transcript.js';
import { card, type ItemActions } from './card.js';
import { comparison } from './comparison.js';
import { figure, money, stars, type Writing } from './format.js';
import { icon } from './icons.js';
import { things, type Pace } from './pace.js';
import { fill, type Strings } from './strings.js';

/** What the conversation may ask of the panel. */
export interface Actions extends ItemActions {
  say(text: string): void;
  again(message: Message): void;
  judge(message: Message, verdict: Verdict | undefined): void;
}

/** Characters of a message that are shown; a pasted book would bury the conversation. */
const shown = 1_200;

export function conversation(messages: readonly Message[], pace: Pace, writing: Writing, actions: Actions): TemplateResult {
  return html`${repeat(pace.due(messages), ({ message }) => message.id, ({ message, drawn }) => said(message, drawn, writing, actions))}`;
}

/** What a card may hold. */
const specimen: Item = { id: '', title: 'A', price: 1, currency: 'USD', year: 1, rating: 1, attributes: [{ name: 'A', values: ['A'] }], why: ['A'] };

/**
 * Has the browser learn, while the shopper is still reading, what the first card needs: the frame that it comes in has enough to do.
 * Everything in a task of its own: to write numbers, where the worker hasn't done so before, and to make the templates' elements.
 */
export async function warmUp(writing: Writing, actions: Actions): Promise<void> {
  for (const learn of [() => stars(1, writing), () => money(1, 'USD', writing), () => render(card(specimen, writing, actions), new DocumentFragment())]) {
    await new Promise((resolve) => { setTimeout(resolve); });
    learn();
  }
}

/** A message with the first so many of its things. */
function said(message: Message, drawn: number, writing: Writing, actions: Actions): TemplateResult {
  const { words } = writing;
  const { reply } = message;
  const seeker = message.from === 'seeker';
  const part = seeker ? 'message message-seeker' : 'message message-recommender';
  return html`
    <div class="message ${message.from} ${message.gesture ? 'by-hand' : ''}" part=${part} data-id=${message.id}>
      <span class="unseen">${seeker ? words.you : words.assistant}:</span>
      ${message.text === '' ? nothing : html`<div class="text" part="text" dir="auto">${clip(message.text, writing)}</div>`}
      ${message.growing && message.text === '' ? dots(words) : nothing}
      ${message.error === undefined ? nothing : broken(message, message.error, words, actions)}
      ${reply && drawn > 0 ? items(reply, drawn, writing, actions) : nothing}
      ${reply && drawn >= things(message) ? verdict(message, words, actions) : nothing}
    </div>
  `;
}

function items({ items: list, strategy }: Reply, drawn: number, writing: Writing, actions: Actions): TemplateResult {
  if (strategy === 'compare' && list.length > 1) return comparison(list, writing, actions);
  return html`<div class="cards" part="cards">${list.slice(0, drawn).map((item) => card(item, writing, actions))}</div>`;
}

function clip(text: string, writing: Writing): string {
  if (text.length <= shown) return text;
  return `${text.slice(0, shown).toWellFormed()}… ${fill(writing.words.clipped, { characters: figure(text.length, writing) })}`;
}

function dots(words: Strings): TemplateResult {
  return html`<div class="dots"><span class="unseen">${words.thinking}</span><i></i><i></i><i></i></div>`;
}

function broken(message: Message, error: string, words: Strings, actions: Actions): TemplateResult {
  return html`<div class="notice" part="error" role="alert">
    <p lang="en">${error}</p>
    <button type="button" class="quiet" @click=${() => { actions.again(message); }}>${words.retry}</button>
  </div>`;
}

/** The thumbs below a reply and, once it was found bad, what may have been wrong with it. */
function verdict(message: Message, words: Strings, actions: Actions): TemplateResult {
  const { of, reasons = [] } = message.verdict ?? {};
  const thumb = (name: 'up' | 'down', label: string): TemplateResult => html`<button type="button" class="thumb" aria-pressed=${of === name ? 'true' : 'false'} aria-label=${label} title=${label}
    @click=${() => { actions.judge(message, of === name ? undefined : { of: name, reasons: [] }); }}>${icon(name)}</button>`;
  const toggle = (reason: string): void => {
    actions.judge(message, { of: 'down', reasons: reasons.includes(reason) ? reasons.filter((other) => other !== reason) : [...reasons, reason] });
  };
  return html`<div class="verdict" part="verdict">
    ${thumb('up', words.good)}${thumb('down', words.bad)}
    ${of === 'down' ? html`<div class="reasons" role="group" aria-label=${words.whyBad}>
      ${Object.entries(words.reasons).map(([reason, label]) => html`<button type="button" aria-pressed=${reasons.includes(reason) ? 'true' : 'false'} @click=${() => { toggle(reason); }}>${label}</button>`)}
    </div>` : nothing}
  </div>`;
}

/** The panel in place of a conversation that could not start. */
export function failure(error: string, words: Strings, retry: () => void): TemplateResult {
  return html`<div class="failure" part="error" role="alert">
    <strong>${words.failed}</strong>
    <p lang="en">${error}</p>
    <button type="button" class="solid" @click=${retry}>${words.retry}</button>
  </div>`;
}

export function quickReplies(replies: readonly string[], words: Strings, say: (text: string) => void): TemplateResult | typeof nothing {
  if (replies.length === 0) return nothing;
  return html`<div class="replies" part="suggestions" role="group" aria-label=${words.suggestions}>
    ${replies.map((text) => html`<button type="button" part="suggestion" dir="auto" @click=${() => { say(text); }}>${text}</button>`)}
  </div>`;
}
