import { existsSync } from 'node:fs';
import { defineConfig } from '@playwright/test';

// The system's own Chromium, kept from looking anything up: the page must work without a network.
// Without a window to draw it takes half the time.
const chromium =
  process.env['FALL_LINE_CHROMIUM'] ??
  [
    '/usr/bin/chromium-headless-shell',
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
  ].find((file) => existsSync(file)) ??
  'chromium';

// `npm test` chooses a free port; by hand it is this one.
const port = process.env['FALL_LINE_E2E_PORT'] ?? '4174';

export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'build/e2e',
  fullyParallel: true,
  workers: 2,
  // Tests that measure time come last and one at a time, so that nothing else runs beside them.
  projects: [
    { name: 'behaviour', grepInvert: /@timed/u },
    { name: 'timed', grep: /@timed/u, workers: 1, dependencies: ['behaviour'] },
  ],
  retries: 0,
  // Long enough for a machine that is busy with something else; what must be quick is @timed.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  forbidOnly: process.env['CI'] !== undefined,
  reporter: 'list',
  use: {
    baseURL: `http://127.0.0.1:${port}/`,
    headless: true,
    // Each test has a browser of its own, and would fetch the whole site to keep it.
    serviceWorkers: 'block',
    // Recording takes a third of the time: FALL_LINE_TRACE=1 does it for a test that fails.
    trace: process.env['FALL_LINE_TRACE'] === undefined ? 'off' : 'retain-on-failure',
    launchOptions: {
      executablePath: chromium,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
      ],
    },
  },
  webServer: {
    command: `node scripts/serve.mjs dist ${port}`,
    url: `http://127.0.0.1:${port}/`,
    reuseExistingServer: false,
  },
});
