// Takes the README's picture from the built page: node picture.mjs http://localhost:8080/ ../web/demo/picture.png
import { chromium } from '@playwright/test';

const [url, file] = process.argv.slice(2);
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
const page = await browser.newPage({ viewport: { width: 1280, height: 860 } });
await page.goto(url);
for (const text of ['something funny from the 90s with Robin Williams', 'already seen Mrs Doubtfire', 'is it any good?']) {
  const turns = await page.locator('rso-assistant [part~=message-recommender]').count();
  await page.getByRole('textbox').fill(text);
  await page.getByRole('textbox').press('Enter');
  await page.locator('rso-assistant [part~=message-recommender]').nth(turns).waitFor();
}
await page.evaluate(() => Promise.all(document.getAnimations().map((animation) => animation.finished)));
await page.screenshot({ path: file });
await browser.close();
