import type { ActorPrompt } from '../rso.js';
import { ActorError, spoken, type Actor } from './actor.js';

// What is used of the Prompt API (https://webmachinelearning.github.io/prompt-api/), which TypeScript doesn't know yet.

interface Prompt {
  role: string;
  content: string;
}

interface ModelOptions extends Record<string, unknown> {
  expectedInputs?: { type: 'text'; languages: string[] }[];
  expectedOutputs?: { type: 'text'; languages: string[] }[];
}

interface CreateOptions extends ModelOptions {
  initialPrompts?: Prompt[];
  signal?: AbortSignal;
  monitor?: (monitor: EventTarget) => void;
}

interface Session {
  promptStreaming(input: string | Prompt[], options: { signal: AbortSignal }): ReadableStream<string>;
  destroy(): void;
}

interface LanguageModel {
  availability(options: ModelOptions): Promise<'unavailable' | 'downloadable' | 'downloading' | 'available'>;
  create(options: CreateOptions): Promise<Session>;
}

/** The browser's built-in model. */
export interface PromptAPIActor extends Actor {
  /**
   * Fetches the model, some gigabytes, where the browser has none yet. Only this does, never a reply: ask the shopper, and
   * call it from the click, because browsers want one. `progress` gets the part that has arrived, 0 to 1. Throws an
   * {@link ActorError} where there can be no model.
   */
  download(progress?: (part: number) => void): Promise<void>;
}

export interface PromptAPIOptions {
  /** The language of the conversation, a BCP 47 tag, for {@link PromptAPIActor.download}; replies bring their own. */
  language?: string;
  /** Anything to add to the options of `LanguageModel.create`. */
  options?: Record<string, unknown>;
}

/** The model that the browser brings along: nothing leaves the device. Where there is none, the templates speak. */
export function promptAPI({ language = 'en', options = {} }: PromptAPIOptions = {}): PromptAPIActor {
  const inLanguage = (tag: string): ModelOptions => {
    const text = [{ type: 'text' as const, languages: [tag] }];
    return { expectedInputs: text, expectedOutputs: text, ...options };
  };
  return {
    name: 'promptAPI',
    write: (prompt, signal) => spoken(prompted(prompt, inLanguage(prompt.request.language), signal)),
    async download(progress) {
      const monitor = (target: EventTarget): void => {
        target.addEventListener('downloadprogress', (event) => progress?.((event as ProgressEvent).loaded));
      };
      const session = await created(builtIn(), { ...inLanguage(language), monitor });
      session.destroy();
    },
  };
}

async function* prompted({ messages }: ActorPrompt, options: ModelOptions, signal: AbortSignal): AsyncGenerator<string> {
  const model = builtIn();
  const availability = await model.availability(options);
  if (availability === 'unavailable') throw new ActorError('unavailable', "The browser's model can't run on this device, or not in this language.");
  if (availability !== 'available') {
    throw new ActorError('unavailable', `The browser's model is ${availability}. Call download() on the actor, from a click, to fetch it.`);
  }
  const session = await created(model, { ...options, initialPrompts: messages.slice(0, -1), signal });
  try {
    yield* chunks(session.promptStreaming(messages.slice(-1), { signal }));
  } catch (cause) {
    throw cause instanceof ActorError ? cause : new ActorError('failed', `The browser's model stopped: ${String(cause)}.`);
  } finally {
    session.destroy();
  }
}

function builtIn(): LanguageModel {
  const { LanguageModel: model } = globalThis as { LanguageModel?: LanguageModel };
  if (!model) throw new ActorError('unavailable', 'This browser has no built-in model.');
  return model;
}

async function created(model: LanguageModel, options: CreateOptions): Promise<Session> {
  try {
    return await model.create(options);
  } catch (cause) {
    throw new ActorError('unavailable', `The browser's model did not start: ${String(cause)}.`);
  }
}

/** A stream's chunks; not every browser iterates over a stream by itself. */
async function* chunks(stream: ReadableStream<string>): AsyncGenerator<string> {
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    void reader.cancel().catch(() => undefined);
  }
}
