// npm run pictures [-- name…]: the pictures of the documentation, taken of the page itself.
import { mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { startChromium } from './lib/chromium.mjs';
import { buildPage } from './lib/page.mjs';
import { inRoot } from './lib/paths.mjs';
import { largestPicture, pictures, screens } from './lib/pictures.mjs';
import { runMain, say, Stop } from './lib/say.mjs';
import { serve } from './lib/server.mjs';

const folder = inRoot('docs/images');
const patience = 60_000;
/** Milliseconds after which what is drawn with the next frames has been drawn. */
const settling = 400;

await runMain(async () => {
  const names = process.argv.slice(2);
  const wanted = pictures.filter(({ name }) => names.length === 0 || names.includes(name));
  if (wanted.length === 0) throw new Stop(`There is no picture “${names.join(' ')}”.`);
  if ((await buildPage({ only: 'page' })).code !== 0) throw new Stop('The page was not built.');
  mkdirSync(folder, { recursive: true });
  const server = await serve(inRoot('dist'), { port: 0 });
  const browser = await startChromium();
  try {
    for (const picture of wanted) {
      const file = path.join(folder, `${picture.name}.png`);
      await take(browser, server.url, picture, file);
      const { size } = statSync(file);
      say(`${picture.name}.png, ${Math.round(size / 1000)} kB`);
      if (size > largestPicture) throw new Stop(`More than ${largestPicture / 1000} kB.`);
    }
  } finally {
    await browser.close();
    await server.close();
  }
});

/**
 * @param {import('@playwright/test').Browser} browser
 * @param {string} url
 * @param {import('./lib/pictures.mjs').Picture} picture
 * @param {string} file
 */
async function take(browser, url, picture, file) {
  const { spec, place, press = [], click = [], hover, wait, only, screen = 'desk' } = picture;
  const page = await browser.newPage({
    viewport: screens[screen],
    colorScheme: 'light',
    reducedMotion: 'reduce',
    locale: 'en',
    hasTouch: screen === 'phone',
  });
  page.setDefaultTimeout(patience);
  try {
    const hash = `#v=1&j=${encodeURIComponent(JSON.stringify(spec))}`;
    await page.goto(new URL(hash, url).href);
    const print = page.locator('[data-figure="fingerprint"]');
    await print.filter({ hasText: /^[0-9a-f]{16}$/ }).waitFor();
    await page.locator('[data-field="pace"]').selectOption('0');
    await page.locator('[data-action="play"]').click();
    // The message that training has ended is dismissed: the facts stand in its place.
    await page.locator('[data-notice="info"]').waitFor();
    await page.locator('fall-line-messages button').last().click();
    await print.filter({ hasText: /^[0-9a-f]{16}$/ }).waitFor();
    if (place !== undefined) await page.locator(`[data-place="${place}"]`).click();
    for (const key of press) await page.keyboard.press(key);
    for (const selector of click) await page.locator(selector).click();
    if (wait !== undefined) await page.locator(wait).waitFor();
    if (hover !== undefined) await page.locator(hover).hover();
    else await page.mouse.move(0, 0);
    await page.waitForTimeout(settling);
    const target = only === undefined ? page : page.locator(`.panel${only}`);
    // The time that training took is the machine's, not the experiment's.
    const style = '[data-figure="time"] { visibility: hidden; }';
    await target.screenshot({ path: file, style, animations: 'disabled', caret: 'hide' });
  } finally {
    await page.close();
  }
}
