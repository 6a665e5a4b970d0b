/**
 * The boundary between the page and the Go module: what `core.wasm` publishes and the frames that cross.
 *
 * `globalThis.rso` exists once Go's `main` has run. Bytes are `Uint8Array`; a *frame* is UTF-8 JSON in a
 * `Uint8Array`. Every method answers at once; one that can't answer returns `{"error": "one clear sentence"}`.
 * A method that returns `undefined` means that the Go program has died (see `src/engine.ts`).
 */
export interface RsoModule {
  version: string;
  /**
   * `options` is a frame of {@link RsoOptions}, `language` the pack of a language that the module doesn't carry
   * (`language-de.txt`): without one the conversation is in English.
   */
  open(catalog: Uint8Array, policy: Uint8Array, options: Uint8Array, language?: Uint8Array): RsoSession | RsoFailure;
}

/** What `search.wasm` publishes instead: a catalog's search without the conversation. */
export interface RsoSearchModule {
  version: string;
  catalog(catalog: Uint8Array): RsoCatalog | RsoFailure;
}

/**
 * What `search.wasm` exports beside its memory: a search is asked so often, and takes so little, that a call through
 * Go's objects would double its time.
 */
export interface RsoSearchExports {
  /** The module's memory; the array behind it is another one each time that it has grown. */
  mem: WebAssembly.Memory;
  /** The address of `n` bytes for a frame, 0 when it would be too long. */
  makeRoom(n: number): number;
  /**
   * Answers the {@link SearchRequest} in the first `n` bytes of the room: the address of a {@link SearchResult} or
   * {@link RsoFailure} in the lower half, its length in the upper. It stays there until the next call.
   */
  search(handle: number, n: number): bigint;
}

/** What `compile.wasm` publishes instead: the compiler of catalogs. It is for a worker: a call takes as long as its feed. */
export interface RsoCompilerModule {
  version: string;
  /**
   * `options` is a frame of {@link CompileRequest}; `progress` is called meanwhile, up to a hundred times a stage. Returns
   * a frame of {@link CompileFailure} when there is no catalog.
   */
  compile(feed: Uint8Array, options: Uint8Array, progress?: (stage: string, done: number, total: number) => void): RsoCompiled | Uint8Array;
}

export interface RsoCompiled {
  /** The bytes of a `.rsoc`, the same that `catalog/compile` makes. */
  catalog: Uint8Array<ArrayBuffer>;
  /** A frame of {@link CompileReport}. */
  report: Uint8Array;
}

/** Everything may be left out. */
export interface CompileRequest {
  /** The name of the feed's file: it helps where the content doesn't tell the format, and problems begin with it. */
  feed?: string;
  /** What the catalog is called; the file's name without its extension when left out. */
  name?: string;
  /** The column that is the id. */
  id?: string;
  /** What columns mean: `COLUMN=ROLE`, `COLUMN=ROLE:UNIT`, or `COLUMN=-` to leave one out. */
  map?: string[];
  /** csv, tsv, json, jsonl, shopify, google, woocommerce, schema.org or openai; told by the content when left out. */
  format?: string;
  /** Keeps what can be read of a broken feed. */
  lenient?: boolean;
  /** Leaves out what is only shown. */
  searchOnly?: boolean;
}

/** What became of a feed. */
export interface CompileReport {
  /** What the catalog is called. */
  name: string;
  /** What the feed was recognised as. */
  format: string;
  /** Rows read; those left out are counted in {@link skipped}. */
  rows: number;
  items: number;
  variants: number;
  skipped: number;
  /** How many problems there are, whether they are listed or not, and how many notes, which are none. */
  warnings: number;
  notes: number;
  /** The catalog's size. */
  bytes: number;
  identity: string;
  /** What each column of the feed was taken for, and why. */
  columns: CompileColumn[];
  /** What the catalog has; `values` counts the different ones where there are such. */
  attributes: { name: string; role: string; kind: string; unit: string; values: number }[];
  /** The parts of the file. */
  sections: { name: string; bytes: number; what: string }[];
  problems: CompileProblem[];
}

export interface CompileColumn {
  /** As the feed calls it, and as shoppers see it. */
  column: string;
  name: string;
  role: string;
  kind: string;
  unit: string;
  /** An item may have several values. */
  many: boolean;
  /** It is not in the catalog. */
  dropped: boolean;
  /** One clause. */
  why: string;
}

/** Something wrong with a row, or worth knowing of it. Of each kind the first twenty are listed. */
export interface CompileProblem {
  /** Where the row begins, from 1. */
  line: number;
  /** The column, empty when it concerns the whole row. */
  field: string;
  /** What is wrong and what was done. */
  reason: string;
  /** All of it in one sentence, with the file's name and the place. */
  text: string;
  /** The row was left out. */
  skipped: boolean;
  /** Nothing is wrong: it says how the feed was read. */
  note: boolean;
  /** Of the last of its kind: how many more there are. */
  more: number;
}

export interface CompileFailure extends RsoFailure {
  /** What the feed was recognised as, when it came that far. */
  format: string;
  rows: number;
  /** Where the feed can't be read on, that place comes last. */
  problems: CompileProblem[];
}

export interface RsoCatalog {
  /** Names the catalog to {@link RsoSearchExports.search}. */
  handle: number;
  /** Brings the catalog up to date with a delta (`catalog/compile -delta`): `{}` or {@link RsoFailure}. */
  apply(delta: Uint8Array): Uint8Array;
  /** Frees the catalog. */
  close(): void;
}

/** Everything may be left out. */
export interface SearchRequest {
  /** What was typed, from two words to a sentence. */
  text?: string;
  /** How many hits, 1 to 1000; 10 when left out. */
  k?: number;
  /** All must be passed. An attribute is a column's name or a role ("price"). */
  filters?: ({ attribute: string } & ({ in: string[] } | { notIn: string[] } | { min?: number; max?: number }))[];
  /** Attributes to count. */
  facets?: string[];
  sort?: { attribute: string; descending?: boolean };
  /** The id of an item: more like it, and not itself. With a text, more like what the text describes. */
  like?: string;
  /** The words are right and hold no constraints: nothing is read into them. */
  exact?: boolean;
  /** Hits come with their records. */
  items?: boolean;
}

export interface SearchResult {
  /** Best first. */
  hits: SearchHit[];
  /**
   * How sure it is that the text names something in the catalog, 0 to 1: 1 for what is there as typed, less than 0.8
   * for an invented product of a real maker.
   */
  known: number;
  /** What was read in the text: a price, a color that is not wanted. */
  constraints: Constraint[];
  /** Those of them given up, because nothing satisfied all. */
  relaxed: Constraint[];
  facets: Facet[];
  /** With facets: how many items they count. */
  total?: number;
}

export interface SearchHit {
  id: string;
  title: string;
  /** How much of the text the item explains, 0 to 1. */
  score: number;
  item?: Item;
}

export interface Facet {
  attribute: string;
  /** The most frequent first, at most 50. */
  values: { value: string; count: number }[];
  /** Of a numeric attribute: counts of equal steps of `width` from `low` on. */
  histogram?: { low: number; width: number; counts: number[]; missing: number };
}

export interface RsoFailure {
  /** One clear sentence. */
  error: string;
}

export interface RsoOptions {
  /** Adds {@link RsoSession.crash}. */
  debug?: boolean;
}

export interface RsoSession {
  /** {@link TurnRequest} in, {@link Reply} or {@link RsoFailure} out. */
  turn(frame: Uint8Array): Uint8Array;
  /** What is done by hand, a click in the place of a message: {@link Gesture} in, {@link Reply} or {@link RsoFailure} out. */
  act(frame: Uint8Array): Uint8Array;
  /** What a constraint of the belief may be changed to: {@link ChoicesRequest} in, {@link Choices} or {@link RsoFailure} out. */
  choices(frame: Uint8Array): Uint8Array;
  /** An opaque JSON frame from which {@link restore} continues the conversation. */
  save(): Uint8Array;
  /** `{}` or {@link RsoFailure}. */
  restore(frame: Uint8Array): Uint8Array;
  /** Starts over: `{}` or {@link RsoFailure}. */
  reset(): Uint8Array;
  /** {@link Description}. */
  describe(): Uint8Array;
  /**
   * Changes the catalog by a delta (`compile -delta`), while the conversation goes on: `{}` or {@link RsoFailure}. The
   * next reply uses it. Deltas stack; a delta for another catalog is refused by name.
   */
  apply(delta: Uint8Array): Uint8Array;
  /** Frees the session. */
  close(): void;
  /** Only in `actor.wasm`. What a language model is asked for the last reply: {@link ActorPrompt}, or {@link RsoFailure} before the first turn. */
  prompt?(): Uint8Array;
  /**
   * Only in `actor.wasm`. Verifies a language model's draft of the last reply as it streams: {@link DraftPiece} in, {@link DraftResult} or
   * {@link RsoFailure} out. The first piece after a turn begins the draft; the piece that ends it decides what was said.
   */
  draft?(frame: Uint8Array): Uint8Array;
  /** Only with `{"debug": true}`: dies of an unrecovered panic, for the restart test. */
  crash?(): void;
}

export interface TurnRequest {
  text: string;
}

/**
 * What a shopper does by hand: a text and one thing that is done. It is a turn as a message is one, and is saved and restored like
 * one. A gesture that can't be played is answered by an {@link RsoFailure} that says what is possible, and has changed nothing.
 */
export type Gesture = {
  /** What the page shows as the shopper's message, in the shopper's language; not empty. */
  text: string;
} & (
  | { revise: Revision }
  /** The ids of two or three items. */
  | { compare: string[] }
  | { opinion: Opinion }
  /** Takes back the order that was asked for. */
  | { sort: { remove: true } }
  /** The id of the item that is taken, as by "I'll take it". */
  | { choose: string }
  /** The id of the item that is asked about, as by "tell me more about it". */
  | { about: string }
);

/** A change of one constraint: a new value, a must or a wish, both, or `remove` alone. */
export interface Revision {
  /** The place in {@link Belief.constraints} of the last reply, from 0. What is revised keeps its place there. */
  at: number;
  /** The constraint's, to make sure that no other is meant: with another one the gesture is refused. */
  attribute?: string;
  /**
   * As the operator has it: a number for `<`, `<=`, `>`, `>=` and `==` of a number, `[low, high]` for `between` and `not between`, the
   * name of a value or several for `==`, `in`, `!=` and `not in`. The operator stays as it is; that of several values is `in` or `not in`.
   * A constraint on `text` keeps its words.
   */
  value?: number | [number, number] | string | string[];
  /** A must (true), or a wish (false). */
  hard?: boolean;
  /** The constraint is taken back. */
  remove?: boolean;
}

/** What is thought of an item; `none` takes back what was. */
export interface Opinion {
  /** Its id. */
  item: string;
  of: 'like' | 'dislike' | 'seen' | 'none';
}

export interface ChoicesRequest {
  /** As {@link Revision.at}. */
  at: number;
  /** How many values at most; 50 when left out. */
  most?: number;
}

/** What a constraint may be changed to, by the items that satisfy all other hard constraints, or as many of them as can be satisfied. */
export interface Choices {
  attribute: string;
  /** What it takes: numbers, names of values, or nothing else, since it is on the words of the whole record. */
  kind: 'number' | 'value' | 'text';
  /** Of `value`: the most frequent first, of equally frequent ones in the catalog's order. */
  values: { value: string; count: number }[];
  /** Of `number`: the least and the greatest that an item has; missing when none has one. */
  low?: number;
  high?: number;
  /** Of `number`: a unit or a currency. */
  unit?: string;
  /** How many items were counted. */
  total: number;
}

/** The next piece of a draft. */
export interface DraftPiece {
  /** What the model has written since the last piece; may break off anywhere. */
  text: string;
  /** Nothing follows: what remains is judged, and the result's text is the reply. */
  end: boolean;
  /** With `end`: the model did not finish, so an incomplete last sentence is dropped. */
  cut: boolean;
}

export interface DraftResult {
  /** All that may be shown so far. It only grows; after the end it is the whole reply. */
  text: string;
  /** What was wrong since the last piece. */
  faults: DraftFault[];
  /** The draft is as long as a reply may be: read no further. */
  full: boolean;
  /** Whose words the text is made of. */
  source: 'actor' | 'mixed' | 'template';
}

/** One thing that a draft says and the catalog doesn't. */
export interface DraftFault {
  kind: string;
  /** From the first byte to behind the last, in the draft's UTF-8. */
  span: [number, number];
  said: string;
  /** What the record says, where it says something. */
  fact: string;
  /** It was put right; otherwise its sentence was dropped. */
  mended: boolean;
}

/** What is in the catalog, which policy plays, and how to open the conversation. */
export interface Description {
  name: string;
  items: number;
  attributes: { name: string; role: string; kind: string }[];
  /** The policy's training manifest, as the trainer wrote it. */
  policy: Record<string, unknown>;
  greeting: string;
  suggestions: string[];
}

export interface Reply {
  text: string;
  /** The strategy that leads the reply. */
  strategy: string;
  /** All strategies of the turn, in the order played. */
  strategies: string[];
  /** The dialogue acts heard in the shopper's message. */
  acts: string[];
  items: Item[];
  /** The best candidates, whatever is shown. */
  candidates: Candidate[];
  belief: Belief;
  /** Quick replies. */
  suggestions: string[];
  /** Constraints given up because nothing satisfied them all. */
  relaxed: Constraint[];
  trace: Trace;
}

export interface Item {
  id: string;
  title: string;
  price?: number;
  currency?: string;
  year?: number;
  rating?: number;
  image?: string;
  url?: string;
  attributes: { name: string; values: string[] }[];
  /** Why this item, one reason each. */
  why: string[];
}

export interface Candidate {
  id: string;
  title: string;
  score: number;
}

export type Operator = '==' | '!=' | '<' | '>' | '<=' | '>=' | 'between' | 'not between' | 'in' | 'not in' | 'not contains';

export interface Constraint {
  /** The name of a column, or `text`: the words of the whole record, with `not contains`. */
  attribute: string;
  op: Operator;
  /** A pair `[low, high]` for `between`, a list for `in` and `not in`. */
  value: string | number | (string | number)[];
  /** Hard constraints filter, soft ones rank. */
  hard: boolean;
  /** How sure the reading is, 0 to 1: what is less sure is given up first when nothing satisfies all. */
  confidence: number;
  /** The shopper's own words. */
  span: string;
  turn: number;
}

export interface Belief {
  constraints: Constraint[];
  liked: string[];
  disliked: string[];
  seen: string[];
  /** Titles of the items in these lists, by id. */
  names: Record<string, string>;
  /** The order that the shopper asked for ("the cheapest"). */
  sort?: { attribute: string; descending: boolean };
  /** Attributes that nothing is known of, and the bits that an answer would tell of the candidates; the most first. */
  open: { attribute: string; gain: number }[];
}

/** What the Planner saw and weighed in this turn. */
export interface Trace {
  turn: number;
  /** How many candidates satisfy the hard constraints. */
  total: number;
  /** Feature to bucket. */
  state: Record<string, string | number>;
  probabilities: Record<string, number>;
  /** What the policy alone would say, nothing masked. */
  learned: Record<string, number>;
  /** The strategies that the turn allowed; the others were masked. */
  admissible: string[];
  /** Why it allowed these. */
  because: string;
  /** The rows of the policy that mattered to {@link Reply.strategy}, the strongest first. */
  rows: PolicyRow[];
  facts: Fact[];
}

/** What one row of the policy's tables said of the strategy that carried the turn. */
export interface PolicyRow {
  /** With `cell`, where the policy's report has the row: its anchor is `row-TABLE-CELL`. */
  table: number;
  cell: number;
  /** The features that the table looks at: "act × last strategy". */
  name: string;
  /** What the Planner saw of them: "inform × recommend". */
  state: string;
  /** Above 0 it speaks for the strategy, below 0 against it. */
  logit: number;
  /** How often the training came by. */
  visits: number;
}

/** One catalog value that the reply may state, with the record it comes from. */
export interface Fact {
  item: string;
  title: string;
  attribute: string;
  value: string | number;
}

/** What a language model is asked for a reply. */
export interface ActorPrompt {
  /** For a gateway, which makes the messages itself. */
  request: ActorRequest;
  /** For whoever talks to a model directly. */
  messages: ActorMessage[];
}

/** One message to a chat model. */
export interface ActorMessage {
  role: 'system' | 'user';
  content: string;
}

/**
 * All that the Actor may use for a reply. Texts are for people, in the shopper's language as far as it is spoken; none
 * is longer than 400 bytes, and the whole no longer than 16 KB.
 */
export interface ActorRequest {
  version: 1;
  /** To answer in. */
  language: 'en' | 'de' | 'es';
  /** What to do: {@link Reply.strategy}. */
  strategy: string;
  /** What to do first, in a few words: another strategy. */
  lead?: string;
  /** What the shopper just did. */
  occasion?: 'greeting' | 'thanks' | 'farewell' | 'restart' | 'nothing';
  /** The shopper took the first item. */
  accepted?: boolean;
  wishes: string[];
  /** Titles, as in the next two lists. */
  liked: string[];
  disliked: string[];
  /** Asked for, and not to be had. */
  sold_out: string[];
  /** How many items fit the wishes. */
  total: number;
  /** What the reply is about, at most 4, with at most 8 facts each. */
  items: ActorItem[];
  /** Wishes that were set aside, since nothing fits all. */
  relaxed: string[];
  question?: { attribute: string; options: string[] };
  /** The last things said, at most 6; the message to answer is the last. */
  history: { role: 'seeker' | 'recommender'; text: string }[];
  tone: 'friendly' | 'formal' | 'factual' | 'playful';
  limits: { sentences: number; words: number; tokens: number };
}

/** A record of the catalog, with what may be said of it. */
export interface ActorItem {
  title: string;
  facts: { attribute: string; value: string }[];
  /** Wishes that it satisfies, and those that it doesn't. */
  fits: string[];
  misses: string[];
}

/** What `report.wasm` publishes instead: the evaluation of a policy, in the page. */
export interface RsoReportModule {
  version: string;
  /**
   * Measures a policy against baselines, in conversations with simulated seekers. `options` is a frame of {@link ReportOptions}. It
   * returns at once, and `tell` hears a frame of {@link ReportFrame} after each measurement, the last one with the report or an error. The
   * thread has no time for anything else until then: give it a worker, and end that to stop.
   */
  report(catalog: Uint8Array, policy: Uint8Array, options: Uint8Array, tell: (frame: Uint8Array) => void): RsoFailure | undefined;
}

export interface ReportOptions {
  /** What the files of the catalog and the policy are called, without what stands behind the dot: the report names them. */
  name: string;
  /** The families of seekers (`policy/simulate`); none: all. */
  families?: string[];
  /** How many conversations each planner has with each family. */
  dialogues: number;
  /** Of the goals and the seekers; left out: that of `policy/evaluate`. The same seed gives the same figures. */
  seed?: number;
  /** Measures the policy with a part of the session switched off, too. */
  ablations?: boolean;
}

export type ReportFrame =
  | { complete: number; of: number; result: ReportResult }
  /** The page that `policy/evaluate -report` writes: one file, which loads nothing. */
  | { report: string }
  | RsoFailure;

/** What one planner reached with one family of seekers. */
export interface ReportResult {
  planner: string;
  kind: 'shipped' | 'baseline' | 'ablation';
  family: string;
  catalog: string;
  dialogues: number;
  /** By name (`sr10`, `avg_t`, `false_accept`, ...), with their 95 % intervals. */
  metrics: Partial<Record<string, { mean: number; low: number; high: number }>>;
}

declare global {
  var rso: RsoModule | undefined;
}
