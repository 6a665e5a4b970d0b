import { css } from 'lit';

// Sheets are adopted, never inline, so that the strictest content security policy lets them through. The
// properties of the shop win over the defaults here, which follow the page's colour scheme. These are the shell's; what is
// loaded with the conversation brings its own.
export const styles = css`
  :host {
    --accent: var(--rso-accent, light-dark(#3b4cc0, #a9b4ff));
    --on-accent: var(--rso-on-accent, light-dark(#fff, #11142b));
    --surface: var(--rso-surface, light-dark(#fff, #16181f));
    --raised: var(--rso-raised, light-dark(#f7f7f9, #1f222b));
    --text: var(--rso-text, light-dark(#1c1e26, #eceef4));
    --muted: var(--rso-muted, light-dark(#5b6070, #a5abbb));
    --line: var(--rso-line, light-dark(#e3e4ea, #2e323e));
    --radius: var(--rso-radius, 14px);
    --inset: var(--rso-inset, 1.25rem);
    display: block;
    /* Its own, where the page gives it none: a conversation that grows must not move what is below it. */
    block-size: min(38rem, 100dvh);
    min-block-size: 20rem;
    color: var(--text);
    font: 400 1rem/1.5 var(--rso-font, system-ui, sans-serif);
  }
  :host([mode='launcher']) { position: fixed; inset-block-end: var(--inset); inset-inline-end: var(--inset); block-size: auto; min-block-size: 0; z-index: var(--rso-z, 1000); }
  :host([hidden]) { display: none; }

  *, ::before, ::after { box-sizing: border-box; }
  p, h2, h3, ul { margin: 0; padding: 0; }
  ul { list-style: none; }
  button, textarea, input, select { font: inherit; color: inherit; }
  button { cursor: pointer; }
  :focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
  svg { fill: none; stroke: currentColor; stroke-width: 1.7; stroke-linecap: round; stroke-linejoin: round; }

  .unseen {
    position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden;
    clip-path: inset(50%); white-space: nowrap;
  }

  .frame {
    display: flex; flex-direction: column; block-size: 100%; overflow: hidden; position: relative;
    background: var(--surface); border: 1px solid var(--line); border-radius: calc(var(--radius) + 4px);
  }

  .launcher {
    display: grid; place-items: center; inline-size: 3.5rem; block-size: 3.5rem; padding: 0; border: 0; border-radius: 50%;
    background: var(--accent); color: var(--on-accent); box-shadow: 0 6px 24px rgb(0 0 0 / .22);
  }
  .launcher svg { inline-size: 1.75rem; }
  .launcher:hover { filter: brightness(1.08); }
  dialog.frame:not([open]) { display: none; }
  dialog.frame {
    position: fixed; inset: auto; inset-block-end: calc(var(--inset) + 4.25rem); inset-inline-end: var(--inset); margin: 0; padding: 0; color: inherit;
    inline-size: var(--rso-panel-width, 26rem); block-size: var(--rso-panel-height, 42rem);
    max-inline-size: calc(100dvw - 2 * var(--inset)); max-block-size: calc(100dvh - 2 * var(--inset) - 4.25rem);
    box-shadow: 0 16px 56px rgb(0 0 0 / .28);
  }
  dialog.frame:modal { inset: auto 0 0; inline-size: 100%; block-size: 94dvh; max-inline-size: none; max-block-size: none; border-end-start-radius: 0; border-end-end-radius: 0; }
  dialog.frame::backdrop { background: rgb(0 0 0 / .45); }

  .bar {
    display: flex; align-items: center; justify-content: space-between; gap: .75rem; min-block-size: 3.35rem;
    padding-block: .4rem; padding-inline: 1.25rem .6rem; border-block-end: 1px solid var(--line);
  }
  h2 { font-size: 1rem; line-height: 1.3; font-weight: 650; letter-spacing: -.01em; }
  .tools { display: flex; flex: 1; justify-content: flex-end; gap: .1rem; }
  .tool {
    position: relative; display: grid; place-items: center; inline-size: 2.25rem; block-size: 2.25rem; padding: 0;
    background: none; border: 0; border-radius: 999px; color: var(--muted);
  }
  .tool:hover { background: var(--raised); color: var(--text); }
  .tool svg { inline-size: 1.25rem; }

  .solid { border: 0; border-radius: 999px; background: var(--accent); color: var(--on-accent); padding: .5rem 1.1rem; }
  .solid:hover { filter: brightness(1.08); }

  .log {
    flex: 1; overflow-y: auto; overscroll-behavior: contain; position: relative; scrollbar-gutter: stable; scrollbar-width: thin;
    display: flex; flex-direction: column; gap: 1rem; padding: 1.25rem; min-block-size: 0;
  }
  .log:focus-visible { outline-offset: -3px; border-radius: 6px; }
  .message { display: flex; flex-direction: column; gap: .75rem; max-inline-size: 100%; }
  .text { white-space: pre-line; overflow-wrap: anywhere; }
  .seeker { align-self: flex-end; max-inline-size: 85%; margin-block-start: .5rem; }
  .seeker .text {
    background: var(--accent); color: var(--on-accent); padding: .55rem .95rem;
    border-radius: var(--radius); border-end-end-radius: 4px;
  }
  .failure {
    border: 1px solid light-dark(#e5b4ae, #6d3833); background: light-dark(#fdf3f1, #2b1a19);
    border-radius: var(--radius); padding: .8rem 1rem; display: grid; gap: .6rem; justify-items: start; overflow-wrap: anywhere;
  }

  [part='form'] { display: flex; align-items: flex-end; gap: .5rem; padding: .25rem 1rem 1rem; }
  textarea {
    /* 16 px at least: below that a phone zooms in on focus. */
    flex: 1; min-inline-size: 0; resize: none; field-sizing: content; min-block-size: 2.9rem; max-block-size: 9rem;
    font-size: max(1rem, 16px); line-height: 1.4; padding: .7rem 1.1rem; color: var(--text);
    background: var(--raised); border: 1px solid var(--line); border-radius: 1.45rem;
  }
  textarea::placeholder { color: var(--muted); opacity: 1; }
  textarea:focus-visible { outline-offset: 0; border-color: transparent; }
  [part='send'] { flex: none; inline-size: 2.9rem; block-size: 2.9rem; padding: 0; display: grid; place-items: center; }
  [part='send'] svg { inline-size: 1.25rem; stroke-width: 1.9; }
  /* Without colours of its own, a button is told by its edge. */
  @media (forced-colors: active) { .launcher, .solid, .seeker .text { border: 1px solid; } }
  ::slotted([slot='footer']) { display: block; padding: 0 1.25rem .9rem; margin: 0; color: var(--muted); font-size: .8125rem; }
`;
