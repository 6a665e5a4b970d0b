import { RsoError } from './fetch.js';
import type { Answer, Argument, EngineConfig, Link, Operation, Opening, Request, Result } from './protocol.js';

/** The worker is gone: nothing that was asked of it will be answered. */
export class LinkDied extends Error {
  override name = 'LinkDied';
}

/** The browser or the page's policy allows no such worker. */
export class WorkerRefused extends Error {
  override name = 'WorkerRefused';
}

interface Waiting {
  resolve: (result: Result<Operation>) => void;
  reject: (cause: Error) => void;
  timer: ReturnType<typeof setTimeout> | undefined;
}

/** Loading may be as slow as the network; anything else that takes this long hangs. */
const patience = 20_000;

/**
 * An engine in a module worker. The worker is a real file of this origin: a blob's would inherit the page's
 * content security policy. A worker dies in silence (the browser needs memory, the tab was frozen), therefore it
 * holds a lock, and the page waits for that lock: it is granted the moment the worker is gone. A clock catches
 * the worker that lives but hangs.
 */
export class RemoteLink implements Link {
  private readonly waiting = new Map<number, Waiting>();
  private readonly unlock = new AbortController();
  private next = 1;
  private dead = false;

  private constructor(private readonly worker: Worker) {
    worker.onmessage = ({ data }: MessageEvent<Answer>) => {
      this.receive(data);
    };
    worker.onerror = (event) => {
      event.preventDefault();
      this.die();
    };
  }

  /** Starts a worker and waits for its first sign of life, or throws {@link WorkerRefused}. */
  static async open(url: string, config: EngineConfig): Promise<RemoteLink> {
    const worker = await started(url, config);
    const link = new RemoteLink(worker.worker);
    link.watch(worker.lock);
    return link;
  }

  call<O extends Operation>(op: O, argument: Argument<O>): Promise<Result<O>> {
    return new Promise<Result<Operation>>((resolve, reject) => {
      if (this.dead) {
        reject(new LinkDied('The worker has died.'));
        return;
      }
      const id = this.next++;
      const timer = op === 'ready' ? undefined : setTimeout(() => { this.die(); }, patience);
      this.waiting.set(id, { resolve, reject, timer });
      this.worker.postMessage({ id, op, argument } satisfies Request);
    });
  }

  close(): void {
    this.die();
  }

  private receive(answer: Answer): void {
    if ('open' in answer) return;
    const waiting = this.waiting.get(answer.id);
    if (!waiting) return;
    this.waiting.delete(answer.id);
    clearTimeout(waiting.timer);
    if ('error' in answer) waiting.reject(new RsoError(answer.error));
    else waiting.resolve(answer.result);
  }

  private watch(lock: string): void {
    if (!('locks' in navigator)) return;
    navigator.locks.request(lock, { signal: this.unlock.signal }, () => { this.die(); }).catch(() => undefined);
  }

  private die(): void {
    if (this.dead) return;
    this.dead = true;
    this.worker.terminate();
    this.unlock.abort();
    for (const { reject, timer } of this.waiting.values()) {
      clearTimeout(timer);
      reject(new LinkDied('The worker has died.'));
    }
    this.waiting.clear();
  }
}

let locks = 0;

function started(url: string, config: EngineConfig): Promise<{ worker: Worker; lock: string }> {
  return new Promise((resolve, reject) => {
    let worker: Worker;
    try {
      worker = new Worker(url, { type: 'module', name: 'rso' });
    } catch (cause) {
      reject(new WorkerRefused(`No worker may run from ${url}.`, { cause }));
      return;
    }
    worker.onerror = (event) => {
      event.preventDefault();
      worker.terminate();
      reject(new WorkerRefused(`The worker at ${url} did not start.`));
    };
    worker.onmessage = () => {
      resolve({ worker, lock });
    };
    // Locks are shared by all tabs of the origin, so the name must be this page's own.
    const lock = `rso ${String(performance.timeOrigin)} ${String(Math.random())} ${String(locks++)}`;
    worker.postMessage({ config, lock } satisfies Opening);
  });
}
