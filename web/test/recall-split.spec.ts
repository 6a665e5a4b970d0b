import { join } from 'node:path';
import { expect, test } from '@playwright/test';

interface Turn { speaker: string; text: string; items: string[] }
interface Dialogue { id: string; liked: string[]; disliked: string[]; turns: Turn[] }
interface Window { group: number; text: string; items: string[] }
type Titles = Map<string, string>;

interface Split {
  titleOf(film: { title: string; year?: number }): string;
  divide(dialogues: Dialogue[], split: { measured: number; later: number }): Record<'rest' | 'measured' | 'held', Dialogue[]>;
  masked(text: string, ids: string[], titles: Titles): string;
  sharing(windows: Window[], dialogues: Dialogue[], titles: Titles): Map<number, string[]>;
  popularityOf(dialogues: Dialogue[], windows: Window[]): Map<string, number>;
  coldItems(dialogues: Dialogue[], windows: Window[], titles: Titles): string[];
  without(dialogue: Dialogue, hidden: Set<string>, titles: Titles): Dialogue;
  withFacts(rows: { id: string }[], facts: object[]): object[];
}

const split = (await import(join(import.meta.dirname, '../bench/recall_split.mjs'))) as Split;

const titles = new Map([['salt', 'Salt (2001)'], ['winter', 'Salt (2001) Winter (2004)'], ['sparrows', 'Paper Sparrows']]);

/** A dialogue whose speakers take turns. */
function dialogue(id: string, ...turns: [text: string, ...items: string[]][]): Dialogue {
  return { id, liked: [], disliked: [], turns: turns.map(([text, ...items], k) => ({ speaker: k % 2 === 0 ? 'seeker' : 'recommender', text, items })) };
}

test('divides dialogues by their numbers', () => {
  const ids = (list: Dialogue[]): string => list.map(({ id }) => id).join(' ');
  const { rest, measured, held } = split.divide(['d-10', 'd-9', 'd-2', 'd-100', 'd-1'].map((id) => dialogue(id)), { measured: 2, later: 1 });
  expect([ids(rest), ids(measured), ids(held)]).toEqual(['d-1 d-2', 'd-9 d-10', 'd-9 d-10 d-100']);
  expect(() => split.divide([dialogue('d-1'), dialogue('d-2')], { measured: 1, later: 1 })).toThrow('that leaves none');
  expect(() => split.divide([dialogue('first')], { measured: 1, later: 0 })).toThrow('"first" has no number');
});

test('masks titles, the longest first', () => {
  expect(split.titleOf({ title: 'Salt', year: 2001 })).toBe('Salt (2001)');
  expect(split.titleOf({ title: 'Paper Sparrows' })).toBe('Paper Sparrows');
  expect(split.masked('salt (2001) winter (2004), SALT (2001)? Paper Sparrows!', ['salt', 'winter', 'nowhere'], titles)).toBe(' ,  ? Paper Sparrows!');
});

test('finds windows that were cut out of a dialogue', () => {
  const one = dialogue('d-1', ['Good evening to you'], ['Would something quiet and slow about the cold sea please you tonight', 'winter'],
    ['I have had a long day and would love that'], ['Then take it before somebody else does', 'sparrows']);
  const cut = (text: string, ...items: string[]): string[] | undefined => split.sharing([{ group: 7, text, items }], [dialogue('d-0', ['Hello']), one], titles).get(7);
  const nine = "SOMETHING quiet, and slow. About the cold sea please me";
  const six = 'would something quiet and slow about heat';
  expect(cut(nine, 'winter')).toEqual(['d-1']);
  expect(cut('something quiet Salt (2001) Winter (2004) and slow about the cold sea please', 'winter')).toEqual(['d-1']);
  expect(cut(nine, 'winter', 'other')).toEqual(['d-1']); // half of the items
  expect(cut(nine, 'winter', 'other', 'more')).toBeUndefined();
  expect(cut(nine)).toBeUndefined(); // no item in common
  expect(cut('slow about the cold sea please', 'winter')).toBeUndefined(); // six in one turn
  expect(cut(six, 'winter')).toBeUndefined();
  expect(cut(`${six}. I have had a long day then`, 'winter')).toEqual(['d-1']); // and six in another
});

test('joins what a speaker goes on saying', () => {
  const one = dialogue('d-1', ['all that I ask', 'salt'], ['x']);
  one.turns.splice(1, 0, { speaker: 'seeker', text: 'is a tall ship and', items: [] });
  expect([...split.sharing([{ group: 1, text: 'all that I ask is a tall ship and', items: ['salt'] }], [one], titles).keys()]).toEqual([1]);
});

test('picks each twentieth of the items that ten histories mention', () => {
  const known = Array.from({ length: 41 }, (_, k) => `k${String(k).padStart(2, '0')}`);
  const dialogues = Array.from({ length: 9 }, (_, k) => dialogue(`d-${k}`, ['', ...known, 'rare', ...known]));
  const windows = [['rare'], known, known].map((items) => ({ group: items.length, text: '', items }));
  expect(split.popularityOf(dialogues, windows).get('k05')).toBe(10);
  expect(split.coldItems(dialogues, windows, new Map([...known, 'rare'].map((id) => [id, id])))).toEqual(['k19', 'k39']);
  expect(split.coldItems(dialogues, windows, new Map(known.slice(20).map((id) => [id, id])))).toEqual(['k39']);
});

test('takes mentions out of a dialogue', () => {
  const one = { ...dialogue('d-1', ['I liked Salt (2001)', 'salt'], ['Not salt (2001) again: Paper Sparrows', 'sparrows']), liked: ['salt', 'sparrows'], disliked: ['salt'] };
  expect(split.without(one, new Set(['salt', 'winter']), titles)).toEqual(
    { ...dialogue('d-1', ['I liked  '], ['Not   again: Paper Sparrows', 'sparrows']), liked: ['sparrows'], disliked: [] });
});

test('joins facts to a feed', () => {
  const rows = [{ id: 'a', genres: ['Noir'] }, { id: 'b' }];
  const facts = [{ id: 'a', genres: ['crime'], directors: ['Ann Ode'], cast: [] }, { id: 'z', genres: ['drama'] }];
  expect(split.withFacts(rows, facts)).toEqual([{ id: 'a', genres: ['Noir'], research_genres: ['crime'], research_directors: ['Ann Ode'], research_cast: [] }, { id: 'b' }]);
});
