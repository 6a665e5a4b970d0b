import type { Page } from '@playwright/test';
import { Bare, expect, test } from './bare.js';
import { violations } from './page.js';
import type { RsoAssistant } from '../src/element/element.js';

/** What axe finds in light and in dark. */
async function found(page: Page): Promise<string[]> {
  const all: string[] = [];
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    all.push(...(await violations(page)).map((one) => `${colorScheme}: ${one}`));
  }
  return all;
}

/** What sticks out of the panel, or is cut off in it. A table may be wider than the panel: it scrolls by itself. */
function misfits(bare: Bare): Promise<string[]> {
  return bare.assistant.evaluate((element) => {
    const root = element.shadowRoot;
    const frame = root?.querySelector('.frame')?.getBoundingClientRect();
    if (!root || !frame) return ['There is no panel.'];
    const wrong: string[] = [];
    if (document.documentElement.scrollWidth > innerWidth) wrong.push(`the page is ${String(document.documentElement.scrollWidth)} wide in ${String(innerWidth)}`);
    for (const node of root.querySelectorAll<HTMLElement>('.frame *')) {
      if (node.closest('.unseen, svg, .tile, .saved, .table table') || !node.checkVisibility()) continue;
      const { left, right, width } = node.getBoundingClientRect();
      const name = `${node.tagName.toLowerCase()}.${node.className} “${node.textContent.trim().slice(0, 30)}”`;
      if (width > 0 && (left < frame.left - 1 || right > frame.right + 1)) wrong.push(`${name} from ${String(left)} to ${String(right)} in ${String(frame.left)} to ${String(frame.right)}`);
      const { overflowX } = getComputedStyle(node);
      if (overflowX !== 'visible' && !node.matches('.table, textarea') && node.scrollWidth > node.clientWidth + 1) wrong.push(`${name} is cut off`);
    }
    return wrong;
  });
}

/** Whether something can be brought to where it is seen whole, and isn't covered there. */
async function reachable(bare: Bare, name: string): Promise<void> {
  await bare.button(name).last().click({ trial: true });
}

test.describe('axe finds nothing', () => {
  test('in the conversation, whatever is open', async ({ page, context }) => {
    test.setTimeout(90_000);
    const bare = await Bare.open(page);
    await test.step('before anything is loaded', async () => { expect(await found(page)).toEqual([]); });
    await bare.field.click();
    await bare.ready();
    await bare.say('a perfume under 100');
    await bare.say('I like the first one');
    await test.step('with cards, the editor, reasons and the tray', async () => {
      await bare.button('Save').first().click();
      await bare.button('Compare', bare.cards.nth(0)).click();
      await bare.button('Compare', bare.cards.nth(1)).click();
      await bare.button('Bad reply').first().click();
      await bare.button('Too expensive').click();
      await bare.wish('price').click();
      await expect(bare.editor.getByRole('spinbutton')).toBeVisible();
      expect(await found(page)).toEqual([]);
    });
    await test.step('with a comparison', async () => {
      await bare.replied(() => bare.button('Compare', bare.assistant.locator('.tray')).click());
      expect(await found(page)).toEqual([]);
    });
    await test.step('with a message that failed, and without a network', async () => {
      await context.setOffline(true);
      await bare.assistant.evaluate((element: RsoAssistant) => element.act({ text: 'Compare nothing.', compare: ['none', 'nothing'] }));
      await expect(bare.assistant.getByRole('alert')).toBeVisible();
      await expect(bare.assistant.locator('.strip')).toBeVisible();
      expect(await found(page)).toEqual([]);
      await context.setOffline(false);
    });
    await test.step('with the saved items', async () => {
      await bare.button('Saved items: 1').click();
      expect(await found(page)).toEqual([]);
    });
  });

  test('in the launcher', async ({ page }) => {
    const bare = await Bare.open(page, { attributes: 'mode="launcher"' });
    expect(await found(page)).toEqual([]);
    await bare.launcher.click();
    await bare.ready();
    await bare.say('a perfume under 100');
    expect(await found(page)).toEqual([]);
  });

  test('in a start that failed', async ({ page }) => {
    await page.route('**/shop.rsoc', (route) => route.fulfill({ status: 404, body: '' }));
    const bare = await Bare.open(page, { attributes: 'load="now"' });
    await expect(bare.assistant.getByRole('alert')).toBeVisible({ timeout: 15_000 });
    expect(await found(page)).toEqual([]);
    await expect(bare.assistant.getByRole('alert').locator('p')).toHaveAttribute('lang', 'en'); // whatever the page's language
  });

  test('from right to left, and in German', async ({ page }) => {
    const bare = await Bare.begun(page, { dir: 'rtl', lang: 'de', attributes: 'language="de"' });
    await bare.say('ein Parfüm für höchstens 100');
    await bare.wish(/100/).click();
    await expect(bare.editor.getByRole('spinbutton')).toBeVisible();
    expect(await found(page)).toEqual([]);
  });
});

test('the whole conversation goes by the keyboard, and the focus is never lost', async ({ page }) => {
  test.setTimeout(60_000);
  const bare = await Bare.open(page);
  const enter = async (name: string | RegExp): Promise<void> => {
    await bare.tabTo(name);
    await page.keyboard.press('Enter');
  };
  const focusIs = (name: string | RegExp): Promise<void> => expect.poll(() => bare.focused()).toMatch(name);

  await bare.tabTo('Your message');
  await bare.ready();
  await bare.type('a perfume under 100');
  await focusIs('Your message');
  const [title = ''] = await bare.titles();

  await test.step('a card’s buttons', async () => {
    await enter('Save');
    await expect(bare.button('Saved items: 1')).toBeVisible();
    await focusIs('Save');
    await enter('Compare');
    await focusIs('Compare');
    await enter('Save');
    await enter('Compare');
    await expect(bare.assistant.getByRole('group', { name: '2 picked to compare' })).toBeVisible();
    await bare.replied(() => enter('Not for me'));
    await focusIs('Your message');
  });
  await test.step('the editor', async () => {
    await bare.tabTo(/^Change: price/, 'Shift+Tab');
    await page.keyboard.press('Enter');
    await focusIs(/^$/); // a radio button has no text of its own
    await page.keyboard.press('ArrowDown');
    await expect(bare.editor.getByLabel('Nice to have')).toBeChecked();
    await bare.replied(() => page.keyboard.press('Enter'));
    await focusIs('Your message');
  });
  await test.step('the comparison', async () => {
    await bare.tabTo('Compare', 'Shift+Tab');
    await bare.replied(() => page.keyboard.press('Enter'));
    await focusIs('Your message');
    await bare.tabTo('Comparison', 'Shift+Tab');
  });
  await test.step('a quick reply', async () => {
    await bare.tabTo('Suggested replies', 'Tab').catch(() => undefined);
    const reply = bare.assistant.getByRole('group', { name: 'Suggested replies' }).getByRole('button').first();
    const name = await reply.innerText();
    await bare.replied(() => enter(name));
    await focusIs('Your message');
  });
  await test.step('the saved items', async () => {
    await enter('Saved items: 2');
    await expect(bare.saved).toBeVisible();
    await enter(/^Remove: /);
    await focusIs(/^Remove: /);
    await page.keyboard.press('Enter');
    await focusIs('Back to the conversation');
    await page.keyboard.press('Enter');
    await expect(bare.saved).toBeHidden();
    await focusIs('Your message');
  });
  await test.step('undo, and starting over', async () => {
    const said = await bare.said.count();
    await enter('Undo');
    await expect(bare.said).toHaveCount(said - 1);
    await focusIs('Undo');
    await enter('Start over');
    await expect(bare.said).toHaveCount(0);
    await focusIs('Your message');
  });
  expect(title).not.toBe('');
});

/** Announced are the words of a reply, and then what it shows. */
const begins = (reply: string): unknown => expect.stringContaining(reply.slice(0, 20));

test('all that happens is announced once', async ({ page }) => {
  const bare = await Bare.begun(page);
  await bare.assistant.evaluate((element) => {
    const announced: string[] = [];
    Object.assign(globalThis, { announced });
    for (const region of element.shadowRoot?.querySelectorAll('[aria-live=polite]') ?? []) {
      let before = region.textContent;
      new MutationObserver(() => {
        const words = region.textContent;
        const modal = element.shadowRoot?.querySelector(':modal');
        const audible = region.checkVisibility() && (!modal || modal.contains(region));
        if (audible && words !== '' && words !== before) announced.push(words);
        before = words;
      }).observe(region, { childList: true, characterData: true, subtree: true });
    }
  });
  /** What was announced since it was last asked: waits for as many as are expected, and for the moment in which one too many would come. */
  const announced = async (count: number): Promise<string[]> => {
    const all = (): Promise<string[]> => page.evaluate(() => (globalThis as unknown as { announced: string[] }).announced);
    await expect.poll(async () => (await all()).length).toBeGreaterThanOrEqual(count);
    await page.evaluate(() => new Promise((resolve) => { setTimeout(resolve, 250); }));
    return page.evaluate(() => (globalThis as unknown as { announced: string[] }).announced.splice(0));
  };
  const reply = await bare.say('a perfume under 100');
  const [first] = await bare.titles();
  expect(await announced(1)).toEqual([expect.stringMatching(new RegExp(`^${reply.slice(0, 20)}[^]*${first ?? ''}`))]);
  const same = await bare.say('a perfume under 100');
  expect(await announced(1)).toEqual([begins(same)]);
  await bare.button('Save').first().click();
  expect(await announced(1)).toEqual(['Saved.']);
  await bare.button('Compare', bare.cards.nth(0)).click();
  expect(await announced(1)).toEqual(['1 picked to compare']);
  const gesture = await bare.replied(() => bare.button('Not for me').last().click());
  expect(await announced(1)).toEqual([begins(gesture)]);
  await bare.button('Good reply').last().click();
  expect(await announced(1)).toEqual(['Thank you.']);
  // In a modal dialog, too, and when much happens at once.
  await bare.button('Saved items: 1').click();
  await bare.saved.getByRole('button', { name: /^Remove: / }).click();
  expect(await announced(1)).toEqual(['No longer saved.']);
  await page.keyboard.press('Escape');
  await bare.assistant.evaluate(({ shadowRoot }) => { for (const name of ['Save', 'Compare']) [...shadowRoot?.querySelectorAll<HTMLElement>('.act') ?? []].find(({ innerText }) => innerText.trim() === name)?.click(); });
  expect(await announced(1)).toEqual(['Saved. 0 picked to compare']);
  await bare.button('Undo').click();
  expect(await announced(1)).toEqual(['The last message was taken back.']);
  await bare.button('Start over').click();
  expect(await announced(1)).toEqual(['The conversation starts over.']);
  const again = await bare.say('a laptop');
  expect(await announced(1)).toEqual([begins(again)]);
});

test('assistive technology meets a conversation', async ({ page }) => {
  const bare = await Bare.begun(page, { attributes: 'heading="Perfumes"' });
  await bare.say('a perfume by Calvin Klein under 100');
  await expect(bare.assistant).toMatchAriaSnapshot(`
    - region "Perfumes":
      - heading "Perfumes" [level=2]
      - button "Copy the conversation"
      - button "Undo"
      - button "Start over"
      - log "Conversation":
        - text: /Assistant:.*You:.*Assistant:.*/
        - article "Calvin Klein CK One":
          - heading "Calvin Klein CK One" [level=3]:
            - button "Calvin Klein CK One"
          - paragraph: /\\$49\\.99 Rated 4\\.4/
          - list:
            - listitem: brand Calvin Klein
            - listitem: category fragrances
            - listitem: tags fragrances, perfumes
          - list "Why this one"
          - group "Calvin Klein CK One":
            - button "Save"
            - button "Compare"
            - button "Not for me"
        - button "Good reply"
        - button "Bad reply"
        - group "Suggested replies"
      - list "Your wishes":
        - listitem:
          - button /Change. tags. perfumes, Must have/
        - listitem:
          - button /Change. brand. Calvin Klein, Must have/
        - listitem:
          - button /Change. price ≤ \\$100, Must have/
      - textbox "Your message"
      - button "Send"
  `);
});

const spacing = `rso-assistant { line-height: 1.5; letter-spacing: .12em; word-spacing: .16em; }`;

for (const { name, width, height, css, attributes } of [
  { name: 'on a desk', width: 1280, height: 900, css: '', attributes: '' },
  { name: 'at 200 %', width: 640, height: 450, css: '', attributes: '' },
  { name: 'at 320 pixels', width: 320, height: 640, css: '', attributes: '' },
  { name: 'at 320 pixels, in the launcher', width: 320, height: 640, css: '', attributes: 'mode="launcher" open' },
  { name: 'with wide spacing', width: 390, height: 780, css: spacing, attributes: '' },
]) {
  test(`nothing is cut off or sticks out ${name}`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    const bare = await Bare.begun(page, { css, attributes });
    await bare.say('a perfume under 100, not by Chanel');
    await bare.say('I like the first one');
    await bare.button('Compare', bare.cards.nth(0)).click();
    await bare.button('Compare', bare.cards.nth(1)).click();
    await bare.button('Save').first().click();
    await bare.button('Bad reply').last().click();
    expect(await misfits(bare)).toEqual([]);
    await reachable(bare, 'Too expensive');
    await bare.wish('price').click();
    await expect(bare.editor.getByRole('spinbutton')).toBeVisible();
    expect(await misfits(bare)).toEqual([]);
    for (const one of ['Apply', 'Send', 'Start over']) await reachable(bare, one);
    await bare.button('Cancel', bare.editor).click();
    await bare.replied(() => bare.button('Compare', bare.assistant.locator('.tray')).click());
    expect(await misfits(bare)).toEqual([]);
  });
}

test('every target is 24 pixels wide and high at least', async ({ page }) => {
  const bare = await Bare.begun(page);
  await bare.say('a perfume under 100');
  await bare.button('Save').first().click();
  await bare.button('Compare', bare.cards.nth(0)).click();
  await bare.button('Compare', bare.cards.nth(1)).click();
  await bare.replied(() => bare.button('Compare', bare.assistant.locator('.tray')).click());
  await bare.button('Compare', bare.cards.nth(0)).click();
  await bare.button('Bad reply').first().click();
  await bare.wish('price').click();
  await expect(bare.editor.getByRole('spinbutton')).toBeVisible();
  await bare.button('Saved items: 1').click();
  expect(await bare.assistant.evaluate((element) => [...element.shadowRoot?.querySelectorAll('button, a, input, select, textarea') ?? []].flatMap((node) => {
    const target = node.matches('[type=radio]') ? node.closest('label') : node.closest('.card') && node.matches('.pick') ? node.closest('.card') : node;
    const { width = 0, height = 0 } = target?.getBoundingClientRect() ?? {};
    return !node.checkVisibility() || (width >= 24 && height >= 24) ? [] : [`${node.outerHTML.slice(0, 80)}: ${String(width)} × ${String(height)}`];
  }))).toEqual([]);
});

test('nothing moves for those who want no motion', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const bare = await Bare.begun(page);
  await bare.assistant.evaluate((element) => {
    const moving: string[] = [];
    Object.assign(globalThis, { moving });
    const look = (): void => {
      for (const { playState, effect } of element.shadowRoot?.getAnimations() ?? []) {
        if (playState === 'running' && Number(effect?.getComputedTiming().duration) > 0) moving.push((effect as KeyframeEffect).target?.className ?? '');
      }
      requestAnimationFrame(look);
    };
    look();
  });
  await bare.say('a perfume under 100');
  await bare.button('Save').first().click();
  await bare.say('the cheapest first');
  expect(await page.evaluate(() => (globalThis as unknown as { moving: string[] }).moving)).toEqual([]);
});

test('what is pressed and where a button ends shows in forced colours, too', async ({ page }) => {
  await page.emulateMedia({ forcedColors: 'active' });
  const bare = await Bare.open(page, { attributes: 'mode="launcher"' });
  const edge = (button: ReturnType<Bare['button']>): Promise<string> => button.evaluate((node) => getComputedStyle(node).borderTopWidth);
  expect(await edge(bare.launcher)).toBe('1px');
  await bare.launcher.click();
  await bare.ready();
  await bare.say('a perfume under 100');
  expect(await edge(bare.button('Send'))).toBe('1px');
  const save = bare.button('Save').first();
  expect(await edge(save)).toBe('0px');
  await save.click();
  expect(await edge(save)).toBe('1px');
  expect(await violations(page)).toEqual([]);
});

test('from right to left the panel is mirrored', async ({ page }) => {
  const bare = await Bare.begun(page, { dir: 'rtl' });
  await bare.say('a perfume under 100');
  const at = async (one: ReturnType<Bare['button']>): Promise<{ left: number; right: number }> => {
    const box = await one.boundingBox();
    return { left: box?.x ?? 0, right: (box?.x ?? 0) + (box?.width ?? 0) };
  };
  const frame = await at(bare.panel);
  expect((await at(bare.button('Send'))).right).toBeLessThanOrEqual((await at(bare.field)).left);
  expect((await at(bare.button('Start over'))).right).toBeLessThan((await at(bare.assistant.getByRole('heading', { level: 2 }))).left);
  expect(Math.round(frame.right - (await at(bare.assistant.getByRole('heading', { level: 2 }))).right)).toBe(21);
  expect((await at(bare.said.first())).left - frame.left).toBeLessThan(frame.right - (await at(bare.said.first())).right);
  expect((await at(bare.cards.first().locator('.tile'))).left).toBeGreaterThan((await at(bare.cards.first().locator('.body'))).right);
  await bare.wish('price').click();
  await expect(bare.editor.getByRole('spinbutton')).toBeVisible();
  expect(await misfits(bare)).toEqual([]);
});
