import { createParser, type EventSourceMessage } from 'eventsource-parser';
import { ActorError } from './actor.js';

/**
 * What an answer may weigh, in bytes. A reply of 60 words is below 50 KB even when every token comes in an event of its
 * own; the rest is for models that think aloud in fields that nobody reads.
 */
const heaviest = 1_048_576;

/** The parts of a chat completion, whole or one chunk of a stream, that matter here. Servers leave out any of them. */
interface Completion {
  choices?: { delta?: Words; message?: Words; finish_reason?: string | null }[];
  error?: unknown;
}

interface Words {
  content?: unknown;
}

/**
 * The text in a server's answer to a chat completion's request, as it arrives. Servers that don't stream answer with one
 * JSON document, and are heard as well.
 */
export async function* completion(response: Response): AsyncGenerator<string> {
  const type = response.headers.get('Content-Type')?.split(';')[0]?.trim().toLowerCase() ?? '';
  if (!response.body) throw new ActorError('malformed', 'The answer has no body.');
  const body = decoded(response.body);
  if (type === 'text/event-stream') yield* streamed(body);
  else if (type === 'application/json') yield* whole(body);
  else throw new ActorError('malformed', `The answer is ${type === '' ? 'of no type' : type}, not text/event-stream or application/json.`);
}

/** The text in a stream of server-sent events. */
export async function* streamed(body: AsyncIterable<string>): AsyncGenerator<string> {
  let finished = false;
  for await (const { event, data } of events(body)) {
    if (data === '[DONE]') return;
    const chunk = parsed(data);
    if (event === 'error' || chunk.error !== undefined) throw failed(chunk.error ?? chunk);
    const [choice] = chunk.choices ?? [];
    if (!choice) continue; // Some end with what it cost, some begin with what they filtered.
    const words = text(choice.delta);
    if (words !== '') yield words;
    finished = ended(choice.finish_reason) || finished;
  }
  if (!finished) throw new ActorError('cut', 'The answer broke off before its end.');
}

async function* whole(body: AsyncIterable<string>): AsyncGenerator<string> {
  let json = '';
  for await (const piece of body) json += piece;
  const { choices: [choice] = [], error } = parsed(json);
  if (error !== undefined) throw failed(error);
  if (!choice) throw new ActorError('malformed', 'The answer has no choice.');
  const words = text(choice.message);
  if (words !== '') yield words;
  ended(choice.finish_reason);
}

async function* events(body: AsyncIterable<string>): AsyncGenerator<EventSourceMessage> {
  const arrived: EventSourceMessage[] = [];
  const parser = createParser({ onEvent: (event) => arrived.push(event) });
  for await (const piece of body) {
    parser.feed(piece);
    yield* arrived.splice(0);
  }
}

/** The text of a body, until it is too long. An early end of reading gives the connection back. */
async function* decoded(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const reader = body.getReader();
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let weight = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read().catch((cause: unknown) => {
        throw new ActorError('cut', `The connection broke off: ${String(cause)}.`);
      });
      if (done) return;
      weight += value.byteLength;
      if (weight > heaviest) throw new ActorError('too-long', `The answer is longer than ${String(heaviest)} bytes.`);
      yield understood(() => decoder.decode(value, { stream: true }));
    }
  } finally {
    void reader.cancel().catch(() => undefined);
  }
}

function parsed(json: string): Completion {
  const value = understood(() => JSON.parse(json) as unknown);
  if (typeof value !== 'object' || value === null) throw new ActorError('malformed', 'The answer holds something else than an object.');
  const { choices } = value as { choices?: unknown };
  if (choices !== undefined && !Array.isArray(choices)) throw new ActorError('malformed', 'The choices in the answer are no list.');
  return value;
}

function understood<T>(read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw new ActorError('malformed', `The answer can't be read: ${String(cause)}.`);
  }
}

function text(words: Words | undefined): string {
  const content = words?.content ?? '';
  if (typeof content !== 'string') throw new ActorError('malformed', 'The content in the answer is no text.');
  return content;
}

/** Says whether this reason is a good end, and throws when it isn't. */
function ended(reason: string | null | undefined): boolean {
  if (reason === 'length') throw new ActorError('cut', "The model reached the limit of its answer's length.");
  if (reason === 'content_filter') throw new ActorError('refused', "The server's filter stopped the answer.");
  return typeof reason === 'string';
}

function failed(error: unknown): ActorError {
  return new ActorError('failed', `The server reports an error: ${JSON.stringify(error).slice(0, 300)}.`);
}
