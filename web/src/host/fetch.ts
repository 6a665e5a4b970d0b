/** A failure that the shopper may read: one whole sentence, with the address and the status where there is one. */
export class RsoError extends Error {
  override name = 'RsoError';
}

/**
 * How a file is asked for. After a failure, `reload` passes over a cached copy that may be the cause; with `no-cache` the
 * server is asked whether a cached copy is still the latest.
 */
export type Freshness = 'default' | 'reload' | 'no-cache';

/** Fetches a file, or throws an {@link RsoError} that names the address and what went wrong. */
async function get(url: string, what: string, cache: Freshness): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, { cache });
  } catch {
    throw new RsoError(`The ${what} could not be fetched from ${url}: the network did not answer.`);
  }
  if (!response.ok) {
    throw new RsoError(`The ${what} could not be fetched from ${url}: the server answered ${String(response.status)}.`);
  }
  return response;
}

/** The bytes of a file. */
export async function bytes(url: string, what: string, cache: Freshness): Promise<Uint8Array> {
  const response = await get(url, what, cache);
  try {
    return new Uint8Array(await response.arrayBuffer());
  } catch {
    throw new RsoError(`The ${what} from ${url} broke off before its end.`);
  }
}

/**
 * Compiles the module, while it downloads when the server sends the right MIME type. Plain static servers often
 * don't, and `compileStreaming` refuses then, so those get the slower way instead of an error.
 */
export async function compile(url: string, cache: Freshness): Promise<WebAssembly.Module> {
  const response = await get(url, 'module', cache);
  const type = response.headers.get('Content-Type')?.split(';')[0]?.trim();
  try {
    if (type === 'application/wasm') return await WebAssembly.compileStreaming(response);
    return await WebAssembly.compile(await response.arrayBuffer());
  } catch (cause) {
    throw new RsoError(`The module from ${url} is no WebAssembly that this browser can run: ${reason(cause)}`);
  }
}

/** Go's support script defines `globalThis.Go`; it must be the one of the Go that built the module. */
export async function support(url: string): Promise<void> {
  if ('Go' in globalThis) return;
  try {
    await import(url);
  } catch (cause) {
    // import() hides the status, so ask again for a clear sentence.
    await get(url, 'support script', 'reload');
    throw new RsoError(`The support script from ${url} does not run: ${reason(cause)}`);
  }
  if (!('Go' in globalThis)) throw new RsoError(`The script from ${url} is not Go's support script: it defines no Go.`);
}

/** The message of whatever was thrown. */
export function reason(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
