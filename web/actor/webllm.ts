import type { ActorMessage, ActorPrompt } from '../rso.js';
import { ActorError, spoken, type Actor } from './actor.js';

/** What is used of a WebLLM engine (`MLCEngine`, or one behind a worker). */
export interface WebLLMEngine {
  chat: {
    completions: {
      create(request: { messages: ActorMessage[]; stream: true; max_tokens: number }): Promise<AsyncIterable<WebLLMChunk>>;
    };
  };
  interruptGenerate(): void | Promise<void>;
}

export interface WebLLMChunk {
  choices: { delta: { content?: string | null }; finish_reason?: string | null }[];
}

/** A model that the shop has loaded into the page with WebLLM. The engine stays the shop's: it loads and unloads it. */
export function webllm(engine: WebLLMEngine): Actor {
  return { name: 'webllm', write: (prompt, signal) => spoken(generated(engine, prompt, signal)) };
}

async function* generated(engine: WebLLMEngine, { messages, request }: ActorPrompt, signal: AbortSignal): AsyncGenerator<string> {
  const interrupt = (): void => void engine.interruptGenerate();
  signal.addEventListener('abort', interrupt);
  try {
    const answer = await engine.chat.completions.create({ messages, stream: true, max_tokens: request.limits.tokens });
    for await (const { choices: [choice] } of answer) {
      yield choice?.delta.content ?? '';
      if (choice?.finish_reason === 'length') throw new ActorError('cut', "The model reached the limit of its answer's length.");
    }
  } catch (cause) {
    throw cause instanceof ActorError ? cause : new ActorError('failed', `The engine stopped: ${String(cause)}.`);
  } finally {
    signal.removeEventListener('abort', interrupt);
  }
}
