// Takes the README's picture from the built page: node picture.mjs http://localhost:8080/ ../web/demo/picture.png
import { chromium } from '@playwright/test';

const [url, file] = process.argv.slice(2);
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
const page = await browser.newPage({ viewport: { width: 1280, height: 860 }, reducedMotion: 'reduce' });
await page.goto(url);
const say = async (text) => {
  await page.getByRole('textbox').fill(text);
  await page.getByRole('textbox').press('Enter');
  await page.locator('rso-assistant .card').first().waitFor();
};
await say('a comedy with Jim Carrey'); // the first turn is slower than any other: the browser still compiles
await page.getByRole('button', { name: 'Start over' }).click();
await page.locator('rso-assistant .card').first().waitFor({ state: 'detached' });
await say('something funny from the 90s with Robin Williams');
await page.screenshot({ path: file });
await browser.close();
