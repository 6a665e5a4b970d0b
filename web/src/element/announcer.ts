import { html, type TemplateResult } from 'lit';

/** Milliseconds before something is spoken. */
const pause = 100;

/**
 * Speaks to screen readers through two live regions in turn. One region alone stays silent when it is told the
 * same words twice, and a region that is filled in the same frame as the page changes is missed by VoiceOver,
 * hence the pause. What is said within one pause is spoken together: nothing takes the place of anything.
 */
export class Announcer {
  private words: [string, string] = ['', ''];
  private side: 0 | 1 = 0;
  private waiting: string[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly changed: () => void) {}

  say(words: string): void {
    if (!this.waiting.includes(words)) this.waiting.push(words);
    this.timer ??= setTimeout(() => {
      const all = this.waiting.reduce((before, after) => `${before}${/[.?!…]$/.test(before) ? '' : '.'} ${after}`);
      this.stop();
      this.side = this.side === 0 ? 1 : 0;
      this.words = this.side === 0 ? [all, ''] : ['', all];
      this.changed();
    }, pause);
  }

  stop(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.waiting = [];
  }

  /** The regions. A modal dialog silences those outside of it, so it needs some of its own; closed, it silences them. */
  render(): TemplateResult {
    return html`${this.words.map((words) => html`<div class="unseen" aria-live="polite" aria-atomic="true">${words}</div>`)}`;
  }
}
