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

scope.onmessage = async ({ data }: MessageEvent<Opening | Request>) => {
  if ('config' in data) {
    link = new LocalLink(data.config);
    await hold(data.lock);
    answer({ open: true });
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
