import { css } from 'lit';

// Sheets are adopted, never inline, so that the strictest content security policy lets them through. The
// properties of the shop win over the defaults here, which follow the page's colour scheme.
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
    display: block;
    min-block-size: 20rem;
    color: var(--text);
    font: 400 1rem/1.5 var(--rso-font, system-ui, sans-serif);
  }
  :host([hidden]) { display: none; }

  *, ::before, ::after { box-sizing: border-box; }
  p, h2, h3, ul { margin: 0; padding: 0; }
  ul { list-style: none; }
  button, textarea { font: inherit; color: inherit; }
  button { cursor: pointer; }
  :focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }

  .unseen {
    position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden;
    clip-path: inset(50%); white-space: nowrap;
  }

  .frame {
    display: flex; flex-direction: column; block-size: 100%; overflow: hidden; position: relative;
    background: var(--surface); border: 1px solid var(--line); border-radius: calc(var(--radius) + 4px);
  }

  header {
    display: flex; align-items: center; justify-content: space-between; gap: 1rem;
    padding: .7rem 1rem .7rem 1.25rem; border-block-end: 1px solid var(--line);
  }
  h2 { font-size: 1rem; font-weight: 650; letter-spacing: -.01em; }

  .quiet {
    background: none; border: 1px solid transparent; border-radius: 999px; padding: .25rem .75rem;
    min-block-size: 2rem; color: var(--muted); font-size: .875rem; white-space: nowrap;
  }
  .quiet:hover { background: var(--raised); color: var(--text); }
  .solid { border: 0; border-radius: 999px; background: var(--accent); color: var(--on-accent); padding: .5rem 1.1rem; }
  .solid:hover { filter: brightness(1.08); }

  .log {
    flex: 1; overflow-y: auto; overscroll-behavior: contain; position: relative; scrollbar-gutter: stable; scrollbar-width: thin;
    display: flex; flex-direction: column; gap: 1rem; padding: 1.25rem;
  }
  .log:focus-visible { outline-offset: -3px; border-radius: 6px; }
  .loading { color: var(--muted); }

  .message { display: flex; flex-direction: column; gap: .75rem; max-inline-size: 100%; animation: arrive .28s ease-out; }
  .text { white-space: pre-line; overflow-wrap: anywhere; }
  .seeker { align-self: flex-end; max-inline-size: 85%; margin-block-start: .5rem; }
  .seeker .text {
    background: var(--accent); color: var(--on-accent); padding: .55rem .95rem;
    border-radius: var(--radius); border-end-end-radius: 4px;
  }

  .cards { display: grid; gap: .75rem; }
  .card {
    position: relative; display: grid; grid-template-columns: auto 1fr; gap: .9rem; padding: .8rem;
    background: var(--raised); border: 1px solid var(--line); border-radius: var(--radius);
    transition: border-color .15s, translate .15s;
  }
  .card:hover { border-color: var(--accent); translate: 0 -1px; }
  .tile { inline-size: 3.25rem; block-size: 4.35rem; border-radius: calc(var(--radius) - 6px); object-fit: cover; }
  .body { min-inline-size: 0; display: grid; gap: .35rem; align-content: start; }
  .card h3 { font-size: 1rem; line-height: 1.3; font-weight: 650; letter-spacing: -.01em; }
  .pick { all: unset; cursor: pointer; overflow-wrap: anywhere; }
  /* The whole card is the target, while its name stays the title alone. */
  .pick::after { content: ''; position: absolute; inset: 0; border-radius: var(--radius); }
  .pick:focus-visible::after { outline: 2px solid var(--accent); outline-offset: 2px; }
  .facts { display: flex; flex-wrap: wrap; gap: .1rem .75rem; color: var(--muted); font-size: .875rem; }
  .facts:empty { display: none; }
  .price { color: var(--text); font-weight: 600; }
  .chips { display: flex; flex-wrap: wrap; gap: .3rem; font-size: .8125rem; line-height: 1.35; }
  .chips li { background: var(--surface); border: 1px solid var(--line); border-radius: 8px; padding: .1rem .5rem; overflow-wrap: anywhere; }
  .key { color: var(--muted); }
  .why { font-size: .875rem; color: var(--text); display: flex; flex-wrap: wrap; gap: .1rem .9rem; margin-block-start: .1rem; }
  .why li { display: grid; grid-template-columns: 1.1rem auto; }
  .why li::before { content: '✓' / ''; color: var(--accent); font-weight: 700; }

  .replies { display: flex; flex-wrap: wrap; gap: .5rem; }
  .replies button {
    background: none; border: 1px solid var(--line); border-radius: 999px; padding: .35rem .9rem;
    min-block-size: 2.25rem; color: var(--accent); font-size: .9375rem; text-align: start;
  }
  .replies button:hover { border-color: var(--accent); background: var(--raised); }

  .notice, .failure {
    border: 1px solid light-dark(#e5b4ae, #6d3833); background: light-dark(#fdf3f1, #2b1a19);
    border-radius: var(--radius); padding: .8rem 1rem; display: grid; gap: .6rem; justify-items: start; overflow-wrap: anywhere;
  }

  form { display: flex; align-items: flex-end; gap: .5rem; padding: .25rem 1rem 1rem; }
  textarea {
    /* 16 px at least: below that a phone zooms in on focus. */
    flex: 1; min-inline-size: 0; resize: none; field-sizing: content; min-block-size: 2.9rem; max-block-size: 9rem;
    font-size: max(1rem, 16px); line-height: 1.4; padding: .7rem 1.1rem; color: var(--text);
    background: var(--raised); border: 1px solid var(--line); border-radius: 1.45rem;
  }
  textarea::placeholder { color: var(--muted); opacity: 1; }
  textarea:focus-visible { outline-offset: 0; border-color: transparent; }
  form .solid { flex: none; inline-size: 2.9rem; block-size: 2.9rem; padding: 0; display: grid; place-items: center; }
  form svg { inline-size: 1.25rem; fill: none; stroke: currentColor; stroke-width: 1.9; stroke-linecap: round; stroke-linejoin: round; }
  ::slotted([slot='footer']) { display: block; padding: 0 1.25rem .9rem; margin: 0; color: var(--muted); font-size: .8125rem; }

  /* Replies are nearly always faster than this delay; only a slow one shows that it is being thought about. */
  .dots { display: flex; gap: .3rem; block-size: 1.5rem; align-items: center; opacity: 0; animation: show 0s .2s forwards; }
  .dots i { inline-size: .45rem; block-size: .45rem; border-radius: 50%; background: var(--muted); animation: blink 1.2s infinite; }
  .dots i:nth-of-type(2) { animation-delay: .15s; }
  .dots i:nth-of-type(3) { animation-delay: .3s; }

  @keyframes arrive { from { opacity: 0; translate: 0 6px; } }
  @keyframes show { to { opacity: 1; } }
  @keyframes blink { 50% { opacity: .25; } }
  @media (prefers-reduced-motion: reduce) {
    *, ::before, ::after { animation-duration: 0s !important; transition: none !important; }
  }
`;
