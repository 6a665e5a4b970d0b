import { Demo, expect, test } from './page.js';

// The service worker would answer from what it keeps, before a broken server is noticed.
test.use({ serviceWorkers: 'block' });

const failures = [
  { name: 'a missing catalog', file: 'films.rsoc', answer: { status: 404, body: 'gone' }, says: /catalog.*films\.rsoc.*404/ },
  { name: 'a corrupt catalog', file: 'films.rsoc', answer: { status: 200, body: 'not a catalog at all' }, says: /films\.rsoc/ },
  { name: 'an empty catalog', file: 'films.rsoc', answer: { status: 200, body: '' }, says: /films\.rsoc/ },
  { name: 'a corrupt policy', file: 'films.rsop', answer: { status: 200, body: 'not a policy at all' }, says: /films\.rsop/ },
  { name: 'a missing module', file: 'core.wasm', answer: { status: 503, body: '' }, says: /core\.wasm.*503/ },
  { name: 'a module that is none', file: 'core.wasm', answer: { status: 200, contentType: 'application/wasm', body: 'x' }, says: /core\.wasm.*WebAssembly/ },
  { name: 'a missing support script', file: 'wasm_exec.js', answer: { status: 404, body: '' }, says: /wasm_exec\.js.*404/ },
];

for (const { name, file, answer, says } of failures) {
  test(`${name} is said clearly, and trying again works`, async ({ page }) => {
    await page.route(`**/${file}`, (route) => route.fulfill(answer));
    const demo = new Demo(page);
    await page.goto('./');
    const alert = demo.assistant.getByRole('alert');
    await expect(alert).toContainText(says);
    // What is said meanwhile is answered once it works.
    await demo.field.fill('a comedy, please');
    await demo.field.press('Enter');

    await alert.getByRole('button', { name: 'Try again' }).click();
    await expect(alert).toContainText(says);

    await page.unroute(`**/${file}`);
    await alert.getByRole('button', { name: 'Try again' }).click();
    await demo.ready();
    await expect(demo.replies).toHaveCount(1);
    await expect(demo.assistant.locator('.seeker')).toHaveCount(1);
    await expect(alert).toHaveCount(0);
  });
}

test('a module from a server that does not know its type starts as well', async ({ page }) => {
  await page.route('**/core.wasm', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, headers: { ...response.headers(), 'content-type': 'application/octet-stream' } });
  });
  const demo = await Demo.open(page);
  await demo.say('a comedy, please');
});
