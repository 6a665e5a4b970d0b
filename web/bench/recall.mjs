// How well is foreseen what human recommenders mention? The published protocol's table, on a part of ReDial's training data:
//
//	./build.sh bench recall PATH [-split dev|last] [-cold] [-json]
//
// PATH is a folder with redial/train.jsonl, redial/train_windows.jsonl, redial/item_facts.jsonl and films/films.jsonl. The dialogues are
// divided by the numbers in their ids: dev, the default, measures on the 600 before the 250 latest and learns from those before; last
// measures on the 250 latest and learns from all others. What is decided by measuring is decided on dev, so that last stays what it is.
// Windows are of other dialogues; groups of them that share text with a dialogue that is held out are left out all the same
// (recall_split.mjs says what that means).
//
// Two catalogs learn from the same: the films with the facts that ship, and with those of item_facts.jsonl as further columns, which is
// what the published figures were measured with; these facts are for research only, and stay in a temporary folder. -cold
// learns once more without any mention of one in twenty of the known items, and foresees those from their facts alone, beside how popular
// they truly are. Learning takes some minutes for each. -json prints one object a line.
import { Buffer } from 'node:buffer';
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress } from 'node:zlib';
import { coldItems, divide, sharing, splits, titleOf, withFacts, without } from './recall_split.mjs';

const root = join(import.meta.dirname, '../..');
const usage = './build.sh bench recall PATH [-split dev|last] [-cold] [-json]';

const files = {
  dialogues: ['redial/train.jsonl', 'dialogues, {"id","liked","disliked","turns":[{"speaker","text","items"}]} a line'],
  windows: ['redial/train_windows.jsonl', 'windows of other dialogues, {"group","liked","text","items"} a line'],
  facts: ['redial/item_facts.jsonl', 'facts of the items for research, {"id","genres","directors","cast"} a line'],
  films: ['films/films.jsonl', 'the feed, {"id","title","year","genres","cast"} a line'],
};

/** What others reach on ReDial's test split. */
const published = [
  { name: 'UniCRS', note: 'reproduced elsewhere, test split, comparable space', all: [0.049, 0.213, 0.421], new: [0.024, 0.18, 0.335] },
  { name: 'GPT-4 zero-shot', note: 'claimed, new items', new: [0.05, 0.201] },
  { name: '64-dim. int8 study model', note: 'test split, 6,923 items', all: [0.039, 0.186, 0.387], new_masked: [0.038, 0.187, 0.388] },
  { name: 'study model with baselines', note: 'the same with co-occurrence and repeats, test split', all: [0.044, 0.209, 0.415] },
];
const harder = 'The published figures are of the test split, which is harder than this one: compare ratios to popularity and co-occurrence.';

const columns = { all: 'all', new: 'new: not mentioned earlier', new_masked: 'new, mentioned ones masked' };
const cutoffs = [1, 10, 50];

function fail(text) {
  console.error(text);
  process.exit(1);
}

/** What the command line asks for. */
function options(args) {
  const wish = { path: undefined, split: 'dev', cold: false, json: false };
  for (let k = 0; k < args.length; k++) {
    if (args[k] === '-split') wish.split = args[++k];
    else if (args[k] === '-cold' || args[k] === '-json') wish[args[k].slice(1)] = true;
    else if (args[k].startsWith('-') || wish.path !== undefined) fail(`"${args[k]}" is not known here: ${usage}`);
    else wish.path = args[k];
  }
  if (wish.path === undefined) fail(`Name the folder of the data: ${usage}`);
  if (!Object.hasOwn(splits, wish.split)) fail(`There is no split "${wish.split}": measure on ${Object.keys(splits).join(' or ')}.`);
  for (const [file, what] of Object.values(files)) {
    if (!existsSync(join(wish.path, file))) fail(`${join(wish.path, file)} is missing: it is to have ${what}.`);
  }
  return { ...wish, path: resolve(wish.path) };
}

const say = (text) => process.stderr.write(`${text}\n`);

/** The objects of a file. */
function read(path, [file, what]) {
  return readFileSync(join(path, file), 'utf8').split('\n').flatMap((line, k) => {
    try {
      return line.trim() === '' ? [] : [JSON.parse(line)];
    } catch (error) {
      return fail(`${file}:${k + 1}: ${error.message}; it is to have ${what}.`);
    }
  });
}

const wish = options(process.argv.slice(2));
const dir = mkdtempSync(join(tmpdir(), 'rso-recall-'));
process.once('exit', () => rmSync(dir, { recursive: true, force: true }));

let running; // the command that runs

/** Runs a command in the house, and returns what it printed. */
async function run(command, ...args) {
  running = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  running.stdout.setEncoding('utf8').on('data', (part) => { text += part; });
  const [code, signal] = await new Promise((done, failed) => {
    running.once('error', failed).once('close', (...how) => done(how));
  });
  running = undefined;
  if (code !== 0) throw new Error(`${basename(command)} ended with ${code ?? signal}`);
  return text;
}

for (const [signal, code] of Object.entries({ SIGHUP: 129, SIGINT: 130, SIGTERM: 143 })) {
  process.once(signal, () => {
    if (running === undefined) process.exit(code);
    running.once('close', () => process.exit(code));
    running.kill('SIGINT');
  });
}

/** Writes objects to a file of the temporary folder, one a line. */
function write(name, objects) {
  writeFileSync(join(dir, name), objects.map((object) => `${JSON.stringify(object)}\n`).join(''));
  return join(dir, name);
}

/** The sections of a catalog, by name; catalog/format.go has the layout. */
function sections(file) {
  let at = 48;
  const uvarint = () => {
    for (let value = 0, scale = 1; ; scale *= 128) {
      const byte = file[at++];
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  };
  return Object.fromEntries(
    Array.from({ length: file.readUInt32LE(44) }, () => {
      const end = uvarint() + at;
      const name = file.toString('utf8', at, end);
      at = end;
      const offset = uvarint();
      return [name, file.subarray(offset, offset + uvarint())];
    }),
  );
}

/** Bytes on the wire. The default quality is the highest, 11. */
const brotli = async (bytes) => (await promisify(brotliCompress)(bytes)).length;

/** Compiles a feed; answers how long it took, and how many items there are. */
async function compile(out, feed, learned = []) {
  const started = performance.now();
  const said = await run(join(dir, 'compile'), '-o', out, ...learned.flatMap((file) => ['-affinity', file]), feed);
  return { seconds: Math.round(performance.now() - started) / 1000, items: Number(/ (\d+) items, /.exec(said)?.[1] ?? NaN) };
}

/** Compiles a feed with and without what is learned, and says what that takes. */
async function cost(name, feed, learned) {
  const bare = join(dir, `${name}-bare.rsoc`);
  const file = join(dir, `${name}.rsoc`);
  const { seconds: secondsWithout } = await compile(bare, feed);
  const { seconds, items } = await compile(file, feed, learned);
  say('packing it');
  const bytes = readFileSync(file);
  const affinity = Object.entries(sections(bytes)).filter(([section]) => /^affinity(\.|$)/.test(section)).map(([, part]) => part);
  return {
    catalog: name, file, items, seconds, seconds_without: secondsWithout,
    affinity_brotli: await brotli(Buffer.concat(affinity)), brotli: await brotli(bytes), brotli_without: await brotli(readFileSync(bare)),
  };
}

/** What the rankers reach, by name. */
async function evaluate(catalog, dialogues, trained, ...more) {
  const lines = await run(join(dir, 'evaluate'), 'recall', '-catalog', catalog, '-dialogues', dialogues, ...trained.flatMap((file) => ['-train', file]), ...more, '-json');
  const rankers = lines.trim().split('\n').slice(0, -1).map((line) => JSON.parse(line)); // the last line repeats the best informed one
  return Object.fromEntries(rankers.map(({ ranker, ...reached }) => [ranker, reached]));
}

/** Learns without some items, and foresees those: from their facts, and from how popular they are. */
async function foreseeCold({ rest, kept, titles, films, measured, trained }) {
  const ids = coldItems(rest, kept, titles);
  const hidden = new Set(ids);
  const windows = kept.filter(({ items }) => !items.some((id) => hidden.has(id)));
  say(`learning without ${ids.length} items; ${kept.length - windows.length} windows mention one`);
  const unseen = [write('cold-dialogues.jsonl', rest.map((dialogue) => without(dialogue, hidden, titles))), write('cold-windows.jsonl', windows)];
  const among = join(dir, 'cold.txt');
  writeFileSync(among, ids.join('\n'));
  const catalog = join(dir, 'cold.rsoc');
  const { seconds } = await compile(catalog, films, unseen);
  say('measuring');
  // Equal scores are told apart by the popularity in the files of -train: what foresees from facts alone must not have the true one.
  const { affinity } = await evaluate(catalog, measured, unseen, '-among', among);
  const { popularity } = await evaluate(catalog, measured, trained, '-among', among);
  return { items: ids.length, seconds, affinity, popularity };
}

/** How much more one ranker reaches than another, with the standard error as of independent ones, which is rather too large. */
function difference(a, b) {
  return Object.fromEntries(Object.keys(columns).map((column) => [column, Object.fromEntries(cutoffs.flatMap((k) => {
    const more = a[column][`r${k}`] - b[column][`r${k}`];
    const se = Math.hypot(a[column][`se${k}`], b[column][`se${k}`]);
    return [[`r${k}`, more], [`se${k}`, se], [`beyond${k}`, Math.abs(more) > 2 * se]];
  }))]));
}

async function measure() {
  const data = Object.fromEntries(Object.entries(files).map(([name, file]) => [name, read(wish.path, file)]));
  const titles = new Map(data.films.filter(({ title }) => title).map((film) => [film.id, titleOf(film)]));
  const { rest, measured, held } = divide(data.dialogues, splits[wish.split]);
  const dropped = sharing(data.windows, held, titles);
  const kept = data.windows.filter(({ group }) => !dropped.has(group));
  const sharers = new Set([...dropped.values()].flat()).size;
  say(`${wish.split}: learning from ${rest.length} dialogues, measuring on ${measured.length}; ${dropped.size} groups of windows share text with ${sharers} of the ${held.length} dialogues that are held out, and are dropped`);
  const trained = [write('dialogues.jsonl', rest), write('windows.jsonl', kept)];
  const dialogues = write('measured.jsonl', measured);
  const films = join(wish.path, files.films[0]);
  const researched = write('researched.jsonl', withFacts(data.films, data.facts));
  say('building the commands');
  await run('go', 'build', '-o', `${dir}/`, './catalog/compile', './policy/evaluate');

  const feeds = { 'facts that ship': films, 'research facts': researched };
  const costs = [];
  const rankers = {};
  for (const [name, feed] of Object.entries(feeds)) {
    say(`learning with the ${name}`);
    const one = await cost(name, feed, trained);
    costs.push(one);
    say('measuring');
    const { affinity, ...baselines } = await evaluate(one.file, dialogues, trained);
    if (costs.length === 1) Object.assign(rankers, baselines);
    rankers[`affinity (${name})`] = affinity;
  }
  const cold = wish.cold ? await foreseeCold({ rest, kept, titles, films, measured: dialogues, trained }) : undefined;
  return {
    split: { split: wish.split, learned: rest.length, measured: measured.length, held: held.length, windows: kept.length, groups_dropped: dropped.size, dialogues_sharing: sharers },
    rankers: { 'repeat-last': rankers['repeat-last'], ...rankers }, costs, cold,
  };
}

function* objects({ split, rankers, costs, cold }) {
  yield split;
  for (const [ranker, reached] of Object.entries(rankers)) yield { split: split.split, ranker, ...reached };
  const named = (values) => values && Object.fromEntries(values.map((value, k) => [`r${cutoffs[k]}`, value]));
  for (const { name, note, ...reached } of published) {
    yield { published: name, note, ...Object.fromEntries(Object.entries(reached).map(([column, values]) => [column, named(values)])) };
  }
  for (const { catalog, items, seconds, seconds_without, affinity_brotli, brotli, brotli_without } of costs) {
    yield { catalog, items, seconds, seconds_without, affinity_brotli, brotli, brotli_without };
  }
  if (cold === undefined) return;
  const { items, seconds, popularity, affinity } = cold;
  for (const [ranker, reached] of Object.entries({ popularity, affinity })) yield { split: split.split, cold: true, items, ranker, ...reached };
  yield { split: split.split, cold: true, items, seconds, difference: difference(affinity, popularity) };
}

const width = { name: 28, cell: 11 };
const short = (value) => value.toFixed(3).replace(/^(-?)0\./, '$1.');

/** A row of a table: the figures of each column at each cutoff, with what the function makes of one. */
function row(name, figure) {
  const cells = Object.keys(columns).map((column) => cutoffs.map((k) => figure(column, k).padEnd(width.cell)).join(''));
  console.log(`${name.padEnd(width.name)}${cells.join(' ')}`.trimEnd());
}

function heading(reached) {
  const groups = Object.entries(columns).map(([column, title]) => `${title} (${reached[column].n})`.padEnd(cutoffs.length * width.cell));
  console.log(`\n${' '.repeat(width.name)}${groups.join(' ')}`.trimEnd());
  row('', (_, k) => `R@${k}`);
}

const reaches = (reached) => (column, k) => `${short(reached[column][`r${k}`])}±${short(reached[column][`se${k}`])}`;

function print({ split, rankers, costs, cold }) {
  console.log(`Recall of the items that recommenders mention in ${split.measured} of ReDial's training dialogues (split ${split.split}), among ${costs[0].items} films.`);
  console.log(`Learned from ${split.learned} other dialogues and ${split.windows} windows; ${split.groups_dropped} groups of windows share text with what is held out, and were dropped.`);
  console.log('In parentheses: how many mentions. ± is the standard error, clustered by dialogue.');
  heading(rankers.popularity);
  for (const [name, reached] of Object.entries(rankers)) row(name, reaches(reached));
  console.log('\npublished, of the test split');
  for (const one of published) row(one.name, (column, k) => (one[column]?.[cutoffs.indexOf(k)] === undefined ? '' : short(one[column][cutoffs.indexOf(k)])));
  for (const { name, note } of published) console.log(`  ${name}: ${note}`);
  console.log(`${harder}\n`);
  const kilobytes = (bytes) => `${(bytes / 1000).toFixed(0)} KB`;
  for (const one of costs) {
    console.log(`affinity (${one.catalog}): compiled in ${one.seconds.toFixed(0)} s, without in ${one.seconds_without.toFixed(1)} s; brotli: its sections ${kilobytes(one.affinity_brotli)}, the file ${kilobytes(one.brotli)}, without ${kilobytes(one.brotli_without)}`);
  }
  if (cold !== undefined) printCold(cold);
}

function printCold({ items, seconds, popularity, affinity }) {
  console.log(`\nOf ${items} items no mention was learned from (facts that ship; compiled in ${seconds.toFixed(0)} s): ranked among themselves.`);
  heading(affinity);
  row('popularity (an oracle)', reaches(popularity));
  row('affinity (facts alone)', reaches(affinity));
  const more = difference(affinity, popularity);
  row('difference', (column, k) => `${short(more[column][`r${k}`])}±${short(more[column][`se${k}`])}`);
  row('beyond two standard errors', (column, k) => (more[column][`beyond${k}`] ? 'yes' : 'no'));
  console.log('The oracle knows in how many dialogues and groups of windows each of them is mentioned.');
  if (items <= cutoffs.at(-1)) console.log(`R@${cutoffs.at(-1)} says nothing: there are only ${items} items.`);
}

try {
  const result = await measure();
  if (wish.json) for (const object of objects(result)) console.log(JSON.stringify({ bench: 'recall', ...object }));
  else print(result);
} catch (error) {
  fail(error.message);
}
