import { Bare, expect, test } from './bare.js';
import type { RsoAssistant } from '../src/element/element.js';

const launcher = { attributes: 'mode="launcher"' };

test('the launcher opens and closes by the mouse and by the keyboard, and the focus goes along', async ({ page, complaints }) => {
  const bare = await Bare.open(page, { ...launcher, rest: '<a href="#else">Elsewhere</a>' });
  await expect(bare.panel).toBeHidden();
  await test.step('by the mouse', async () => {
    await bare.launcher.click();
    await expect(bare.launcher).toHaveAttribute('aria-expanded', 'true');
    await expect(bare.field).toBeFocused();
    await bare.ready();
    await bare.launcher.click();
    await expect(bare.panel).toBeHidden();
    await bare.launcher.click();
    await bare.button('Close').click();
    await expect(bare.panel).toBeHidden();
    await expect(bare.launcher).toBeFocused();
  });
  await test.step('by the keyboard', async () => {
    await page.keyboard.press('Enter');
    await expect(bare.field).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(bare.panel).toBeHidden();
    await expect(bare.launcher).toBeFocused();
    await expect(bare.launcher).toHaveAttribute('aria-expanded', 'false');
  });
  await test.step('the page beside it stays usable', async () => {
    await page.keyboard.press('Enter');
    expect(await bare.panel.evaluate((dialog) => dialog.matches(':modal'))).toBe(false);
    await page.getByRole('link', { name: 'Elsewhere' }).focus();
    await bare.assistant.evaluate((element: RsoAssistant) => { element.hide(); });
    await expect(bare.panel).toBeHidden();
    await expect(page.getByRole('link', { name: 'Elsewhere' })).toBeFocused();
  });
  expect((await bare.heard('toggle')).map(({ open }) => open)).toEqual([true, false, true, false, true, false, true, false]);
  expect(complaints).toEqual([]);
});

test('the page opens and closes it too, by attribute, property and method', async ({ page }) => {
  const bare = await Bare.open(page, { attributes: 'mode="launcher" open' });
  await bare.ready();
  await bare.assistant.evaluate((element) => { element.removeAttribute('open'); });
  await expect(bare.panel).toBeHidden();
  await bare.set({ open: true });
  await expect(bare.panel).toBeVisible();
  await expect(bare.assistant).toHaveAttribute('open');
  await bare.assistant.evaluate((element: RsoAssistant) => { element.hide(); });
  await expect(bare.panel).toBeHidden();
  await bare.assistant.evaluate((element: RsoAssistant) => { element.show(); });
  await expect(bare.panel).toBeVisible();
  expect((await bare.heard('toggle')).map(({ open }) => open)).toEqual([true, false, true, false, true]);
});

test('what was said, typed and saved is there when it is opened again', async ({ page }) => {
  const bare = await Bare.open(page, launcher);
  await bare.launcher.click();
  await bare.ready();
  await bare.say('a perfume under 100');
  await bare.button('Save').first().click();
  await page.keyboard.press('Escape');
  await expect(bare.panel).toBeHidden();
  await bare.launcher.click();
  await bare.field.pressSequentially('and what');
  await bare.button('Close').click();
  await bare.launcher.click();
  await expect(bare.field).toHaveValue('and what');
  await expect(bare.said).toHaveText('a perfume under 100');
  await expect(bare.cards).toHaveCount(3);
  await expect(bare.button('Saved items: 1')).toBeVisible();
});

test('Escape closes what is open inside, one after the other', async ({ page }) => {
  const bare = await Bare.open(page, launcher);
  await bare.launcher.click();
  await bare.ready();
  await bare.say('a perfume under 100');
  await test.step('the editor', async () => {
    await bare.wish(/price/).click();
    await expect(bare.editor.getByLabel('Must have')).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(bare.editor).toHaveCount(0);
    await expect(bare.panel).toBeVisible();
    await expect(bare.wish(/price/)).toBeFocused();
  });
  await test.step('the saved items', async () => {
    await bare.button('Save').first().click();
    await bare.button('Saved items: 1').click();
    await expect(bare.saved).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(bare.saved).toBeHidden();
    await expect(bare.panel).toBeVisible();
    await expect(bare.button('Saved items: 1')).toBeFocused();
  });
  await test.step('but nothing that an input method closes for itself', async () => {
    await bare.field.dispatchEvent('keydown', { key: 'Escape', isComposing: true, bubbles: true, composed: true });
    await expect(bare.assistant).toHaveAttribute('open');
  });
  await page.keyboard.press('Escape');
  await expect(bare.panel).toBeHidden();
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 780 }, hasTouch: true, isMobile: true });

  test('it is a sheet over the page, without the keyboard in front of it', async ({ page }) => {
    const bare = await Bare.open(page, launcher);
    await bare.launcher.tap();
    await bare.ready();
    expect(await bare.panel.evaluate((dialog) => dialog.matches(':modal'))).toBe(true);
    const box = await bare.panel.boundingBox();
    expect(box?.width).toBe(390);
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBe(780);
    await expect(bare.log).toBeFocused();
    await bare.say('a perfume under 100');
    await bare.button('Close').tap();
    await expect(bare.panel).toBeHidden();
  });

  test('it stays a sheet when the page moves the element', async ({ page }) => {
    const bare = await Bare.open(page, { ...launcher, rest: '<div id="elsewhere"></div>' });
    await bare.launcher.tap();
    await bare.ready();
    await bare.say('a perfume under 100');
    await page.evaluate(() => { document.querySelector('#elsewhere')?.append(document.querySelector('rso-assistant') ?? ''); });
    await expect.poll(() => bare.panel.evaluate((dialog) => dialog.matches(':modal'))).toBe(true);
    await expect(bare.said).toHaveText('a perfume under 100');
    await bare.button('Close').tap();
    await expect(bare.panel).toBeHidden();
    expect((await bare.heard('toggle')).map(({ open }) => open)).toEqual([true, false]);
  });

  test('the gesture that goes back closes it, and the page is told', async ({ page }) => {
    const bare = await Bare.open(page, launcher);
    await bare.launcher.tap();
    await bare.ready();
    await bare.panel.evaluate((dialog: HTMLDialogElement) => { dialog.requestClose(); });
    await expect(bare.assistant).not.toHaveAttribute('open');
    await expect.poll(() => bare.heard('toggle')).toEqual([{ open: true }, { open: false }]);
    await bare.launcher.tap();
    await expect(bare.panel).toBeVisible();
  });
});
