/// <reference lib="webworker" />
import { reason } from './fetch.js';
import { LocalLink } from './local.js';
import type { Answer, Opening, Request } from './protocol.js';

// The worker's whole work: keep an engine, and pass messages to it and its answers back.

const scope = self as unknown as DedicatedWorkerGlobalScope;
let link: LocalLink | undefined;

function answer(message: Answer): void {
  scope.postMessage(message);
}

/** Takes the lock and never gives it back; the browser does when this worker is gone. */
function hold(lock: string): Promise<void> {
  return new Promise((held) => {
    if (!('locks' in navigator)) {
      held();
      return;
    }
    void navigator.locks.request(lock, () => {
      held();
      return new Promise(() => undefined);
    });
  });
}

/**
 * The first number that a browser writes for people takes it tens of milliseconds, in whatever thread, and no later one does in any. Better
 * here, while files are on their way, than in the page when a price is to be shown.
 */
function writeNumbers(): void {
  for (const options of [{ maximumFractionDigits: 1 }, { style: 'currency', currency: 'USD' }] as const) new Intl.NumberFormat(undefined, options).format(1);
}

scope.onmessage = async ({ data }: MessageEvent<Opening | Request>) => {
  if ('config' in data) {
    link = new LocalLink(data.config);
    await hold(data.lock);
    answer({ open: true });
    setTimeout(writeNumbers);
    return;
  }
  const { id, op, argument } = data;
  try {
    if (!link) throw new Error('The worker was not opened.');
    answer({ id, result: await link.call(op, argument) });
  } catch (cause) {
    answer({ id, error: reason(cause) });
  }
};
