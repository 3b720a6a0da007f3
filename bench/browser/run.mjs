// The comparison in Chromium: builds the page of the benchmark, opens it, and tells what it measured.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import { startChromium } from '../../scripts/lib/chromium.mjs';
import { inRoot, root } from '../../scripts/lib/paths.mjs';
import { must } from '../../scripts/lib/process.mjs';
import { say } from '../../scripts/lib/say.mjs';
import { serve } from '../../scripts/lib/server.mjs';
import { isQuick, measureRedraws, redrawTable } from './redraw.mjs';
import { summarize, table, verdict } from './table.mjs';

/** @typedef {import('./table.mjs').Report} Report */

const report = inRoot('build/reports/bench.json');

/**
 * Measures, prints the table and writes build/reports/bench.json.
 * @param {number} rounds
 * @returns {Promise<boolean>} whether every ratio is what it should be, in every round
 */
export async function compareInBrowser(rounds) {
  await needPeers();
  say('Building the page of the benchmark');
  await must(
    process.execPath,
    [inRoot('node_modules/vite/bin/vite.js'), 'build', '--config', 'bench/browser/vite.config.ts'],
    {
      cwd: root,
      env: { NODE_ENV: 'production' },
    },
  );
  if (busy() > 0.5)
    say(`This machine is busy (${busy().toFixed(1)} programs wait or run): noise ahead`);
  say(`Measuring in Chromium, ${rounds} rounds each in turn; leave the machine alone meanwhile`);
  const result = await measure(rounds);
  mkdirSync(inRoot('build/reports'), { recursive: true });
  writeFileSync(report, `${JSON.stringify(result, null, 2)}\n`);
  console.log(`\n${table(result)}\n\n${redrawTable(result.redraws)}\n`);
  say('All figures: build/reports/bench.json');
  return (
    result.workloads.every((workload) => verdict(workload) === 'yes') &&
    result.redraws.every(isQuick)
  );
}

/** Load of the last minute: programs that run or wait to. */
const busy = () => os.loadavg()[0] ?? 0;

/** The other libraries: dependencies of the benchmark alone. */
async function needPeers() {
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
 * @param {number} rounds
 * @returns {Promise<Report>}
 */
async function measure(rounds) {
  const load = busy();
  const server = await serve(inRoot('build/bench-browser'), { port: 0 });
  const browser = await startChromium();
  try {
    const page = await browser.newPage();
    page.on('console', (message) => console.log(`  ${message.text()}`));
    page.on('pageerror', (error) => console.error(error));
    await page.goto(server.url);
    await page.waitForFunction('globalThis.measure !== undefined');
    /** @type {import('./table.mjs').Measured[]} */
    const measured = await page.evaluate(`measure({ rounds: ${rounds} })`);
    return {
      date: new Date().toISOString().slice(0, 10),
      machine: {
        processor: os.cpus()[0]?.model ?? 'unknown',
        cores: os.cpus().length,
        system: `${os.type()} ${os.release()}`,
        load,
        browser: `Chromium ${browser.version()}`,
      },
      peer: `TensorFlow.js ${peerVersion()}, WASM back end with SIMD`,
      rounds,
      workloads: measured.map(summarize),
      redraws: await measureRedraws(browser),
    };
  } finally {
    await browser.close();
    await server.close();
  }
}

/** @returns {string} */
function peerVersion() {
  const file = inRoot('bench/node_modules/@tensorflow/tfjs-core/package.json');
  return JSON.parse(readFileSync(file, 'utf8')).version;
}
