// Made-up products for the benchmarks: with a title, a brand, a category path, a price, attributes, tags and a description
// of some thirty words, with the word frequencies of a language (Zipf), from a seed.
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';

/** A stream of numbers in [0, 1) from a seed (mulberry32). */
function random(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const next = random(1);
const pick = (list) => list[Math.floor(next() * list.length)];
const syllables = 'ba be bi bo bu da de di do du ka ke ki ko ku la le li lo lu ma me mi mo mu na ne ni no nu ra re ri ro ru sa se si so su ta te ti to tu'.split(' ');
const word = () => Array.from({ length: 2 + Math.floor(next() * 2) }, () => pick(syllables)).join('');
const vocabulary = Array.from({ length: 40000 }, word);
/** A word by Zipf's law: the k-th is said 1/k times as often as the first. */
const said = () => vocabulary[Math.min(vocabulary.length - 1, Math.floor(Math.exp(next() * Math.log(vocabulary.length + 1))) - 1)];
const categories = Array.from({ length: 120 }, (_, k) => [`Department ${k % 8}`, `Aisle ${k % 30}`, `${word()} ${word()}`]);
const colors = ['black', 'white', 'grey', 'red', 'blue', 'green', 'brown'];
const brands = Array.from({ length: 1200 }, word);

export function product(i) {
  const category = pick(categories);
  const brand = pick(brands);
  return {
    id: `p${i}`,
    title: `${brand} ${word()} ${category[2]}`,
    brand,
    category,
    price: Math.round(500 + next() * 50000) / 100,
    rating: Math.round((2.5 + next() * 2.5) * 10) / 10,
    color: pick(colors),
    tags: Array.from({ length: 3 }, said),
    description: Array.from({ length: 30 }, said).join(' '),
    in_stock: next() < 0.9,
  };
}

export async function feed(path, rows) {
  const out = createWriteStream(path);
  for (let i = 0; i < rows; i++) {
    if (!out.write(`${JSON.stringify(product(i))}\n`)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
}

/** The same as the text of a CSV, with a stock and descriptions of 20 to 40 words. */
export function csv(rows) {
  const cell = (value) => (/[",\n]/.test(String(value)) ? `"${String(value).replaceAll('"', '""')}"` : String(value));
  const lines = ['sku,title,brand,category,price,color,description,stock,rating'];
  for (let i = 0; i < rows; i++) {
    const { id, title, brand, category, price, color, rating } = product(i);
    const description = `${Array.from({ length: 20 + Math.floor(next() * 21) }, said).join(' ')}.`;
    lines.push([id, title, brand, category.join(' > '), price, color, description, Math.floor(next() * 40), rating].map(cell).join(','));
  }
  return `${lines.join('\n')}\n`;
}
