import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import type { Page } from '@playwright/test';
import { build } from 'esbuild';
import type { RsoAssistant } from '../src/element/element.js';
import { expect, test, violations } from './page.js';

const names = readdirSync(resolve('docs')).filter((name) => name.endsWith('.md')).map((name) => name.slice(0, -3));
const sources = names.map((name) => ({ name, text: readFileSync(resolve('docs', `${name}.md`), 'utf8') }));

const overflows = (page: Page): Promise<boolean> => page.evaluate(() => document.documentElement.scrollWidth > innerWidth);

/** Every match of a pattern's first group in the sources. */
function mentioned(pattern: RegExp): string[] {
  return [...new Set(sources.flatMap(({ text }) => [...text.matchAll(pattern)].map(([, found = '']) => found)))].sort();
}

for (const name of names) {
  test(`${name} opens, is accessible in light and dark, and fits a phone`, async ({ page, complaints }) => {
    await page.emulateMedia({ colorScheme: 'light' });
    await page.goto(`./docs/${name}.html`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    expect(await violations(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await violations(page, ['color-contrast', 'link-in-text-block'])).toEqual([]); // all that depends on colours
    await page.setViewportSize({ width: 360, height: 640 });
    expect(await overflows(page)).toBe(false);
    await expect(page.locator('.menu')).not.toHaveAttribute('open');
    await page.locator('.menu summary').click();
    await expect(page.getByRole('navigation', { name: 'Documentation' }).getByRole('link').first()).toBeVisible();
    expect(complaints).toEqual([]);
  });
}

test('every link leads somewhere, by a relative address', async ({ page }) => {
  const reached = new Map<string, Set<string>>();
  const links: string[] = [];
  for (const name of names) {
    await page.goto(`./docs/${name}.html`);
    const { ids, hrefs, absolute } = await page.evaluate(() => ({
      ids: [...document.querySelectorAll('[id]')].map(({ id }) => id),
      hrefs: [...document.querySelectorAll<HTMLAnchorElement>('a[href]')].map(({ href }) => href).filter((href) => href.startsWith(location.origin)),
      absolute: [...document.querySelectorAll('[href^="/"], [src^="/"]')].map(({ outerHTML }) => outerHTML),
    }));
    expect(absolute).toEqual([]);
    reached.set(new URL(page.url()).pathname, new Set(ids));
    links.push(...hrefs);
  }
  const broken: string[] = [];
  for (const link of new Set(links)) {
    const { pathname, hash } = new URL(link);
    const ids = reached.get(pathname);
    if (ids ? hash !== '' && !ids.has(decodeURIComponent(hash.slice(1))) : !(await page.request.get(link)).ok()) broken.push(link);
  }
  expect(broken).toEqual([]);
});

test('the button copies the code', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto('./docs/start.html');
  const block = page.locator('.code').filter({ hasText: 'rso-recommend' });
  await block.getByRole('button', { name: 'Copy' }).click();
  await expect(block.getByRole('button')).toHaveText('Copied');
  await expect(page.getByRole('status')).toHaveText('Copied');
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(await block.locator('code').innerText());
});

test.describe('with the service worker', () => {
  test.use({ serviceWorkers: 'allow' });

  test('the pages work without a network', async ({ page, context, complaints }) => {
    await page.goto('./docs/');
    await page.evaluate(async () => {
      await navigator.serviceWorker.register('../sw.js');
      await navigator.serviceWorker.ready;
    });
    await context.setOffline(true);
    await page.goto('./docs/');
    await page.getByRole('navigation', { name: 'Documentation' }).getByRole('link', { name: 'Theming' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Theming' })).toBeVisible();
    await page.locator('.picture img').first().scrollIntoViewIfNeeded();
    await expect.poll(() => page.locator('.picture img').first().evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
    expect(complaints).toEqual([]);
  });
});

test.describe('the pages name what there is', () => {
  /** The ids on the API page that begin so. */
  const listed = async (page: Page, prefix: string): Promise<string[]> => {
    await page.goto('./docs/api.html');
    return page.locator(`[id^="${prefix}"]`).evaluateAll((all, length) => all.map(({ id }) => id.slice(length)), prefix.length);
  };

  test('attributes: all on the API page, and no others anywhere', async ({ page }) => {
    const attributes = await listed(page, 'attribute-');
    const observed = await page.evaluate(async () => {
      const { RsoAssistant: element } = (await import(new URL('../rso.js', document.baseURI).href)) as { RsoAssistant: typeof RsoAssistant };
      return element.observedAttributes;
    });
    expect([...attributes].sort()).toEqual([...observed].sort());
    const tags = sources.flatMap(({ text }) => [...text.matchAll(/<rso-assistant([^>]*)>/g)].map(([, rest = '']) => rest));
    // Values are no names; in React's tags events stand beside the attributes.
    const used = tags.flatMap((rest) => rest.replace(/"[^"]*"|\{[^}]*\}?|\bonrso-[a-z]+=.*/g, '').match(/[a-z-]+/g) ?? []);
    expect(used.filter((name) => !attributes.includes(name))).toEqual([]);
  });

  test('events', async ({ page }) => {
    const events = await listed(page, 'event-');
    expect(events.length).toBeGreaterThan(10);
    const known = [...events, 'rso-assistant', 'rso-gateway'];
    expect(mentioned(/(?<![\w-])(rso-[a-z]+)(?![\w-])/g).filter((name) => !known.includes(name))).toEqual([]);
    const names = events.map((event) => event.replace('rso-', ''));
    expect(mentioned(/assistant\.on\('([\w-]+)'/g).filter((name) => !names.includes(name))).toEqual([]);
  });

  test('parts and custom properties: all of them in Theming, and no others', async ({ page }) => {
    const styles = await listed(page, 'style--');
    expect(mentioned(/--(rso-[\w-]+)/g).filter((name) => !styles.includes(name))).toEqual([]);
    await page.goto('./docs/theming.html');
    for (const name of styles) await expect(page.getByRole('row').filter({ hasText: `--${name} ` })).toHaveCount(1);
    const parts = await listed(page, 'part-');
    expect(mentioned(/::part\(([\w-]+)\)/g).filter((name) => !parts.includes(name))).toEqual([]);
  });

  test('methods and properties', async ({ page }) => {
    const members = [...(await listed(page, 'method-')), ...(await listed(page, 'property-')), ...(await listed(page, 'Assistant-')), 'addEventListener', 'strings', 'consent', 'current'];
    expect(mentioned(/(?<![\w-])assistant\.([a-zA-Z]\w*)/g).filter((name) => !members.includes(name))).toEqual([]);
  });

  test('flags of the commands', ({}, testInfo) => {
    test.setTimeout(180_000); // the commands may have to be compiled
    const commands = ['./catalog/compile', './core/chat', './policy/train', './policy/evaluate policy', './policy/evaluate grounding', './web/serve'];
    const paths = [...new Set(commands.map((command) => command.replace(/ .*/, '')))];
    mkdirSync(testInfo.outputDir, { recursive: true });
    execFileSync('go', ['build', '-o', `${testInfo.outputDir}/`, ...paths], { cwd: resolve('..') });
    const flags = (command: string): string[] => {
      const [path = '', ...words] = command.split(' ');
      return spawnSync(resolve(testInfo.outputDir, basename(path)), [...words, '-h'], { encoding: 'utf8' }).stderr.split('\n');
    };
    const code = sources.flatMap(({ text }) => text.replaceAll('\\\n', ' ').split('\n'));
    for (const command of commands) {
      const known = flags(command).flatMap((line) => /^ {2}(-[\w-]+)/.exec(line)?.[1] ?? []);
      const used = code.filter((line) => line.includes(`go run ${command} `)).flatMap((line) => line.replace(/#.*/, '').match(/(?<=\s)-[a-z][\w-]*/g) ?? []);
      expect(used.filter((flag) => !known.includes(flag)), command).toEqual([]);
      expect(used.length, command).toBeGreaterThan(0);
    }
  });
});

test.describe('what the pages promise of the widget', () => {
  /** A page with the widget, in a conversation. */
  const open = async (page: Page, { css = '', html = '<html lang="en">' } = {}): Promise<void> => {
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.route('**/promise.html', (route) => route.fulfill({
      contentType: 'text/html; charset=utf-8',
      body: `<!doctype html>${html}<meta name="viewport" content="width=device-width"><title>Shop</title><style>${css}</style><script type="module" src="rso.js"></script>
        <main><h1>Shop</h1><rso-assistant catalog="shop.rsoc" policy="shop.rsop" load="now"></rso-assistant></main></html>`,
    }));
    await page.goto('./promise.html');
    const assistant = page.locator('rso-assistant');
    await assistant.locator('textarea').fill('a perfume under 100');
    await assistant.locator('textarea').press('Enter');
    await expect(assistant.locator('.card').first()).toBeVisible();
  };
  test.use({ serviceWorkers: 'block', permissions: ['local-network-access'] });

  const theming = sources.find(({ name }) => name === 'theming')?.text ?? '';
  const themes = [...theming.matchAll(/^### (\w+)\n[^]*?```css\n([^]*?)```/gm)].map(([, name = '', css = '']) => ({ name, css }));

  test('there are three themes', () => {
    expect(themes).toHaveLength(3);
  });

  for (const { name, css } of themes) {
    test(`the theme ${name} has contrast in light and in dark pages`, async ({ page }) => {
      await open(page, { css: `:root { color-scheme: light dark; } ${css}` });
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        expect(await violations(page), colorScheme).toEqual([]);
      }
    });
  }

  test('nothing scrolls sideways at 400 %, and buttons are large enough', async ({ page }) => {
    await page.setViewportSize({ width: 320, height: 640 });
    await open(page);
    expect(await overflows(page)).toBe(false);
    const small = await page.locator('rso-assistant').locator('button:not(.pick), textarea').evaluateAll((all) => all
      .map((one) => ({ name: one.getAttribute('aria-label') ?? one.textContent.trim(), box: one.getBoundingClientRect() }))
      .filter(({ box }) => box.width > 0 && Math.min(box.width, box.height) < 27.9).map(({ name }) => name));
    expect(small).toEqual([]);
  });

  test('from right to left, everything is mirrored', async ({ page }) => {
    await open(page, { html: '<html lang="ar" dir="rtl">' });
    const box = async (selector: string): Promise<{ start: number; end: number }> => {
      const { x = 0, width = 0 } = (await page.locator('rso-assistant').locator(selector).first().boundingBox()) ?? {};
      const frame = (await page.locator('rso-assistant').boundingBox()) ?? { x: 0, width: 0 };
      return { start: frame.x + frame.width - x - width, end: x - frame.x };
    };
    const heading = await box('h2');
    const tools = await box('.tools');
    expect(heading.start).toBeGreaterThan(15);
    expect(tools.end).toBeLessThan(heading.start);
    expect((await box('[part=send]')).end).toBeLessThan(30);
  });
});

test.describe('what the pages have one copy', () => {
  test.use({ serviceWorkers: 'block', permissions: ['local-network-access'] });

  /** The code in a page's section, by its language. */
  const copied = (name: string, heading: string): Record<string, string> => {
    const text = sources.find((source) => source.name === name)?.text ?? '';
    const section = text.slice(text.indexOf(`\n## ${heading}\n`) + 4).split('\n## ')[0] ?? '';
    return Object.fromEntries([...section.matchAll(/```(\w+)\n([^]*?)```/g)].map(([, language = '', code = '']) => [language, code]));
  };

  test('works: the first conversation of Start', async ({ page }, info) => {
    const { csv = '', html = '' } = copied('start', 'Your first conversation');
    writeFileSync(info.outputPath('lamps.csv'), csv);
    execFileSync('go', ['run', './catalog/compile', '-strict', '-o', info.outputPath('lamps.rsoc'), info.outputPath('lamps.csv')], { cwd: resolve('..') });
    await page.route('**/lamps.rsoc', (route) => route.fulfill({ body: readFileSync(info.outputPath('lamps.rsoc')) }));
    await page.route('**/lamps.html', (route) => route.fulfill({ contentType: 'text/html', body: html }));
    await page.goto('./lamps.html');
    const assistant = page.locator('rso-assistant');
    await assistant.locator('textarea').fill('a desk lamp under 60 dollars');
    await assistant.locator('textarea').press('Enter');
    await expect(assistant.locator('.card')).toHaveCount(2);
    await assistant.locator('textarea').fill('not black please');
    await assistant.locator('textarea').press('Enter');
    await expect(assistant.locator('.card').last()).toContainText('Clip Reading Lamp');
  });

  test('works: the chat in plain DOM', async ({ page, complaints }) => {
    const { html = '', js = '' } = copied('headless', 'Plain DOM');
    await page.route('**/chat.html', (route) => route.fulfill({ contentType: 'text/html', body: `<!doctype html><title>Chat</title>${html}` }));
    await page.route('**/chat.js', (route) => route.fulfill({ contentType: 'text/javascript', body: js.replaceAll('rso/', '') }));
    await page.goto('./chat.html');
    await expect(page.locator('#log li')).toHaveCount(1);
    await page.getByLabel('Your message').fill('a perfume under 100');
    await page.getByRole('button', { name: 'Send' }).click();
    await expect(page.locator('#log li').last()).toContainText('•');
    expect(complaints).toEqual([]);
  });

  test('works: the chat in React, in strict mode', async ({ page, complaints }) => {
    const { jsx = '' } = copied('headless', 'React');
    const { outputFiles: [script] } = await build({
      stdin: { contents: `${jsx.replaceAll('/rso/products.rsoc', 'shop.rsoc').replaceAll('/rso/', '')}
        import { StrictMode } from 'react'; import { createRoot } from 'react-dom/client';
        createRoot(document.querySelector('main')).render(<StrictMode><Chat /></StrictMode>);`, loader: 'jsx', resolveDir: resolve('.') },
      bundle: true, format: 'esm', jsx: 'automatic', write: false, target: 'es2022', define: { 'process.env.NODE_ENV': '"development"' }, alias: { rso: resolve('src/index.ts') },
    });
    await page.route('**/chat.html', (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>Chat</title><main></main><script type="module" src="chat.js"></script>' }));
    await page.route('**/chat.js', (route) => route.fulfill({ contentType: 'text/javascript', body: script?.text ?? '' }));
    await page.goto('./chat.html');
    await expect(page.locator('li')).toHaveCount(1);
    await page.getByLabel('Your message').fill('a perfume under 100');
    await page.getByLabel('Your message').press('Enter');
    await expect(page.locator('li.recommender').last().getByRole('button').first()).toBeVisible();
    expect(complaints).toEqual([]);
  });
});
