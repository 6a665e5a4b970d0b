import { html, svg, type TemplateResult } from 'lit';

/** Drawn on 20 × 20, in the colour of the text. */
const paths = {
  undo: svg`<path d="M7.5 4.5 4 8l3.5 3.5M4.5 8h7a4 4 0 0 1 0 8H8" />`,
  again: svg`<path d="M15.5 10a5.5 5.5 0 1 1-1.6-3.9M15.5 3.5v3.2h-3.2" />`,
  copy: svg`<rect x="7" y="7" width="9" height="9.5" rx="1.8" /><path d="M4 12.5V5.3C4 4.3 4.8 3.5 5.8 3.5h6.7" />`,
  heart: svg`<path d="M10 16.2S3.8 12.6 3.8 8.2A3.3 3.3 0 0 1 10 6.6a3.3 3.3 0 0 1 6.2 1.6c0 4.4-6.2 8-6.2 8Z" />`,
  scales: svg`<path d="M10 4v12M6 16.3h8M4 6.5h12M4 6.5 2.2 11a2 2 0 0 0 3.7 0L4 6.5Zm12 0L14.2 11a2 2 0 0 0 3.7 0L16 6.5Z" />`,
  reject: svg`<circle cx="10" cy="10" r="6.3" /><path d="m5.7 14.3 8.6-8.6" />`,
  cart: svg`<path d="M3 4h2l1.8 8.3h7.9L16.4 7H6" /><circle cx="8" cy="15.6" r="1" /><circle cx="13.6" cy="15.6" r="1" />`,
  up: svg`<path d="M7 9v7H4.5V9H7Zm0 0 3-5.5c1.2 0 1.9.9 1.7 2L11.3 8h3.4c1 0 1.7.9 1.5 1.9l-.9 4.7c-.2.8-.8 1.4-1.6 1.4H7" />`,
  down: svg`<path d="M7 11V4H4.5v7H7Zm0 0 3 5.5c1.2 0 1.9-.9 1.7-2l-.4-2.5h3.4c1 0 1.7-.9 1.5-1.9l-.9-4.7c-.2-.8-.8-1.4-1.6-1.4H7" />`,
  star: svg`<path d="m10 3 2.1 4.6 5 .6-3.7 3.4 1 4.9L10 14l-4.4 2.5 1-4.9-3.7-3.4 5-.6Z" />`,
  back: svg`<path d="m5 5 10 10M15 5 5 15" />`,
};

export type Icon = keyof typeof paths;

export function icon(name: Icon): TemplateResult {
  return html`<svg viewBox="0 0 20 20" aria-hidden="true">${paths[name]}</svg>`;
}
