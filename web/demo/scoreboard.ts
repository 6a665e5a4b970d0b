import type { ReportResult } from '../rso.js';

/** The columns: name of the metric, heading, whether it is a share. The first one is drawn. */
const columns = [
  ['sr10', 'success', true], ['avg_t', 'turns', false], ['return', 'return', false], ['false_accept', 'talked into', true], ['stall', 'stalls', true],
] as const;

/** The figures as they come: a table for each family of seekers, a row for each planner. */
export class Scoreboard {
  /** How many results are shown. */
  size = 0;
  private readonly families = new Map<string, { body: HTMLTableSectionElement; shipped: ReportResult }>();

  constructor(private readonly place: HTMLElement) {}

  clear(): void {
    this.size = 0;
    this.families.clear();
    this.place.replaceChildren();
  }

  add(result: ReportResult): void {
    let family = this.families.get(result.family);
    if (!family) {
      // The trained policy is measured first: the others are held against it.
      family = { body: this.table(result), shipped: result };
      this.families.set(result.family, family);
    }
    family.body.append(row(result, family.shipped));
    this.size++;
  }

  /** Makes the table of a family. */
  private table({ family, catalog, dialogues }: ReportResult): HTMLTableSectionElement {
    const table = make('table', 'board');
    const caption = make('caption');
    caption.append(make('b', '', `${family} seekers`), ` ${catalog}, ${dialogues} ${dialogues === 1 ? 'dialogue' : 'dialogues'} of each planner`);
    const head = make('tr');
    for (const heading of ['planner', ...columns.map(([, label, share]) => (share ? `${label} %` : label))]) {
      const cell = make('th', '', heading);
      cell.scope = 'col';
      head.append(cell);
    }
    const body = make('tbody');
    table.append(caption, make('thead'), body);
    table.tHead?.append(head);
    const scroll = make('div', 'scroll');
    scroll.tabIndex = 0;
    scroll.role = 'region';
    scroll.ariaLabel = `Figures with ${family} seekers`;
    scroll.append(table);
    this.place.append(scroll);
    return body;
  }
}

function make<K extends keyof HTMLElementTagNameMap>(name: K, className = '', text = ''): HTMLElementTagNameMap[K] {
  const element = document.createElement(name);
  if (className !== '') element.className = className;
  element.textContent = text;
  return element;
}

function row(result: ReportResult, shipped: ReportResult): HTMLTableRowElement {
  const line = make('tr', result.kind);
  const planner = make('th', '', result.planner);
  planner.scope = 'row';
  line.append(planner);
  for (const [metric, , share] of columns) {
    const figure = result.metrics[metric];
    const cell = make('td');
    const words = make('span', '', figure ? show(figure.mean, share) : '–');
    if (figure && figure.low !== figure.high) words.append(make('small', '', interval(figure.low, figure.high, share)));
    if (metric === 'sr10' && figure) {
      const drawn = make('div', 'drawn');
      drawn.append(plot(figure, shipped.metrics[metric] ?? figure), words);
      cell.append(drawn);
    } else {
      cell.append(words);
    }
    line.append(cell);
  }
  return line;
}

function show(value: number, share: boolean): string {
  return share ? (100 * value).toFixed(1) : value.toFixed(2).replace('-', '−');
}

function interval(low: number, high: number, share: boolean): string {
  return `${show(low, share)}${low < 0 ? ' to ' : '–'}${show(high, share)}`;
}

/** A share with its interval, before the band of the trained policy's. The figures stand beside it. */
function plot({ mean, low, high }: { mean: number; low: number; high: number }, band: { low: number; high: number }): HTMLElement {
  const drawing = make('span', 'range');
  drawing.ariaHidden = 'true';
  drawing.append(make('i', 'band'), make('i', 'whisker'), make('i', 'dot'));
  for (const [name, value] of Object.entries({ mean, low, high, from: band.low, to: band.high })) drawing.style.setProperty(`--${name}`, String(value));
  return drawing;
}
