import { html, nothing, svg, type TemplateResult } from 'lit';
import type { Constraint, Fact, PolicyRow, Reply } from '../rso.js';
import { highlight } from './highlight.js';
import { groups, plain } from './strategies.js';

type Panel = TemplateResult | typeof nothing;

/** Characters of a message on show; its beginning tells enough. */
const messageShown = 600;

function panel(name: string, note: string, body: TemplateResult): TemplateResult {
  return html`<section class="panel"><h3>${name} ${note === '' ? nothing : html`<small>${note}</small>`}</h3>${body}</section>`;
}

/** An item's title, or its id where none was seen. */
function title(name: string | undefined, id: string): string {
  return name ?? `record ${id}`;
}

/** The shopper's message with the words that caused constraints, and the dialogue acts in it. */
export function heard(text: string, reply: Reply): TemplateResult {
  const mine = reply.belief.constraints.filter(({ turn }) => turn === reply.trace.turn);
  const clipped = text.length > messageShown ? `${text.slice(0, messageShown)}…` : text;
  return panel('Heard', '', html`
    <blockquote dir="auto">${highlight(clipped, mine).map(({ text: words, constraint }) =>
      constraint ? html`<mark class=${constraint.hard ? 'hard' : 'soft'} title=${sentence(constraint)}>${words}</mark>` : words)}</blockquote>
    ${reply.acts.length === 0 ? nothing : html`<ul class="tags" aria-label="Dialogue acts">${reply.acts.map((act) => html`<li>${plain(act)}</li>`)}</ul>`}
  `);
}

/** All that is believed of the shopper's wishes, each with the words it comes from, and what was given up. */
export function belief(reply: Reply): Panel {
  const { constraints, liked, disliked, names, sort } = reply.belief;
  if (constraints.length + liked.length + disliked.length + reply.relaxed.length === 0 && !sort) return nothing;
  const row = (constraint: Constraint, relaxed: boolean): TemplateResult => html`
    <li class=${relaxed ? 'relaxed' : ''}>
      <span class="wish"><b>${plain(constraint.attribute)}</b> ${operator(constraint)} <b><bdi>${value(constraint)}</bdi></b></span>
      <span class="kind ${constraint.hard ? 'hard' : 'soft'}">${relaxed ? 'given up' : constraint.hard ? 'must' : 'would like'}</span>
      ${constraint.span === '' ? nothing : html`<q dir="auto">${constraint.span}</q>`}
      <small>turn ${constraint.turn}${constraint.confidence < 1 ? html`, ${percent(constraint.confidence)} sure` : nothing}</small>
    </li>`;
  const opinion = (words: string, ids: string[]): Panel =>
    ids.length === 0 ? nothing : html`<li><span class="wish">${words} <b>${ids.map((id) => title(names[id], id)).join(', ')}</b></span></li>`;
  return panel('Believed', '', html`<ul class="wishes">
    ${constraints.map((constraint) => row(constraint, false))}
    ${reply.relaxed.map((constraint) => row(constraint, true))}
    ${opinion('likes', liked)} ${opinion('dislikes', disliked)}
    ${sort ? html`<li><span class="wish">sorted by <b>${plain(sort.attribute)}</b>, ${sort.descending ? 'highest' : 'lowest'} first</span></li>` : nothing}
  </ul>`);
}

/** Openings on show; the others tell less. */
const openShown = 5;

/** What the shopper has said nothing of, and how much an answer would tell. */
export function open(reply: Reply): Panel {
  const shown = reply.belief.open.slice(0, openShown);
  const most = shown[0]?.gain ?? 0;
  if (most === 0) return nothing;
  return panel('Still open', 'and what an answer would tell of the candidates', html`<table class="planner open">
    <thead class="unseen"><tr><th scope="col">Attribute</th><th scope="col">Bar</th><th scope="col">Bits</th></tr></thead>
    <tbody>${shown.map(({ attribute, gain }) => html`<tr>
      <th scope="row">${plain(attribute)}</th><td>${bar(gain / most)}</td><td>${gain.toFixed(1)} bit</td></tr>`)}</tbody>
  </table>`);
}

/**
 * The Planner's probabilities; what the turn did not allow is struck through, with the share that the policy alone would
 * have given it, and what was played stands out.
 */
export function planner(reply: Reply): TemplateResult {
  const { probabilities, admissible, learned, because } = reply.trace;
  const placed = new Set(groups.flatMap(([, names]) => names));
  const rest = Object.keys(probabilities).filter((name) => !placed.has(name));
  const shown = rest.length === 0 ? groups : [...groups, ['Other', rest] as const];
  const row = (name: string): Panel => {
    const share = probabilities[name];
    if (share === undefined && !admissible.includes(name)) return nothing;
    const masked = !admissible.includes(name);
    const played = reply.strategy === name;
    return html`<tr class=${played ? 'played' : masked ? 'masked' : ''} data-strategy=${name}>
      <th scope="row">${plain(name)}</th>
      <td>${bar((masked ? learned[name] : share) ?? 0)}</td>
      <td>${masked ? html`<s>${percent(learned[name] ?? 0)}</s><span class="unseen"> masked</span>` : percent(share ?? 0)}${played ? html`<span class="unseen"> chosen</span>` : nothing}</td>
    </tr>`;
  };
  return panel('Planner', `the shopper ${because}; what that rules out is struck through`, html`<table class="planner">
    <thead class="unseen"><tr><th scope="col">Strategy</th><th scope="col">Bar</th><th scope="col">Probability</th></tr></thead>
    ${shown.map(([group, names]) => html`<tbody><tr class="group"><th colspan="3" scope="rowgroup">${group}</th></tr>${names.map(row)}</tbody>`)}
  </table>`);
}

/** Writes millions of visits as people read them. */
const compact = new Intl.NumberFormat('en', { notation: 'compact' });

/**
 * The rows of the policy that spoke for and against what was played, each with a link to where the policy's report has
 * it among its neighbours.
 */
export function why(reply: Reply, report: string | null): Panel {
  const { rows, admissible } = reply.trace;
  // A conversation that an earlier version of the page has kept comes without.
  if (!Array.isArray(rows) || rows.length === 0) return nothing;
  const strongest = Math.abs(rows[0]?.logit ?? 0);
  const words = ({ name, state }: PolicyRow): TemplateResult => html`${plain(name)}: <b>${plain(state)}</b>`;
  return panel('Why this strategy', admissible.length === 1
    ? `nothing else was possible; what the policy had to say of “${plain(reply.strategy)}”`
    : `what spoke for and against “${plain(reply.strategy)}”, the strongest first`, html`<table class="rows">
    <thead><tr><th scope="col">row of the policy</th><th scope="col"><div class="sides"><span>against</span> <span>for</span></div></th><th scope="col">logit</th><th scope="col">visits</th></tr></thead>
    <tbody>${rows.map((row) => html`<tr>
      <th scope="row">${report === null ? words(row) : html`<a href=${`${report}#row-${row.table}-${row.cell}`} target="_blank" rel="noopener">${words(row)}<span class="unseen"> (in the policy's report, a new tab)</span></a>`}</th>
      <td>${signedBar(row.logit / strongest)}</td>
      <td>${signed(row.logit)}</td>
      <td title=${row.visits.toLocaleString('en')}>${compact.format(row.visits)}</td>
    </tr>`)}</tbody>
  </table>`);
}

/** The state that the Planner saw; what the last message changed stands out. */
export function seen(reply: Reply, before: Reply | undefined): TemplateResult {
  return panel('State', 'what the Planner saw', html`<dl class="state">
    ${Object.entries(reply.trace.state).map(([feature, bucket]) => {
      const changed = before !== undefined && before.trace.state[feature] !== bucket;
      return html`<div class=${changed ? 'changed' : ''}><dt>${plain(feature)}</dt><dd>${plain(String(bucket))}</dd></div>`;
    })}
  </dl>`);
}

export function candidates(reply: Reply): Panel {
  if (reply.candidates.length === 0) return nothing;
  const best = Math.max(...reply.candidates.map(({ score }) => score), Number.EPSILON);
  const shown = new Set(reply.items.map(({ id }) => id));
  return panel('Candidates', 'best first', html`<table class="candidates">
    <thead class="unseen"><tr><th scope="col">Item</th><th scope="col">Bar</th><th scope="col">Score</th></tr></thead>
    <tbody>${reply.candidates.map(({ id, title: name, score }) => html`<tr class=${shown.has(id) ? 'played' : ''}>
      <th scope="row" dir="auto">${name}${shown.has(id) ? html`<span class="unseen"> shown</span>` : nothing}</th>
      <td>${bar(Math.max(score, 0) / best)}</td>
      <td>${score.toFixed(2)}</td>
    </tr>`)}</tbody>
  </table>`);
}

/** Every fact that the reply may state, under the record that it comes from. */
export function facts(reply: Reply): Panel {
  if (reply.trace.facts.length === 0) return nothing;
  const records = new Map<string, Fact[]>();
  for (const fact of reply.trace.facts) records.set(fact.item, [...(records.get(fact.item) ?? []), fact]);
  return panel('Facts', 'all that the reply may state', html`${[...records].map(([id, list]) => html`
    <div class="record">
      <h4 dir="auto">${title(list[0]?.title, id)} <small>record ${id}</small></h4>
      <dl>${list.map(({ attribute, value: known }) => html`<div><dt>${plain(attribute)}</dt><dd dir="auto">${known}</dd></div>`)}</dl>
    </div>`)}`);
}

/** A bar as a drawing: the page's policy allows no inline style, an SVG width it does. */
function bar(share: number): TemplateResult {
  const width = `${(Math.min(Math.max(share, 0), 1) * 100).toFixed(1)}%`;
  return html`<svg class="bar" aria-hidden="true">${svg`<rect class="track" width="100%" height="100%" rx="3" /><rect class="fill" width=${width} height="100%" rx="3" />`}</svg>`;
}

/** A bar that grows from the middle: to the right for what speaks for, to the left for what speaks against. */
function signedBar(share: number): TemplateResult {
  const half = Math.min(Math.abs(share), 1) * 50;
  const x = `${(share < 0 ? 50 - half : 50).toFixed(1)}%`;
  return html`<svg class="bar signed" aria-hidden="true">${svg`<rect class="track" width="100%" height="100%" rx="3" /><rect class=${share < 0 ? 'against' : 'for'} x=${x} width=${`${half.toFixed(1)}%`} height="100%" /><line x1="50%" x2="50%" y2="100%" />`}</svg>`;
}

/** A figure with its sign, a real minus. */
function signed(figure: number): string {
  return `${figure < 0 ? '−' : '+'}${Math.abs(figure).toFixed(2)}`;
}

function percent(share: number): string {
  return share > 0 && share < 0.005 ? '<1 %' : `${(share * 100).toFixed(0)} %`;
}

const operators: Record<Constraint['op'], string> = {
  '==': 'is', '!=': 'is not', '<': 'below', '>': 'above', '<=': 'at most', '>=': 'at least',
  between: 'between', 'not between': 'not between', in: 'one of', 'not in': 'none of', 'not contains': 'without',
};

function operator({ op }: Constraint): string {
  return operators[op];
}

function value({ value: wanted, op }: Constraint): string {
  return Array.isArray(wanted) ? wanted.join(op.endsWith('between') ? ' and ' : ', ') : String(wanted);
}

function sentence(constraint: Constraint): string {
  return `${plain(constraint.attribute)} ${operator(constraint)} ${value(constraint)}`;
}
