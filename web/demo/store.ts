import '../src/rso.js';
import type { Item } from '../rso.js';
import type { AssistantEvents } from '../src/assistant/events.js';
import { showOffline } from './offline.js';

// What a shop writes: a cart, and what to do when an item is picked.

const assistant = document.querySelector('rso-assistant');
const heard = document.querySelector('#heard');
const count = document.querySelector('#count');

/** Events on show. */
const most = 40;

/** The gist of an event, for people. */
function gist(event: string, detail: Partial<AssistantEvents['turn'] & AssistantEvents['constraint'] & AssistantEvents['select'] & AssistantEvents['recommend'] & { open: boolean; saved: boolean }>): string {
  if (detail.items) return detail.items.map(({ title }) => title).join(', ');
  if (detail.item) return detail.item.title;
  if (detail.added) return [...detail.added.map((one) => `+ ${one.attribute} ${one.op} ${String(one.value)}`), ...(detail.removed ?? []).map((one) => `− ${one.attribute} ${one.op} ${String(one.value)}`)].join(', ');
  if (detail.text !== undefined) return `“${detail.text}”`;
  return event === 'toggle' ? (detail.open ? 'opened' : 'closed') : '';
}

function note(event: string, detail: object): void {
  const entry = document.createElement('li');
  const name = document.createElement('b');
  name.textContent = `rso-${event}`;
  entry.append(name, ` ${gist(event, detail)}`);
  heard?.prepend(entry);
  while ((heard?.children.length ?? 0) > most) heard?.lastElementChild?.remove();
}

function show(item: Item): void {
  const tile = document.querySelector<HTMLElement>(`[data-id="${CSS.escape(item.id)}"]`);
  tile?.scrollIntoView({ block: 'center', behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth' });
  tile?.classList.add('shown');
  setTimeout(() => tile?.classList.remove('shown'), 2_000);
}

if (assistant) {
  let inCart = 0;
  assistant.cart = () => {
    inCart++;
    if (count) count.textContent = String(inCart);
  };
  assistant.analytics = note;
  assistant.addEventListener('rso-toggle', (event) => { note('toggle', (event as CustomEvent<object>).detail); });
  assistant.addEventListener('rso-select', (event) => {
    event.preventDefault();
    show((event as CustomEvent<{ item: Item }>).detail.item);
  });
}
showOffline(document.querySelector<HTMLElement>('#status'));
