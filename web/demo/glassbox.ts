import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { Description } from '../rso.js';
import type { Measure } from '../src/host/host.js';
import type { Exchange } from '../src/assistant/transcript.js';
import { belief, candidates, facts, heard, open, planner, seen, why } from './panels.js';
import { plain } from './strategies.js';

/**
 * Lays open how a reply came about: what was understood, what the Planner saw and weighed, which items and which
 * facts it had at hand. It knows nothing but the replies that every shop gets.
 *
 * It renders into the page itself, so that the demo's own sheet styles it.
 */
export class GlassBox extends LitElement {
  @property({ attribute: false }) description: Description | undefined;
  @property({ attribute: false }) thread: string | undefined;
  @property({ attribute: false }) measure: Measure | undefined;
  /** URL of the policy's report, which has an anchor for every row of its tables. */
  @property() report: string | null = null;
  /** The turn on show; the latest when undefined. */
  @state() private chosen: number | undefined;

  private list: readonly Exchange[] = [];

  /** The conversation so far. A new turn brings the view back to the latest. */
  @property({ attribute: false })
  get exchanges(): readonly Exchange[] {
    return this.list;
  }
  set exchanges(list: readonly Exchange[]) {
    this.list = list;
    this.chosen = undefined;
    this.requestUpdate();
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): TemplateResult {
    return html`
      <section class="glass" aria-labelledby="glass-title" tabindex="0">
        <header>
          <h2 id="glass-title">Glass box</h2>
          ${this.pager()}
        </header>
        ${this.list.length === 0 ? this.idle() : this.turn()}
      </section>
    `;
  }

  private get shown(): number {
    return this.chosen ?? this.list.length - 1;
  }

  private pager(): TemplateResult | typeof nothing {
    const { shown, list } = this;
    if (list.length === 0) return nothing;
    return html`<nav aria-label="Turns">
      <button type="button" aria-label="Earlier turn" aria-disabled=${shown === 0 ? 'true' : 'false'} @click=${() => { this.go(shown - 1); }}>‹</button>
      <span aria-live="polite">turn ${shown + 1} of ${list.length}</span>
      <button type="button" aria-label="Later turn" aria-disabled=${shown === list.length - 1 ? 'true' : 'false'} @click=${() => { this.go(shown + 1); }}>›</button>
    </nav>`;
  }

  private go(turn: number): void {
    this.chosen = Math.min(Math.max(turn, 0), this.list.length - 1);
  }

  private idle(): TemplateResult {
    const { description } = this;
    return html`<div class="idle">
      <p>Say something, and see here how the answer comes about: what was understood, what the Planner weighed, and the facts it had at hand.</p>
      ${description === undefined
        ? nothing
        : html`<dl class="figures">
            <div><dt>catalog</dt><dd>${description.name}</dd></div>
            <div><dt>items</dt><dd>${description.items.toLocaleString()}</dd></div>
            <div><dt>attributes</dt><dd>${description.attributes.length}</dd></div>
            ${this.runtime()}
          </dl>`}
    </div>`;
  }

  private runtime(): TemplateResult | typeof nothing {
    const { measure, thread } = this;
    if (!measure) return nothing;
    return html`<div><dt>runs in</dt><dd>${thread === 'worker' ? 'a worker' : 'the page'}</dd></div>
      <div><dt>memory</dt><dd>${(measure.memory / 1_048_576).toFixed(0)} MB</dd></div>`;
  }

  private turn(): TemplateResult | typeof nothing {
    const { shown, list, measure } = this;
    const exchange = list[shown];
    if (!exchange) return nothing;
    const { reply, text } = exchange;
    const before = list[shown - 1]?.reply;
    const latest = shown === list.length - 1;
    return html`
      <div class="lead">
        <p class="strategy">${reply.strategies.map((name, i) => html`${i > 0 ? html`<span aria-hidden="true"> → </span>` : nothing}${plain(name)}`)}</p>
        <dl class="figures">
          <div><dt>fit</dt><dd>${reply.trace.total.toLocaleString()}${this.description ? html` <small>of ${this.description.items.toLocaleString()}</small>` : nothing}</dd></div>
          ${latest && measure && measure.engine > 0 ? html`<div><dt>thought for</dt><dd>${measure.engine.toFixed(1)} <small>ms</small></dd></div>` : nothing}
          ${this.runtime()}
        </dl>
      </div>
      ${heard(text, reply)}
      ${belief(reply)}
      ${open(reply)}
      ${planner(reply)}
      ${why(reply, this.report)}
      ${seen(reply, before)}
      ${candidates(reply)}
      ${facts(reply)}
    `;
  }
}

customElements.define('glass-box', GlassBox);

declare global {
  interface HTMLElementTagNameMap {
    'glass-box': GlassBox;
  }
}
