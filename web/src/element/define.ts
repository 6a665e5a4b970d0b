import { RsoAssistant } from './element.js';

/** Registers `<rso-assistant>`; a second script that does so too changes nothing. */
if (!customElements.get('rso-assistant')) customElements.define('rso-assistant', RsoAssistant);

declare global {
  interface HTMLElementTagNameMap {
    'rso-assistant': RsoAssistant;
  }
}

export { RsoAssistant };
