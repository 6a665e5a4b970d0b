// Niceties only: the page reads the same without this script.
(() => {
  const note = document.getElementById('note');

  // A fragment may name a row inside a closed table, or one that isn't drawn because training never got there.
  const follow = () => {
    const id = decodeURIComponent(location.hash.slice(1));
    const row = /^row-(\d+)-\d+$/.exec(id);
    const found = document.getElementById(id);
    const target = found || (row && document.getElementById('table-' + row[1]));
    note.hidden = true;
    if (!target) return;
    for (let e = target; e; e = e.parentElement) if (e.tagName === 'DETAILS') e.open = true;
    if (row && !found) {
      note.textContent = 'This row is not drawn: training hardly ever came to it. Here is its table.';
      note.hidden = false;
    }
    if (row) target.scrollIntoView({ block: found ? 'center' : 'start' });
  };
  addEventListener('hashchange', follow);
  follow();

  // What a figure says in words, made when somebody points at it.
  document.addEventListener('mouseover', event => {
    const cell = event.target.closest('table.map td');
    if (!cell || cell.title || cell.cellIndex < 2) return;
    const table = cell.closest('table');
    const heads = table.tHead.rows[0].cells;
    const size = cell.textContent.trim();
    cell.title = heads[0].textContent + ': ' + cell.parentElement.cells[0].textContent + ', ' + heads[cell.cellIndex].textContent + ': ' +
      (size ? Number(size) + ', odds × ' + Math.exp(Number(size)).toFixed(2) : 'within ±0.05');
  });

  // Headings sort their column: up, down, as it was.
  for (const table of document.querySelectorAll('table.sorts')) {
    const body = table.tBodies[0];
    const rows = [...body.rows];
    const value = (row, i) => {
      const text = row.cells[i].firstChild.textContent.trim();
      const number = parseFloat(text.replace('−', '-'));
      return i && Number.isNaN(number) ? null : i ? number : text;
    };
    [...table.tHead.rows[0].cells].forEach((head, i) => {
      const button = document.createElement('button');
      button.append(...head.childNodes);
      head.append(button);
      button.onclick = () => {
        const next = { none: 'descending', descending: 'ascending', ascending: 'none' }[head.ariaSort || 'none'];
        for (const other of table.tHead.rows[0].cells) other.removeAttribute('aria-sort');
        if (next !== 'none') head.ariaSort = next;
        const sorted = next === 'none' ? rows : rows.slice().sort((a, b) => {
          const x = value(a, i), y = value(b, i);
          if (x === null || y === null) return (x === null) - (y === null);
          return (x < y ? -1 : x > y ? 1 : 0) * (next === 'ascending' ? 1 : -1);
        });
        table.classList.toggle('sorted', next !== 'none');
        body.append(...sorted);
      };
    });
  }

  // What is folded on the screen is printed too.
  let opened = [];
  addEventListener('beforeprint', () => {
    opened = [...document.querySelectorAll('details:not([open])')];
    for (const d of opened) d.open = true;
  });
  addEventListener('afterprint', () => { for (const d of opened) d.open = false; });
})();
