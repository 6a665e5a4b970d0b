import { html, nothing, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import type { Belief, Choices, Constraint, Gesture, Revision } from '../../rso.js';
import { plain, wish, type Values, type Writing } from './format.js';
import { icon } from './icons.js';
import { fill, type Strings } from './strings.js';

/** The wish whose editor is open. */
export interface Editing {
  at: number;
  constraint: Constraint;
  /** What it may be changed to; none while that is not known. */
  choices: Choices | undefined;
  /** Why the change was refused. */
  refused: string | undefined;
}

export interface WishActions {
  edit(at: number): void;
  cancel(): void;
  /** Does what the shopper did by hand. */
  act(gesture: Gesture): void;
}

/** What is believed of the shopper's wishes: each is a button that opens its editor, and opinions go away with a click. */
export function wishes(belief: Belief | undefined, editing: Editing | undefined, writing: Writing, write: Values, actions: WishActions): TemplateResult | typeof nothing {
  if (!belief) return nothing;
  const { words } = writing;
  const { constraints, liked, disliked, seen, names, sort } = belief;
  const opinions = (ids: readonly string[], text: string): TemplateResult[] => ids.map((id) => {
    const item = names[id] ?? id;
    return removable(fill(text, { items: item }), words, () => { actions.act({ text: fill(words.forgets, { item }), opinion: { item: id, of: 'none' } }); });
  });
  const chips = [
    ...constraints.map((constraint, at) => {
      const text = wish(constraint, writing, write);
      return html`<li><button type="button" class="chip ${constraint.hard ? 'hard' : 'soft'}" part="wish" data-at=${at} aria-expanded=${editing?.at === at ? 'true' : 'false'}
        aria-label=${`${fill(words.edit, { wish: text })}, ${constraint.hard ? words.must : words.wish}`} title=${constraint.hard ? words.must : words.wish} @click=${() => { actions.edit(at); }}><bdi>${text}</bdi></button></li>`;
    }),
    ...opinions(liked, words.likes), ...opinions(disliked, words.dislikes), ...opinions(seen.filter((id) => !liked.includes(id) && !disliked.includes(id)), words.known),
    ...(sort ? [removable(fill(sort.descending ? words.descending : words.ascending, { attribute: plain(sort.attribute) }), words,
      () => { actions.act({ text: words.anyOrder, sort: { remove: true } }); })] : []),
  ];
  if (chips.length === 0) return nothing;
  return html`<div class="wishes">
    <ul part="wishes" aria-label=${words.wishes}>${chips}</ul>
    ${editing ? keyed(editing, editor(editing, writing, write, actions)) : nothing}
  </div>`;
}

function removable(text: string, words: Strings, remove: () => void): TemplateResult {
  return html`<li><button type="button" class="chip opinion" part="wish" aria-label=${`${words.remove}: ${text}`} title=${words.remove} @click=${remove}><bdi>${text}</bdi>${icon('back')}</button></li>`;
}

function editor(editing: Editing, writing: Writing, write: Values, actions: WishActions): TemplateResult {
  const { words } = writing;
  const { at, constraint, refused } = editing;
  const text = wish(constraint, writing, write);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const change = changed(editing, new FormData(form));
    if (change === undefined) actions.cancel();
    else actions.act(gesture(editing, change, writing, write));
  };
  return html`<form class="editor" part="editor" aria-label=${fill(words.edit, { wish: text })} @submit=${submit}
    @keydown=${(event: KeyboardEvent) => { if (event.key !== 'Escape') return; event.preventDefault(); event.stopPropagation(); actions.cancel(); }}>
    <fieldset><legend class="unseen">${text}</legend>
      <label><input type="radio" name="hard" value="yes" .checked=${constraint.hard} />${words.must}</label>
      <label><input type="radio" name="hard" value="no" .checked=${!constraint.hard} />${words.wish}</label>
    </fieldset>
    ${value(editing, writing)}
    ${refused === undefined ? nothing : html`<p role="alert" class="refused">${refused}</p>`}
    <div class="row">
      <button type="submit" class="solid">${words.apply}</button>
      <button type="button" class="quiet" @click=${() => { actions.act({ text: fill(words.takesBack, { wish: text }), revise: { at, attribute: constraint.attribute, remove: true } }); }}>${words.remove}</button>
      <button type="button" class="quiet" @click=${() => { actions.cancel(); }}>${words.cancel}</button>
    </div>
  </form>`;
}

/** The fields for a wish's value, as far as it can be changed by hand. */
function value({ constraint, choices }: Editing, { words }: Writing): TemplateResult | typeof nothing {
  const { value: held } = constraint;
  const number = (name: string, label: string, content: string | number): TemplateResult => html`<label>${label}
    <input type="number" step="any" name=${name} .value=${String(content)} required /></label>`;
  if (Array.isArray(held) && typeof held[0] === 'number' && typeof held[1] === 'number') {
    return html`<div class="row">${number('low', words.from, held[0])}${number('high', words.to, held[1])}${unit(choices)}</div>`;
  }
  if (typeof held === 'number') return html`<div class="row">${number('value', words.value, held)}${unit(choices)}</div>`;
  if (typeof held !== 'string' || !choices || choices.values.length === 0) return nothing;
  const others = choices.values.filter((one) => one.value !== held);
  return html`<label>${plain(constraint.attribute)}
    <select name="value"><option selected>${held}</option>${others.map(({ value: other, count }) => html`<option value=${other}>${other} (${count})</option>`)}</select></label>`;
}

function unit(choices: Choices | undefined): TemplateResult | typeof nothing {
  return choices?.unit ? html`<span class="unit">${choices.unit}</span>` : nothing;
}

type Change = Omit<Revision, 'at'>;

/** What the form changes; nothing when it is as before. */
function changed({ constraint }: Editing, form: FormData): Change | undefined {
  const change: Change = {};
  const hard = form.get('hard') === 'yes';
  if (hard !== constraint.hard) change.hard = hard;
  const { value: held } = constraint;
  const low = form.get('low');
  const typed = form.get('value');
  if (low !== null && Array.isArray(held)) {
    const pair = [Number(low), Number(form.get('high'))].sort((a, b) => a - b) as [number, number];
    if (pair.some((one, i) => one !== held[i])) change.value = pair;
  } else if (typed !== null && typed !== String(held)) {
    change.value = typeof held === 'number' ? Number(typed) : typed as string;
  }
  return Object.keys(change).length > 0 ? change : undefined;
}

function gesture({ at, constraint }: Editing, change: Change, writing: Writing, write: Values): Gesture {
  const { words } = writing;
  const next = wish({ ...constraint, ...(change.value === undefined ? {} : { value: change.value }) }, writing, write);
  const says = change.value !== undefined ? words.changes : change.hard ? words.insists : words.relents;
  return { text: fill(says, { wish: next }), revise: { at, attribute: constraint.attribute, ...change } };
}
