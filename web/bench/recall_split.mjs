// How the recall benchmark divides ReDial's training data, and what it takes out of the part that is learned from.

/** How many of the latest dialogues each split measures on, and how many later ones nobody sees. */
export const splits = { dev: { measured: 600, later: 250 }, last: { measured: 250, later: 0 } };

/** How a title is written in ReDial's texts. */
export const titleOf = ({ title, year }) => (year === undefined ? title : `${title} (${year})`);

/**
 * Divides dialogues by the number in their ids, the latest being the highest: those to learn from, those to measure on, and those that are
 * held out, which are the measured and the later ones.
 */
export function divide(dialogues, { measured, later }) {
  const numbered = dialogues.map((dialogue) => {
    const number = /\d+$/.exec(dialogue.id);
    if (number === null) throw new Error(`the dialogue ${JSON.stringify(dialogue.id)} has no number at the end of its id, which tells how late it is`);
    return { number: Number(number[0]), dialogue };
  });
  const inOrder = numbered.sort((a, b) => a.number - b.number).map(({ dialogue }) => dialogue);
  const first = inOrder.length - measured - later;
  if (first <= 0) throw new Error(`there are ${inOrder.length} dialogues, and the ${measured + later} latest are held out: that leaves none to learn from`);
  return { rest: inOrder.slice(0, first), measured: inOrder.slice(first, first + measured), held: inOrder.slice(first) };
}

/** A text without the titles of some items, whatever their case; the longest goes first. */
export function masked(text, ids, titles) {
  const names = [...new Set(ids)].map((id) => titles.get(id)).filter(Boolean).sort((a, b) => b.length - a.length);
  return names.reduce((left, name) => left.replace(new RegExp(name.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'), 'gi'), ' '), text);
}

const wordsOf = (text) => (text.toLowerCase().match(/[a-z0-9]+(?:'[a-z]+)?/g) ?? []).map((word) => word.replaceAll("'", ''));

/** The runs of n neighbouring words. */
const runs = (words, n) => words.slice(0, Math.max(0, words.length - n + 1)).map((_, at) => words.slice(at, at + n).join(' '));

/** What a dialogue mentions. */
export const mentionsOf = ({ turns }) => new Set(turns.flatMap(({ items }) => items));

/** The words of the turns without titles; a speaker who goes on speaking has one turn. */
function turnsOf({ turns }, titles) {
  const merged = [];
  for (const { speaker, text, items } of turns) {
    const said = masked(text, items, titles);
    const last = merged.at(-1);
    if (last?.speaker === speaker) last.text += ` ${said}`;
    else merged.push({ speaker, text: said });
  }
  return merged.map(({ text }) => wordsOf(text));
}

/** Windows by group. */
function groupsOf(windows) {
  const groups = new Map();
  for (const window of windows) {
    const list = groups.get(window.group);
    if (list === undefined) groups.set(window.group, [window]);
    else list.push(window);
  }
  return groups;
}

/**
 * The groups of windows that were most probably cut out of one of the dialogues, each with that dialogue: they have nine neighbouring words in
 * common with it, or six in two turns, titles aside, and it mentions at least half of the group's items.
 */
export function sharing(windows, dialogues, titles) {
  const nines = new Map(); // by run: places of the dialogues
  const sixes = new Map(); // by run: "dialogue turn"
  const note = (map, run, what) => (map.get(run) ?? map.set(run, new Set()).get(run)).add(what);
  dialogues.forEach((dialogue, d) => {
    turnsOf(dialogue, titles).forEach((words, turn) => {
      for (const run of runs(words, 9)) note(nines, run, d);
      for (const run of runs(words, 6)) note(sixes, run, `${d} ${turn}`);
    });
  });
  const mentions = dialogues.map(mentionsOf);
  const found = new Map();
  for (const [group, list] of groupsOf(windows)) {
    const alike = new Set();
    const turns = new Set();
    for (const { text, items } of list) {
      const words = wordsOf(masked(text, items, titles));
      for (const run of runs(words, 9)) for (const d of nines.get(run) ?? []) alike.add(d);
      for (const run of runs(words, 6)) for (const turn of sixes.get(run) ?? []) turns.add(turn);
    }
    const once = new Set();
    for (const d of [...turns].map((turn) => parseInt(turn, 10))) {
      if (once.has(d)) alike.add(d);
      once.add(d);
    }
    const items = new Set(list.flatMap((window) => window.items));
    const common = (d) => [...items].filter((id) => mentions[d].has(id)).length;
    const of = [...alike].filter((d) => common(d) >= Math.max(1, items.size / 2));
    if (of.length > 0) found.set(group, of.map((d) => dialogues[d].id));
  }
  return found;
}

/** In how many dialogues and groups of windows each item is mentioned. */
export function popularityOf(dialogues, windows) {
  const counts = new Map();
  const add = (ids) => { for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1); };
  dialogues.forEach((dialogue) => add(mentionsOf(dialogue)));
  for (const list of groupsOf(windows).values()) add(new Set(list.flatMap(({ items }) => items)));
  return counts;
}

/** Each twentieth, by id, of the items with a title that at least ten dialogues and groups mention. */
export function coldItems(dialogues, windows, titles) {
  const known = [...popularityOf(dialogues, windows)].filter(([id, count]) => count >= 10 && titles.has(id)).map(([id]) => id);
  return known.sort().filter((_, k) => k % 20 === 19);
}

/** A dialogue without the mentions of some items that its turns list: in the lists, and in all its texts. */
export function without(dialogue, hidden, titles) {
  const left = (ids) => ids.filter((id) => !hidden.has(id));
  const gone = [...mentionsOf(dialogue)].filter((id) => hidden.has(id));
  return {
    ...dialogue,
    liked: left(dialogue.liked),
    disliked: left(dialogue.disliked),
    turns: dialogue.turns.map((turn) => ({ ...turn, text: masked(turn.text, gone, titles), items: left(turn.items) })),
  };
}

/** The rows of a feed with the facts of another file, joined by id, as further columns. */
export function withFacts(rows, facts) {
  const known = new Map(facts.map((fact) => [fact.id, fact]));
  return rows.map((row) => {
    const { genres, directors, cast } = known.get(row.id) ?? {};
    return { ...row, ...(genres && { research_genres: genres }), ...(directors && { research_directors: directors }), ...(cast && { research_cast: cast }) };
  });
}
