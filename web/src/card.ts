import { html, nothing, svg, type TemplateResult } from 'lit';
import type { Item } from '../rso.js';
import type { Strings } from './strings.js';

/** Values of one attribute that a card shows before it says how many more there are. */
const valuesShown = 3;

/**
 * One item of the catalog. All of its text is catalog data and stays text: templates escape, and an address
 * becomes a link only when it is one of the web's.
 */
export function card(item: Item, strings: Strings, select: (event: Event) => void): TemplateResult {
  const address = webAddress(item.url);
  return html`
    <article class="card" part="card" aria-label=${item.title}>
      ${picture(item)}
      <div class="body">
        <h3 dir="auto" part="card-title">
          ${address === undefined
            ? html`<button type="button" class="pick" @click=${select}>${item.title}</button>`
            : html`<a class="pick" href=${address} @click=${select}>${item.title}</a>`}
        </h3>
        <p class="facts">
          ${item.year === undefined ? nothing : html`<span>${item.year}</span>`}
          ${item.price === undefined ? nothing : html`<span class="price" part="card-price">${money(item.price, item.currency)}</span>`}
          ${item.rating === undefined ? nothing : rating(item.rating, strings)}
        </p>
        ${item.attributes.length === 0
          ? nothing
          : html`<ul class="chips" part="card-attributes">
              ${item.attributes.map(({ name, values }) => chip(name, values, strings))}
            </ul>`}
        ${item.why.length === 0
          ? nothing
          : html`<ul class="why" part="card-why" aria-label=${strings.why}>
              ${item.why.map((reason) => html`<li dir="auto">${reason}</li>`)}
            </ul>`}
      </div>
    </article>
  `;
}

function chip(name: string, values: string[], strings: Strings): TemplateResult {
  const rest = values.length - valuesShown;
  return html`<li title=${`${name}: ${values.join(', ')}`}>
    <span class="key">${name}</span> <bdi>${values.slice(0, valuesShown).join(', ')}</bdi>${rest > 0 ? ` ${strings.more(rest)}` : nothing}
  </li>`;
}

function rating(value: number, strings: Strings): TemplateResult {
  const figure = value.toLocaleString(undefined, { maximumFractionDigits: 1 });
  return html`<span class="rating"><span aria-hidden="true">★ ${figure}</span><span class="unseen">${strings.rating(figure)}</span></span>`;
}

function money(price: number, currency: string | undefined): string {
  if (currency === undefined || !/^[A-Za-z]{3}$/.test(currency)) return price.toLocaleString();
  return price.toLocaleString(undefined, { style: 'currency', currency });
}

/** The item's image or, without one, a tile with its initial in a colour of its own. */
function picture(item: Item): TemplateResult {
  const image = webAddress(item.image);
  if (image !== undefined) return html`<img class="tile" part="card-image" src=${image} alt="" loading="lazy" />`;
  let hue = 7;
  for (const letter of item.title) hue = (hue * 31 + (letter.codePointAt(0) ?? 0)) % 360;
  const [initial = ''] = (/./u.exec(item.title.replace(/^(The|A|An) /i, ''))) ?? [];
  return html`<svg class="tile" viewBox="0 0 48 64" aria-hidden="true" part="card-image">
    ${svg`<rect width="48" height="64" fill=${`hsl(${String(hue)} 34% 42%)`} />
      <circle cx="40" cy="8" r="26" fill=${`hsl(${String((hue + 40) % 360)} 42% 56%)`} opacity="0.55" />
      <circle cx="4" cy="62" r="22" fill=${`hsl(${String((hue + 320) % 360)} 38% 32%)`} opacity="0.5" />
      <text x="24" y="41" text-anchor="middle" font-size="24" font-weight="600" fill="#fff">${initial.toUpperCase()}</text>`}
  </svg>`;
}

/** The address if a browser fetches it from the web, so that no catalog can smuggle in a script. */
function webAddress(address: string | undefined): string | undefined {
  if (address === undefined || address === '') return undefined;
  try {
    const { protocol, href } = new URL(address, document.baseURI);
    return protocol === 'https:' || protocol === 'http:' ? href : undefined;
  } catch {
    return undefined;
  }
}
