// A Go program that answers one request and ends, and can be had again as it was when it had just started.
//
// github.com/syumai/workers runs a program for each request. To make an instance of a module of 6 MB and to start Go in it takes twice
// as long as to answer, so the first program is looked at when it has started and waits for its request: what is in its memory, in
// its global variables, and which JavaScript values it knows. Any other is put into that state, whether it is new or has answered a
// request before; what that one did is gone with it.
import './build/wasm_exec.js'; // Go's own: the members with _ are those of the release that built the module
import module from './build/gateway.wasm';
import { Context } from './context.mjs';

// What syumai/workers calls for.
globalThis.tryCatch = (run) => {
  try {
    return { result: run() };
  } catch (error) {
    return { error };
  }
};

/** How many programs wait for a request, at most, and how much memory one may have that does: a worker may have 128 MB in all. */
const mostSpare = 8;
const mostMemory = 12 << 20;

/** How a program stands when it has started: the same for all of them. */
let image;

/** Programs that have answered. */
const spare = [];

/** The parts of a memory in which there is something but zeros: half of a program's memory is room for what it will need. */
function parts(memory) {
  const page = 4096;
  const list = [];
  for (let at = 0; at < memory.length; at += page) {
    if (memory.subarray(at, at + page).every((byte) => byte === 0)) continue;
    const last = list.at(-1);
    if (last?.end === at) last.end += page;
    else list.push({ at, end: at + page });
  }
  return list.map(({ at, end }) => ({ at, bytes: memory.slice(at, end) }));
}

export class Program extends globalThis.Go {
  /** What the program reads as globalThis.context. */
  context = new Context();

  /** Counts the states that the program was put in: what an earlier one left behind can't call it any more. */
  epoch = 0;

  /** The functions of Go's that JavaScript has, and their numbers. */
  functions = new Map();

  instance = new WebAssembly.Instance(module, { ...this.importObject, workers: { ready: () => {} } });

  /** Has a program answer a request. */
  static async answer(request, env, ctx) {
    const program = spare.pop() ?? new Program();
    const finished = program.context.begin(request, env);
    if (image) program.restore();
    else program.start();
    const { epoch } = program;
    const response = program.context.binding.handleRequest(request);
    // What was not used is given back when the page has gone, too; then the next may have the program.
    ctx.waitUntil(Promise.all([response, finished]).then(() => program.retire(epoch)));
    return Promise.race([response, program._exitPromise.then(() => new Response(null, { status: 500 }))]); // if it crashes
  }

  /** Starts the program: it runs until it waits. */
  start() {
    globalThis.context = this.context;
    this.run(this.instance);
    image = this.photograph();
  }

  /** Lets another request have the program, once. */
  retire(epoch) {
    if (this.epoch !== epoch) return;
    this.epoch++;
    for (const timer of this._scheduledTimeouts.values()) clearTimeout(timer);
    this._scheduledTimeouts.clear();
    if (image && spare.length < mostSpare && this.instance.exports.mem.buffer.byteLength <= mostMemory) spare.push(this);
  }

  /** Go calls for a function by which JavaScript can call it. */
  _makeFuncWrapper(number) {
    const call = super._makeFuncWrapper(number);
    const { epoch } = this;
    const program = this;
    const own = function (...args) {
      return program.epoch === epoch ? call.apply(this, args) : undefined;
    };
    this.functions.set(own, number);
    return own;
  }

  /** The module's global variables, which wasm/worker/globals has it export. */
  globals() {
    return Object.entries(this.instance.exports).filter(([name]) => name.startsWith('global')).map(([, global]) => global);
  }

  /** How the program stands; undefined where no other can be put in its state, since it has ended or waits for a timer. */
  photograph() {
    if (this.exited || this._scheduledTimeouts.size > 0 || this.globals().length === 0) return undefined;
    return {
      size: this.instance.exports.mem.buffer.byteLength,
      parts: parts(new Uint8Array(this.instance.exports.mem.buffer)),
      globals: this.globals().map(({ value }) => value),
      functions: [...this.functions.values()],
      handler: this.functions.get(this.context.binding.handleRequest),
      hear: this.functions.get(this.context.hear),
      values: this._values.map((value) => this.own(value)),
      ids: [...this._ids].map(([value, id]) => [this.own(value), id]),
      counts: [...this._goRefCounts],
      pool: [...this._idPool],
      timer: this._nextCallbackTimeoutID,
    };
  }

  /** Finds for another program what a value is for this one. */
  own(value) {
    if (value === this) return (other) => other;
    if (value === this.context) return (other) => other.context;
    if (value === this.context.binding) return (other) => other.context.binding;
    const number = this.functions.get(value);
    return number === undefined ? () => value : (other) => other.made.get(number);
  }

  /** Puts the program in the state of the image. */
  restore() {
    this.epoch++;
    const { mem } = this.instance.exports;
    if (mem.buffer.byteLength < image.size) mem.grow((image.size - mem.buffer.byteLength) / 65536);
    const memory = new Uint8Array(mem.buffer);
    let end = 0;
    for (const { at, bytes } of image.parts) {
      memory.fill(0, end, at);
      memory.set(bytes, at);
      end = at + bytes.length;
    }
    memory.fill(0, end);
    this.globals().forEach((global, k) => { global.value = image.globals[k]; });
    this.functions.clear();
    this.made = new Map(image.functions.map((number) => [number, this._makeFuncWrapper(number)]));
    this.context.binding.handleRequest = this.made.get(image.handler);
    this.context.hear = this.made.get(image.hear);
    this._values = image.values.map((value) => value(this));
    this._ids = new Map(image.ids.map(([value, id]) => [value(this), id]));
    this._goRefCounts = [...image.counts];
    this._idPool = [...image.pool];
    this._nextCallbackTimeoutID = image.timer;
    this._pendingEvent = null;
    this._inst = this.instance;
    this.mem = new DataView(mem.buffer);
    this.exited = false;
    this._exitPromise = new Promise((resolve) => { this._resolveExitPromise = resolve; });
  }
}
