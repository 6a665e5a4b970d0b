// What the gateway costs a turn, side by side on this machine: the native handler in web/serve, the worker in workerd, and a worker in
// plain JavaScript that checks nothing.
//
//	./build.sh bench gateway [-json]
//
// The model's server answers at once, in twenty pieces, so that what is measured is what stands between: one connection after another for
// latency, eight at once for the rate. Processor time is also measured of a model that speaks, a piece every five milliseconds. The
// targets take turns, so that they have the same minutes of a shared machine.
import { Buffer } from 'node:buffer';
import { execFileSync, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { Agent, createServer, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { Miniflare } from 'miniflare';
import { start } from '../test/workerd.mjs';

const json = process.argv.includes('-json');
const root = join(import.meta.dirname, '../..');
const pieces = 20;
const rounds = 10;
const single = 30; // requests of a round, one after another
const crowd = 60; // and of eight connections
const spoken = 6; // and, one after another, of the model that speaks

/** The model's server, in a process of its own. The model "speaking" takes its time. */
function upstream() {
  const say = (content) => `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content } }] })}\n\n`;
  const words = Array.from({ length: pieces }, (_, k) => say(`word${k} `));
  const end = 'data: {"choices":[{"delta":{},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n';
  const server = createServer((asked, answer) => {
    let text = '';
    asked.setEncoding('utf8').on('data', (part) => { text += part; }).on('end', async () => {
      answer.writeHead(200, { 'content-type': 'text/event-stream' });
      if (text.includes('slowly')) {
        for (const word of words) {
          answer.write(word);
          await sleep(5);
        }
        answer.end(end);
      } else {
        answer.end(words.join('') + end);
      }
    });
  });
  server.listen(0, '127.0.0.1', () => process.send(server.address().port));
}

/** A turn as a page sends it. */
const turn = (wish) => JSON.stringify({
  version: 1, language: 'en', strategy: 'recommend', wishes: [wish], total: 3,
  items: Array.from({ length: 3 }, (_, k) => ({ title: `Machine ${k}`, facts: [{ attribute: 'price', value: `$${349 + k}.99` }, { attribute: 'brand', value: 'Realme' }] })),
  history: [{ role: 'seeker', text: 'I want a quiet espresso machine' }], tone: 'friendly', limits: { sentences: 2, words: 60, tokens: 200 },
});

const frame = turn('a quiet espresso machine');
const slowly = turn('an espresso machine that works slowly');

/** One request: when its first words came, and its end, in milliseconds. */
function ask(url, agent, body) {
  return new Promise((done, fail) => {
    const from = performance.now();
    let first = 0;
    const sent = request(url, { method: 'POST', agent, headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), origin: 'https://shop.example' } }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (part) => {
        text += part;
        if (first === 0 && text.includes('"content"')) first = performance.now() - from;
      }).on('end', () => {
        if (answer.statusCode !== 200 || !text.includes(`word${pieces - 1} `)) fail(new Error(`${url}: status ${answer.statusCode}, ${text.slice(0, 200)}`));
        else done({ first, whole: performance.now() - from });
      }).on('error', fail);
    });
    sent.on('error', fail);
    sent.end(body);
  });
}

/** Processor time of a process and its threads, in milliseconds. */
function processorTime(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /, '').split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10; // of 100 Hz
}

/** The workerd of this process that was started last. */
function newestWorkerd(known) {
  const found = readdirSync('/proc').filter((pid) => /^\d+$/.test(pid) && !known.has(pid)).find((pid) => {
    try {
      return readFileSync(`/proc/${pid}/comm`, 'utf8').startsWith('workerd') && readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /, '').split(' ')[1] === String(process.pid);
    } catch {
      return false;
    }
  });
  known.add(found);
  return found;
}

async function targets(model, folder) {
  const config = { upstream: model, model: 'm', origins: ['https://shop.example'], max_tokens: 100 };
  const limits = { visitor: { requests_per_day: 1e6 }, site: { tokens_per_day: 1e12 } };
  const known = new Set();
  const worker = async (options) => {
    const mf = options instanceof Miniflare ? options : new Miniflare(options);
    await mf.ready;
    return { url: new URL('/v1/turn', await mf.unsafeGetDirectURL()), pid: newestWorkerd(known), close: () => mf.dispose() };
  };
  const binary = join(folder, 'serve');
  execFileSync('go', ['build', '-o', binary, './web/serve'], { cwd: root });
  const native = async (name, more) => {
    const file = join(folder, `${name}.json`);
    writeFileSync(file, JSON.stringify({ ...config, ...more }));
    const child = spawn(binary, ['-addr', '127.0.0.1:0', '-gateway', file, '-limits', join(folder, `${name}.db`), folder], { env: { ...process.env, RSO_KEY: 'sk-bench' }, stdio: ['ignore', 'pipe', 'ignore'] });
    const [line] = await once(createInterface(child.stdout), 'line');
    return { url: new URL('/v1/turn', /http:\S+/.exec(line)[0]), pid: child.pid, close: () => child.kill('SIGTERM') };
  };
  const quiet = { handleRuntimeStdio: (out, err) => { out.resume(); err.resume(); } };
  return {
    direct: { url: new URL(`${model}/chat/completions`), close() {} },
    native: await native('native', {}),
    native_limits: await native('native_limits', limits),
    worker: await worker(start({ RSO_GATEWAY: config, RSO_KEY: 'sk-bench' }, quiet)),
    worker_limits: await worker(start({ RSO_GATEWAY: { ...config, ...limits }, RSO_KEY: 'sk-bench' }, quiet)),
    plain_js: await worker({
      modules: [{ type: 'ESModule', path: join(import.meta.dirname, 'plain_worker.mjs') }], modulesRoot: import.meta.dirname, compatibilityDate: '2026-04-01', cf: false,
      bindings: { UPSTREAM: `${model}/chat/completions`, KEY: 'sk-bench' }, unsafeDirectSockets: [{ host: '127.0.0.1', port: 0 }], ...quiet,
    }),
  };
}

const quantile = (values, q) => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.ceil(q * values.length) - 1)];

async function measure(list) {
  const got = Object.fromEntries(Object.keys(list).map((name) => [name, { first: [], whole: [], rates: [], asked: 0, processor: 0, spoken: 0, speaking: 0 }]));
  for (let round = -1; round < rounds; round++) { // one to warm up
    for (const [name, { url, pid }] of Object.entries(list)) {
      const agent = new Agent({ keepAlive: true, maxSockets: 8 });
      const before = pid ? processorTime(pid) : 0;
      const one = [];
      for (let k = 0; k < single; k++) one.push(await ask(url, agent, frame));
      const from = performance.now();
      let left = crowd;
      await Promise.all(Array.from({ length: 8 }, async () => { while (left-- > 0) await ask(url, agent, frame); }));
      const took = performance.now() - from;
      const between = pid ? processorTime(pid) : 0;
      for (let k = 0; k < spoken; k++) await ask(url, agent, slowly);
      agent.destroy();
      if (round < 0) continue;
      const g = got[name];
      g.first.push(...one.map(({ first }) => first));
      g.whole.push(...one.map(({ whole }) => whole));
      g.rates.push(crowd / took * 1000);
      g.asked += single + crowd;
      g.spoken += spoken;
      if (pid) g.processor += between - before;
      if (pid) g.speaking += processorTime(pid) - between;
    }
  }
  return got;
}

function report(got) {
  const figures = [];
  const direct = got.direct;
  for (const [name, g] of Object.entries(got)) {
    if (name === 'direct') {
      figures.push(['direct_first_p50', quantile(g.first, 0.5), 'ms', 'from the model\'s server itself']);
      continue;
    }
    figures.push(
      [`${name}_first_added_p50`, quantile(g.first, 0.5) - quantile(direct.first, 0.5), 'ms', 'until the first words, more than that'],
      [`${name}_first_added_p99`, quantile(g.first, 0.99) - quantile(direct.first, 0.99), 'ms', ''],
      [`${name}_added_p50`, quantile(g.whole, 0.5) - quantile(direct.whole, 0.5), 'ms', 'until the end'],
      [`${name}_added_p99`, quantile(g.whole, 0.99) - quantile(direct.whole, 0.99), 'ms', ''],
      [`${name}_rate`, quantile(g.rates, 0.5), '1/s', 'of eight connections'],
      [`${name}_cpu`, g.processor / g.asked, 'ms', 'of processor time a turn'],
      [`${name}_speaking_cpu`, g.speaking / g.spoken, 'ms', `and one of ${pieces} pieces that come one by one`],
    );
  }
  const module = join(root, 'wasm/worker/build/gateway.wasm');
  figures.push(['worker_gzip', gzipSync(readFileSync(module), { level: 9 }).length / 1e6, 'MB', `gateway.wasm, of ${(statSync(module).size / 1e6).toFixed(1)} MB`]);
  for (const [name, value, unit, note] of figures) {
    if (json) console.log(JSON.stringify({ bench: 'gateway', name, value: Number(value.toPrecision(4)), unit }));
    else console.log(`${name.padEnd(30)} ${value.toFixed(2).padStart(9)} ${unit.padEnd(3)}  ${note}`.trimEnd());
  }
}

if (process.send) {
  upstream();
} else {
  const folder = mkdtempSync(join(tmpdir(), 'rso-gateway-'));
  const model = fork(import.meta.filename);
  const [port] = await once(model, 'message');
  const list = await targets(`http://127.0.0.1:${port}`, folder);
  try {
    report(await measure(list));
  } finally {
    await Promise.all(Object.values(list).map(({ close }) => close()));
    model.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}
