import type { Constraint, Item } from '../../rso.js';
import { fill, type Strings } from './strings.js';

/** What a view needs to write for a shopper: the words, and how numbers are written. */
export interface Writing {
  words: Strings;
  /** A tag such as `de-AT`; the browser's own without it. */
  locale: string | undefined;
  /** Whether the catalog's pictures are loaded. */
  pictures: boolean;
}

/** Making one takes a millisecond or more, and a reply has dozens of numbers. */
const formats = new Map<string, Intl.NumberFormat>();

/** How the locale writes numbers; an unknown one is no reason to fail. */
function made(locale: string | undefined, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  try {
    return new Intl.NumberFormat(locale, options);
  } catch {
    return new Intl.NumberFormat(undefined, options);
  }
}

/** A number as the locale writes it. */
function number(value: number, locale: string | undefined, options: Intl.NumberFormatOptions): string {
  const key = JSON.stringify([locale, options]);
  const format = formats.get(key) ?? made(locale, options);
  formats.set(key, format);
  return format.format(value);
}

export function figure(value: number, { locale }: Writing): string {
  return number(value, locale, { maximumFractionDigits: 2 });
}

export function stars(value: number, { locale }: Writing): string {
  return number(value, locale, { maximumFractionDigits: 1 });
}

export function money(price: number, currency: string | undefined, { locale }: Writing): string {
  if (currency === undefined || !/^[A-Za-z]{3}$/.test(currency)) return number(price, locale, Number.isInteger(price) ? {} : { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  return number(price, locale, { style: 'currency', currency });
}

/** A column's name for people. */
export function plain(name: string): string {
  return name.replaceAll('_', ' ');
}

/** The address if a browser fetches it from the web, so that no catalog can smuggle in a script. */
export function webAddress(address: string | undefined): string | undefined {
  if (address === undefined || address === '') return undefined;
  try {
    const { protocol, href } = new URL(address, document.baseURI);
    return protocol === 'https:' || protocol === 'http:' ? href : undefined;
  } catch {
    return undefined;
  }
}

/** A price as people say it: whole amounts without their zeros. */
function roundly(price: number, currency: string | undefined, writing: Writing): string {
  return Number.isInteger(price) ? money(price, currency, writing).replace(/[.,]00(?!\d)/, '') : money(price, currency, writing);
}

/** How the values of one column are written: money where it is a price, years without a separator. */
export type Values = (attribute: string, value: string | number) => string;

export function values(writing: Writing, prices: ReadonlySet<string>, years: ReadonlySet<string>, currency: string | undefined): Values {
  return (attribute, value) => {
    if (typeof value === 'string') return value;
    if (prices.has(attribute)) return roundly(value, currency, writing);
    return years.has(attribute) ? String(value) : figure(value, writing);
  };
}

/** A wish in a few words: "price ≤ $100", "color: not red". */
export function wish({ attribute, op, value }: Constraint, { words }: Writing, write: Values): string {
  const name = plain(attribute);
  const all = (Array.isArray(value) ? value : [value]).map((one) => write(attribute, one));
  const [low = '', high = ''] = all;
  switch (op) {
    case '==':
    case 'in':
      return `${name}: ${all.join(', ')}`;
    case '!=':
    case 'not in':
      return `${name}: ${fill(words.not, { value: all.join(', ') })}`;
    case 'between':
      return `${name} ${low}–${high}`;
    case 'not between':
      return `${name}: ${fill(words.not, { value: `${low}–${high}` })}`;
    case 'not contains':
      return fill(words.without, { value: low });
    case '<=':
      return `${name} ≤ ${low}`;
    case '>=':
      return `${name} ≥ ${low}`;
    default:
      return `${name} ${op} ${low}`;
  }
}

/** An item in one line of plain text. */
export function line(item: Item, writing: Writing): string {
  const price = item.price === undefined ? '' : `, ${money(item.price, item.currency, writing)}`;
  const address = webAddress(item.url);
  return `${item.title}${item.year === undefined ? '' : ` (${String(item.year)})`}${price}${address === undefined ? '' : ` ${address}`}`;
}
