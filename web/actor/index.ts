/**
 * The actors: what may word the replies in place of the templates. Each is a value for the `actor` property of
 * `<rso-assistant>`, which loads this module with its first reply; a page without an actor never does.
 *
 * A page that brings its own chat has a reply worded by a {@link Composer} over the host of `createHost`.
 */
export { ActorError, template, type Actor, type Failure, type Reason } from './actor.js';
export { Composer, type Composed, type Fallback, type Verifier } from './composer.js';
export { gateway, type GatewayOptions } from './gateway.js';
export { openai, type OpenAIOptions } from './openai.js';
export { promptAPI, type PromptAPIActor, type PromptAPIOptions } from './promptapi.js';
export type { Budgets } from './reading.js';
export type { Stop } from './stop.js';
export { webllm, type WebLLMChunk, type WebLLMEngine } from './webllm.js';
export type { ActorItem, ActorMessage, ActorPrompt, ActorRequest } from '../rso.js';
