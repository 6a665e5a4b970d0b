import { ActorError, spoken, type Actor } from './actor.js';
import { completion } from './completion.js';
import { post } from './post.js';

export interface GatewayOptions {
  /** The address of the turn itself, normally `/v1/turn`. */
  url: string | URL;
  headers?: Record<string, string>;
  /** Solves the challenge of a gateway that has visitors solve one (Turnstile), and resolves with the answer. */
  challenge?: () => Promise<string>;
}

/**
 * The shop's gateway: it gets the facts, makes the prompt itself, and keeps the key. Where it asks for a visitor's token, one is
 * fetched from `visitor`, beside the turn, and kept as long as the page.
 */
export function gateway({ url, headers = {}, challenge }: GatewayOptions): Actor {
  let token: Record<string, string> = {};
  const turn = (request: unknown, signal: AbortSignal): Promise<Response> => post(String(url), request, { ...headers, ...token }, signal);
  async function* words(request: unknown, signal: AbortSignal): AsyncGenerator<string> {
    let response: Response;
    try {
      response = await turn(request, signal);
    } catch (cause) {
      if (!(cause instanceof ActorError) || cause.status !== 401) throw cause;
      token = { 'X-RSO-Visitor': await visit(new URL('visitor', new URL(url, document.baseURI)), headers, challenge, signal) };
      response = await turn(request, signal);
    }
    yield* completion(response);
  }
  return { name: 'gateway', write: ({ request }, signal) => spoken(words(request, signal)) };
}

/** Asks for a visitor's token. */
async function visit(url: URL, headers: Record<string, string>, challenge: GatewayOptions['challenge'], signal: AbortSignal): Promise<string> {
  const response = await post(url.href, challenge ? { turnstile: await challenge() } : {}, headers, signal);
  const { token } = (await response.json().catch(() => ({}))) as { token?: unknown };
  if (typeof token !== 'string') throw new ActorError('malformed', `${url.href} answered without a token.`);
  return token;
}
