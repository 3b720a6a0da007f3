// The page itself under load, in Chromium: frames a second while the sets of two inputs train,
// the longest task on the page's thread while images of MNIST's size train at full speed, and what a
// cold load takes. `npm run bench -- page`.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { startChromium } from '../../scripts/lib/chromium.mjs';
import { buildPage } from '../../scripts/lib/page.mjs';
import { inRoot } from '../../scripts/lib/paths.mjs';
import { Stop, say } from '../../scripts/lib/say.mjs';
import { serve } from '../../scripts/lib/server.mjs';

/**
 * @typedef {object} Row
 * @property {string} what
 * @property {number} value
 * @property {string} unit
 * @property {number} limit
 * @property {'least' | 'most'} side whether the limit is the least or the most that will do
 */

/** The sets of two inputs. */
const plane = ['spiral', 'circle', 'xor', 'gauss', 'moons', 'plane', 'hills', 'franke'];
/** What a screen of 60 Hz shows, and what one frame that came late may cost. */
const frames = { least: 59, seconds: 4 };
const longTask = 50;
const coldLoad = 1500;
const report = inRoot('build/reports/page.json');
const mnist =
  process.env['FALL_LINE_MNIST'] ?? path.join(import.meta.dirname, '../../../shared/data/mnist');

/**
 * Measures, prints the table and writes build/reports/page.json.
 * @returns {Promise<boolean>} whether every limit is kept
 */
export async function measurePage() {
  if ((await buildPage(['page'])).code !== 0) throw new Stop('The page was not built.');
  const load = os.loadavg()[0] ?? 0;
  if (load > 0.5)
    say(`This machine is busy (${load.toFixed(1)} programs wait or run): noise ahead`);
  const server = await serve(inRoot('dist'), { port: 0 });
  const browser = await startChromium();
  /** @type {Row[]} */
  const rows = [];
  try {
    rows.push(...(await coldLoads(browser, server.url)));
    for (const source of plane) rows.push(...(await framesOf(browser, server.url, source)));
    rows.push(...(await imagesOf(browser, server.url)));
  } finally {
    await browser.close();
    await server.close();
  }
  mkdirSync(path.dirname(report), { recursive: true });
  writeFileSync(report, `${JSON.stringify({ load, rows }, null, 2)}\n`);
  console.log(`\n${table(rows)}\n`);
  say('All figures: build/reports/page.json');
  return rows.every(isKept);
}

/** @param {Row} row */
function isKept({ value, limit, side }) {
  return side === 'least' ? value >= limit : value <= limit;
}

/** @param {readonly Row[]} rows */
function table(rows) {
  const lines = rows.map((row) => [
    row.what,
    `${row.value.toFixed(row.unit === 'fps' ? 1 : 0)} ${row.unit}`,
    `${row.side === 'least' ? '≥' : '≤'} ${row.limit} ${row.unit}`,
    isKept(row) ? 'yes' : 'NO',
  ]);
  const all = [['', 'measured', 'limit', 'kept'], ...lines];
  const widths = [0, 1, 2, 3].map((c) => Math.max(...all.map((line) => (line[c] ?? '').length)));
  return all
    .map((line) => line.map((cell, c) => cell.padEnd(widths[c] ?? 0)).join('   '))
    .join('\n');
}

/**
 * A page of its own, with nothing in its caches.
 * @param {import('@playwright/test').Browser} browser
 * @param {string} url
 * @param {string} hash
 */
async function open(browser, url, hash) {
  const viewport = { width: 1440, height: 900 };
  // Keeping the site for later would be measured, too.
  const context = await browser.newContext({ viewport, serviceWorkers: 'block' });
  const page = await context.newPage();
  // What a page cannot be asked for afterwards is noted from the first moment.
  await page.addInitScript(() => {
    /** @type {{ start: number, duration: number }[]} */
    const tasks = [];
    Object.assign(globalThis, { longTasks: tasks });
    new globalThis.PerformanceObserver((list) => {
      for (const { startTime, duration } of list.getEntries()) {
        tasks.push({ start: startTime, duration });
      }
    }).observe({ type: 'longtask', buffered: true });
  });
  await page.goto(new URL(hash, url).href);
  return { page, close: () => context.close() };
}

/**
 * First paint, and the first training step of somebody who presses Play as soon as it can be.
 * @param {import('@playwright/test').Browser} browser
 * @param {string} url
 * @returns {Promise<Row[]>}
 */
async function coldLoads(browser, url) {
  const { page, close } = await open(browser, url, '');
  try {
    const times = await page.evaluate(
      () =>
        new Promise((resolve) => {
          const root = () => globalThis.document.querySelector('fall-line-workbench')?.shadowRoot;
          const bar = () => root()?.querySelector('fall-line-transport')?.shadowRoot;
          const look = () => {
            const play = bar()?.querySelector('[data-action="step"]');
            if (play instanceof globalThis.HTMLButtonElement && !play.disabled) play.click();
            const step = bar()?.querySelector('[data-figure="step"]')?.textContent ?? '0';
            if (Number.parseInt(step, 10) > 0) {
              const [paint] = globalThis.performance.getEntriesByName('first-contentful-paint');
              resolve({ paint: paint?.startTime ?? Infinity, step: globalThis.performance.now() });
            } else globalThis.requestAnimationFrame(look);
          };
          look();
        }),
    );
    const { paint, step } = /** @type {{ paint: number, step: number }} */ (times);
    const limit = { unit: 'ms', limit: coldLoad, side: /** @type {const} */ ('most') };
    return [
      { what: 'cold load: first paint', value: paint, ...limit },
      { what: 'cold load: first training step', value: step, ...limit },
    ];
  } finally {
    await close();
  }
}

/**
 * Trains at full speed and counts frames and long tasks for some seconds.
 * @param {import('@playwright/test').Page} page
 */
async function watch(page) {
  await page.locator('[data-field="pace"]').selectOption('0');
  await page.locator('[data-action="play"]').click();
  await page.locator('[data-action="play"]', { hasText: 'Pause' }).waitFor();
  return page.evaluate(
    (seconds) =>
      new Promise((resolve) => {
        const begun = globalThis.performance.now();
        let count = 0;
        const look = () => {
          const now = globalThis.performance.now();
          ++count;
          if (now - begun < 1000 * seconds) {
            globalThis.requestAnimationFrame(look);
            return;
          }
          const { longTasks } =
            /** @type {{ longTasks: { start: number, duration: number }[] }} */ (
              /** @type {unknown} */ (globalThis)
            );
          const during = longTasks.filter(({ start }) => start >= begun);
          resolve({
            fps: (1000 * (count - 1)) / (now - begun),
            longest: Math.max(0, ...during.map(({ duration }) => duration)),
          });
        };
        globalThis.requestAnimationFrame(look);
      }),
    frames.seconds,
  );
}

/**
 * @param {import('@playwright/test').Browser} browser
 * @param {string} url
 * @param {string} source
 * @returns {Promise<Row[]>}
 */
async function framesOf(browser, url, source) {
  const { page, close } = await open(browser, url, `#set=data.source=${source}`);
  try {
    await rested(page);
    const seen = /** @type {{ fps: number, longest: number }} */ (await watch(page));
    return [
      {
        what: `${source}: frames`,
        value: seen.fps,
        unit: 'fps',
        limit: frames.least,
        side: 'least',
      },
      {
        what: `${source}: longest task`,
        value: seen.longest,
        unit: 'ms',
        limit: longTask,
        side: 'most',
      },
    ];
  } finally {
    await close();
  }
}

/**
 * 784-128-10 on MNIST, or where its files are missing on as large images of drawn digits.
 * @param {import('@playwright/test').Browser} browser
 * @param {string} url
 * @returns {Promise<Row[]>}
 */
async function imagesOf(browser, url) {
  const files = [
    'train-images-idx3-ubyte.gz',
    'train-labels-idx1-ubyte.gz',
    't10k-images-idx3-ubyte.gz',
    't10k-labels-idx1-ubyte.gz',
  ].map((name) => path.join(mnist, name));
  const given = files.every((file) => existsSync(file));
  const spec = {
    data: { source: 'digits', samples: 10000 },
    network: { layers: [{ units: 128, activation: 'relu' }, {}] },
    optimizer: 'adam',
    batchSize: 50,
    stop: {},
  };
  const hash = given ? '' : `#j=${encodeURIComponent(JSON.stringify(spec))}`;
  const { page, close } = await open(browser, url, hash);
  try {
    await rested(page);
    if (given) {
      await page.locator('input[type="file"]').first().setInputFiles(files);
      await page.locator('[data-fact="network"]', { hasText: '784–128–10' }).waitFor();
      await rested(page);
    }
    const seen = /** @type {{ fps: number, longest: number }} */ (await watch(page));
    const name = given ? 'MNIST' : 'digits, 784-128-10';
    return [
      {
        what: `${name}: longest task`,
        value: seen.longest,
        unit: 'ms',
        limit: longTask,
        side: 'most',
      },
      { what: `${name}: frames`, value: seen.fps, unit: 'fps', limit: frames.least, side: 'least' },
    ];
  } finally {
    await close();
  }
}

/** @param {import('@playwright/test').Page} page */
async function rested(page) {
  const print = page.locator('[data-figure="fingerprint"]');
  await print.filter({ hasText: /^[0-9a-f]{16}$/ }).waitFor({ timeout: 120_000 });
}
