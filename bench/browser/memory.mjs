// Whether memory stays flat: trains the spiral at full speed for some minutes in the built page and
// samples what worker and page hold. `npm run bench -- memory [minutes]`.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { startChromium } from '../../scripts/lib/chromium.mjs';
import { buildPage } from '../../scripts/lib/page.mjs';
import { inRoot } from '../../scripts/lib/paths.mjs';
import { Stop, say } from '../../scripts/lib/say.mjs';
import { serve } from '../../scripts/lib/server.mjs';

/**
 * @typedef {object} Sample
 * @property {number} minute
 * @property {number} step
 * @property {number} module bytes of WebAssembly memory in the worker
 * @property {number} worker bytes of the workers' JavaScript heap, after a collection
 * @property {number} page the same of the page
 */

const samplesWanted = 12;
/** What may come on top after the first third, when moments and curves have come to their bounds. */
const allowed = 4_000_000;
const report = inRoot('build/reports/memory.json');

/**
 * @param {number} minutes
 * @returns {Promise<boolean>} whether memory stayed flat
 */
export async function measureMemory(minutes) {
  if ((await buildPage(['page'])).code !== 0) throw new Stop('The page was not built.');
  const server = await serve(inRoot('dist'), { port: 0 });
  const browser = await startChromium();
  /** @type {Sample[]} */
  const samples = [];
  try {
    const viewport = { width: 1440, height: 900 };
    // Keeping the site for later would be measured, too.
    const page = await browser.newPage({ viewport, serviceWorkers: 'block' });
    await page.goto(server.url);
    const print = page.locator('[data-figure="fingerprint"]');
    await print.filter({ hasText: /^[0-9a-f]{16}$/ }).waitFor({ timeout: 120_000 });
    const heaps = await openHeaps(page);
    await page.locator('[data-field="pace"]').selectOption('0');
    await page.locator('[data-action="play"]').click();
    const begun = Date.now();
    say(`Training the spiral for ${minutes} minutes`);
    for (let i = 0; i <= samplesWanted; ++i) {
      const due = begun + (i / samplesWanted) * minutes * 60_000;
      await page.waitForTimeout(Math.max(1, due - Date.now()));
      samples.push({ minute: (Date.now() - begun) / 60_000, ...(await heaps()) });
      console.log(line(samples.at(-1)));
    }
  } finally {
    await browser.close();
    await server.close();
  }
  const [settled] = samples.slice(Math.ceil(samplesWanted / 3));
  const last = samples.at(-1);
  if (!settled || !last) throw new Stop('Nothing was measured.');
  const growth = {
    module: last.module - settled.module,
    worker: last.worker - settled.worker,
    page: last.page - settled.page,
  };
  mkdirSync(path.dirname(report), { recursive: true });
  writeFileSync(report, `${JSON.stringify({ minutes, samples, growth }, null, 2)}\n`);
  const mega = (/** @type {number} */ bytes) => `${(bytes / 1e6).toFixed(2)} MB`;
  console.log(
    `\nGrowth from minute ${settled.minute.toFixed(1)} to the end: module ${mega(growth.module)}, ` +
      `worker ${mega(growth.worker)}, page ${mega(growth.page)}; at most ${mega(allowed)} each.\n`,
  );
  say('All figures: build/reports/memory.json');
  return Object.values(growth).every((bytes) => bytes <= allowed);
}

/** @param {Sample | undefined} sample */
function line(sample) {
  if (!sample) return '';
  const mega = (/** @type {number} */ bytes) => `${(bytes / 1e6).toFixed(2)} MB`.padStart(9);
  const { minute, step, module, worker, page } = sample;
  return (
    `  ${minute.toFixed(1).padStart(5)} min  step ${String(step).padStart(11)}` +
    `  module ${mega(module)}  worker ${mega(worker)}  page ${mega(page)}`
  );
}

/**
 * The heaps of page and workers by Chromium's own protocol; the module's memory as the engine
 * tells it.
 * @param {import('@playwright/test').Page} page
 * @returns {Promise<() => Promise<Omit<Sample, 'minute'>>>}
 */
async function openHeaps(page) {
  const client = await page.context().newCDPSession(page);
  /** Sessions of the workers that live. @type {Set<string>} */
  const workers = new Set();
  /** @type {Map<number, (result: { usedSize?: number }) => void>} */
  const waiting = new Map();
  let next = 1;
  client.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
    if (targetInfo.type === 'worker') workers.add(sessionId);
  });
  client.on('Target.detachedFromTarget', ({ sessionId }) => workers.delete(sessionId));
  client.on('Target.receivedMessageFromTarget', ({ message }) => {
    const { id, result } = /** @type {{ id: number, result: object }} */ (JSON.parse(message));
    waiting.get(id)?.(result);
    waiting.delete(id);
  });
  const auto = { autoAttach: true, waitForDebuggerOnStart: false, flatten: false };
  await client.send('Target.setAutoAttach', auto);
  /** @param {string} sessionId @param {string} method @returns {Promise<{ usedSize?: number }>} */
  const ask = (sessionId, method) =>
    new Promise((resolve, reject) => {
      const id = next++;
      waiting.set(id, resolve);
      const message = JSON.stringify({ id, method });
      client.send('Target.sendMessageToTarget', { sessionId, message }).catch(reject);
    });
  await client.send('HeapProfiler.enable');
  return async () => {
    await client.send('HeapProfiler.collectGarbage');
    const { usedSize } = await client.send('Runtime.getHeapUsage');
    let worker = 0;
    for (const session of workers) {
      await ask(session, 'HeapProfiler.collectGarbage');
      worker += (await ask(session, 'Runtime.getHeapUsage')).usedSize ?? 0;
    }
    const told = await page.locator('fall-line-workbench').evaluate(async (element) => {
      // What the page keeps to itself: the engine says what its module holds.
      const { store } = /** @type {{ store: any }} */ (/** @type {unknown} */ (element));
      return { step: store.state.progress.step, module: await store.shared.engine.memory() };
    });
    return { ...told, worker, page: usedSize };
  };
}
