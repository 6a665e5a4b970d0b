import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Demo, expect, test } from './page.js';
import type { RsoAssistant } from '../src/element/element.js';
import type { Reply } from '../rso.js';

// The page's service worker would answer before the routes below.
test.use({ serviceWorkers: 'block' });

const lamps = `id,title,price,stock,category
ash,Ash Lamp,$40,3,Desk lamp
bay,Bay Lamp,$60,2,Desk lamp
cedar,Cedar Lamp,$80,5,Floor lamp
`;
const changed = `id,title,price,stock,category,gone
ash,,35,,,
bay,,,,,yes
dune,Dune Lamp,$20,4,Desk lamp,
`;

/** Compiles a feed as a shop does, with the command of this repository. */
function compiled(output: (name: string) => string): { catalog: Buffer; delta: Buffer; strange: Buffer } {
  const compile = (name: string, feed: string, ...args: string[]): Buffer => {
    writeFileSync(output(`${name}.csv`), feed);
    execFileSync('go', ['run', './catalog/compile', '-o', output(name), ...args, output(`${name}.csv`)], { cwd: resolve('..') });
    return readFileSync(output(name));
  };
  const catalog = compile('lamps.rsoc', lamps, '-name', 'lamps');
  const delta = compile('lamps.rsod', changed, '-delta', output('lamps.rsoc'));
  compile('other.rsoc', 'id,title\na,Anything\n', '-name', 'another shop');
  return { catalog, delta, strange: compile('other.rsod', 'id,gone\na,yes\n', '-delta', output('other.rsoc')) };
}

test('a delta changes the next reply, without a reload', async ({ page, complaints }, info) => {
  const { catalog, delta, strange } = compiled((name) => info.outputPath(name));
  for (const [name, body] of Object.entries({ 'lamps.rsoc': catalog, 'lamps.rsod': delta, 'other.rsod': strange })) {
    await page.route(`**/${name}`, (route) => route.fulfill({ body, contentType: 'application/octet-stream' }));
  }
  await page.goto('./');
  const demo = new Demo(page);
  await demo.assistant.evaluate((element: RsoAssistant) => {
    element.debug = true;
    element.catalog = 'lamps.rsoc';
  });
  await demo.ready();
  const shown = async (text: string): Promise<Reply> => {
    await demo.say(text);
    return demo.assistant.evaluate((element: RsoAssistant) => {
      const reply = element.exchanges.at(-1)?.reply;
      if (!reply) throw new Error('There is no reply.');
      return reply;
    });
  };
  const prices = ({ items, candidates }: Reply): Record<string, number | undefined> =>
    Object.fromEntries(candidates.map(({ id }) => [id, items.find((item) => item.id === id)?.price]));

  expect(prices(await shown('recommend a desk lamp'))).toEqual({ ash: 40, bay: 60 });
  const refused = demo.assistant.evaluate((element: RsoAssistant) => element.applyDelta('other.rsod'));
  await expect(refused).rejects.toThrow('the delta was made for the catalog "another shop"');

  await demo.assistant.evaluate((element: RsoAssistant) => element.applyDelta('lamps.rsod'));
  const after = await shown('show me a desk lamp again');
  expect(prices(after)).toEqual({ ash: 35, dune: 20 });
  expect(after.trace.turn).toBe(2);
  await expect(demo.assistant.locator('.card').filter({ hasText: 'Ash Lamp' }).last()).toContainText('35');

  // Another instance has the delta too.
  await demo.assistant.evaluate((element: RsoAssistant) => element.host?.crash());
  expect(prices(await shown('show me a desk lamp again'))).toEqual({ ash: 35, dune: 20 });
  expect(complaints).toEqual([]);
});
