/**
 * The script that a shop's page loads: it registers `<rso-assistant>`, and is all that is loaded before the shopper shows an
 * intent. `index.js` has what pages with a chat of their own build on.
 */
export { RsoAssistant } from './element/define.js';
