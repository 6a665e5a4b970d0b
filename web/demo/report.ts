import type { ReportOptions } from '../rso.js';
import type { ReportNews, ReportOrder } from './report-worker.js';
import { Scoreboard } from './scoreboard.js';
import { showReport } from './report-view.js';

// The page that measures a policy: a form, a worker that does the work, and what it says.

/** The element with an id, which this page has, of the kind that it is there. */
function part<T extends HTMLElement>(id: string, kind: new () => T): T {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new Error(`The page has no #${id}.`);
  return found;
}

const setup = part('setup', HTMLFormElement);
const run = part('run', HTMLButtonElement);
const stop = part('stop', HTMLButtonElement);
const cost = part('cost', HTMLElement);
const figures = part('figures', HTMLElement);
const status = part('status', HTMLElement);
const progress = part('progress', HTMLProgressElement);
const board = new Scoreboard(part('tables', HTMLElement));
const whole = part('whole', HTMLElement);
const shipped = part('shipped', HTMLAnchorElement);
const places = { view: part('view', HTMLIFrameElement), save: part('save', HTMLAnchorElement), command: part('command', HTMLElement) };

let worker: Worker | undefined;

/** What is asked for: undefined when nobody is to be measured with. */
function chosen(): ReportOptions | undefined {
  const form = new FormData(setup);
  const all = (name: string): string[] => form.getAll(name).filter((value) => typeof value === 'string');
  const [name = ''] = all('shop');
  const families = all('family');
  if (families.length === 0) return undefined;
  return { name, families, dialogues: Number(all('dialogues')[0]), seed: Number(all('seed')[0]), ablations: form.has('ablations') };
}

/** How many planners there are: the policy, four baselines, and perhaps two ablations. */
const planners = (ablations: boolean | undefined): number => (ablations ? 7 : 5);

/** Says what a run costs, and what is missing for one. */
function weigh(): void {
  const options = chosen();
  const all = options && options.dialogues * (options.families?.length ?? 0) * planners(options.ablations);
  cost.textContent = all === undefined ? 'Choose at least one kind of seekers.' : `${all.toLocaleString('en')} dialogues`;
  run.disabled = worker !== undefined || all === undefined;
}

/** Begins a run; one that is under way has ended before. */
function start(options: ReportOptions): void {
  worker = new Worker(new URL('report-worker.js', import.meta.url), { type: 'module' });
  const at = (name: string): string => new URL(name, document.baseURI).href;
  const order: ReportOrder = {
    urls: { module: at('report.wasm'), support: at('wasm_exec.js'), catalog: at(`${options.name}.rsoc`), policy: at(`${options.name}.rsop`) }, options,
  };
  const clock = new Clock();
  worker.onmessage = ({ data }: MessageEvent<ReportNews>) => { hear(data, options, clock); };
  worker.onerror = () => { end('It failed: the worker could not be started.'); };
  worker.postMessage(order);
  board.clear();
  progress.removeAttribute('value');
  figures.hidden = false;
  whole.hidden = true;
  stop.hidden = false;
  status.textContent = 'Loading the module, the catalog and the policy …';
  weigh();
}

function hear(news: ReportNews, options: ReportOptions, clock: Clock): void {
  if ('loaded' in news) {
    clock.start();
    status.textContent = 'The first conversations are under way …';
  } else if ('error' in news) {
    end(`It failed: ${news.error}`);
  } else if ('report' in news) {
    end(`Done: ${(options.dialogues * board.size).toLocaleString('en')} dialogues in ${clock.spent()}.`);
    shipped.href = `${options.name}.report.html`;
    whole.hidden = false;
    void showReport(news.report, `${options.name}.report.html`, places);
  } else {
    progress.max = news.of;
    progress.value = news.complete;
    board.add(news.result);
    status.textContent = `${news.complete} of ${news.of} measurements; ${clock.left(news.complete, news.of)}`;
  }
}

/** Ends the run; what it has shown stays. */
function end(words: string): void {
  worker?.terminate();
  worker = undefined;
  const waiting = document.activeElement === stop;
  stop.hidden = true;
  if (!progress.hasAttribute('value')) progress.value = 0;
  status.textContent = words;
  weigh();
  if (waiting) run.focus();
}

/** Tells how long it took, and how long it will. */
class Clock {
  private from = performance.now();

  start(): void {
    this.from = performance.now();
  }

  spent(): string {
    return seconds(performance.now() - this.from);
  }

  left(complete: number, of: number): string {
    return `about ${seconds(((performance.now() - this.from) / complete) * (of - complete))} left`;
  }
}

function seconds(ms: number): string {
  const s = Math.ceil(ms / 1000);
  return s < 120 ? `${s} s` : `${Math.round(s / 60)} min`;
}

setup.addEventListener('submit', (event) => {
  event.preventDefault();
  const options = chosen();
  if (options && !worker) start(options);
});
setup.addEventListener('input', weigh);
stop.addEventListener('click', () => {
  end(board.size === 0 ? 'Stopped before the first measurement.' : `Stopped after ${board.size} measurements; their figures stand.`);
});

// A link may name the shop: report.html?shop=books.
for (const shop of setup.querySelectorAll<HTMLInputElement>('input[name=shop]')) {
  if (shop.value === new URLSearchParams(location.search).get('shop')) shop.checked = true;
}
weigh();
