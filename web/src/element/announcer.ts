import { html, type TemplateResult } from 'lit';

/**
 * Speaks to screen readers through two live regions in turn. One region alone stays silent when it is told the
 * same words twice, and a region that is filled in the same frame as the page changes is missed by VoiceOver,
 * hence the pause.
 */
export class Announcer {
  private words: [string, string] = ['', ''];
  private side: 0 | 1 = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly changed: () => void) {}

  say(words: string): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.side = this.side === 0 ? 1 : 0;
      this.words = this.side === 0 ? [words, ''] : ['', words];
      this.changed();
    }, 100);
  }

  stop(): void {
    clearTimeout(this.timer);
  }

  render(): TemplateResult {
    return html`${this.words.map((words) => html`<div class="unseen" aria-live="polite" aria-atomic="true">${words}</div>`)}`;
  }
}
