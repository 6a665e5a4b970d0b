/**
 * The module that a shop's page loads: it registers `<rso-assistant>` and exports the host for pages that bring
 * their own chat.
 */
export { RsoAssistant } from './define.js';
export { createHost, RsoError, type Host, type HostOptions, type Measure } from './host.js';
export type { Actor } from '../actor/actor.js';
export type { Fallback } from '../actor/composer.js';
export type * from '../rso.js';
