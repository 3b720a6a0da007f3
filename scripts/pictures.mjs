// npm run pictures [-- name…]: the pictures of the documentation, taken of the page itself.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { startChromium } from './lib/chromium.mjs';
import { buildPage } from './lib/page.mjs';
import { inRoot } from './lib/paths.mjs';
import { largestPicture, pictures, screens } from './lib/pictures.mjs';
import { tighten } from './lib/png.mjs';
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
      const png = tighten(await take(browser, server.url, picture));
      writeFileSync(file, png);
      say(`${picture.name}.png, ${Math.round(png.length / 1000)} kB`);
      if (png.length > largestPicture) throw new Stop(`More than ${largestPicture / 1000} kB.`);
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
 * @returns {Promise<Buffer>}
 */
async function take(browser, url, picture) {
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
    // At the usual pace every epoch is reported, so that the curves are the same every time.
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
    await page
      .locator('[data-figure="time"]')
      .evaluate((time) => time.setAttribute('class', 'only-heard'));
    return await target.screenshot({ animations: 'disabled', caret: 'hide' });
  } finally {
    await page.close();
  }
}
