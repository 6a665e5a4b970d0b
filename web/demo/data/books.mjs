// Makes books.jsonl of books.csv of goodbooks-10k (https://github.com/zygmuntz/goodbooks-10k): facts, one book a line.
//
//   node books.mjs books.csv >books.jsonl
//
// Titles lose what stands behind them, "Twilight (Twilight, #1)". A series of some length becomes a field: the names of short ones
// would only be words that shoppers mean otherwise. Years before Christ are left out, and so is what is not known.
import { readFileSync } from 'node:fs';

const languages = {
  ara: 'Arabic', dan: 'Danish', en: 'English', eng: 'English', fil: 'Filipino', fre: 'French', ger: 'German', ind: 'Indonesian', ita: 'Italian',
  jpn: 'Japanese', nl: 'Dutch', nor: 'Norwegian', per: 'Persian', pol: 'Polish', por: 'Portuguese', rum: 'Romanian', rus: 'Russian', spa: 'Spanish',
  swe: 'Swedish', tur: 'Turkish', vie: 'Vietnamese',
};

/** How many books a series has at least. */
const least = 3;

/** Series that go by another name here: theirs has a word that shoppers say of any, "book" or "second". */
const renamed = {
  'Book of Ember': 'Ember', 'Malazan Book of the Fallen': 'Malazan', 'The Malazan Book of the Fallen': 'Malazan', 'The Books of Bayern': 'Bayern',
  'The Chronicles of Thomas Covenant the Unbeliever': 'Thomas Covenant', 'The Second Chronicles of Thomas Covenant': 'Thomas Covenant',
};

/** Series whose names shoppers say and mean no series. */
const ordinary = new Set([
  'A Love Story', 'After', 'Beautiful', 'Boy', 'Bridge', 'Chaos', 'Conqueror', 'Consequences', 'Crash', 'Culture', 'Dark', 'Driven',
  'Emperor', 'Fallen', 'Fever', 'Fixed', 'Gone', 'Love Me with Lies', 'Need', 'Private', 'Providence', 'Real', 'Redemption', 'Saga',
  'Sequels', 'Significance', 'Study', 'Summer', 'Sweet', 'The Cemetery of Forgotten Books', 'The Century Trilogy', 'The Others',
  'The Secret', 'This Man', 'Tomorrow', 'Until', 'Wake', 'Watch', 'Wilderness', 'Wings',
]);

/** The fields of each line; none of them has a line break in it. */
function* rows(text) {
  for (const line of text.trimEnd().split(/\r?\n/)) {
    yield [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) => plain ?? quoted.replaceAll('""', '"'));
  }
}

/** Runs of spaces are one space. */
const plain = (text) => text.trim().replace(/\s+/g, ' ');

/** The title and the series of "Twilight (Twilight, #1)". What only says that it is a series is no part of its name. */
function titled(text) {
  const [, title, series] = /^(.+?) \(([^#()]+?),? ?#[^()]*\)$/.exec(plain(text)) ?? [];
  if (title === undefined) return { title: plain(text) };
  const name = plain(series.replace(/\b(the )?(graphic )?(novels?|novelizations|series)$/i, '').replace(/[ :,.]+$/, ''));
  return { title, series: ordinary.has(name) ? undefined : (renamed[name] ?? name) };
}

/** What is the same of two ways to write the name of a series. */
const key = (series) => series.toLowerCase().replace(/^the /, '');

const [head, ...table] = rows(readFileSync(process.argv[2], 'utf8'));
const books = table.map((row) => {
  const of = Object.fromEntries(head.map((name, k) => [name, row[k]]));
  const year = Number(of.original_publication_year);
  return {
    id: of.book_id,
    ...titled(of.title),
    authors: [...new Set(of.authors.split(',').map(plain).filter((name) => name !== ''))],
    year: year > 0 ? year : undefined,
    language: languages[of.language_code.replace(/^en-.*/, 'en')],
    rating: Number(of.average_rating),
    ratings_count: Number(of.ratings_count),
  };
});

const members = new Map();
for (const { series } of books) {
  if (series) members.set(key(series), [...(members.get(key(series)) ?? []), series]);
}
for (const { id, title, authors, year, series, language, rating, ratings_count } of books) {
  const names = members.get(key(series ?? '')) ?? [];
  const known = names.length < least ? undefined : names[0];
  process.stdout.write(`${JSON.stringify({ id, title, authors, year, series: known, language, rating, ratings_count })}\n`);
}
