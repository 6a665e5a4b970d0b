import { spoken, type Actor } from './actor.js';
import { completion } from './completion.js';
import { post } from './post.js';

export interface OpenAIOptions {
  /** The base URL, to which `/chat/completions` is added: `https://llm.example/v1`. */
  url: string | URL;
  model: string;
  /** Headers to add. A key in a page is anybody's; a shop's key belongs into its gateway. */
  headers?: Record<string, string>;
  /** Anything to add to the body, `temperature` for instance. `undefined` takes a field out: `{max_tokens: undefined}`. */
  parameters?: Record<string, unknown>;
}

/** A model behind any server that speaks OpenAI's chat completions. */
export function openai({ url, model, headers = {}, parameters = {} }: OpenAIOptions): Actor {
  const address = `${String(url).replace(/\/+$/, '')}/chat/completions`;
  return {
    name: 'openai',
    write: ({ messages, request }, signal) =>
      spoken(answered(address, { model, messages, stream: true, max_tokens: request.limits.tokens, ...parameters }, headers, signal)),
  };
}

async function* answered(url: string, body: unknown, headers: Record<string, string>, signal: AbortSignal): AsyncGenerator<string> {
  yield* completion(await post(url, body, headers, signal));
}
