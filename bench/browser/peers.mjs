// The page of the benchmarks: the libraries that are compared, the build, and calls in Chromium.
import { existsSync, readFileSync } from 'node:fs';
import os from 'node:os';
import { startChromium } from '../../scripts/lib/chromium.mjs';
import { inRoot, root } from '../../scripts/lib/paths.mjs';
import { must } from '../../scripts/lib/process.mjs';
import { say } from '../../scripts/lib/say.mjs';
import { serve } from '../../scripts/lib/server.mjs';

/** The other libraries: dependencies of the benchmark alone. */
export async function needPeers() {
  const folder = inRoot('bench');
  if (
    installed(inRoot('bench/package-lock.json')) ===
    installed(inRoot('bench/node_modules/.package-lock.json'))
  )
    return;
  say('Installing the libraries that are compared (into bench/node_modules)');
  await must('npm', ['ci', '--no-fund', '--no-audit', '--omit=optional'], {
    cwd: folder,
    show: true,
  });
}

/**
 * The packages that a lock file lists, as text.
 * @param {string} file
 */
function installed(file) {
  if (!existsSync(file)) return undefined;
  /** @type {{ packages: Record<string, { version: string }> }} */
  const { packages } = JSON.parse(readFileSync(file, 'utf8'));
  return Object.entries(packages)
    .filter(([name]) => name !== '')
    .map(([name, { version }]) => `${name} ${version}`)
    .join('\n');
}

/**
 * @param {string} name of one of the libraries
 * @returns {string}
 */
export function versionOf(name) {
  const file = inRoot(`bench/node_modules/${name}/package.json`);
  return JSON.parse(readFileSync(file, 'utf8')).version;
}

/** Builds the page that all of them are in. */
export async function buildBench() {
  say('Building the page of the benchmark');
  await must(
    process.execPath,
    [inRoot('node_modules/vite/bin/vite.js'), 'build', '--config', 'bench/browser/vite.config.ts'],
    {
      cwd: root,
      env: { NODE_ENV: 'production' },
    },
  );
}

/** The load is that of the last minute: programs that run or wait to. */
export function machineOf() {
  return {
    processor: os.cpus()[0]?.model ?? 'unknown',
    cores: os.cpus().length,
    system: `${os.type()} ${os.release()}`,
    load: os.loadavg()[0] ?? 0,
  };
}

/**
 * Evaluates a call in that page, and whatever else wants the same browser.
 * @template [T=undefined]
 * @param {string} call
 * @param {(browser: import('@playwright/test').Browser) => Promise<T>} [besides]
 * @returns {Promise<{ browser: string, measured: unknown, besides: T | undefined }>}
 */
export async function inBench(call, besides) {
  const server = await serve(inRoot('build/bench-browser'), { port: 0 });
  const browser = await startChromium();
  try {
    const page = await browser.newPage();
    page.on('console', (message) => console.log(`  ${message.text()}`));
    page.on('pageerror', (error) => console.error(error));
    const system = await browser.newBrowserCDPSession();
    await page.exposeFunction('processorTime', async () => {
      const { processInfo } = await system.send('SystemInfo.getProcessInfo');
      const pages = processInfo.filter(({ type }) => type === 'renderer');
      return 1000 * pages.reduce((sum, { cpuTime }) => sum + cpuTime, 0);
    });
    await page.goto(server.url);
    await page.waitForFunction('globalThis.measure !== undefined');
    const measured = /** @type {unknown} */ (await page.evaluate(call));
    return {
      browser: `Chromium ${browser.version()}`,
      measured,
      besides: besides ? await besides(browser) : undefined,
    };
  } finally {
    await browser.close();
    await server.close();
  }
}
