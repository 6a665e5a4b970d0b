import { conversation, Demo, expect, test } from './page.js';
import type { Reply } from '../rso.js';

test('a visitor converses, gets films, and sees how each reply came about', async ({ page, complaints }) => {
  const demo = await Demo.open(page);
  expect(await demo.thread()).toBe('worker');
  for (const [i, text] of conversation.entries()) {
    await demo.say(text);
    await expect(demo.glass.getByText(`turn ${i + 1} of ${i + 1}`)).toBeVisible();
    await expect(demo.glass.locator('.planner .played')).toHaveCount(1);
  }
  expect(await demo.assistant.locator('.card').count()).toBeGreaterThan(0);
  expect(complaints).toEqual([]);
});

test('the glass box goes back to earlier turns and marks the words it understood', async ({ page }) => {
  const demo = await Demo.open(page);
  await demo.say('a comedy, please');
  await demo.say('thank you');
  await demo.glass.getByRole('button', { name: 'Earlier turn' }).click();
  await expect(demo.glass.getByText('turn 1 of 2')).toBeVisible();
  await expect(demo.glass.locator('mark').first()).toHaveText(/comedy/);
});

test('quick replies are said when they are clicked', async ({ page }) => {
  const demo = await Demo.open(page);
  const suggestion = demo.assistant.getByRole('group', { name: 'Suggested replies' }).getByRole('button').first();
  const text = await suggestion.innerText();
  await suggestion.click();
  await expect(demo.assistant.locator('.seeker .text')).toHaveText(text);
  await expect(demo.replies).toHaveCount(2);
});

test('the element tells the page what happens', async ({ page }) => {
  const demo = await Demo.open(page);
  const heard = demo.assistant.evaluate((element) => new Promise<{ text: string; reply: Reply }>((resolve) => {
    element.addEventListener('rso-turn', (event) => { resolve((event as CustomEvent<{ text: string; reply: Reply }>).detail); });
  }));
  await demo.say('I love science fiction');
  const { text, reply } = await heard;
  expect(text).toBe('I love science fiction');
  expect(reply.text).toBe(await demo.replies.last().textContent());
  expect(reply.trace.admissible).toContain(reply.strategy);
  expect(reply.strategies).toContain(reply.strategy);
});

test('a reload converses on, and starting over forgets', async ({ page }) => {
  const demo = await Demo.open(page);
  await demo.say('a comedy, please');
  await page.reload();
  await demo.ready();
  await expect(demo.assistant.locator('.seeker .text')).toHaveText('a comedy, please');
  await demo.say('after 2005');
  await expect(demo.glass.getByText('turn 2 of 2')).toBeVisible();
  await expect(demo.glass.locator('.wishes li').filter({ hasText: 'turn 1' })).not.toHaveCount(0);

  await demo.assistant.getByRole('button', { name: 'Start over' }).click();
  await expect(demo.assistant.locator('.seeker')).toHaveCount(0);
  await page.reload();
  await demo.ready();
  await expect(demo.assistant.locator('.seeker')).toHaveCount(0);
});

test('a move within the page keeps the conversation, a removal ends the worker', async ({ page }) => {
  const demo = await Demo.open(page);
  await demo.say('a comedy, please');
  await demo.assistant.evaluate((element) => { document.body.append(element); });
  await demo.say('after 2005');
  await expect(demo.glass.getByText('turn 2 of 2')).toBeVisible();
  const [worker] = page.workers();
  const closed = worker?.waitForEvent('close');
  await demo.assistant.evaluate((element) => { element.remove(); });
  await closed;
});

test('pages that refuse workers converse too', async ({ page, complaints }) => {
  const demo = await Demo.open(page, ['no-worker']);
  expect(await demo.thread()).toBe('page');
  await demo.say('a comedy, please');
  expect(complaints).toEqual([]);
});

test.describe('without the service worker', () => {
  test.use({ serviceWorkers: 'block' });

  test('the page works on a project path', async ({ page, baseURL }) => {
    await page.route('**/project/**', async (route) => {
      await route.fulfill({ response: await route.fetch({ url: route.request().url().replace('/project/', '/') }) });
    });
    await page.route((url) => !url.pathname.startsWith('/project/'), (route) => route.abort());
    const demo = new Demo(page);
    await page.goto(`${baseURL ?? ''}project/`);
    await demo.ready();
    await demo.say('a comedy, please');
    expect(await demo.thread()).toBe('worker');
  });

  test('a missing worker file moves the module into the page', async ({ page }) => {
    await page.route('**/worker.js', (route) => route.fulfill({ status: 404, body: 'gone' }));
    const demo = await Demo.open(page);
    expect(await demo.thread()).toBe('page');
    await demo.say('a comedy, please');
  });
});
