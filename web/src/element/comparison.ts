import { html, nothing, type TemplateResult } from 'lit';
import type { Item } from '../../rso.js';
import { rating, title, type ItemActions } from './card.js';
import { money, plain, type Writing } from './format.js';

interface Row {
  name: string;
  /** One for each item; empty where the record is silent. */
  cells: (TemplateResult | string)[];
  differs: boolean;
}

/** Two or three items side by side, one row an attribute; rows in which they differ stand out. */
export function comparison(items: readonly Item[], writing: Writing, actions: ItemActions): TemplateResult {
  const { words } = writing;
  return html`<div class="table" part="comparison" role="region" aria-label=${words.comparison} tabindex="0">
    <table>
      <thead><tr><td></td>${items.map((item) => html`<th scope="col">${title(item, actions)}</th>`)}</tr></thead>
      <tbody>${rows(items, writing).map(({ name, cells, differs }) => html`<tr class=${differs ? 'differs' : ''}>
        <th scope="row">${name}</th>${cells.map((cell) => html`<td>${cell === '' ? html`<span aria-hidden="true">–</span>` : cell}</td>`)}
      </tr>`)}</tbody>
      ${actions.addToCart ? html`<tfoot><tr><td></td>${items.map((item) => html`<td><button type="button" class="act cart" aria-label="${words.addToCart}: ${item.title}" @click=${() => { actions.addToCart?.(item); }}>${words.addToCart}</button></td>`)}</tr></tfoot>` : nothing}
    </table>
  </div>`;
}

function rows(items: readonly Item[], writing: Writing): Row[] {
  const { words } = writing;
  const row = <T>(name: string, of: (item: Item) => T | undefined, show: (value: T, item: Item) => TemplateResult | string): Row => {
    const values = items.map(of);
    return {
      name, differs: new Set(values.map((value) => JSON.stringify([value]))).size > 1,
      cells: items.map((item, i) => { const value = values[i]; return value === undefined ? '' : show(value, item); }),
    };
  };
  const names = [...new Set(items.flatMap(({ attributes }) => attributes.map(({ name }) => name)))];
  return [
    row(words.price, ({ price }) => price, (price, { currency }) => money(price, currency, writing)),
    row(words.year, ({ year }) => year, String),
    row(words.ratingOf, ({ rating: value }) => value, (value) => rating(value, writing)),
    ...names.map((name) => row(plain(name), ({ attributes }) => attributes.find((one) => one.name === name)?.values, (values) => values.join(', '))),
  ].filter(({ cells }) => cells.some((cell) => cell !== ''));
}
