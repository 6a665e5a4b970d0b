import { css } from 'lit';

// The styles of all that is loaded with the conversation.
export const sheet = css`
  .tool[aria-disabled='true'], .solid[aria-disabled='true'] { opacity: .45; cursor: default; }
  .tool .count {
    position: absolute; inset-block-start: 0; inset-inline-end: 0; min-inline-size: 1.05rem; padding: 0 .25rem; border-radius: 999px;
    background: var(--accent); color: var(--on-accent); font-size: .6875rem; line-height: 1.05rem; font-weight: 650;
  }
  .quiet {
    background: none; border: 1px solid transparent; border-radius: 999px; padding: .25rem .75rem;
    min-block-size: 2rem; color: var(--muted); font-size: .875rem; white-space: nowrap;
  }
  .quiet:hover { background: var(--raised); color: var(--text); }
  .loading { color: var(--muted); }
  .message { animation: arrive .28s ease-out; }
  .by-hand .text { background: none; color: var(--muted); border: 1px dashed var(--line); padding: .35rem .8rem; font-size: .875rem; }

  .wishes { display: grid; gap: .6rem; padding: .55rem 1rem; border-block-start: 1px solid var(--line); background: var(--surface); max-block-size: 50%; overflow-y: auto; }
  .wishes ul { display: flex; flex-wrap: wrap; gap: .35rem; }
  .chip {
    display: inline-flex; align-items: center; gap: .3rem; max-inline-size: 100%; min-block-size: 1.75rem; padding: .1rem .7rem; border-radius: 999px;
    border: 1px solid var(--line); background: var(--raised); color: var(--text); font-size: .8125rem; line-height: 1.35; text-align: start; overflow-wrap: anywhere;
  }
  .chip.hard { border-color: color-mix(in srgb, var(--accent) 45%, var(--line)); }
  .chip.soft { border-style: dashed; }
  .chip:hover, .chip[aria-expanded='true'] { border-color: var(--accent); }
  .chip svg { inline-size: .8rem; color: var(--muted); flex: none; }
  .editor { display: grid; gap: .7rem; justify-items: start; padding: .75rem .9rem; border: 1px solid var(--line); border-radius: var(--radius); background: var(--raised); font-size: .875rem; }
  .editor fieldset { border: 0; margin: 0; padding: 0; display: flex; flex-wrap: wrap; gap: .3rem 1.1rem; }
  .editor label { display: inline-flex; align-items: center; gap: .45rem; min-block-size: 1.5rem; }
  .editor input[type='radio'] { accent-color: var(--accent); margin: 0; }
  .editor input[type='number'], .editor select {
    min-block-size: 2.25rem; max-inline-size: 100%; padding: .25rem .6rem; border: 1px solid var(--line); border-radius: 8px; background: var(--surface); color: var(--text);
    font-size: max(.875rem, 16px);
  }
  .editor input[type='number'] { inline-size: 7.5rem; }
  .editor .unit { color: var(--muted); }
  .editor .refused { color: light-dark(#a33022, #ff9d8f); }
  .row { display: flex; flex-wrap: wrap; align-items: center; gap: .4rem .75rem; }
  .row .solid { padding: .35rem 1rem; }
  .wishes .editor .quiet:hover { background: var(--surface); }

  .cards { display: grid; gap: .75rem; }
  .card {
    position: relative; display: grid; grid-template-columns: auto 1fr; gap: .9rem; padding: .8rem;
    background: var(--raised); border: 1px solid var(--line); border-radius: var(--radius);
    transition: border-color .15s, translate .15s;
  }
  .card:hover { border-color: var(--accent); translate: 0 -1px; }
  .tile { position: relative; display: block; flex: none; inline-size: 3.25rem; block-size: 4.35rem; border-radius: max(2px, calc(var(--radius) - 6px)); overflow: hidden; }
  .tile svg { stroke: none; }
  .tile svg, .tile img { position: absolute; inset: 0; inline-size: 100%; block-size: 100%; object-fit: cover; }
  .body { min-inline-size: 0; display: grid; gap: .35rem; align-content: start; }
  .card h3 { text-align: -webkit-match-parent; text-align: match-parent; font-size: 1rem; line-height: 1.3; font-weight: 650; letter-spacing: -.01em; }
  .pick { all: unset; cursor: pointer; overflow-wrap: anywhere; }
  /* The whole card is the target, while its name stays the title alone. */
  .card .pick::after { content: ''; position: absolute; inset: 0; border-radius: var(--radius); }
  .pick:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
  .card .pick:focus-visible { outline: none; }
  .card .pick:focus-visible::after { outline: 2px solid var(--accent); outline-offset: 2px; }
  .facts { display: flex; flex-wrap: wrap; gap: .1rem .75rem; color: var(--muted); font-size: .875rem; }
  .facts:empty { display: none; }
  .price { color: var(--text); font-weight: 600; }
  .rating { white-space: nowrap; }
  .rating svg { inline-size: .95em; vertical-align: -.13em; fill: currentColor; stroke: none; }
  .chips { display: flex; flex-wrap: wrap; gap: .3rem; font-size: .8125rem; line-height: 1.35; }
  .chips li { background: var(--surface); border: 1px solid var(--line); border-radius: 8px; padding: .1rem .5rem; overflow-wrap: anywhere; }
  .key { color: var(--muted); }
  .why { font-size: .875rem; color: var(--text); display: flex; flex-wrap: wrap; gap: .1rem .9rem; margin-block-start: .1rem; }
  .why li { display: grid; grid-template-columns: 1.1rem auto; }
  /* Drawn, since a browser looks long for a font that has such a sign. */
  .why li::before { content: ''; inline-size: .32rem; block-size: .62rem; margin: .22rem 0 0 .15rem; border: solid var(--accent); border-width: 0 2px 2px 0; transform: rotate(42deg); }
  .actions { display: flex; flex-wrap: wrap; gap: .15rem .3rem; margin-block-start: .15rem; margin-inline-start: -.5rem; }
  /* Above the card's own target. */
  .act {
    position: relative; z-index: 1; display: inline-flex; align-items: center; gap: .35rem; min-block-size: 1.875rem; padding: .1rem .5rem;
    background: none; border: 0; border-radius: 999px; color: var(--muted); font-size: .8125rem;
  }
  .act:hover { background: var(--surface); color: var(--text); }
  .act svg { inline-size: 1.05rem; flex: none; }
  .act[aria-pressed='true'] { color: var(--accent); font-weight: 600; }
  .act[aria-pressed='true'] svg { fill: color-mix(in srgb, currentColor 25%, transparent); }
  .act.cart { background: var(--accent); color: var(--on-accent); padding-inline: .8rem; margin-inline-start: .5rem; }
  .act.cart:hover { filter: brightness(1.08); }

  .table { overflow-x: auto; border: 1px solid var(--line); border-radius: var(--radius); background: var(--raised); scrollbar-width: thin; max-inline-size: 100%; }
  table { border-collapse: collapse; inline-size: 100%; font-size: .875rem; line-height: 1.4; }
  .table th, .table td { padding: .45rem .75rem; text-align: start; vertical-align: top; min-inline-size: 6.5rem; overflow-wrap: anywhere; }
  .table tr + tr > * { border-block-start: 1px solid var(--line); }
  .table thead > tr > * { border-block-end: 1px solid var(--line); font-weight: 650; }
  .table .pick { display: inline-block; min-inline-size: 1.5rem; min-block-size: 1.5rem; }
  .table thead .pick:hover { text-decoration: underline; }
  .table tbody th { position: sticky; inset-inline-start: 0; background: var(--raised); color: var(--muted); font-weight: 400; }
  .table .differs td { font-weight: 600; }
  .table .act.cart { margin: 0; }

  .verdict { display: flex; flex-wrap: wrap; align-items: center; gap: .15rem; margin-block-start: -.35rem; margin-inline-start: -.35rem; }
  .thumb { display: grid; place-items: center; inline-size: 1.875rem; block-size: 1.875rem; padding: 0; background: none; border: 0; border-radius: 50%; color: var(--muted); }
  .thumb:hover { background: var(--raised); color: var(--text); }
  .thumb svg { inline-size: 1.05rem; stroke-width: 1.4; }
  .thumb[aria-pressed='true'] { color: var(--accent); }
  .thumb[aria-pressed='true'] svg { fill: color-mix(in srgb, currentColor 25%, transparent); }
  .reasons { display: flex; flex-wrap: wrap; gap: .35rem; padding-inline-start: .4rem; }
  .reasons button { border: 1px solid var(--line); border-radius: 999px; background: none; padding: .1rem .7rem; min-block-size: 1.75rem; font-size: .8125rem; color: var(--muted); }
  .reasons button:hover { border-color: var(--accent); }
  .reasons [aria-pressed='true'] { border-color: var(--accent); color: var(--accent); background: var(--raised); }

  .replies { display: flex; flex-wrap: wrap; gap: .5rem; }
  .replies button {
    background: none; border: 1px solid var(--line); border-radius: 999px; padding: .35rem .9rem;
    min-block-size: 2.25rem; color: var(--accent); font-size: .9375rem; text-align: start;
  }
  .replies button:hover { border-color: var(--accent); background: var(--raised); }

  .notice {
    border: 1px solid light-dark(#e5b4ae, #6d3833); background: light-dark(#fdf3f1, #2b1a19);
    border-radius: var(--radius); padding: .8rem 1rem; display: grid; gap: .6rem; justify-items: start; overflow-wrap: anywhere;
  }

  .strip { padding: .35rem 1.25rem; background: var(--raised); border-block-start: 1px solid var(--line); color: var(--muted); font-size: .8125rem; }
  .tray { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem; padding: .6rem 1rem; border-block: 1px solid var(--line); margin-block-end: .6rem; background: var(--raised); }
  .tray .names { flex: 1 1 9rem; min-inline-size: 0; display: flex; flex-wrap: wrap; gap: .25rem .4rem; }
  .tray .name { max-inline-size: 100%; padding: .05rem .55rem; border-radius: 8px; background: var(--surface); border: 1px solid var(--line); font-size: .8125rem; overflow-wrap: anywhere; }
  .tray .solid { padding: .3rem .95rem; font-size: .875rem; }
  .note {
    position: absolute; inset-block-end: 5.25rem; inset-inline: 1rem; inline-size: fit-content; max-inline-size: calc(100% - 2rem); margin-inline: auto; padding: .4rem 1rem; z-index: 2;
    border-radius: 999px; background: var(--text); color: var(--surface); font-size: .875rem; animation: arrive .2s ease-out; pointer-events: none;
  }

  .saved { inline-size: min(30rem, calc(100dvw - 2rem)); max-block-size: min(40rem, calc(100dvh - 2rem)); padding: 0; color: var(--text); background: var(--surface); border: 1px solid var(--line); border-radius: calc(var(--radius) + 4px); }
  .saved::backdrop { background: rgb(0 0 0 / .45); }
  .saved .head { display: flex; align-items: center; justify-content: space-between; padding-block: .5rem; padding-inline: 1.25rem .6rem; border-block-end: 1px solid var(--line); }
  .saved h3 { font-size: 1rem; font-weight: 650; }
  .saved li { display: flex; align-items: center; gap: .9rem; padding: .75rem 1.25rem; }
  .saved li + li { border-block-start: 1px solid var(--line); }
  .saved li div { flex: 1; min-inline-size: 0; display: grid; }
  .saved .title { font-weight: 600; }
  .saved .pick:hover { text-decoration: underline; }
  .saved .tile { inline-size: 2.4rem; block-size: 3.2rem; }
  .saved .none { padding: 1.5rem 1.25rem; color: var(--muted); }

  /* Replies are nearly always faster than this delay; only a slow one shows that it is being thought about. */
  .dots { display: flex; gap: .3rem; block-size: 1.5rem; align-items: center; opacity: 0; animation: show 0s .2s forwards; }
  .dots i { inline-size: .45rem; block-size: .45rem; border-radius: 50%; background: var(--muted); animation: blink 1.2s infinite; }
  .dots i:nth-of-type(2) { animation-delay: .15s; }
  .dots i:nth-of-type(3) { animation-delay: .3s; }

  @media (forced-colors: active) {
    .act.cart, .note { border: 1px solid; }
    .act[aria-pressed='true'], .thumb[aria-pressed='true'], .reasons [aria-pressed='true'] { border: 1px solid Highlight; }
  }
  @keyframes arrive { from { opacity: 0; translate: 0 6px; } }
  @keyframes show { to { opacity: 1; } }
  @keyframes blink { 50% { opacity: .25; } }
  @media (prefers-reduced-motion: reduce) {
    *, ::before, ::after { animation-duration: 0s !important; transition: none !important; }
  }
`;
