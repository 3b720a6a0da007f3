import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import { expect, readNumber, test } from './workbench';

const franke =
  '#set=data.source=franke&set=network.layers=[{"units":12,"activation":"tanh"},{}]' +
  '&set=optimizer={"id":"adam","learningRate":0.01}&set=batchSize=50';

const plot = (page: Page, place: 'first' | 'second'): Locator =>
  page.locator(`[data-plot="${place}"]`);
const metric = (page: Page, place: 'first' | 'second'): Locator =>
  plot(page, place).locator('[data-field="metric"]');
const value = (page: Page, place: 'first' | 'second', part: string): Locator =>
  plot(page, place).locator(`[data-value="${part}"]`);

/** The pixels of a canvas, as one text to compare. */
const picture = (canvas: Locator): Promise<string> =>
  canvas.evaluate((element) => (element as HTMLCanvasElement).toDataURL());

async function saved(
  page: Page,
  press: () => Promise<void>,
): Promise<{ name: string; text: string }> {
  const waiting = page.waitForEvent('download');
  await press();
  const download = await waiting;
  const text = await readFile(await download.path(), 'utf8');
  return { name: download.suggestedFilename(), text };
}

/** What a browser makes of an SVG: its elements by name, or why it is none. */
const parsed = (page: Page, text: string): Promise<Record<string, number> | string> =>
  page.evaluate((source) => {
    const tree = new DOMParser().parseFromString(source, 'image/svg+xml');
    const failure = tree.querySelector('parsererror');
    if (failure) return failure.textContent;
    const counts: Record<string, number> = {};
    for (const { localName } of tree.querySelectorAll('*')) {
      counts[localName] = (counts[localName] ?? 0) + 1;
    }
    return counts;
  }, text);

test('values under the cursor are those of the run, in both plots', async ({ workbench, page }) => {
  await workbench.open(franke);
  await workbench.epochs(3);
  const canvas = plot(page, 'first').locator('canvas');
  await canvas.focus();
  await canvas.press('End');
  const shown = await workbench.number('train-loss');
  const read = readNumber((await value(page, 'first', 'train').textContent()) ?? '');
  expect(Number(read.toPrecision(3))).toBe(shown);
  const r2 = readNumber((await value(page, 'second', 'test').textContent()) ?? '');
  expect(Number(r2.toPrecision(3))).toBe(await workbench.number('test-second'));

  await canvas.press('Home');
  await expect(plot(page, 'first').locator('[data-figure="place"]')).toHaveText('epoch 0');
  await expect(plot(page, 'second').locator('[data-figure="place"]')).toHaveText('epoch 0');
  const first = readNumber((await value(page, 'first', 'train').textContent()) ?? '');
  expect(first).toBeGreaterThan(shown);

  // The pointer reads, too, and what it leaves shows the latest values again.
  await canvas.press('Escape');
  const box = await canvas.boundingBox();
  if (!box) throw new Error('The plot has no place.');
  await page.mouse.move(box.x + 57, box.y + box.height / 2);
  await expect(plot(page, 'second').locator('[data-figure="place"]')).toHaveText('epoch 0');
  await page.mouse.move(0, 0);
  await expect(plot(page, 'second').locator('[data-figure="place"]')).toHaveText('epoch 3');
});

test('both axes can be logarithmic, and x can count steps', async ({ workbench, page }) => {
  await workbench.open(franke);
  await workbench.epochs(2);
  const canvas = plot(page, 'first').locator('canvas');
  const linear = await picture(canvas);
  await plot(page, 'first').locator('[data-field="log"]').check();
  await expect.poll(() => picture(canvas)).not.toBe(linear);
  const logY = await picture(canvas);
  await page.locator('[data-field="log-x"]').check();
  await expect.poll(() => picture(canvas)).not.toBe(logY);
  await page.locator('[data-field="across"]').selectOption('steps');
  await canvas.focus();
  await canvas.press('End');
  const step = await workbench.number('step');
  await expect(plot(page, 'first').locator('[data-figure="place"]')).toHaveText(`step ${step}`);
  // A logarithmic axis has no place for step 0: reading begins behind it.
  await canvas.press('Home');
  await expect(plot(page, 'first').locator('[data-figure="place"]')).not.toHaveText('step 0');
});

test('metrics are chosen, the second plot closes and comes back, parts are hidden', async ({
  workbench,
  page,
}) => {
  await workbench.open(
    '#set=data.source=moons&set=network.layers=[{"units":4},{"activation":"tanh"}]',
  );
  await workbench.epochs(1);
  await metric(page, 'second').selectOption('hard-error');
  const errors = readNumber((await value(page, 'second', 'train').textContent()) ?? '');
  const accuracy = await workbench.number('train-second');
  expect(errors).toBe(4 * Math.round(150 * (1 - accuracy / 100)));

  const canvas = plot(page, 'first').locator('canvas');
  const both = await picture(canvas);
  const test = plot(page, 'first').locator('[data-part="test"]');
  await test.focus();
  await test.press('Enter');
  await expect(test).toHaveAttribute('aria-pressed', 'false');
  await expect(plot(page, 'second').locator('[data-part="test"]')).toHaveAttribute(
    'aria-pressed',
    'false',
  );
  await expect.poll(() => picture(canvas)).not.toBe(both);

  await page.locator('[data-action="close-plot"]').click();
  await expect(plot(page, 'second')).toHaveCount(0);
  await page.locator('[data-action="add-plot"]').click();
  await expect(metric(page, 'second')).toHaveValue('hard-error');
});

test('without targets of −1 and 1 there are no errors of rounded answers', async ({
  workbench,
  page,
}) => {
  await workbench.open('#set=data.source=moons');
  await expect(metric(page, 'second').locator('option[value="accuracy"]')).toHaveCount(1);
  await expect(metric(page, 'second').locator('option[value="hard-error"]')).toHaveCount(0);
});

test('a stretch is zoomed into by keys and by a drag, and the way back is in sight', async ({
  workbench,
  page,
}) => {
  await workbench.open(franke);
  await workbench.epochs(4);
  const canvas = plot(page, 'first').locator('canvas');
  const place = plot(page, 'first').locator('[data-figure="place"]');
  const whole = page.locator('[data-action="whole"]');
  await expect(whole).toBeDisabled();
  await canvas.focus();
  await canvas.press('End');
  await canvas.press('+');
  await canvas.press('+');
  await canvas.press('Home');
  await expect(place).not.toHaveText('epoch 0');
  await whole.click();
  await expect(whole).toBeDisabled();
  await canvas.focus();
  await canvas.press('Home');
  await expect(place).toHaveText('epoch 0');

  const box = await canvas.boundingBox();
  if (!box) throw new Error('The plot has no place.');
  await page.mouse.move(box.x + box.width * 0.7, box.y + 40);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.9, box.y + 60, { steps: 4 });
  await page.mouse.up();
  await expect(whole).toBeEnabled();
  await canvas.dblclick({ position: { x: box.width / 2, y: 50 } });
  await expect(whole).toBeDisabled();
});

test('baselines are labelled at the ends of their lines', async ({ workbench, page }) => {
  await workbench.open(franke);
  await workbench.epochs(2);
  await plot(page, 'first').locator('[data-action="save-plot"]').click();
  const { text } = await saved(page, () =>
    plot(page, 'first').locator('[data-save="svg"]').click(),
  );
  const mean = />(?:predict the )?mean (?:\(test\) )?([\d.]+)</.exec(text);
  const noise = />(?:noise )?floor ([\d.]+)</.exec(text);
  expect(Number(noise?.[1])).toBe(0.04); // the square of the noise, 0.2
  expect(Number(mean?.[1])).toBeGreaterThan(0.06);
  expect(Number(mean?.[1])).toBeLessThan(0.25);
  expect(text).toMatch(/>best: epoch [12]</);
});

test('plots are saved as SVG, PNG and CSV', async ({ workbench, page }) => {
  await workbench.open(franke);
  await workbench.epochs(2);
  const first = plot(page, 'first');
  await first.locator('[data-action="save-plot"]').click();
  const drawing = await saved(page, () => first.locator('[data-save="svg"]').click());
  expect(drawing.name).toBe('fall-line-loss.svg');
  await expect(workbench.notice).toContainText('Saved as fall-line-loss.svg');
  const elements = await parsed(page, drawing.text);
  expect(elements).toMatchObject({ svg: 1, title: 1 });
  expect((elements as Record<string, number>)['path']).toBeGreaterThan(10);
  expect((elements as Record<string, number>)['text']).toBeGreaterThan(8);
  expect(drawing.text).not.toContain('NaN');

  const table = await saved(page, () => first.locator('[data-save="csv"]').click());
  const rows = table.text.trimEnd().split('\r\n');
  expect(rows[0]).toBe('epoch,step,train loss,test loss');
  // One row for each measurement: the cursor finds as many from one end to the other.
  const canvas = first.locator('canvas');
  await canvas.focus();
  await canvas.press('Home');
  const place = first.locator('[data-figure="place"]');
  const last = `epoch ${await workbench.number('epoch')}`;
  let count = 1;
  while ((await place.textContent()) !== last) {
    await canvas.press('ArrowRight');
    count += 1;
    expect(count).toBeLessThan(1000);
  }
  expect(rows.length - 1).toBe(count);
  const [, , train] = (rows.at(-1) ?? '').split(',').map(Number);
  expect(Number((train ?? NaN).toPrecision(3))).toBe(await workbench.number('train-loss'));

  const waiting = page.waitForEvent('download');
  await first.locator('[data-save="png"]').click();
  const bytes = await readFile(await (await waiting).path());
  expect(bytes.subarray(1, 4).toString()).toBe('PNG');
  const size = await canvas.evaluate((element) => element.clientWidth);
  expect(bytes.readUInt32BE(16)).toBe(2 * size);
});

test('a plot is copied where the clipboard may be written', async ({
  workbench,
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await workbench.open();
  await plot(page, 'first').locator('[data-action="save-plot"]').click();
  await plot(page, 'first').locator('[data-copy="png"]').click();
  await expect(workbench.notice).toContainText('clipboard');
  const types = await page.evaluate(async () => {
    const items = await navigator.clipboard.read();
    return items.flatMap(({ types: of }) => of);
  });
  expect(types).toContain('image/png');
});

for (const [source, panel, name, header] of [
  ['franke', 'fall-line-result', 'output-map', 'x1,x2,y'],
  ['sine', 'fall-line-result', 'output-curve', 'x1,y'],
  ['moons', 'fall-line-network', 'network-picture', 'layer,unit,input,value'],
] as const) {
  test(`the picture "${name}" is saved with its data`, async ({ workbench, page }) => {
    await workbench.open(`#set=data.source=${source}`);
    await workbench.epochs(1);
    const menu = page.locator(`${panel} fall-line-plot-menu`).first();
    await menu.locator('[data-action="save-plot"]').click();
    const drawing = await saved(page, () => menu.locator('[data-save="svg"]').click());
    expect(drawing.name).toBe(`fall-line-${name}.svg`);
    expect(await parsed(page, drawing.text)).toMatchObject({ svg: 1 });
    const table = await saved(page, () => menu.locator('[data-save="csv"]').click());
    const rows = table.text.trimEnd().split('\r\n');
    expect(rows[0]).toBe(header);
    expect(rows.length).toBeGreaterThan(20);
    const width = header.split(',').length;
    expect(rows.every((row) => row.split(',').length === width)).toBe(true);
  });
}

test('the confusion matrix is saved as a picture and as a table', async ({ workbench, page }) => {
  await workbench.open('#set=data.source=gaussians-3d');
  await workbench.epochs(1);
  const views = page.locator('fall-line-result').getByText('Confusion', { exact: false });
  if ((await page.locator('fall-line-confusion').count()) === 0) await views.first().click();
  const menu = page.locator('fall-line-result fall-line-plot-menu').first();
  await menu.locator('[data-action="save-plot"]').click();
  const drawing = await saved(page, () => menu.locator('[data-save="svg"]').click());
  expect(await parsed(page, drawing.text)).toMatchObject({ svg: 1, text: 2 + 2 * 2 + 4 });
  const table = await saved(page, () => menu.locator('[data-save="csv"]').click());
  const counts = table.text
    .trimEnd()
    .split('\r\n')
    .slice(1)
    .flatMap((row) => row.split(',').slice(1));
  expect(counts.map(Number).reduce((a, b) => a + b, 0)).toBe(25); // the test part
});

for (const [source, ids] of [
  ['moons', ['map', 'surface', 'hidden', 'confusion', 'mistakes', 'row']],
  ['franke', ['map', 'truth', 'surface', 'hidden', 'scatter', 'row']],
  ['sine', ['curve', 'scatter', 'row']],
  ['gaussians-3d', ['space', 'confusion', 'mistakes', 'row']],
  ['digits', ['confusion', 'mistakes', 'weights', 'pad']],
] as const) {
  test(`every view of "${source}" is saved as SVG and as CSV`, async ({ workbench, page }) => {
    await page.emulateMedia({ reducedMotion: 'reduce' }); // space stands still
    await workbench.open(`#set=data.source=${source}&set=data.samples=200`);
    await workbench.epochs(1);
    const panel = page.locator('fall-line-result');
    const menu = panel.locator('fall-line-plot-menu').first();
    await menu.locator('[data-action="save-plot"]').click();
    const shown = await panel
      .locator('.head [data-segment]')
      .evaluateAll((all) => all.map((one) => one.getAttribute('data-segment')));
    expect(shown).toEqual(ids);
    for (const id of ids) {
      await workbench.view(id).click();
      const pad = page.getByRole('application', { name: 'Drawing pad' });
      if (id === 'pad') {
        await pad.press(' ');
        for (let i = 0; i < 4; ++i) await pad.press('Shift+ArrowDown');
        await pad.press(' ');
      }
      // A menu that was opened before the view knew its data is asked anew.
      await expect(async () => {
        await menu.locator('[data-action="save-plot"]').click();
        await menu.locator('[data-action="save-plot"]').click();
        await expect(menu.locator('[data-save="csv"]')).toBeEnabled({ timeout: 200 });
      }).toPass();
      const drawing = await saved(page, () => menu.locator('[data-save="svg"]').click());
      expect(await parsed(page, drawing.text), id).toMatchObject({ svg: 1 });
      const table = await saved(page, () => menu.locator('[data-save="csv"]').click());
      const rows = table.text.trimEnd().split('\r\n');
      expect(rows.length, id).toBeGreaterThan(2);
      expect(table.text, id).not.toContain('NaN');
    }
  });
}

test.describe('by touch', () => {
  test.use({ hasTouch: true, viewport: { width: 768, height: 1024 } });

  test('two fingers zoom into the curves, and what is under them stays there', async ({
    workbench,
    page,
  }) => {
    await workbench.open(franke);
    await workbench.epochs(4);
    const canvas = plot(page, 'first').locator('canvas');
    await canvas.scrollIntoViewIfNeeded();
    const box = await canvas.boundingBox();
    if (!box) throw new Error('The plot has no place.');
    const whole = page.locator('[data-action="whole"]');
    await expect(whole).toBeDisabled();
    const before = await picture(canvas);

    const client = await page.context().newCDPSession(page);
    const y = box.y + box.height / 2;
    const touch = (
      type: 'touchStart' | 'touchMove' | 'touchEnd',
      ...shares: number[]
    ): Promise<void> =>
      client.send('Input.dispatchTouchEvent', {
        type,
        touchPoints: shares.map((share, id) => ({ x: box.x + share * box.width, y, id })),
      }) as unknown as Promise<void>;
    await touch('touchStart', 0.45);
    await touch('touchStart', 0.45, 0.65);
    for (const apart of [0.02, 0.06, 0.1, 0.14]) {
      await touch('touchMove', 0.45 - apart, 0.65 + apart);
    }
    await expect(whole).toBeEnabled();
    const zoomed = await picture(canvas);
    expect(zoomed).not.toBe(before);
    // Back to where the fingers began, everything is seen again.
    for (const apart of [0.1, 0.05, 0]) await touch('touchMove', 0.45 - apart, 0.65 + apart);
    await touch('touchEnd');
    await expect(whole).toBeDisabled();
  });
});
