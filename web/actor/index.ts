/**
 * The actors: what may word the replies in place of the templates. Each is a value for the `actor` property of
 * `<rso-assistant>`; a page that needs none loads none of this.
 */
export { ActorError, template, type Actor, type Failure, type Reason } from './actor.js';
export { gateway, openai, type GatewayOptions, type OpenAIOptions } from './openai.js';
export { promptAPI, type PromptAPIActor, type PromptAPIOptions } from './promptapi.js';
export { webllm, type WebLLMChunk, type WebLLMEngine } from './webllm.js';
export type { ActorItem, ActorMessage, ActorPrompt, ActorRequest } from '../rso.js';
