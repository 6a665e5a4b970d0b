import '../src/rso.js';
import './glassbox.js';
import { showOffline } from './offline.js';
import type { Description } from '../rso.js';

// The demo listens to what any shop can listen to: the element's events.

const assistant = document.querySelector('rso-assistant');
const glass = document.querySelector('glass-box');

if (assistant && glass) {
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
  assistant.addEventListener('rso-turn', look);
  assistant.addEventListener('rso-reset', look);
  // A look at an item is a question about it: the card says the title in the shopper's name.
  assistant.addEventListener('rso-select', (event) => {
    const { item } = (event as CustomEvent<{ item: { title: string } }>).detail;
    event.preventDefault();
    void assistant.say(`Tell me more about ${item.title}`);
  });
}

// Keeping the files for offline must not compete with the first visit's own loading.
let kept = false;
for (const settled of ['rso-ready', 'rso-error']) {
  document.addEventListener(settled, () => {
    if (!kept) showOffline(document.querySelector<HTMLElement>('#status'));
    kept = true;
  });
}
