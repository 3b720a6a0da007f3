// npm run pictures [-- name…]: the pictures of the documentation, taken of the page itself;
// npm run pictures -- review [scene…]: all of the page on all screens, to be looked at.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { openScene, settle } from './lib/camera.mjs';
import { startChromium } from './lib/chromium.mjs';
import { buildPage } from './lib/page.mjs';
import { inRoot } from './lib/paths.mjs';
import { largestPicture, pictures, screens } from './lib/pictures.mjs';
import { tighten } from './lib/png.mjs';
import { review } from './lib/review.mjs';
import { runMain, say, Stop } from './lib/say.mjs';
import { serve } from './lib/server.mjs';

const folder = inRoot('docs/images');

await runMain(async () => {
  const [first, ...rest] = process.argv.slice(2);
  const names = first === undefined ? [] : [first, ...rest];
  const wanted = pictures.filter(({ name }) => names.length === 0 || names.includes(name));
  if (wanted.length === 0 && first !== 'review') {
    throw new Stop(`There is no picture “${names.join(' ')}”.`);
  }
  if ((await buildPage(['page'])).code !== 0) throw new Stop('The page was not built.');
  const server = await serve(inRoot('dist'), { port: 0 });
  try {
    if (first === 'review') await review(server.url, rest);
    else await document(server.url, wanted);
  } finally {
    await server.close();
  }
});

/**
 * @param {string} url
 * @param {readonly import('./lib/pictures.mjs').Picture[]} wanted
 */
async function document(url, wanted) {
  mkdirSync(folder, { recursive: true });
  const browser = await startChromium();
  try {
    for (const picture of wanted) {
      const file = path.join(folder, `${picture.name}.png`);
      const png = tighten(await take(browser, url, picture));
      writeFileSync(file, png);
      say(`${picture.name}.png, ${Math.round(png.length / 1000)} kB`);
      if (png.length > largestPicture) throw new Stop(`More than ${largestPicture / 1000} kB.`);
    }
  } finally {
    await browser.close();
  }
}

/**
 * @param {import('@playwright/test').Browser} browser
 * @param {string} url
 * @param {import('./lib/pictures.mjs').Picture} picture
 * @returns {Promise<Buffer>}
 */
async function take(browser, url, picture) {
  const { hover, only, screen = 'desk' } = picture;
  const page = await openScene(browser, url, picture, {
    viewport: screens[screen],
    hasTouch: screen === 'phone',
  });
  try {
    if (hover !== undefined) await page.locator(hover).hover();
    else await page.mouse.move(0, 0);
    await settle(page);
    const target = only === undefined ? page : page.locator(`.panel${only}`);
    return await target.screenshot({ animations: 'disabled', caret: 'hide' });
  } finally {
    await page.close();
  }
}
