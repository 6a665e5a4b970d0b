import { AxeBuilder } from '@axe-core/playwright';
import { expect, test as base, type Locator, type Page } from '@playwright/test';
import type { RsoAssistant } from '../src/element/element.js';

/** What went wrong in a page without anybody looking: errors on the console, exceptions, policy violations. */
export const test = base.extend<{ complaints: string[] }>({
  complaints: async ({ context }, use) => {
    const complaints: string[] = [];
    context.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    context.on('weberror', (error) => complaints.push(String(error.error())));
    await context.exposeFunction('complain', (text: string) => complaints.push(text));
    await context.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', (event) => {
        (globalThis as unknown as { complain(text: string): void }).complain(`policy: ${event.violatedDirective} ${event.blockedURI}`);
      });
    });
    await use(complaints);
  },
});

export { expect };

/** What axe finds, by all of its rules or these, in words short enough to read in a log. */
export async function violations(page: Page, rules?: string[]): Promise<string[]> {
  // Colours are judged as they end up, not half way through the arrival of a message.
  await page.emulateMedia({ reducedMotion: 'reduce' });
  // Only for frames of another origin, which no page here has, need axe open a second page; and nobody asks what passes.
  const axe = new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ['violations'], ...(rules && { runOnly: rules }) });
  const { violations: found } = await axe.analyze();
  return found.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id} ${JSON.stringify(target)} ${failureSummary ?? ''}`));
}

/** How many milliseconds of the processor some fixed work takes in a page: the median, or the least, of many times. */
export function labour(page: Page, which: 'median' | 'least'): Promise<number> {
  return page.evaluate((wanted) => {
    const times = Array.from({ length: 41 }, () => {
      const before = performance.now();
      let sum = 0;
      for (let i = 0; i < 400_000; i++) sum = (sum * 31 + i) | 0;
      return performance.now() - before + (sum === 0.5 ? 1 : 0);
    }).sort((a, b) => a - b);
    return (wanted === 'least' ? times[0] : times[20]) ?? 0;
  }, which);
}

/** The demo as a visitor meets it, ready for the first message. */
export class Demo {
  readonly assistant: Locator;
  readonly field: Locator;
  readonly replies: Locator;
  readonly glass: Locator;

  constructor(readonly page: Page) {
    this.assistant = page.locator('rso-assistant');
    this.field = this.assistant.locator('textarea');
    this.replies = this.assistant.locator('.recommender .text');
    this.glass = page.locator('glass-box');
  }

  static async open(page: Page, attributes: string[] = [], address = './'): Promise<Demo> {
    const demo = new Demo(page);
    await page.goto(address);
    if (attributes.length > 0) await demo.set(attributes);
    await demo.ready();
    return demo;
  }

  async ready(): Promise<void> {
    await expect(this.assistant.getByRole('log')).toHaveAttribute('aria-busy', 'false');
    await expect(this.replies.first()).toBeVisible();
  }

  /** Sets attributes of the element, which starts its engine anew. */
  async set(attributes: string[]): Promise<void> {
    await this.assistant.evaluate(async (element: RsoAssistant, names) => {
      for (const name of names) element.setAttribute(name, '');
      await element.updateComplete;
    }, attributes);
  }

  /** Types a message, sends it and waits for the whole reply, which it returns. */
  async say(text: string): Promise<string> {
    const before = await this.replies.count();
    await this.field.fill(text);
    await this.field.press('Enter');
    await expect(this.replies).toHaveCount(before + 1);
    await expect(this.assistant.locator('.notice')).toHaveCount(0);
    const reply = await this.replies.last().innerText();
    expect(reply.trim()).not.toBe('');
    return reply;
  }

  thread(): Promise<string | undefined> {
    return this.assistant.evaluate((element: RsoAssistant) => element.host?.thread);
  }
}

/** A shopper who knows what they want; some turn of it must bring films. */
export const conversation = [
  'Hi! I am looking for a funny comedy',
  'something after 2005 please',
  'what else is there?',
  'why do you recommend that one?',
  'great, I will watch it',
];
