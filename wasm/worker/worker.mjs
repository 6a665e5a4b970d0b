// The gateway on Cloudflare Workers. Each request has an instance of gateway.wasm of its own, as github.com/syumai/workers starts
// them, and nothing is kept between two: what must be counted is counted in the Durable Object below.
import { DurableObject } from 'cloudflare:workers';
import './build/wasm_exec.js'; // Go's own
import module from './build/gateway.wasm';

// What the Go program calls for.
globalThis.tryCatch = (run) => {
  try {
    return { result: run() };
  } catch (error) {
    return { error };
  }
};

/** What an instance has of the platform, for one request: the names are those that platform.go and counter.go ask for. */
function platform(request, env, ctx) {
  let finish;
  ctx.waitUntil(new Promise((done) => { finish = done; })); // what a request did not use is given back when the page has gone, too
  const gone = new Promise((done) => { request.signal.addEventListener('abort', () => done()); });
  const limits = env.LIMITS && (() => env.LIMITS.get(env.LIMITS.idFromName('site')));
  return {
    env, ctx, binding: {}, finish, gone,
    config: typeof env.RSO_GATEWAY === 'string' ? env.RSO_GATEWAY : JSON.stringify(env.RSO_GATEWAY ?? {}),
    key: env.RSO_KEY, visitorKeys: env.RSO_VISITOR_KEY, turnstile: env.RSO_TURNSTILE,
    take: limits && ((now, budgets) => limits().take(now, budgets)),
    give: limits && ((taken, budgets) => limits().give(taken, budgets)),
    ask,
  };
}

/** Asks the model's server: begun tells how its answer begins, read its next bytes, undefined at its end. */
function ask(method, url, headers, body) {
  const controller = new AbortController();
  const answer = fetch(url, { method, headers, body, redirect: 'manual', signal: controller.signal });
  let reader;
  const begun = answer.then(({ status, headers, body }) => {
    reader = body?.getReader();
    return { status: String(status), type: headers.get('content-type') ?? '', after: headers.get('retry-after') ?? '' };
  });
  return { begun, read: async () => (await reader?.read())?.value, abort: () => controller.abort() };
}

export default {
  async fetch(request, env, ctx) {
    const go = new Go();
    let ready;
    const readied = new Promise((done) => { ready = done; });
    const instance = new WebAssembly.Instance(module, { ...go.importObject, workers: { ready: () => ready() } });
    const context = platform(request, env, ctx);
    globalThis.context = context; // which the program reads before it lets anything else run
    const ended = go.run(instance);
    await Promise.race([readied, ended]);
    return context.binding.handleRequest(request);
  },
};

/**
 * Limits counts for all instances. It decides on one request after the other, so that of the last place in a window exactly one gets
 * it, and what it counted survives a restart. Windows begin with every multiple of their length, in UTC, and are forgotten when they
 * have ended.
 */
export class Limits extends DurableObject {
  constructor(ctx, env) {
    super(ctx, env);
    this.sql = ctx.storage.sql;
    this.sql.exec('CREATE TABLE IF NOT EXISTS used (key TEXT, length INTEGER, start INTEGER, amount INTEGER, PRIMARY KEY (key, length, start)) WITHOUT ROWID');
  }

  /** Takes all the budgets, or none; answers how many milliseconds it is until the one that doesn't hold as much begins anew. */
  take(now, budgets) {
    let wait = 0;
    for (const { key, window, most, amount } of budgets) {
      if (this.used(key, window, now) + amount > most) wait = Math.max(wait, window - (now % window));
    }
    if (wait > 0) return wait;
    for (const { key, window, amount } of budgets) {
      this.sql.exec('INSERT INTO used VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET amount = amount + excluded.amount', key, window, now - (now % window), amount);
    }
    this.sweep(now);
    return 0;
  }

  /** Gives back what was taken and not used. */
  give(taken, budgets) {
    for (const { key, window, amount } of budgets) {
      this.sql.exec('UPDATE used SET amount = max(0, amount - ?) WHERE key = ? AND length = ? AND start = ?', amount, key, window, taken - (taken % window));
    }
    return 0;
  }

  used(key, window, now) {
    const [row] = this.sql.exec('SELECT amount FROM used WHERE key = ? AND length = ? AND start = ?', key, window, now - (now % window));
    return row?.amount ?? 0;
  }

  /** Has the windows that have ended forgotten, some time from now. */
  async sweep(now) {
    if (await this.ctx.storage.getAlarm() === null) await this.ctx.storage.setAlarm(now + 3_600_000);
  }

  alarm() {
    this.sql.exec('DELETE FROM used WHERE start + length <= ?', Date.now());
    const [{ left }] = this.sql.exec('SELECT count(*) AS left FROM used');
    if (left > 0) return this.ctx.storage.setAlarm(Date.now() + 3_600_000);
  }
}
