// The page before the camera: an experiment that has trained to its end, and rests.
const patience = 60_000;
/** Milliseconds after which what is drawn with the next frames has been drawn. */
const settling = 400;

/**
 * @typedef {object} Scene
 * @property {object} [spec] the experiment; it trains to its own stop rule
 * @property {readonly { name: string, mimeType: string, buffer: import('node:buffer').Buffer }[]} [files] opened first, in
 *   place of a Spec; the page then trains an epoch
 * @property {string} [place] another part of the page than the workbench
 * @property {readonly string[]} [press] keys, once it has trained
 * @property {readonly string[]} [click] what to press, as selectors, after the keys
 * @property {string} [wait] what has to be there before the picture is taken
 */

/**
 * Opens a page on an experiment, trains it and goes where the scene wants.
 * @param {import('@playwright/test').Browser} browser
 * @param {string} url
 * @param {Scene} scene
 * @param {{ viewport: { width: number, height: number }, hasTouch: boolean }} screen
 * @returns {Promise<import('@playwright/test').Page>}
 */
export async function openScene(browser, url, scene, screen) {
  const { spec, files, place, press = [], click = [], wait } = scene;
  const page = await browser.newPage({
    ...screen,
    colorScheme: 'light',
    reducedMotion: 'reduce',
    locale: 'en',
    serviceWorkers: 'block',
  });
  page.setDefaultTimeout(patience);
  const hash = spec ? `#v=1&j=${encodeURIComponent(JSON.stringify(spec))}` : '';
  await page.goto(new URL(hash, url).href);
  await rested(page);
  if (files) await openFiles(page, files);
  else await trainToEnd(page);
  if (place !== undefined) await page.locator(`[data-place="${place}"]`).click();
  for (const key of press) await page.keyboard.press(key);
  for (const selector of click) await page.locator(selector).click();
  if (wait !== undefined) await page.locator(wait).first().waitFor();
  return page;
}

/**
 * Waits until everything is drawn, and hides what the machine and not the experiment decides.
 * @param {import('@playwright/test').Page} page
 */
export async function settle(page) {
  await page.waitForTimeout(settling);
  await page
    .locator('[data-figure="time"]')
    .evaluate((time) => time.setAttribute('class', 'only-heard'));
}

/** @param {import('@playwright/test').Page} page */
async function rested(page) {
  const print = page.locator('[data-figure="fingerprint"]');
  await print.filter({ hasText: /^[0-9a-f]{16}$/ }).waitFor();
}

/** @param {import('@playwright/test').Page} page */
async function trainToEnd(page) {
  // At the usual pace every epoch is reported, so that the curves are the same every time.
  await page.locator('[data-action="play"]').click();
  // The message that training has ended is dismissed: the facts stand in its place.
  await page.locator('[data-notice="info"]').waitFor();
  await page.locator('fall-line-messages button').last().click();
  await rested(page);
}

/**
 * @param {import('@playwright/test').Page} page
 * @param {NonNullable<Scene['files']>} files
 */
async function openFiles(page, files) {
  await page.locator('fall-line-data input[type="file"]').setInputFiles([...files]);
  await page.locator('[data-source="files"][aria-pressed="true"]').waitFor();
  await rested(page);
  await page.locator('[data-action="epoch"]').click();
  await page.locator('[data-figure="epoch"]', { hasText: /^1$/ }).waitFor();
  await rested(page);
}
