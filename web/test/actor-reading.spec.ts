import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@playwright/test';
import type { Actor } from '../actor/actor.js';
import { Reading, type Budgets } from '../actor/reading.js';
import { prompt } from './pieces.js';

const patient: Budgets = { firstToken: 1000, stall: 1000, total: 1000 };
const never = new AbortController().signal;
const actor = (write: (signal: AbortSignal) => AsyncIterable<string>): Actor => ({ name: 'test', write: (_, signal) => write(signal) });

/** Pieces with pauses between them. */
async function* pieces(...list: (string | number)[]): AsyncGenerator<string> {
  for (const piece of list) {
    if (typeof piece === 'number') await sleep(piece);
    else yield piece;
  }
}

async function batches(reading: Reading): Promise<string[]> {
  const list: string[] = [];
  for (let text = await reading.next(); text !== ''; text = await reading.next()) list.push(text);
  return list;
}

test('hands on together what came together', async () => {
  const reading = new Reading(actor(() => pieces('a', 'b', '', 'c', 50, 'd')), prompt, patient, never);
  await sleep(20);
  expect(await batches(reading)).toEqual(['abc', 'd']);
  expect(reading.failure).toBeUndefined();
});

test('splits what is long, and no character', async () => {
  const text = `${'x'.repeat(4095)}🪔`;
  const long = new Reading(actor(() => pieces(text)), prompt, patient, never);
  expect(await batches(long)).toEqual(['x'.repeat(4095), '🪔']);
  const [high = '', low = ''] = '🪔'.split('');
  const split = new Reading(actor(() => pieces(`a${high}`, 20, low)), prompt, patient, never);
  expect(await batches(split)).toEqual(['a', '🪔']);
});

test('leaves an actor behind that ignores its signal', async () => {
  const deaf = new Reading(actor(() => pieces('a', 5000, 'b')), prompt, { ...patient, stall: 50 }, never);
  expect(await batches(deaf)).toEqual(['a']);
  expect(deaf.failure).toMatchObject({ reason: 'stalled', message: 'The actor did not go on within 50 ms.' });
});

test("takes an actor's fault as what it is", async () => {
  async function* broken(): AsyncGenerator<string> {
    yield* pieces('a');
    throw new TypeError('x is undefined');
  }
  const reading = new Reading(actor(broken), prompt, patient, never);
  expect(await batches(reading)).toEqual(['a']);
  expect(reading.failure).toEqual({ reason: 'failed', message: 'The actor failed: TypeError: x is undefined.' });
});

test('takes nothing but text', async () => {
  const reading = new Reading(actor(() => pieces('a', undefined as unknown as string)), prompt, patient, never);
  expect(await batches(reading)).toEqual(['a']);
  expect(reading.failure?.reason).toBe('failed');
});

test('tells its actor when it is over', async () => {
  const stopping = new AbortController();
  let told = false;
  const reading = new Reading(actor((signal) => {
    signal.addEventListener('abort', () => { told = true; });
    return pieces('a', 5000);
  }), prompt, patient, stopping.signal);
  expect(await reading.next()).toBe('a');
  stopping.abort('overtaken');
  expect(await reading.next()).toBe('');
  expect(reading.failure?.reason).toBe('aborted');
  expect(told).toBe(true);
});
