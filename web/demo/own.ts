import '../src/rso.js';
import './glassbox.js';
import { html, nothing, render, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { CompileError, compileCatalog, type CompiledCatalog, type CompileProblem, type CompileProgress } from '../src/compile/compile.js';
import { sample } from './sample.js';
import { keepOffline, wire } from './wire.js';

// Bring your own catalog: a feed is dropped, compiled in a worker, and talked to. Nothing leaves the page.

type Stage =
  | { at: 'waiting' }
  | { at: 'compiling'; name: string; size: number; progress: CompileProgress | undefined; stop: AbortController }
  | { at: 'refused'; name: string; message: string; problems: CompileProblem[] }
  | { at: 'ready'; name: string; size: number; compiled: CompiledCatalog; ms: number };

/** Problems on show; a feed that is wrong throughout would bury the page. */
const problemsShown = 50;

const place = document.querySelector<HTMLElement>('#own');
place?.replaceChildren();
let stage: Stage = { at: 'waiting' };
let over = false;
/** The assistant that the glass box is about. */
let wired: Element | undefined;

function go(next: Stage): void {
  stage = next;
  draw();
}

function draw(): void {
  if (!place) return;
  render(page(), place);
  // Each catalog has elements of its own: with the old ones their worker goes, and all its memory.
  const [assistant, glass] = [place.querySelector('rso-assistant'), place.querySelector('glass-box')];
  if (!assistant || !glass || assistant === wired) return;
  wired = assistant;
  wire(assistant, glass);
}

/** Compiles a feed in the place of what was there before, which is let go first. */
async function take(feed: Blob, name: string): Promise<void> {
  if (stage.at === 'compiling') stage.stop.abort();
  const stop = new AbortController();
  go({ at: 'compiling', name, size: feed.size, progress: undefined, stop });
  const began = performance.now();
  try {
    const compiled = await compileCatalog(feed, {
      fileName: name, signal: stop.signal,
      onProgress: (progress) => { if (!stop.signal.aborted) go({ at: 'compiling', name, size: feed.size, progress, stop }); },
    });
    go({ at: 'ready', name, size: feed.size, compiled, ms: performance.now() - began });
  } catch (cause) {
    if (stop.signal.aborted) return;
    go({ at: 'refused', name, message: cause instanceof Error ? cause.message : String(cause), problems: cause instanceof CompileError ? cause.problems : [] });
  }
}

function dropped(event: DragEvent): void {
  event.preventDefault();
  over = false;
  const file = event.dataTransfer?.files[0];
  if (file) void take(file, file.name);
  else draw();
}

function chosen({ target }: Event): void {
  const input = target as HTMLInputElement;
  const file = input.files?.[0];
  if (file) void take(file, file.name);
  input.value = ''; // the same file may be chosen again
}

function page(): TemplateResult {
  return stage.at === 'ready' ? talk(stage) : html`<section class="bring" aria-labelledby="bring-title">
    <h2 id="bring-title">Talk to your own catalog</h2>
    <p class="lede">Drop a product feed: CSV, TSV, JSON, JSON lines, Shopify, Google Merchant, WooCommerce, schema.org, OpenAI. It is compiled
      in this page, in a worker, and you can talk to it seconds later. Nothing is uploaded.</p>
    ${drop()}
    ${stage.at === 'compiling' ? progress(stage) : nothing}
    ${stage.at === 'refused' ? refused(stage) : nothing}
  </section>`;
}

function drop(): TemplateResult {
  const enter = (event: DragEvent): void => { event.preventDefault(); if (!over) { over = true; draw(); } };
  const leave = (): void => { over = false; draw(); };
  return html`<div class="drop ${over ? 'over' : ''}" @dragenter=${enter} @dragover=${enter} @dragleave=${leave} @drop=${dropped}>
    <label class="file"><input type="file" @change=${chosen} /><span>Choose a file</span></label>
    <span>or drop it here</span>
    <button type="button" @click=${() => { void take(new Blob([sample(5_000)]), 'sample.csv'); }}>Try 5,000 made-up products</button>
  </div>`;
}

const stages: Record<string, string> = {
  loading: 'Loading the compiler', reading: 'Reading the feed', columns: 'Finding out what the columns mean', index: 'Building the index',
  order: 'Ordering the products', neighbours: 'Finding what is alike', writing: 'Writing the catalog',
};

function progress({ name, size, progress: now, stop }: Extract<Stage, { at: 'compiling' }>): TemplateResult {
  const words = stages[now?.stage ?? 'loading'] ?? now?.stage ?? '';
  return html`<div class="working" role="status">
    <p><b>${name}</b> ${kilobytes(size)}: ${words} …</p>
    <progress aria-label=${words} .value=${now && now.total > 0 ? now.done / now.total : 0}></progress>
    <button type="button" @click=${() => { stop.abort(); go({ at: 'waiting' }); }}>Stop</button>
  </div>`;
}

function refused({ name, message, problems }: Extract<Stage, { at: 'refused' }>): TemplateResult {
  return html`<div class="refused" role="alert">
    <h3>${name} can't be used as it is</h3>
    <p>${message}</p>
    ${list(problems)}
  </div>`;
}

function list(problems: readonly CompileProblem[]): TemplateResult | typeof nothing {
  if (problems.length === 0) return nothing;
  const rest = problems.length - problemsShown;
  return html`<ul class="problems">${problems.slice(0, problemsShown).map((problem) => html`<li>${problem.text}</li>`)}
    ${rest > 0 ? html`<li>and ${rest} more</li>` : nothing}</ul>`;
}

function talk({ name, size, compiled, ms }: Extract<Stage, { at: 'ready' }>): TemplateResult {
  const { catalog, report } = compiled;
  return html`
    <section class="made" aria-label="What was compiled" @dragover=${(event: DragEvent) => { event.preventDefault(); }} @drop=${dropped}>
      <p><b>${name}</b> <span>${kilobytes(size)} · ${report.items.toLocaleString('en')} products · compiled in ${(ms / 1000).toFixed(1)} s to ${kilobytes(catalog.length)}</span></p>
      <label class="file"><input type="file" @change=${chosen} /><span>Another file</span></label>
      <button type="button" @click=${() => { save(catalog, name); }}>Save the catalog</button>
      <details><summary>What the columns were taken for${report.warnings > 0 ? html`, <b>${report.warnings} warnings</b>` : nothing}</summary>
        ${list(report.problems)}
        <div class="scroll" tabindex="0" role="region" aria-label="Columns"><table><thead><tr><th scope="col">Column</th><th scope="col">Taken for</th><th scope="col">Why</th></tr></thead>
          <tbody>${report.columns.map((column) => html`<tr><th scope="row">${column.column}</th><td>${column.dropped ? 'left out' : [column.role, column.kind, column.unit].filter(Boolean).join(', ')}</td><td>${column.why}</td></tr>`)}</tbody></table></div>
      </details>
    </section>
    ${keyed(catalog, html`<glass-box></glass-box>
    <rso-assistant .catalogData=${catalog} policy="shop.rsop" load="now" no-pictures heading="Talk to ${name}" placeholder="Ask for something">
      <span slot="footer">Answers come from your feed alone. Pictures are not loaded, so nothing leaves this page.</span>
    </rso-assistant>`)}`;
}

function kilobytes(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1000)).toLocaleString('en')} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** Hands the catalog to the shopkeeper, to be put on a server. */
function save(catalog: Uint8Array<ArrayBuffer>, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([catalog], { type: 'application/octet-stream' }));
  link.download = `${name.replace(/\.[^.]*$/, '')}.rsoc`;
  link.click();
  setTimeout(() => { URL.revokeObjectURL(link.href); }, 10_000);
}

draw();
keepOffline();
