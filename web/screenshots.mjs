// Takes the documentation's pictures from the built site: node screenshots.mjs http://localhost:8080/ docs/pictures
// The widget stands in small pages of its own, which are answered here, so that a picture changes with the widget and not with the demo.
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';

const here = dirname(fileURLToPath(import.meta.url));
const [site = 'http://localhost:8080/', folder = join(here, 'docs/pictures')] = process.argv.slice(2);

/** The address that pictures may show. */
const shop = 'http://shop.example/';
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--font-render-hinting=none', '--disable-features=LocalNetworkAccessChecks', `--host-resolver-rules=MAP shop.example:80 ${new URL(site).host}`],
});

/** The themes that the documentation shows, by name: what a reader copies is what is in the picture. */
const themes = Object.fromEntries([...(await readFile(join(here, 'docs/theming.md'), 'utf8')).matchAll(/^### (\w+)\n[^]*?```css\n([^]*?)```/gm)]
  .map(([, name, css]) => [name.toLowerCase(), css]));

/** A page with nothing but the widget. */
const plain = (attributes, css = '') => `<!doctype html><html lang="en"><meta charset="utf-8"><title>Shop</title>
  <style>:root { color-scheme: light dark; } body { margin: 0; padding: 24px; background: light-dark(#ecedf1, #0b0c10); } rso-assistant { block-size: calc(100dvh - 48px); } ${css}</style>
  <script type="module" src="rso.js"></script>
  <rso-assistant catalog="shop.rsoc" policy="shop.rsop" load="now" heading="What are you looking for?" ${attributes}><span slot="footer">Answers come from the catalog alone.</span></rso-assistant></html>`;

/** A shop's page that the launcher floats over. */
const storefront = (attributes = '') => `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Shop</title>
  <style>
    body { margin: 0; font: 15px/1.5 system-ui, sans-serif; color: #22242c; background: #fff; }
    header { display: flex; gap: 28px; align-items: baseline; padding: 18px 36px; border-block-end: 1px solid #e7e7ec; color: #565b6b; } header b { font-size: 20px; color: #22242c; margin-inline-end: auto; }
    main { display: grid; grid-template-columns: repeat(auto-fill, minmax(190px, 1fr)); gap: 24px; padding: 28px 36px; }
    article div { aspect-ratio: 4 / 5; border-radius: 10px; } article p { margin: 8px 0 0; } article small { color: #565b6b; }
  </style>
  <script type="module" src="rso.js"></script>
  <header><b>Field &amp; Hall</b><span>Home</span><span>Beauty</span><span>Kitchen</span></header>
  <main>${['Oak tray', 'Linen throw', 'Stone vase', 'Wool rug', 'Brass hook', 'Glass carafe', 'Cork board', 'Pine stool'].map((name, i) => `<article><div style="background: hsl(${i * 47} 26% 84%)"></div><p>${name}</p><small>$${18 + i * 7}</small></article>`).join('')}</main>
  <rso-assistant mode="launcher" catalog="shop.rsoc" policy="shop.rsop" ${attributes}></rso-assistant></html>`;

const rtl = plain(`locale="ar" strings='${JSON.stringify({ heading: 'المساعد', placeholder: 'عمّ تبحث؟', save: 'حفظ', pick: 'قارن', reject: 'لا يناسبني', price: 'السعر' })}'`).replace('<html lang="en">', '<html lang="ar" dir="rtl">').replace('heading="What are you looking for?" ', '');

/** Everything that a shopper can do in the pictures. */
function shopper(page) {
  const assistant = page.locator('rso-assistant');
  const whole = () => page.waitForFunction(() => document.querySelector('rso-assistant')?.shadowRoot?.querySelector('[role=log]')?.getAttribute('aria-busy') === 'false' && !document.querySelector('rso-assistant').shadowRoot.querySelector('.dots'));
  return {
    assistant,
    whole,
    async say(text) {
      const before = await assistant.locator('.recommender').count();
      await assistant.locator('textarea').fill(text);
      await assistant.locator('textarea').press('Enter');
      await page.waitForFunction((count) => document.querySelector('rso-assistant').shadowRoot.querySelectorAll('.recommender').length > count, before);
      await whole();
    },
  };
}

/** What is in each picture: the page, the window, and what is done before. */
const pictures = {
  conversation: { html: plain(''), say: ['a perfume under 100 dollars'] },
  dark: { html: plain(''), colorScheme: 'dark', say: ['a perfume under 100 dollars'] },
  compare: {
    html: plain(''), height: 620, say: ['perfumes, please'],
    async act({ assistant, whole }) {
      for (const at of [0, 1]) await assistant.locator('.card').nth(at).locator('[aria-pressed]').nth(1).click();
      await assistant.locator('.tray .solid').click();
      await assistant.locator('.table').waitFor();
      await whole();
    },
  },
  launcher: {
    html: storefront(), width: 1080, height: 720,
    async act({ assistant, whole, page }) {
      await assistant.locator('.launcher').click();
      await page.waitForFunction(() => document.querySelector('rso-assistant').assistant?.state.status === 'ready');
      await whole();
    },
    say: ['a gift for the kitchen under 30'],
  },
  mobile: {
    html: storefront(), width: 390, height: 780, mobile: true,
    async act({ assistant, whole, page }) {
      await assistant.locator('.launcher').tap();
      await page.waitForFunction(() => document.querySelector('rso-assistant').assistant?.state.status === 'ready');
      await whole();
    },
    say: ['a perfume under 100 dollars'],
  },
  rtl: { html: rtl, say: ['a perfume under 100 dollars'] },
  error: { html: plain(''), height: 420, missing: '**/shop.rsoc' },
  offline: { html: plain(''), height: 560, say: ['something for the kitchen under 20'], offline: true },
  ...Object.fromEntries(Object.entries(themes).map(([name, css]) => [`theme-${name}`, {
    html: plain('', `${css} body { background: ${{ ink: '#f2f2f0', meadow: '#e9e5d6', midnight: '#05070f' }[name] ?? 'none'}; }`), height: 560, colorScheme: name === 'midnight' ? 'dark' : 'light', say: ['a perfume under 100 dollars'],
  }])),
};

async function take(name, { html, width = 760, height = 640, colorScheme = 'light', mobile = false, say = [], act, missing, offline }) {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme, reducedMotion: 'reduce', isMobile: mobile, hasTouch: mobile, serviceWorkers: 'block' });
  const page = await context.newPage();
  await page.route('**/picture.html', (route) => route.fulfill({ contentType: 'text/html; charset=utf-8', body: html }));
  if (missing) await page.route(missing, (route) => route.fulfill({ status: 404, body: '' }));
  await page.goto(new URL('picture.html', shop).href);
  const { assistant, ...can } = shopper(page);
  const early = name === 'launcher' || name === 'mobile';
  if (early) await act({ assistant, page, ...can });
  else if (missing) await assistant.locator('[role=alert]').waitFor();
  else await assistant.locator('.replies').waitFor();
  if (offline) await context.setOffline(true);
  for (const text of say) await can.say(text);
  if (act && !early) await act({ assistant, page, ...can });
  await settle(page);
  await save(name, page);
  await context.close();
}

/** The page of the films with the glass box beside the conversation. */
async function takeGlassBox() {
  const page = await browser.newPage({ viewport: { width: 1240, height: 800 }, reducedMotion: 'reduce' });
  await page.route('**/picture.html', (route) => route.fulfill({
    contentType: 'text/html; charset=utf-8',
    body: `<!doctype html><html lang="en"><meta charset="utf-8"><title>Films</title><link rel="stylesheet" href="demo.css"><script type="module" src="main.js"></script>
      <style>main { padding-block: 1rem !important; }</style>
      <main><rso-assistant catalog="films.rsoc" policy="films.rsop" load="now" heading="What shall we watch?"></rso-assistant><glass-box report="films.report.html"></glass-box></main></html>`,
  }));
  await page.goto(new URL('picture.html', shop).href);
  const { assistant, say } = shopper(page);
  await assistant.locator('.replies').waitFor();
  await say('a comedy with Jim Carrey'); // the first turn is slower than any other: the browser still compiles
  await assistant.locator('[part~=start-over]').click();
  await assistant.locator('.card').first().waitFor({ state: 'detached' });
  await say('something funny from the 90s with Robin Williams');
  await page.locator('glass-box .rows').waitFor();
  await settle(page);
  await save('glassbox', page);
  await say('hm, I am not sure about it');
  await page.setViewportSize({ width: 1240, height: 2600 });
  await settle(page);
  await save('planner', page.locator('glass-box .panel').filter({ hasText: /^Planner/ }));
  await save('rows', page.locator('glass-box .panel').filter({ hasText: /^Why this strategy/ }));
  await page.close();
}

/** Nothing is pointed at or has the focus, and nothing moves any more. */
async function settle(page) {
  await page.mouse.move(1, 1);
  await page.evaluate(() => {
    document.querySelector('rso-assistant').shadowRoot.activeElement?.blur();
    return document.fonts.ready;
  });
  await page.waitForTimeout(300);
}

let total = 0;
async function save(name, what) {
  const bytes = await what.screenshot();
  total += bytes.length;
  await writeFile(join(folder, `${name}.png`), bytes);
  console.log(`${name}.png, ${Math.round(bytes.length / 1024)} KB`);
}

const only = process.argv.slice(4);
await mkdir(folder, { recursive: true });
if (only.length === 0) await rm(join(folder, '.gitkeep'), { force: true });
for (const [name, picture] of Object.entries(pictures)) if (only.length === 0 || only.includes(name)) await take(name, picture);
if (only.length === 0 || only.includes('glassbox')) await takeGlassBox();
await browser.close();
console.log(`${Math.round(total / 1024)} KB in all`);
