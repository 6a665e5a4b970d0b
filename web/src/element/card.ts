import { html, nothing, svg, type TemplateResult } from 'lit';
import type { Item } from '../../rso.js';
import { money, stars, webAddress, type Writing } from './format.js';
import { icon } from './icons.js';
import { fill, type Strings } from './strings.js';

/** Values of one attribute that a card shows before it says how many more there are. */
const valuesShown = 3;

/** What a shopper may do with an item. */
export interface ItemActions {
  select(item: Item, event: Event): void;
  save(item: Item): void;
  pick(item: Item): void;
  reject(item: Item): void;
  /** Only where the shop has a cart. */
  addToCart: ((item: Item) => void) | undefined;
  isSaved(item: Item): boolean;
  isPicked(item: Item): boolean;
}

/**
 * One item of the catalog. All of its text is catalog data and stays text: templates escape, and an address
 * becomes a link only when it is one of the web's.
 */
export function card(item: Item, writing: Writing, actions: ItemActions): TemplateResult {
  const { words } = writing;
  return html`
    <article class="card" part="card" aria-label=${item.title}>
      ${picture(item, writing)}
      <div class="body">
        <h3 part="card-title">${title(item, actions)}</h3>
        <p class="facts">
          ${item.year === undefined ? nothing : html`<span>${item.year}</span>`}
          ${item.price === undefined ? nothing : html`<span class="price" part="card-price">${money(item.price, item.currency, writing)}</span>`}
          ${item.rating === undefined ? nothing : rating(item.rating, writing)}
        </p>
        ${item.attributes.length === 0
          ? nothing
          : html`<ul class="chips" part="card-attributes">
              ${item.attributes.map(({ name, values }) => chip(name, values, words))}
            </ul>`}
        ${item.why.length === 0
          ? nothing
          : html`<ul class="why" part="card-why" aria-label=${words.why}>
              ${item.why.map((reason) => html`<li dir="auto">${reason}</li>`)}
            </ul>`}
        ${buttons(item, words, actions)}
      </div>
    </article>
  `;
}

/** An item's title, which leads to it. */
export function title(item: Item, { select }: Pick<ItemActions, 'select'>): TemplateResult {
  const address = webAddress(item.url);
  const pick = (event: Event): void => { select(item, event); };
  return address === undefined
    ? html`<button type="button" class="pick" @click=${pick}><bdi>${item.title}</bdi></button>`
    : html`<a class="pick" href=${address} @click=${pick}><bdi>${item.title}</bdi></a>`;
}

function buttons(item: Item, words: Strings, actions: ItemActions): TemplateResult {
  const { addToCart } = actions;
  const saved = actions.isSaved(item);
  const picked = actions.isPicked(item);
  return html`<div class="actions" part="card-actions" role="group" aria-label=${item.title}>
    ${addToCart ? html`<button type="button" class="act cart" @click=${() => { addToCart(item); }}>${icon('cart')}${words.addToCart}</button>` : nothing}
    <button type="button" class="act" aria-pressed=${saved ? 'true' : 'false'} @click=${() => { actions.save(item); }}>${icon('heart')}${words.save}</button>
    <button type="button" class="act" aria-pressed=${picked ? 'true' : 'false'} @click=${() => { actions.pick(item); }}>${icon('scales')}${words.pick}</button>
    <button type="button" class="act" @click=${() => { actions.reject(item); }}>${icon('reject')}${words.reject}</button>
  </div>`;
}

function chip(name: string, values: string[], words: Strings): TemplateResult {
  const rest = values.length - valuesShown;
  return html`<li title=${`${name}: ${values.join(', ')}`}>
    <span class="key">${name}</span> <bdi>${values.slice(0, valuesShown).join(', ')}</bdi>${rest > 0 ? ` ${fill(words.more, { count: String(rest) })}` : nothing}
  </li>`;
}

export function rating(value: number, writing: Writing): TemplateResult {
  const figure = stars(value, writing);
  return html`<span class="rating"><span aria-hidden="true">${icon('star')} ${figure}</span><span class="unseen">${fill(writing.words.rating, { rating: figure })}</span></span>`;
}

/** The item's image and, where there is none or it can't be loaded, a tile with its initial in a colour of its own. */
export function picture(item: Item, { pictures }: Writing): TemplateResult {
  const image = pictures ? webAddress(item.image) : undefined;
  const hide = ({ target }: Event): void => { (target as HTMLElement).hidden = true; };
  return html`<span class="tile" part="card-image">${tile(item)}${image === undefined ? nothing : html`<img src=${image} alt="" loading="lazy" @error=${hide} />`}</span>`;
}

function tile(item: Item): TemplateResult {
  let hue = 7;
  for (const letter of item.title) hue = (hue * 31 + (letter.codePointAt(0) ?? 0)) % 360;
  const [initial = ''] = (/./u.exec(item.title.replace(/^(The|A|An) /i, ''))) ?? [];
  return html`<svg viewBox="0 0 48 64" preserveAspectRatio="xMidYMid slice" aria-hidden="true">
    ${svg`<rect width="48" height="64" fill=${`hsl(${String(hue)} 34% 42%)`} />
      <circle cx="40" cy="8" r="26" fill=${`hsl(${String((hue + 40) % 360)} 42% 56%)`} opacity="0.55" />
      <circle cx="4" cy="62" r="22" fill=${`hsl(${String((hue + 320) % 360)} 38% 32%)`} opacity="0.5" />
      <text x="24" y="41" text-anchor="middle" font-size="24" font-weight="600" fill="#fff">${initial.toUpperCase()}</text>`}
  </svg>`;
}
