import type { Locator, Page } from '@playwright/test';
import { expect, test, type Workbench } from './workbench';

const csv = (name: string, content: string) => ({
  name,
  mimeType: 'text/csv',
  buffer: Buffer.from(content),
});
const rows = (count: number, row: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => row(i)).join('\n');

/** Draws a stroke over the sheet, from and to given as shares of its size. */
async function stroke(
  page: Page,
  sheet: Locator,
  from: readonly [number, number],
  to: readonly [number, number],
): Promise<void> {
  await sheet.scrollIntoViewIfNeeded();
  const box = await sheet.boundingBox();
  if (!box) throw new Error('The sheet is not shown.');
  const at = ([x, y]: readonly [number, number]) =>
    [box.x + x * box.width, box.y + y * box.height] as const;
  await page.mouse.move(...at(from));
  await page.mouse.down();
  await page.mouse.move(...at(to), { steps: 10 });
  await page.mouse.up();
}

/** Trains until every training sample is classified rightly. */
async function learned(workbench: Workbench): Promise<void> {
  await workbench.action('play').click();
  await expect(workbench.page.locator('fall-line-transport')).toContainText('100.0\u2009%');
  await workbench.action('play').click();
  await workbench.ready();
}

const sheetOf = (page: Page): Locator => page.locator('fall-line-sheet canvas');
const count = (page: Page): Locator => page.locator('[data-figure="points"]');

test('points drawn with the mouse are learned, and undo takes them back', async ({
  workbench,
  page,
}) => {
  await workbench.open();
  const start = await workbench.fingerprint();
  await workbench.source('points').click();
  await stroke(page, sheetOf(page), [0.25, 0.2], [0.4, 0.4]);
  await expect(page.locator('[data-needs]')).toContainText('two classes');
  expect(await workbench.fingerprint()).toBe(start); // the other experiment is still there
  await page.locator('[data-class="1"]').click();
  await stroke(page, sheetOf(page), [0.7, 0.6], [0.85, 0.75]);
  await expect(workbench.source('points')).toHaveAttribute('aria-pressed', 'true');
  await expect(count(page)).toContainText(/^\s*\d\d? points/);
  await expect(page.locator('[data-fact="network"]')).toHaveText('2–8–8–1');
  await learned(workbench);
  await page.keyboard.press('Control+z'); // the second stroke
  await expect(page.locator('[data-needs]')).toBeVisible();
  await page.keyboard.press('Control+z'); // the first
  await expect(workbench.action('take-samples')).toBeVisible();
  await page.keyboard.press('Control+z'); // the sheet
  await expect(sheetOf(page)).toHaveCount(0);
  expect(await workbench.fingerprint()).toBe(start);
});

test('points are drawn and taken away by keys', async ({ workbench, page }) => {
  await workbench.open();
  await workbench.source('points').focus();
  await page.keyboard.press('Enter');
  await sheetOf(page).focus();
  for (let i = 0; i < 3; ++i) {
    await page.keyboard.press('Shift+ArrowLeft');
    await page.keyboard.press('Enter');
  }
  await page.keyboard.press('1');
  await expect(page.locator('[data-class="1"]')).toHaveAttribute('aria-pressed', 'true');
  for (let i = 0; i < 6; ++i) await page.keyboard.press('Shift+ArrowRight');
  for (let i = 0; i < 3; ++i) {
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
  }
  await expect(count(page)).toHaveText('6 points');
  await page.keyboard.press('Delete');
  await expect(count(page)).toHaveText('5 points');
  await workbench.ready();
  await learned(workbench);
  await page.keyboard.press('Control+z');
  await expect(count(page)).toHaveText('6 points');
});

test('points are erased by the right button and by the eraser, and the sheet cleared', async ({
  workbench,
  page,
}) => {
  await workbench.open();
  await workbench.source('points').click();
  const sheet = sheetOf(page);
  await sheet.click({ position: { x: 80, y: 60 } });
  await page.locator('[data-class="1"]').click();
  await sheet.click({ position: { x: 160, y: 60 } });
  await sheet.click({ position: { x: 200, y: 60 } });
  await expect(count(page)).toHaveText('3 points');
  await sheet.click({ position: { x: 200, y: 60 }, button: 'right' });
  await expect(count(page)).toHaveText('2 points');
  await workbench.action('erase').click();
  await sheet.click({ position: { x: 160, y: 60 } });
  await expect(page.locator('[data-needs]')).toContainText('two classes');
  await page.keyboard.press('Control+z');
  await expect(count(page)).toHaveText('2 points');
  await workbench.action('clear-points').click();
  await expect(page.locator('[data-needs]')).toBeVisible();
});

test.describe('by touch', () => {
  test.use({ hasTouch: true, viewport: { width: 390, height: 844 } });

  test('a tap adds a point, a long press takes it away', async ({ workbench, page }) => {
    await workbench.open();
    await workbench.source('points').tap();
    const sheet = sheetOf(page);
    await sheet.scrollIntoViewIfNeeded();
    await sheet.evaluate((canvas) => canvas.scrollIntoView({ block: 'center' }));
    await sheet.tap({ position: { x: 100, y: 80 } });
    await page.locator('[data-class="1"]').tap();
    await sheet.tap({ position: { x: 220, y: 120 } });
    await sheet.tap({ position: { x: 260, y: 120 } });
    await expect(count(page)).toHaveText('3 points');
    const box = await sheet.boundingBox();
    if (!box) throw new Error('The sheet is not shown.');
    const client = await page.context().newCDPSession(page);
    const touchPoints = [{ x: box.x + 260, y: box.y + 120 }];
    await client.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints });
    await expect(count(page)).toHaveText('2 points'); // while the finger still rests
    await client.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    await expect(count(page)).toHaveText('2 points');
  });
});

test('a curve is drawn as values of one input', async ({ workbench, page }) => {
  await workbench.open();
  await workbench.source('points').click();
  await page.locator('[data-field="drawing-kind"]').selectOption('1 regression');
  await stroke(page, sheetOf(page), [0.2, 0.7], [0.9, 0.2]);
  await expect(page.locator('[data-fact="network"]')).toHaveText('1–8–8–1');
  await expect(page.locator('fall-line-output-curve')).toBeVisible();
  await workbench.epochs(1);
});

test('the present samples are gone on from, and the link holds them', async ({
  workbench,
  page,
  context,
}) => {
  await workbench.open();
  await workbench.source('points').click();
  await workbench.action('take-samples').click();
  await expect(count(page)).toContainText('200 points');
  await workbench.epochs(2);
  const print = await workbench.fingerprint();
  const seen = page.url();
  await expect.poll(() => page.url()).toContain('#');
  const other = new (workbench.constructor as new (page: Page) => typeof workbench)(
    await context.newPage(),
  );
  expect(seen).not.toBe('');
  await other.page.goto(page.url());
  await other.ready();
  await other.epochs(2);
  expect(await other.fingerprint()).toBe(print);
});

test('a CSV with a text column and missing values is imported, a target chosen and trained', async ({
  workbench,
  page,
}) => {
  await workbench.open();
  const text = `rooms,city,area,remark,rent\n${rows(
    80,
    (i) =>
      `${1 + (i % 5)},${['Bonn', 'Köln', 'Jena'][i % 3]},${i % 8 === 4 ? '' : 30 + i},,${400 + 7 * i}`,
  )}\n`;
  await workbench.files(csv('flats.csv', text));
  const table = page.locator('fall-line-table');
  await expect(table).toContainText('80 rows × 5 columns');
  const use = (name: string): Locator => table.locator(`tr[data-column="${name}"] select`);
  await expect(use('city')).toHaveValue('categories');
  await expect(use('remark')).toHaveValue('ignore'); // it is empty
  await expect(table.locator('tr[data-column="area"]')).toContainText('10'); // missing
  await expect(page.locator('[data-fact="network"]')).toHaveText(/^5–/); // rooms, area, 3 cities
  await expect(page.locator('[data-figure="rows-used"]')).toContainText('70 of 80');
  await table.locator('[data-field="missing"]').selectOption('mean');
  await expect(page.locator('[data-figure="rows-used"]')).toContainText('80 of 80');
  await use('rooms').selectOption('ignore');
  await expect(page.locator('[data-fact="network"]')).toHaveText(/^4–/);
  await workbench.epochs(2);
  await table.locator('[data-field="target"]').selectOption('city');
  await expect(page.locator('[data-fact="network"]')).toHaveText(/–3$/);
  await expect(use('city')).toHaveValue('target');
  await workbench.epochs(2);
  await expect(workbench.notice).toHaveCount(0);
  await page.keyboard.press('Control+z');
  await expect(table.locator('[data-field="target"]')).toHaveValue('rent');
});

test('a wrong CSV is refused with rows and columns; what was there goes on', async ({
  workbench,
  page,
}) => {
  await workbench.open();
  const start = await workbench.fingerprint();
  const text = `a,b,y\n${rows(30, (i) => (i % 10 === 4 ? `${i},1` : `${i},${i % 5},${2 * i}`))}\n`;
  await workbench.files(csv('ragged.csv', text));
  await expect(workbench.notice).toHaveAttribute('data-notice', 'error');
  const problems = page.locator('[data-problems] li');
  await expect(problems).toHaveCount(3);
  await expect(problems.nth(1)).toContainText('Row 16, column 3');
  await expect(workbench.source('spiral')).toHaveAttribute('aria-pressed', 'true');
  expect(await workbench.fingerprint()).toBe(start);
  await workbench.action('discard').click();
  await expect(page.locator('fall-line-table')).toHaveCount(0);
  await expect(workbench.parameter('turns')).toBeVisible();
  await workbench.epochs(1);
});

test('a first row of numbers can be said to be names', async ({ workbench, page }) => {
  await workbench.open();
  await workbench.files(
    csv('years.csv', `2019,2020,2021\n${rows(20, (i) => `${i},${i * i},${3 * i}`)}\n`),
  );
  const table = page.locator('fall-line-table');
  await expect(table).toContainText('21 rows × 3 columns');
  await table.getByText('How the file is read').click();
  await table.locator('[data-field="header"]').selectOption('yes');
  await expect(table).toContainText('20 rows × 3 columns');
  await expect(table.locator('[data-field="target"]')).toHaveValue('2021');
  await workbench.epochs(1);
});

test('what stands between the cells can be said, and is part of the Spec', async ({
  workbench,
  page,
}) => {
  await workbench.open();
  // Semicolons and commas both make even rows.
  await workbench.files(csv('both.csv', `a;b,c\n${rows(20, (i) => `${i};${2 * i},${i * i}`)}\n`));
  const table = page.locator('fall-line-table');
  await expect(table.locator('[data-field="target"]')).toHaveValue('b,c');
  await table.getByText('How the file is read').click();
  const delimiter = table.locator('[data-field="delimiter"]');
  await expect(delimiter.locator('option:checked')).toContainText('semicolon');
  await delimiter.selectOption('comma');
  await expect(table.locator('[data-field="target"]')).toHaveValue('c');
  await expect(table).toContainText('20 rows × 2 columns');
  await workbench.epochs(1);
  await page.keyboard.press('Control+z');
  await expect(table.locator('[data-field="target"]')).toHaveValue('b,c');
});

test('a table is pasted, into the page and into the text area', async ({ workbench, page }) => {
  await workbench.open();
  const text = `x\ty\n${rows(20, (i) => `${i}\t${i * i}`)}\n`;
  const paste = (): Promise<void> =>
    page.evaluate((content) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', content);
      const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, composed: true });
      (document.activeElement ?? document.body).dispatchEvent(event);
    }, text);
  await paste();
  const table = page.locator('fall-line-table');
  await expect(table).toContainText('pasted.csv');
  await expect(table).toContainText('20 rows × 2 columns');
  await workbench.action('files').click();
  await workbench.action('paste').click();
  await page
    .locator('[data-field="pasted"]')
    .fill('a;b;class\n' + rows(20, (i) => `${i};${i % 3};${i % 2 ? 'yes' : 'no'}`));
  await page.locator('[data-field="pasted"]').press('s'); // a letter here is no command
  await page.locator('[data-field="pasted"]').press('Backspace');
  await expect(workbench.figure('step')).toHaveText('0');
  await workbench.action('read-pasted').click();
  await expect(table).toContainText('pasted 2.csv');
  await expect(table.locator('[data-field="task"]')).toHaveValue('classes');
  await expect(page.locator('[data-field="pasted"]')).toHaveCount(0);
  await workbench.epochs(1);
});

test('half a pair of images says what is missing', async ({ workbench, page }) => {
  await workbench.open();
  const images = Buffer.alloc(16 + 40 * 16, 7);
  [0x803, 40, 4, 4].forEach((value, i) => images.writeUInt32BE(value, 4 * i));
  const labels = Buffer.alloc(8 + 40);
  [0x801, 40].forEach((value, i) => labels.writeUInt32BE(value, 4 * i));
  for (let i = 0; i < 40; ++i) labels[8 + i] = i % 3;
  const file = (name: string, buffer: Buffer) => ({ name, mimeType: 'application/x-idx', buffer });
  await workbench.files(file('pictures.idx', images));
  const intake = page.locator('fall-line-intake');
  await expect(intake).toContainText('pictures.idx: 40 images of 4\u00a0×\u00a04');
  await expect(intake).toContainText('40 labels');
  await workbench.files(file('names.idx', labels));
  await expect(page.locator('[data-images]')).toContainText('4 × 4');
  await expect(page.locator('[data-images]')).toContainText('3: 0 … 2');
  await expect(intake).toHaveCount(0);
});

test('the gallery is redrawn by the core when seed or noise change', async ({
  workbench,
  page,
}) => {
  await workbench.open();
  const picture = (id: string): Promise<string> =>
    page
      .locator(`canvas[data-sketch="${id}"]`)
      .evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL());
  const last = workbench.source('catlike').locator('.letters');
  await expect(last).toHaveCount(0, { timeout: 15_000 }); // it waits until the page rests
  const moons = await picture('moons');
  const points = await picture('three-points');
  await page.locator('[data-field="data-seed"]').fill('8');
  await page.locator('[data-field="data-seed"]').press('Enter');
  await expect.poll(() => picture('moons')).not.toBe(moons);
  const again = await picture('moons');
  await workbench.set('noise', '0.08');
  await expect.poll(() => picture('moons')).not.toBe(again);
  expect(await picture('three-points')).toBe(points); // it knows neither
  await workbench.source('moons').click();
  await expect(workbench.parameter('noise')).toHaveValue('0.4'); // the same place on its slider
});

test('the gallery is walked by arrow keys', async ({ workbench, page }) => {
  await workbench.open();
  await workbench.source('spiral').focus();
  await page.keyboard.press('ArrowRight');
  await expect(workbench.source('moons')).toBeFocused();
  await expect(page.locator('fall-line-gallery')).toContainText('Two half circles');
  await page.keyboard.press('Enter');
  await expect(workbench.source('moons')).toHaveAttribute('aria-pressed', 'true');
});

test('the split is dragged, typed and moved by keys', async ({ workbench, page }) => {
  await workbench.open();
  const samples = page.locator('fall-line-messages');
  await workbench.set('validation', '0.2');
  await expect(samples).toContainText('150 training, 40 validation, 10 test');
  await page.locator('[data-grip="train"]').focus();
  await page.keyboard.press('Shift+ArrowLeft');
  await expect(samples).toContainText('130 training, 40 validation, 30 test');
  const bar = page.locator('fall-line-split .bar');
  const box = await bar.boundingBox();
  if (!box) throw new Error('The bar is not shown.');
  await page.mouse.move(box.x + 0.85 * box.width + 4, box.y + 10);
  await page.mouse.down();
  await page.mouse.move(box.x + 0.95 * box.width, box.y + 10, { steps: 4 });
  await page.mouse.up();
  await expect(samples).toContainText('130 training, 60 validation, 10 test');
});

test('polynomial features are offered, also for three inputs', async ({ workbench, page }) => {
  await workbench.open();
  await workbench.action('more-features').click();
  await workbench.set('degree', '3');
  await expect(page.locator('[data-fact="network"]')).toHaveText(/^9–/);
  await expect(page.locator('[data-feature="x1*x2"]')).toBeDisabled();
  await page.locator('[data-feature="sin(x1)"]').click();
  await expect(page.locator('[data-fact="network"]')).toHaveText(/^10–/);
  await page.locator('[data-field="family"]').selectOption('tensor-polynomial');
  await expect(page.locator('[data-fact="network"]')).toHaveText(/^16–/);
  await workbench.source('gaussians-3d').click();
  await page.locator('[data-feature="x1*x3"]').click();
  await expect(page.locator('[data-fact="network"]')).toHaveText(/^4–/);
  await workbench.source('sine').click();
  await page.locator('[data-field="other-features"]').fill('x1^5');
  await page.locator('[data-field="other-features"]').press('Enter');
  await expect(page.locator('[data-fact="network"]')).toHaveText(/^2–/);
});
