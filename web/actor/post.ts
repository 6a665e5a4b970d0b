import { ActorError, type Reason } from './actor.js';

/** Posts JSON and resolves with the answer's head, or throws an {@link ActorError} that says what went wrong. */
export async function post(url: string, body: unknown, headers: Record<string, string>, signal: AbortSignal): Promise<Response> {
  // A browser that knows it is offline would say so later, and in vaguer words.
  if (!online()) throw new ActorError('offline', 'The browser is offline.');
  let response: Response;
  try {
    response = await fetch(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Accept: 'text/event-stream, application/json', ...headers },
      body: JSON.stringify(body),
      cache: 'no-store',
      signal,
    });
  } catch (cause) {
    if (!online()) throw new ActorError('offline', 'The browser went offline.');
    throw new ActorError('failed', `${url} did not answer: ${String(cause)}.`);
  }
  if (response.ok) return response;
  const { status } = response;
  void response.body?.cancel().catch(() => undefined);
  throw new ActorError(blamed(status), `${url} answered with status ${String(status)}.`, { status, ...pause(response.headers) });
}

function online(): boolean {
  return globalThis.navigator.onLine;
}

function blamed(status: number): Reason {
  if (status === 429) return 'limited';
  return status >= 400 && status < 500 ? 'refused' : 'failed';
}

/** How long the server wants to be left alone: seconds, or a date. */
function pause(headers: Headers): { retryAfter?: number } {
  const value = headers.get('Retry-After')?.trim() ?? '';
  if (value === '') return {};
  const ms = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - Date.now();
  return ms > 0 ? { retryAfter: ms } : {};
}
