import type { Description } from '../rso.js';
import type { RsoAssistant } from '../src/element/element.js';
import type { GlassBox } from './glassbox.js';
import { showOffline } from './offline.js';

/** Shows in a glass box how an assistant's replies come about. It listens to what any shop can listen to: the element's events. */
export function wire(assistant: RsoAssistant, glass: GlassBox): void {
  const look = (): void => {
    glass.exchanges = assistant.exchanges;
    glass.measure = assistant.host?.measure;
  };
  assistant.addEventListener('rso-ready', (event) => {
    const { description } = (event as CustomEvent<{ description: Description }>).detail;
    glass.description = description;
    glass.thread = assistant.host?.thread;
    look();
  });
  for (const event of ['rso-turn', 'rso-undo', 'rso-reset']) assistant.addEventListener(event, look);
  // A look at an item is a question about it.
  assistant.addEventListener('rso-select', (event) => {
    const { item } = (event as CustomEvent<{ item: { id: string; title: string } }>).detail;
    event.preventDefault();
    void assistant.act({ text: `Tell me more about ${item.title}`, about: item.id });
  });
}

/** Keeps the files for offline once the assistant has its own: that must not compete with the first visit's loading. */
export function keepOffline(): void {
  let kept = false;
  for (const settled of ['rso-ready', 'rso-error']) {
    document.addEventListener(settled, () => {
      if (!kept) showOffline(document.querySelector<HTMLElement>('#status'));
      kept = true;
    });
  }
}
