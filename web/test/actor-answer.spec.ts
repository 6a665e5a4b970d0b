import { expect, test } from '@playwright/test';
import { completion } from '../actor/completion.js';
import { heard } from './pieces.js';

// Answers of servers, in every way that a network may cut them. No page is needed for that.

const event = (value: unknown): string => `data: ${JSON.stringify(value)}\n\n`;
const words = (content: string): string => event({ choices: [{ delta: { content } }] });
const stop = event({ choices: [{ delta: {}, finish_reason: 'stop' }] });
const done = 'data: [DONE]\n\n';

/** A response whose body arrives in chunks of so many bytes. */
function arriving(body: string, size: number, type = 'text/event-stream'): Response {
  const bytes = new TextEncoder().encode(body);
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      for (let i = 0; i < bytes.length; i += size) controller.enqueue(bytes.slice(i, i + size));
      controller.close();
    },
  });
  return new Response(stream, { headers: { 'Content-Type': type } });
}

const cases: Record<string, { body: string; type?: string; text: string; reason?: string }> = {
  'a stream': { body: words('Grüße ') + words('🪔!') + stop + done, text: 'Grüße 🪔!' },
  'lines that end in CR LF': { body: (words('a') + words('b') + done).replaceAll('\n', '\r\n'), text: 'ab' },
  'comments, roles, thoughts and costs': {
    body: `: hi\n\n${event({ choices: [{ delta: { role: 'assistant', content: null } }] })}${event({ choices: [] })}${event({ choices: [{ delta: { reasoning_content: 'no' } }] })}${words('yes')}${stop}${event({ choices: [], usage: {} })}`,
    text: 'yes',
  },
  'an event over two lines': { body: 'data: {"choices":[{"delta":\ndata: {"content":"x"}}]}\n\ndata: [DONE]\n\n', text: 'x' },
  'an end without a word of it': { body: words('half'), text: 'half', reason: 'cut' },
  'an end within an event': { body: `${words('half')}data: {"cho`, text: 'half', reason: 'cut' },
  'the limit of the model': { body: words('long') + event({ choices: [{ delta: {}, finish_reason: 'length' }] }) + done, text: 'long', reason: 'cut' },
  'a filter': { body: words('bad') + event({ choices: [{ delta: {}, finish_reason: 'content_filter' }] }), text: 'bad', reason: 'refused' },
  'an error': { body: words('a') + event({ error: { message: 'Out of memory' } }), text: 'a', reason: 'failed' },
  'an event of errors': { body: `event: error\n${event({ message: 'no' })}`, text: '', reason: 'failed' },
  'broken JSON': { body: `${words('a')}data: {"choices\n\n`, text: 'a', reason: 'malformed' },
  'no object': { body: event(7), text: '', reason: 'malformed' },
  'no list of choices': { body: event({ choices: 'none' }), text: '', reason: 'malformed' },
  'content that is no text': { body: event({ choices: [{ delta: { content: 7 } }] }), text: '', reason: 'malformed' },
  'one document': { body: JSON.stringify({ choices: [{ message: { content: 'whole' }, finish_reason: 'stop' }] }), type: 'application/json', text: 'whole' },
  'a document with an error': { body: '{"error":{"message":"no"}}', type: 'application/json', text: '', reason: 'failed' },
  'a page': { body: '<h1>Hello</h1>', type: 'text/html', text: '', reason: 'malformed' },
};

for (const [name, { body, type, text, reason }] of Object.entries(cases)) {
  test(`is read however it is cut: ${name}`, async () => {
    for (const size of [1, 2, 3, 7, 64, 10_000]) {
      expect(await heard(completion(arriving(body, size, type))), `${size} bytes`).toEqual(reason === undefined ? { text } : { text, reason });
    }
  });
}

test('is left where it is too long', async () => {
  const thoughts = event({ choices: [{ delta: { reasoning_content: 'hm '.repeat(1000) } }] });
  expect(await heard(completion(arriving(thoughts.repeat(400), 10_000)))).toEqual({ text: '', reason: 'too-long' });
  expect(await heard(completion(arriving(words('x'.repeat(2_000_000)), 10_000)))).toEqual({ text: '', reason: 'too-long' });
});

test('in another encoding is malformed', async () => {
  const latin = Buffer.from(words('caf\u00e9') + done, 'latin1');
  expect(await heard(completion(new Response(latin, { headers: { 'Content-Type': 'text/event-stream' } })))).toEqual({ text: '', reason: 'malformed' });
});
