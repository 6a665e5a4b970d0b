import { readFile } from 'node:fs/promises';
import { Demo, expect, test } from './page.js';
import type { RsoAssistant } from '../src/element/element.js';
import type { Reply } from '../rso.js';

const golden = new URL('../../core/testdata/golden.json', import.meta.url);

test('the browser replies as the native core does, value by value', async ({ page }) => {
  const turns = JSON.parse(await readFile(golden, 'utf8')) as { say: string; reply: Reply }[];
  const demo = await Demo.open(page);
  for (const { say, reply } of turns) {
    const heard = await demo.assistant.evaluate((element: RsoAssistant, text) => element.host?.turn(text), say);
    expect(heard, say).toEqual(reply);
  }
});
