// npm run pictures -- review [scene…]: every place of the page on every screen and in every theme,
// into build/review/, to be looked at beside the direction of the page; and what of it can be
// found without eyes.
import { Buffer } from 'node:buffer';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { openScene, settle } from './camera.mjs';
import { startChromium } from './chromium.mjs';
import { findFaults } from './faults.mjs';
import { inRoot } from './paths.mjs';
import { franke, digits, sine, spiral } from './pictures.mjs';
import { Stop, say } from './say.mjs';

const folder = inRoot('build/review');

/** Least and greatest of those that the page is made for; with fingers, and with a pointer. */
const screens = {
  390: { viewport: { width: 390, height: 844 }, hasTouch: true },
  768: { viewport: { width: 768, height: 1024 }, hasTouch: true },
  1440: { viewport: { width: 1440, height: 900 }, hasTouch: false },
  2560: { viewport: { width: 2560, height: 1440 }, hasTouch: false },
};
const desk = 1440;

/** @typedef {{ name: string, scheme: 'light' | 'dark', contrast?: boolean, projector?: boolean }} Look */

/** @type {readonly Look[]} */
const looks = [
  { name: 'light', scheme: 'light' },
  { name: 'dark', scheme: 'dark' },
];
/** At one width: they change colours and sizes as everywhere else. @type {readonly Look[]} */
const deskLooks = [
  ...looks,
  { name: 'contrast', scheme: 'light', contrast: true },
  { name: 'projector', scheme: 'light', projector: true },
];

const short = (/** @type {object} */ data, /** @type {object} */ more = {}) => ({
  seed: 1,
  data,
  stop: { epochs: 30 },
  ...more,
});

const points = Array.from({ length: 40 }, (_, i) => {
  const angle = i / 6;
  return [(0.2 + i / 60) * Math.cos(angle), (0.2 + i / 60) * Math.sin(angle), i % 3];
});

const cities = ['Bonn', 'Köln', 'Aachen', 'Ulm'];
const rows = Array.from(
  { length: 120 },
  (_, i) =>
    `${20 + ((i * 7) % 50)};${cities[i % 4]};${i % 9 === 0 ? '' : 40 + ((i * 13) % 90)};` +
    `${i % 2 ? 'yes' : 'no'};${600 + 9 * ((i * 7) % 50) + 40 * (i % 4)}`,
);
const table = Buffer.from(`age;city;area;balcony;rent\n${rows.join('\n')}\n`);

/** Bars at four angles, 300 of them, as IDX files. */
function imageFiles() {
  const [count, side] = [300, 28];
  const images = Buffer.alloc(16 + count * side * side);
  const labels = Buffer.alloc(8 + count);
  [0x803, count, side, side].forEach((value, i) => images.writeUInt32BE(value, 4 * i));
  [0x801, count].forEach((value, i) => labels.writeUInt32BE(value, 4 * i));
  for (let k = 0; k < count; ++k) {
    const label = k % 4;
    labels[8 + k] = label;
    const [x, y] = [Math.cos((label * Math.PI) / 4), Math.sin((label * Math.PI) / 4)];
    for (let i = 0; i < side * side; ++i) {
      const [right, down] = [(i % side) - 13.5 - (k % 5), Math.floor(i / side) - 13.5 + (k % 3)];
      images[16 + k * side * side + i] = Math.abs(x * down - y * right) < 2.5 ? 220 : (i * k) % 40;
    }
  }
  return [
    { name: 'bars-images.idx', mimeType: 'application/octet-stream', buffer: images },
    { name: 'bars-labels.idx', mimeType: 'application/octet-stream', buffer: labels },
  ];
}

/** @type {Readonly<Record<string, import('./camera.mjs').Scene>>} */
export const scenes = {
  spiral: { spec: spiral },
  franke: { spec: franke },
  sine: { spec: sine },
  digits: { spec: digits },
  'three-points': { spec: short({ source: 'three-points' }) },
  'gaussians-3d': { spec: short({ source: 'gaussians-3d' }) },
  catlike: { spec: short({ source: 'catlike' }, { stop: { epochs: 3 } }) },
  points: { spec: short({ source: 'points', task: 'classes', points }) },
  table: { files: [{ name: 'rents.csv', mimeType: 'text/csv', buffer: table }] },
  images: { files: imageFiles() },
  'second-order': {
    spec: short({ source: 'franke', samples: 300 }, { optimizer: 'levenberg-marquardt' }),
  },
  explain: { spec: spiral, click: ['fall-line-top-bar button[aria-label="Explain"]'] },
  'one-step': {
    spec: { ...spiral, stop: { epochs: 5 } },
    place: 'one-step',
    click: ['[data-phase="gradient-2"]'],
    wait: '[data-shown="gradient-2"]',
  },
  race: {
    spec: spiral,
    place: 'race',
    click: ['[data-action="race"]:enabled'],
    wait: '[data-action="race-step"]:enabled',
  },
  landscape: {
    spec: spiral,
    place: 'race',
    click: ['[data-segment="landscape"]', '[data-action="race"]:enabled'],
    wait: 'canvas[data-survey="path"]',
  },
  sweep: {
    spec: short({ source: 'moons' }, { stop: { epochs: 5 } }),
    place: 'sweep',
    click: ['[data-action="sweep-start"]:enabled'],
    wait: '[data-figure="progress"][data-phase="done"]',
  },
  runs: {
    spec: spiral,
    press: ['n'],
    click: ['[data-action="finish"]', '[data-place="runs"]'],
    wait: 'fall-line-runs [data-run] >> nth=1',
  },
  baselines: { spec: franke, place: 'baselines', wait: '[data-row="ols-qr"]' },
  start: { spec: spiral, place: 'start', wait: '[data-action="take-rate"]' },
  lessons: { spec: spiral, place: 'lessons', wait: '[data-open-lesson]' },
  lesson: {
    spec: spiral,
    place: 'lessons',
    click: ['[data-open-lesson] >> nth=0'],
    wait: 'fall-line-lesson h1',
  },
  activations: { spec: spiral, place: 'activations', wait: 'fall-line-activations' },
  check: {
    spec: { ...spiral, fault: 'sign-flip', stop: { epochs: 3 } },
    place: 'check',
    click: ['[data-action="check"]:enabled'],
    wait: '[data-verdict]',
  },
};

/**
 * @param {string} url of the built page
 * @param {readonly string[]} names of scenes; all of them where there are none
 */
export async function review(url, names) {
  const unknown = names.find((name) => !Object.hasOwn(scenes, name));
  if (unknown) throw new Stop(`“${unknown}” is no scene: ${Object.keys(scenes).join(', ')}.`);
  mkdirSync(folder, { recursive: true });
  const browser = await startChromium();
  const chosen = names.length > 0 ? names : Object.keys(scenes);
  try {
    for (const name of chosen) {
      for (const hasTouch of [true, false]) await show(browser, url, name, hasTouch);
    }
  } finally {
    await browser.close();
  }
  writeFileSync(path.join(folder, 'index.html'), sheet(chosen));
  say('All pictures side by side: build/review/index.html');
}

/**
 * One page goes through all screens of its kind: it trains once, and what changes with the size of
 * the window has to follow.
 * @param {import('@playwright/test').Browser} browser
 * @param {string} url
 * @param {string} name
 * @param {boolean} hasTouch
 */
async function show(browser, url, name, hasTouch) {
  const kind = Object.entries(screens).filter(([, screen]) => screen.hasTouch === hasTouch);
  const [, first] = kind[0] ?? [];
  const scene = scenes[name];
  if (!first || !scene) return;
  const page = await openScene(browser, url, scene, first);
  try {
    for (const [width, { viewport }] of kind) {
      await page.setViewportSize(viewport);
      for (const look of Number(width) === desk ? deskLooks : looks) {
        await dress(page, look);
        await settle(page);
        const file = `${name}-${width}-${look.name}.png`;
        await page.screenshot({
          path: path.join(folder, file),
          fullPage: hasTouch,
          animations: 'disabled',
          caret: 'hide',
        });
        // Sizes are the same in every theme.
        const isNew = look.name === 'light' || look.projector;
        const faults = isNew ? await findFaults(page, { isOneScreen: !hasTouch }) : [];
        if (faults.length > 0) console.log(`${file}\n${faults.map((f) => `  ${f}`).join('\n')}`);
        if (look.projector) await page.keyboard.press('p');
      }
    }
  } finally {
    await page.close();
  }
}

/**
 * @param {import('@playwright/test').Page} page
 * @param {Look} look
 */
async function dress(page, { scheme, contrast = false, projector = false }) {
  await page.emulateMedia({
    colorScheme: scheme,
    contrast: contrast ? 'more' : 'no-preference',
    reducedMotion: 'reduce',
  });
  if (projector) await page.keyboard.press('p');
  await page.mouse.move(0, 0);
}

/**
 * All pictures on one sheet: a line for each scene.
 * @param {readonly string[]} names
 */
function sheet(names) {
  const line = (/** @type {string} */ name) =>
    Object.keys(screens)
      .flatMap((width) =>
        (Number(width) === desk ? deskLooks : looks).map((look) => `${name}-${width}-${look.name}`),
      )
      .map((file) => `<a href="${file}.png"><img src="${file}.png" alt="${file}"></a>`)
      .join('\n');
  const lines = names.map((name) => `<h2>${name}</h2>\n<p>${line(name)}</p>`).join('\n');
  return `<!doctype html>
<meta charset="utf-8">
<title>Fall Line, everywhere</title>
<style>body { font-family: system-ui } img { height: 480px; margin: 4px; border: 1px solid #999 }</style>
${lines}
`;
}
