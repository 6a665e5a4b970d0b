import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Item } from '../rso.js';
import { card } from './card.js';
import type { Strings } from './strings.js';
import type { Message } from './transcript.js';

/** What the pieces of the view may ask of the element. */
export interface Actions {
  select(item: Item, event: Event): void;
  say(text: string): void;
  again(message: Message): void;
}

/** Characters of a message that are shown; a pasted book would bury the conversation. */
const shown = 1_200;

export function conversation(messages: readonly Message[], strings: Strings, actions: Actions): TemplateResult {
  return html`${repeat(messages, ({ id }) => id, (message) => said(message, strings, actions))}`;
}

function said(message: Message, strings: Strings, actions: Actions): TemplateResult {
  const seeker = message.from === 'seeker';
  const who = seeker ? strings.you : strings.assistant;
  const part = seeker ? 'message message-seeker' : 'message message-recommender';
  return html`
    <div class="message ${message.from}" part=${part} data-id=${message.id}>
      <span class="unseen">${who}:</span>
      ${message.text === '' ? nothing : html`<div class="text" part="text" dir="auto">${clip(message.text, strings)}</div>`}
      ${message.growing && message.text === '' ? dots(strings) : nothing}
      ${message.error === undefined ? nothing : broken(message, message.error, strings, actions)}
      ${message.reply && message.reply.items.length > 0
        ? html`<div class="cards" part="cards">
            ${message.reply.items.map((item) => card(item, strings, (event) => { actions.select(item, event); }))}
          </div>`
        : nothing}
    </div>
  `;
}

function clip(text: string, strings: Strings): string {
  if (text.length <= shown) return text;
  return `${text.slice(0, shown).toWellFormed()}… ${strings.clipped(text.length.toLocaleString())}`;
}

function dots(strings: Strings): TemplateResult {
  return html`<div class="dots"><span class="unseen">${strings.thinking}</span><i></i><i></i><i></i></div>`;
}

function broken(message: Message, error: string, strings: Strings, actions: Actions): TemplateResult {
  return html`<div class="notice" part="error" role="alert">
    <p>${error}</p>
    <button type="button" class="quiet" @click=${() => { actions.again(message); }}>${strings.retry}</button>
  </div>`;
}

/** The panel in place of a conversation that could not start. */
export function failure(error: string, strings: Strings, retry: () => void): TemplateResult {
  return html`<div class="failure" part="error" role="alert">
    <strong>${strings.failed}</strong>
    <p>${error}</p>
    <button type="button" class="solid" @click=${retry}>${strings.retry}</button>
  </div>`;
}

export function quickReplies(replies: readonly string[], strings: Strings, actions: Actions): TemplateResult | typeof nothing {
  if (replies.length === 0) return nothing;
  return html`<div class="replies" part="suggestions" role="group" aria-label=${strings.suggestions}>
    ${replies.map((text) => html`<button type="button" part="suggestion" dir="auto" @click=${() => { actions.say(text); }}>${text}</button>`)}
  </div>`;
}
