import type { SearchResult } from '../rso.js';
import { expect, test } from './page.js';


interface Answers {
  found: SearchResult;
  invented: SearchResult;
  real: SearchResult;
  alike: SearchResult;
  faults: string[];
  memory: number;
}

test('a page searches a catalog without the conversation', async ({ page }) => {
  const failures: string[] = [];
  page.on('pageerror', (error) => failures.push(error.message));
  await page.goto('./favicon.svg'); // any page of the site's origin, with nothing of ours in it
  const answers = await page.evaluate<Answers, string>(async (script) => {
    const { startSearch } = (await import(script)) as typeof import('../src/search.js');
    const engine = await startSearch();
    const shop = engine.open(new Uint8Array(await (await fetch('/films.rsoc')).arrayBuffer()));
    const faults: string[] = [];
    const refused = (work: () => unknown) => {
      try {
        work();
      } catch (cause) {
        faults.push(String(cause));
      }
    };
    const found = shop.search({ text: 'comedies with robbin wiliams before 1995', facets: ['genres', 'year'], items: true });
    const invented = shop.search({ text: 'do you have The Zanzibar Plimsoll Quandary?' });
    const real = shop.search({ text: 'do you have The Shawshank Redemption?' });
    const alike = shop.search({ like: real.hits[0]?.id ?? '', k: 3 });
    refused(() => shop.search({ k: -1 }));
    refused(() => engine.open(new Uint8Array([1, 2, 3])));
    shop.close();
    refused(() => shop.search({ text: 'closed' }));
    return { found, invented, real, alike, faults, memory: engine.memory };
  }, '/search.js');

  const { found, invented, real, alike, faults, memory } = answers;
  expect(found.hits[0]?.item?.attributes.find(({ name }) => name === 'cast')?.values).toContain('Robin Williams');
  for (const { item } of found.hits) expect(item?.year).toBeLessThan(1995);
  expect(found.constraints.map(({ attribute }) => attribute).sort()).toEqual(['cast', 'genres', 'year']);
  expect(found.facets.map(({ attribute }) => attribute)).toEqual(['genres', 'year']);
  expect(real.hits[0]?.title).toBe('The Shawshank Redemption');
  expect(real.known).toBeGreaterThan(0.95);
  expect(invented.known).toBeLessThan(0.5);
  expect(alike.hits).toHaveLength(3);
  expect(alike.hits.map(({ id }) => id)).not.toContain(real.hits[0]?.id);
  expect(faults).toEqual([expect.stringContaining('k is -1'), expect.stringContaining('fewer than a header'), expect.stringContaining('closed')]);
  expect(memory).toBeLessThan(16e6);
  expect(failures).toEqual([]);
});
