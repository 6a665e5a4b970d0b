import { RsoAssistant } from './element.js';

/** Registers `<rso-assistant>`, where there are elements: not on a server. A second script that does so too changes nothing. */
if ('customElements' in globalThis && !customElements.get('rso-assistant')) customElements.define('rso-assistant', RsoAssistant);

declare global {
  interface HTMLElementTagNameMap {
    'rso-assistant': RsoAssistant;
  }
}

export { RsoAssistant };
