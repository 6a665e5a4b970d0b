import { conversation, Demo, expect, test } from './page.js';
import type { RsoAssistant } from '../src/element/element.js';
import type { Reply } from '../rso.js';

const [first = '', second = ''] = conversation;

/** All replies so far, as the page heard them. */
function replies(demo: Demo): Promise<Reply[]> {
  return demo.assistant.evaluate((element: RsoAssistant) => element.exchanges.map(({ reply }) => reply));
}

async function undisturbed(demo: Demo): Promise<Reply[]> {
  await demo.say(first);
  await demo.say(second);
  const heard = await replies(demo);
  await demo.assistant.getByRole('button', { name: 'Start over' }).click();
  await expect(demo.assistant.locator('.seeker')).toHaveCount(0);
  await demo.ready(); // greeted anew
  return heard;
}

for (const place of ['worker', 'page']) {
  test(`a panic in the ${place} goes unnoticed`, async ({ page }) => {
    const demo = await Demo.open(page, place === 'page' ? ['debug', 'no-worker'] : ['debug']);
    expect(await demo.thread()).toBe(place);
    const wanted = await undisturbed(demo);

    await demo.say(first);
    await demo.assistant.evaluate((element: RsoAssistant) => element.host?.crash());
    await demo.say(second);
    expect(await replies(demo)).toEqual(wanted);
  });
}

test('the death of the worker itself goes unnoticed', async ({ page }) => {
  const demo = await Demo.open(page);
  const wanted = await undisturbed(demo);

  await demo.say(first);
  const [worker] = page.workers();
  const gone = page.waitForEvent('worker', { predicate: (other) => other !== worker });
  await worker?.evaluate(() => { self.close(); }).catch(() => undefined);
  await demo.say(second);
  await gone;
  expect(await replies(demo)).toEqual(wanted);
});

test('calls that overlap are answered one by one, in order', async ({ page }) => {
  const demo = await Demo.open(page);
  const turns = await demo.assistant.evaluate(async (element: RsoAssistant, texts) => {
    const { host } = element;
    if (!host) throw new Error('The element has no host.');
    const heard = await Promise.all(texts.map((text) => host.turn(text)));
    return heard.map(({ trace }) => trace.turn);
  }, conversation);
  expect(turns).toEqual(turns.map((_, i) => (turns[0] ?? 0) + i));
});
