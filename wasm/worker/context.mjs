// What the program has of the platform: platform.go, fetcher.go and counter.go ask for these members. What takes time answers by
// hear(number, failed, value), a function that the program sets.

const encoder = new TextEncoder();

/** The next bytes of a stream, undefined at its end. */
const next = async (reader) => (await reader?.read())?.value;

export class Context {
  /** What github.com/syumai/workers puts its handler in. */
  binding = {};

  /** Begins a request; what is promised comes true when the program has nothing left to do for it. */
  begin(request, env) {
    this.request = request;
    this.env = env;
    this.config = typeof env.RSO_GATEWAY === 'string' ? env.RSO_GATEWAY : JSON.stringify(env.RSO_GATEWAY ?? {});
    this.key = env.RSO_KEY;
    this.visitorKeys = env.RSO_VISITOR_KEY;
    this.turnstile = env.RSO_TURNSTILE;
    this.counts = env.LIMITS !== undefined;
    this.gone = false;
    const stream = new IdentityTransformStream();
    this.body = stream.readable;
    this.writer = stream.writable.getWriter();
    this.received = this.reader = this.controller = undefined;
    const leave = () => {
      if (this.request === request) this.leave();
    };
    this.writer.closed.catch(leave);
    request.signal.addEventListener('abort', leave);
    return new Promise((done) => { this.done = done; });
  }

  /** The page has gone. */
  leave() {
    if (!this.gone) this.hear(0, false, undefined);
    this.gone = true;
  }

  answer(number, promise) {
    const { hear } = this;
    promise.then((value) => hear(number, false, value), () => hear(number, true, undefined));
  }

  /** The next bytes of the request. */
  receive(number) {
    this.received ??= this.request.body?.getReader();
    this.answer(number, next(this.received));
  }

  /** Sends a part of the answer, a text; false when nobody reads it. */
  write(part) {
    if (this.gone) return false;
    this.writer.write(encoder.encode(part)).catch(() => {}); // closed tells
    return true;
  }

  /** The program has nothing left to do. */
  finish() {
    this.writer.close().catch(() => {});
    this.done();
  }

  /** Asks another server, the model's: answers how its answer begins. */
  ask(number, method, url, headers, body) {
    this.controller = new AbortController();
    this.answer(number, fetch(url, { method, headers, body, redirect: 'manual', signal: this.controller.signal }).then((answer) => {
      this.reader = answer.body?.getReader();
      return { status: String(answer.status), type: answer.headers.get('content-type') ?? '', after: answer.headers.get('retry-after') ?? '' };
    }));
  }

  /** The next bytes of its answer. */
  read(number) {
    this.answer(number, next(this.reader).then((part) => {
      if (part === undefined) this.controller = undefined;
      return part;
    }));
  }

  /** Asks it no more. */
  abort() {
    this.controller?.abort();
  }

  /** Writes a line where the platform keeps logs. */
  log(line) {
    console.log(line);
  }

  /** Takes budgets at the Durable Object Limits. */
  take(number, now, budgets) {
    this.answer(number, this.limits().take(now, budgets));
  }

  /** And gives back. */
  give(number, taken, budgets) {
    this.answer(number, this.limits().give(taken, budgets));
  }

  /** The one object that counts for the whole site. */
  limits() {
    return this.env.LIMITS.get(this.env.LIMITS.idFromName('site'));
  }
}
