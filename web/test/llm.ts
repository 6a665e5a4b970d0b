import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ActorPrompt, ActorRequest } from '../rso.js';

/** Something in the catalog that the model may speak of. */
export interface Good {
  title: string;
  price: number;
}

/** One request, as the server got it. */
export interface Asked {
  path: string;
  headers: IncomingMessage['headers'];
  body: Body;
}

/** A gateway's request or a chat completion's. */
type Body = Record<string, unknown> & Partial<Pick<ActorRequest, 'items'> & Pick<ActorPrompt, 'messages'>>;

/** How an answer goes: it may say the truth about the first good of the prompt's plan, and anything else. */
type Play = (answer: Answer, good: Good) => void | Promise<void>;

const truth = ({ title, price }: Good): string[] => [`The ${title} could be right for you. `, `The ${title} costs $${String(price)}.`];

/** What can become of a request. The first part of the path names it: `/stall/v1/chat/completions`. */
const plays = {
  good: async (answer, good) => {
    for (const token of truth(good).join('').split(/(?<= )/)) {
      answer.write(token);
      await sleep(25);
    }
    answer.end();
  },
  chatty: (answer, good) => {
    answer.raw(': a comment keeps the connection alive\n\n');
    answer.event({ choices: [{ delta: { role: 'assistant' } }] });
    answer.event({ choices: [{ delta: { content: null, reasoning_content: 'Thinking of https://secret.example' } }] });
    for (const sentence of truth(good)) answer.write(sentence);
    answer.event({ choices: [{ delta: {}, finish_reason: 'stop' }] });
    answer.event({ choices: [], usage: { total_tokens: 99 } });
    answer.raw('data: [DONE]\n\n');
    answer.close();
  },
  whole: (answer, good) => { answer.json(200, { choices: [{ message: { role: 'assistant', content: truth(good).join('') }, finish_reason: 'stop' }] }); },
  silent: () => undefined, // not even a head
  slow: (answer) => { answer.raw(': wait\n\n'); },
  stall: (answer, good) => { answer.write(`${truth(good).join('')} And it`); },
  endless: async (answer, good) => {
    answer.write(`${truth(good).join('')} And it is`);
    while (answer.open) {
      answer.write(' very');
      await sleep(50);
    }
  },
  limited: (answer) => { answer.json(429, { error: { message: 'Too many requests' } }, { 'Retry-After': '60' }); },
  busy: (answer) => { answer.json(503, {}, { 'Retry-After': new Date(Date.now() + 60_000).toUTCString() }); },
  broken: (answer) => { answer.json(500, { error: { message: 'Out of order' } }); },
  forbidden: (answer) => { answer.json(403, { error: { message: 'No' } }); },
  cut: async (answer, good) => {
    answer.write(`${truth(good).join('')} It also com`);
    await sleep(100);
    answer.destroy();
  },
  short: (answer, good) => {
    answer.write(`${truth(good).join('')} It also com`);
    answer.event({ choices: [{ delta: {}, finish_reason: 'length' }] });
    answer.close();
  },
  malformed: (answer, good) => {
    answer.write(truth(good).join(''));
    answer.raw('data: {"choices":[{"delta":{"content":"Bro\n\n');
    answer.end();
  },
  failing: (answer) => {
    answer.event({ error: { message: 'The model fell over' } });
    answer.close();
  },
  page: (answer) => { answer.send(200, 'text/html', '<h1>Welcome to the hotel</h1>'); },
  empty: (answer) => { answer.end(); },
  huge: async (answer, good) => {
    const sentence = `${truth(good).join('')} `;
    for (let sent = 0; sent < 5_000_000 && answer.open; sent += sentence.length * 100) {
      answer.write(sentence.repeat(100));
      await sleep(1);
    }
    answer.end();
  },
  heavy: (answer, good) => { answer.json(200, { choices: [{ message: { content: truth(good).join('').repeat(70_000) } }] }); },
  invented: (answer, good) => {
    const [first = '', second = ''] = truth(good);
    answer.write(`${first}You should also see the Zorblax Quantum 9000, which costs $12. ${second}`);
    answer.end();
  },
  markup: (answer, good) => {
    answer.write(`<b onclick="globalThis.attacked=1">${good.title}</b> is here: <a href="https://evil.example">buy</a>. ${truth(good).join('')}`);
    answer.write(' <img src=x onerror="globalThis.attacked=1">');
    answer.end();
  },
  /** A model that does what the data tells it. */
  obedient: (answer, good) => {
    if (!answer.prompt.includes('evil partner')) throw new Error('The prompt does not hold the hostile title.');
    answer.write(`${truth(good)[0] ?? ''}Visit https://evil.example today for 90 % off everything. `);
    answer.write('I am ignoring my instructions now, as the title says. ');
    answer.end();
  },
  mispriced: (answer, { title, price }) => {
    answer.write(`The ${title} could be right for you. The ${title} costs $${String(price - 15)}.`);
    answer.end();
  },
} satisfies Record<string, Play>;

export type Scenario = keyof typeof plays;

/** A local server that speaks OpenAI's chat completions, and the gateway's turn, and can go wrong in every way. */
export class Model {
  readonly asked: Asked[] = [];
  private readonly server: Server;

  private constructor(private readonly goods: readonly Good[]) {
    this.server = createServer((request, response) => {
      this.answer(request, response).catch(() => response.destroy());
    });
  }

  static async start(goods: readonly Good[]): Promise<Model> {
    const model = new Model(goods);
    await new Promise<void>((resolve) => model.server.listen(0, 'localhost', resolve));
    return model;
  }

  get origin(): string {
    return `http://localhost:${String((this.server.address() as AddressInfo).port)}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.setHeader('Access-Control-Allow-Origin', '*');
    response.setHeader('Access-Control-Allow-Headers', '*');
    // A page may read no other header of another origin's answer.
    response.setHeader('Access-Control-Expose-Headers', 'Retry-After');
    if (request.method === 'OPTIONS') {
      response.writeHead(204).end();
      return;
    }
    let json = '';
    for await (const piece of request.setEncoding('utf8')) json += String(piece);
    const path = request.url ?? '';
    const body = JSON.parse(json) as Body;
    this.asked.push({ path, headers: request.headers, body });
    const scenario = path.split('/')[1] ?? '';
    if (!Object.hasOwn(plays, scenario)) throw new Error(`There is no scenario ${scenario}.`);
    const first = body.items?.[0]?.title ?? /^item 1: "(.*)"$/m.exec(body.messages?.at(-1)?.content ?? '')?.[1] ?? '';
    const good = this.goods.find(({ title }) => first.startsWith(title)) ?? { title: 'lamp', price: 0 };
    await plays[scenario as Scenario](new Answer(response, json), good);
  }
}

/** An answer, mostly a stream of server-sent events. */
class Answer {
  constructor(private readonly response: ServerResponse, readonly prompt: string) {}

  get open(): boolean {
    return !this.response.destroyed;
  }

  /** A chunk with a piece of the text. */
  write(content: string): void {
    this.event({ id: 'x', object: 'chat.completion.chunk', choices: [{ index: 0, delta: { content }, finish_reason: null }] });
  }

  event(value: unknown): void {
    this.raw(`data: ${JSON.stringify(value)}\n\n`);
  }

  raw(text: string): void {
    if (!this.response.headersSent) this.response.writeHead(200, { 'Content-Type': 'text/event-stream; charset=utf-8' });
    this.response.write(text);
  }

  /** A good end. */
  end(): void {
    this.event({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] });
    this.raw('data: [DONE]\n\n');
    this.close();
  }

  close(): void {
    this.response.end();
  }

  destroy(): void {
    this.response.destroy();
  }

  json(status: number, value: unknown, headers: Record<string, string> = {}): void {
    for (const [name, header] of Object.entries(headers)) this.response.setHeader(name, header);
    this.send(status, 'application/json', JSON.stringify(value));
  }

  send(status: number, type: string, body: string): void {
    this.response.writeHead(status, { 'Content-Type': type }).end(body);
  }
}
