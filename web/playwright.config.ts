import { resolve } from 'node:path';
import { defineConfig } from '@playwright/test';

/** The site under test: built by `./build.sh build`. */
const site = resolve(process.env.RSO_DIST ?? 'dist');
/** The server takes a free port and says which; this name is filled in from its first line. */
const port = process.env.RSO_TEST_PORT ?? '0';

export default defineConfig({
  testDir: 'test',
  outputDir: 'test-results',
  fullyParallel: true,
  forbidOnly: process.env.CI !== undefined,
  workers: 2,
  // One more try in CI, where a machine may stall: what passes only then is listed as flaky.
  retries: process.env.CI === undefined ? 0 : 1,
  timeout: 30_000,
  reporter: [['list']],
  use: {
    baseURL: `http://localhost:${port}/`,
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
        '--disable-component-update', '--disable-sync',
      ],
    },
    viewport: { width: 1280, height: 900 },
    // It would keep the whole site in each test's own browser profile; the tests that are about it allow it.
    serviceWorkers: 'block',
  },
  webServer: {
    command: `go run ./web/serve -addr localhost:0 '${site}'`,
    cwd: '..',
    wait: { stdout: /at http:\/\/[^/]+:(?<RSO_TEST_PORT>\d+)\// },
    timeout: 60_000,
  },
});
