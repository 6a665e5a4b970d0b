import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import type { RsoAssistant } from '../src/element/element.js';
import { expect, test as base } from './page.js';

/** A page with nothing but the element in it. */
export interface Setup {
  /** Of the element; its catalog and its policy are the shop's without others. */
  attributes?: string;
  /** Of the document. */
  dir?: 'ltr' | 'rtl';
  lang?: string;
  /** What the element holds: the page's own words for browsers without scripts, slots. */
  light?: string;
  /** Rules of the page's own style sheet. */
  css?: string;
  /** What stands behind the element, another element for instance. */
  rest?: string;
  /** Where the page is, relative to the site. */
  path?: string;
}

/** One event of the element. */
export interface Heard {
  event: string;
  detail: Record<string, unknown>;
}

const events = ['ready', 'turn', 'recommend', 'constraint', 'select', 'save', 'cart', 'feedback', 'undo', 'reset', 'toggle', 'error'];

/** Milliseconds that loading may take on a busy machine. */
const patience = 20_000;

/** The catalog and the policy of an element that names none. */
export const shop = 'catalog="shop.rsoc" policy="shop.rsop"';

/** A page that is one script tag and one element, under the strictest policy, as its visitor meets it. */
export class Bare {
  readonly assistant: Locator;
  readonly field: Locator;
  readonly log: Locator;
  readonly replies: Locator;
  readonly said: Locator;
  readonly cards: Locator;
  readonly wishes: Locator;
  readonly editor: Locator;
  readonly launcher: Locator;
  readonly panel: Locator;
  readonly saved: Locator;

  constructor(readonly page: Page, element = 'rso-assistant') {
    this.assistant = page.locator(element).first();
    this.field = this.assistant.locator('textarea');
    this.log = this.assistant.getByRole('log', { includeHidden: true });
    this.replies = this.assistant.locator('.recommender .text');
    this.said = this.assistant.locator('.seeker .text');
    this.cards = this.assistant.locator('.card');
    this.wishes = this.assistant.locator('.wishes [part=wish]');
    this.editor = this.assistant.locator('.editor');
    this.launcher = this.assistant.locator('.launcher');
    this.panel = this.assistant.locator('[part=panel]');
    this.saved = this.assistant.locator('dialog.saved');
  }

  /** Puts the page where the browser finds it, and goes there. */
  static async open(page: Page, { attributes = '', dir = 'ltr', lang = 'en', light = '', css = '', rest = '', path = 'bare.html' }: Setup = {}): Promise<Bare> {
    await page.route('**/bare.css', (route) => route.fulfill({ contentType: 'text/css', body: `body { margin: 1rem; } ${css}` }));
    await page.route('**/bare.html', (route) => route.fulfill({
      contentType: 'text/html; charset=utf-8',
      headers: { 'Content-Security-Policy': "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'" },
      body: `<!doctype html><html lang="${lang}" dir="${dir}"><head><title>Bare</title><meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark"><link rel="icon" href="favicon.svg"><link rel="stylesheet" href="bare.css">
        <script type="module" src="rso.js"></script></head>
        <body><main><h1>A page</h1><rso-assistant ${attributes.includes('catalog=') ? '' : shop} ${attributes}>${light}</rso-assistant>${rest}</main></body></html>`,
    }));
    await page.addInitScript((names) => {
      const heard: Heard[] = [];
      Object.assign(globalThis, { heard });
      for (const event of names) document.addEventListener(`rso-${event}`, ({ detail }: CustomEventInit<Record<string, unknown>>) => { heard.push({ event, detail: structuredClone(detail ?? {}) }); });
    }, events);
    await page.goto(path);
    return new Bare(page);
  }

  /** Opens the page, and loads the conversation. */
  static async begun(page: Page, setup: Setup = {}): Promise<Bare> {
    const bare = await Bare.open(page, { ...setup, attributes: `load="now" ${setup.attributes ?? ''}` });
    await bare.ready();
    return bare;
  }

  /** The conversation is loaded, and nothing is on its way. */
  async ready(): Promise<void> {
    await expect(this.assistant.locator('.tools [part~=start-over]')).toBeAttached({ timeout: patience });
    await this.settled();
    await expect(this.replies.first()).toBeAttached();
  }

  /** Nothing is on its way. */
  async settled(): Promise<void> {
    await expect(this.log).toHaveAttribute('aria-busy', 'false', { timeout: patience });
    await expect(this.assistant.locator('.dots, .loading')).toHaveCount(0, { timeout: patience });
  }

  /** Says something in the field, and waits for the reply, which it returns. */
  async say(text: string): Promise<string> {
    await this.field.fill(text);
    return this.replied(() => this.field.press('Enter'));
  }

  /** Types something, key by key, where the focus is. */
  async type(text: string): Promise<string> {
    await this.page.keyboard.type(text);
    return this.replied(() => this.page.keyboard.press('Enter'));
  }

  /** Does something, and waits for the reply to it, which it returns. */
  async replied(act: () => Promise<unknown>): Promise<string> {
    const before = await this.replies.count();
    await act();
    await expect(this.replies).toHaveCount(before + 1, { timeout: patience });
    await this.settled();
    return this.replies.last().innerText();
  }

  /** A button by its whole name. */
  button(name: string, within: Locator = this.assistant): Locator {
    return within.getByRole('button', { name, exact: true });
  }

  /** The wish that says this. */
  wish(text: string | RegExp): Locator {
    return this.wishes.filter({ hasText: text });
  }

  async titles(): Promise<string[]> {
    return this.assistant.locator('.message').last().locator('.card h3').allInnerTexts();
  }

  /** What the page has heard of the element, of one kind. */
  async heard(event: string): Promise<Heard['detail'][]> {
    const all = await this.page.evaluate(() => (globalThis as unknown as { heard: Heard[] }).heard);
    return all.filter((one) => one.event === event).map(({ detail }) => detail);
  }

  /** Sets properties of the element. */
  async set(properties: Record<string, unknown>): Promise<void> {
    await this.assistant.evaluate(async (element: RsoAssistant, given) => {
      Object.assign(element, given);
      await element.updateComplete;
    }, properties);
  }

  /** What has the focus, inside of shadow roots: its name or its text; `BODY` when nothing has. */
  focused(): Promise<string> {
    return this.page.evaluate(() => {
      let active = document.activeElement;
      while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
      if (active === document.body || active === null || active.shadowRoot) return 'BODY';
      return (active.getAttribute('aria-label') ?? active.textContent).trim();
    });
  }

  /** Goes on with Tab until that has the focus. */
  async tabTo(name: string | RegExp, key = 'Tab'): Promise<void> {
    await expect(async () => {
      await this.page.keyboard.press(key);
      expect(await this.focused()).toMatch(typeof name === 'string' ? new RegExp(`^${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`) : name);
    }).toPass({ intervals: [0], timeout: 10_000 });
  }
}

const lamps = `id,title,price,category,url
ash,Ash Lamp,$40,Desk lamp,https://lamps.example/ash
bay,Bay Lamp,$60,Floor lamp,https://lamps.example/bay
dew,Dew Lamp,$20,Wall lamp,https://lamps.example/dew`;

/** With a second catalog, `lamps.rsoc`: three lamps that have addresses. */
export const test = base.extend<object, { lamps: Buffer }>({
  lamps: [async ({}, use, { project }) => {
    const file = join(project.outputDir, `few-lamps-${String(process.pid)}`);
    writeFileSync(`${file}.csv`, lamps);
    execFileSync('go', ['run', './catalog/compile', '-o', `${file}.rsoc`, '-name', 'lamps', `${file}.csv`], { cwd: resolve('..') });
    await use(readFileSync(`${file}.rsoc`));
  }, { scope: 'worker' }],
});

export { expect };
