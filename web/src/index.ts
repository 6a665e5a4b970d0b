/** What importing registers nothing for: the element's class, the conversation without a view, and the engine's host. */
export { RsoAssistant, type RsoAssistantEventMap } from './element/element.js';
export { createAssistant, type Assistant, type AssistantOptions, type AssistantSettings, type AssistantState, type Consent } from './assistant/assistant.js';
export type { AssistantEvent, AssistantEvents } from './assistant/events.js';
export type { Exchange, Message, Verdict } from './assistant/transcript.js';
export { createHost, type Host, type HostOptions, type Measure } from './host/host.js';
export { RsoError } from './host/fetch.js';
export type { ShellStrings, Strings } from './element/strings.js';
export type { Actor } from '../actor/actor.js';
export type { Fallback } from '../actor/composer.js';
export type * from '../rso.js';
