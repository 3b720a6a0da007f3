import { readFileSync } from 'node:fs';
import type { Download, Page } from '@playwright/test';
import { InferenceSession, Tensor } from 'onnxruntime-web';
import { decodeTensors } from '../../web/src/state/safetensors';
import { barriers } from './axe';
import { expect, test, Workbench } from './workbench';

async function textOf(download: Download): Promise<string> {
  return readFileSync(await download.path(), 'utf8');
}

/** Opens an entry of the share menu. */
async function share(workbench: Workbench, entry: string): Promise<void> {
  const menu = workbench.page.locator('fall-line-share-menu');
  if ((await menu.count()) === 0) await workbench.action('share').click();
  await menu.locator(`[data-action="${entry}"]`).click();
}

/** Saves something from the dialog “Take it along”. */
async function take(page: Page, id: string): Promise<Download> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.locator(`[data-take="${id}"]`).click(),
  ]);
  return download;
}

test('the menu is reached with the keyboard, and gives the focus back', async ({
  workbench,
  page,
}) => {
  await workbench.open();
  const button = workbench.action('share');
  await button.focus();
  await page.keyboard.press('Enter');
  await expect(button).toHaveAttribute('aria-expanded', 'true');
  const items = page.locator('fall-line-share-menu .row button');
  await expect(items.first()).toBeFocused();
  await page.keyboard.press('End');
  await expect(items.last()).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await expect(items.first()).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Escape');
  await expect(button).toBeFocused();
  await expect(items).toHaveCount(0);
});

test('a dialog of the menu closes with Escape, and is no trap', async ({ workbench, page }) => {
  await workbench.open();
  await share(workbench, 'take');
  const dialog = page.locator('fall-line-dialog dialog');
  await expect(dialog).toBeVisible();
  expect(await barriers(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(workbench.action('take')).toBeFocused();
  await share(workbench, 'open');
  expect(await barriers(page)).toEqual([]);
  await workbench.action('close-dialog').click();
  await expect(dialog).toHaveCount(0);
});

test('a run is taken along in every form, and all of it is of one step', async ({
  workbench,
  page,
}) => {
  await workbench.open();
  await workbench.epochs(2);
  const fingerprint = await workbench.fingerprint();
  await share(workbench, 'take');

  const spec = JSON.parse(await textOf(await take(page, 'spec'))) as { data: { source: string } };
  expect(spec.data.source).toBe('spiral');

  const run = JSON.parse(await textOf(await take(page, 'run'))) as {
    readonly spec: unknown;
    readonly summary: { readonly steps: number; readonly fingerprint: string };
    readonly history: { readonly steps: readonly number[] };
    readonly parameters: Readonly<Record<string, readonly (readonly number[])[]>>;
  };
  expect(run.spec).toEqual(spec);
  expect(run.summary).toMatchObject({ steps: 30, epochs: 2, fingerprint });
  expect(run.history.steps.at(-1)).toBe(30);
  expect(Object.keys(run.parameters)).toHaveLength(6);

  const saved = await take(page, 'tensors');
  expect(saved.suggestedFilename()).toBe('fall-line-spiral-30.safetensors');
  const { tensors, metadata } = decodeTensors(readFileSync(await saved.path()));
  expect(metadata['fingerprint']).toBe(fingerprint);
  expect(tensors.map(({ name, shape }) => `${name} ${shape.join('x')}`)).toEqual([
    'layers.0.weight 8x2',
    'layers.0.bias 8',
    'layers.1.weight 8x8',
    'layers.1.bias 8',
    'layers.2.weight 1x8',
    'layers.2.bias 1',
  ]);
  expect([...(tensors[0]?.values ?? [])]).toEqual(run.parameters['layers.0.weight']?.flat());

  const curve = await textOf(await take(page, 'curve'));
  expect(curve.split('\r\n')[0]).toContain('run,epoch,step,train loss');
  expect(curve).toContain('spiral,2,30,');

  const predictions = (await textOf(await take(page, 'predictions'))).trim().split('\r\n');
  expect(predictions[0]).toBe('sample,x1,x2,true output,predicted output');
  expect(predictions).toHaveLength(51);

  const report = await textOf(await take(page, 'report'));
  expect(report).toContain('# Fall Line: a run on Spiral');
  expect(report).toContain('Trained for 2 epochs, 30 steps.');
  expect(report).toContain(fingerprint);
  await expect(page.locator('fall-line-take-along [role="status"]')).toContainText('Saved as');
});

test('the network as ONNX predicts what the page predicts', async ({ workbench, page }) => {
  await workbench.open('#set=data.source=franke&set=data.features=["x1","x2","x1*x2","sin(x1)"]');
  await workbench.epochs(2);
  await share(workbench, 'take');
  const model = await InferenceSession.create(
    readFileSync(await (await take(page, 'onnx')).path()),
  );
  const table = (await textOf(await take(page, 'predictions'))).trim().split('\r\n').slice(1);
  const rows = table.map((row) => row.split(',').map(Number));
  const inputs = Float32Array.from(rows.flatMap(([, x1 = NaN, x2 = NaN]) => [x1, x2]));
  const { outputs } = await model.run({ inputs: new Tensor('float32', inputs, [rows.length, 2]) });
  const found = [...((outputs?.data ?? []) as Float32Array)];
  expect(found).toHaveLength(250);
  const errors = rows.map((row, i) => Math.abs((row[4] ?? NaN) - (found[i] ?? NaN)));
  expect(Math.max(...errors)).toBeLessThan(1e-5);
  expect(new Set(found).size).toBeGreaterThan(200);
});

for (const [name, precision, dtype] of [
  ['double', 'float64', 'F64'],
  ['single', 'float32', 'F32'],
] as const) {
  test(`parameters in ${name} precision come back to the bit, and undo takes them back`, async ({
    workbench,
    page,
  }) => {
    await workbench.open(`#set=precision=${precision}`);
    const start = await workbench.fingerprint();
    await workbench.epochs(2);
    const trained = await workbench.fingerprint();
    await share(workbench, 'take');
    const path = await (await take(page, 'tensors')).path();
    await page.keyboard.press('Escape');
    await workbench.action('reset').click();
    await expect(workbench.figure('fingerprint')).toHaveText(start);
    expect(readFileSync(path).toString('latin1')).toContain(`"dtype":"${dtype}"`);
    const file = { name: 'mine.safetensors', mimeType: '', buffer: readFileSync(path) };
    await workbench.files(file);
    await expect(workbench.notice).toContainText('has the parameters of mine.safetensors');
    await expect(workbench.figure('fingerprint')).toHaveText(trained);
    await workbench.action('undo').click();
    await expect(workbench.figure('fingerprint')).toHaveText(start);
    await workbench.action('redo').click();
    await expect(workbench.figure('fingerprint')).toHaveText(trained);
    await workbench.epochs(1);

    await workbench.action('add-layer').click();
    await workbench.ready();
    await workbench.files(file);
    await expect(workbench.notice).toHaveAttribute('data-notice', 'error');
    await expect(workbench.notice).toContainText(
      'This network has 4 layers of weights (8 × 2, 8 × 8, 8 × 8, 1 × 8); the file has 3',
    );
  });
}

test('a run is opened again with its parameters, on another page', async ({
  workbench,
  page,
  context,
}) => {
  await workbench.open('#set=data.source=gauss');
  await workbench.epochs(2);
  const trained = await workbench.fingerprint();
  await share(workbench, 'take');
  const path = await (await take(page, 'run')).path();
  const second = new Workbench(await context.newPage());
  await second.open();
  await second.files({ name: 'run.json', mimeType: '', buffer: readFileSync(path) });
  await expect(second.notice).toContainText('run.json is open');
  await expect(second.source('gauss')).toHaveAttribute('aria-pressed', 'true');
  await expect(second.figure('fingerprint')).toHaveText(trained);
  await second.epochs(1);
});

test('what is opened is judged: what is wrong stands in the dialog, and the text stays', async ({
  workbench,
  page,
}) => {
  await workbench.open();
  await share(workbench, 'open');
  const field = page.locator('[data-field="open-text"]');
  await field.fill('{"data": {"source": "moons", "sauce": 1}}');
  await workbench.action('open-text').click();
  await expect(page.locator('[data-refusal]')).toContainText('data.sauce');
  await expect(field).toHaveValue(/sauce/);
  await field.fill('{"data": {"source": "moons"}}');
  await workbench.action('open-text').click();
  await expect(page.locator('fall-line-dialog')).toHaveCount(0);
  await expect(workbench.source('moons')).toHaveAttribute('aria-pressed', 'true');
  await workbench.epochs(1);
});

/** What a paste into the page does, by an event as the browser makes it. */
async function paste(page: Page, text: string): Promise<void> {
  await page.evaluate((content) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', content);
    const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, composed: true });
    document.body.dispatchEvent(event);
  }, text);
}

test('a paste into the page opens a link, a Playground link, a table', async ({
  workbench,
  page,
}) => {
  await workbench.open();
  await paste(page, '#set=data.source=xor&set=seed=5');
  await expect(workbench.source('xor')).toHaveAttribute('aria-pressed', 'true');
  await expect(workbench.notice).toContainText('The link is open');
  await workbench.action('undo').click(); // it was opened once
  await expect(workbench.source('spiral')).toHaveAttribute('aria-pressed', 'true');
  await expect(workbench.action('undo')).toBeDisabled();
  await paste(
    page,
    'http://playground.tensorflow.org/#activation=sigmoid&batchSize=20&dataset=gauss&noise=10' +
      '&learningRate=0.3&regularization=L1&regularizationRate=0.001&networkShape=5,3' +
      '&seed=0.5&percTrainData=60&x=true&y=true&xSquared=true&sinY=true&showTestData=true',
  );
  await expect(workbench.source('gauss')).toHaveAttribute('aria-pressed', 'true');
  await expect(workbench.notice).toContainText('Playground link is translated');
  await expect(workbench.notice).toContainText('showTestData');
  await page.keyboard.press('Escape'); // what is trained stands where the message was
  await expect(page.locator('[data-fact="network"]')).toHaveText('4–5–3–1');
  await expect(workbench.parameter('learningRate')).toHaveValue('0.15');
  await workbench.epochs(2);
  const rows = Array.from({ length: 40 }, (_, i) => `${i},${i % 2 ? 'a' : 'b'}`).join('\n');
  await paste(page, `u,kind\n${rows}\n`);
  await expect(page.locator('[data-fact="network"]')).toHaveText(/^1–/);
  await workbench.epochs(1);
});

test('every data set and choice of Playground opens and trains', async ({ workbench, page }) => {
  await workbench.open();
  const cases = [
    ['dataset=circle&noise=50', 'circle'],
    ['dataset=spiral&noise=50&initZero=true&networkShape=', 'spiral'],
    ['dataset=xor&noise=50&activation=linear&regularization=L2&regularizationRate=10', 'xor'],
    ['problem=regression&regDataset=reg-plane&activation=relu', 'plane'],
    ['problem=regression&regDataset=reg-gauss&cosX=true&cosY=true&noise=25', 'hills'],
  ] as const;
  for (const [hash, source] of cases) {
    await paste(page, `#${hash}&learningRate=0.001`);
    await expect(workbench.source(source)).toHaveAttribute('aria-pressed', 'true');
    await expect(workbench.notice).toHaveAttribute('data-notice', 'info');
    await workbench.epochs(1);
  }
});

test('every plot of the workbench has its menu, and the files have what is drawn', async ({
  workbench,
  page,
}) => {
  const layers = JSON.stringify([{ units: 3, activation: 'tanh' }, {}]);
  await workbench.open(
    `#set=data.source=franke&set=network.layers=${layers}&set=batchSize=full` +
      '&set=optimizer=levenberg-marquardt',
  );
  await workbench.epochs(3);
  await workbench.view('scatter').click();
  const saved = async (place: string, format: string): Promise<string> => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.locator(`${place} [data-save="${format}"]`).click(),
    ]);
    return textOf(download);
  };
  const inside = 'fall-line-inside';
  await page.locator(`${inside} [data-action="save-plot"]`).click();
  expect(await saved(inside, 'svg')).toMatch(/^<svg [\s\S]*Hidden 1[\s\S]*Output/);
  expect(await saved(inside, 'csv')).toMatch(/^layer,from,to,count\r\nHidden 1,-?[\d.]+,/);
  await page.locator(`${inside} [data-segment="norms"]`).click();
  expect(await saved(inside, 'svg')).toContain('<svg ');
  expect(await saved(inside, 'csv')).toMatch(
    /^epoch,gradient norm 1,update norm 1,gradient norm 2,update norm 2\r\n/,
  );
  const strip = 'fall-line-method-strip';
  await page.locator(`${strip} [data-action="save-plot"]`).click();
  expect(await saved(strip, 'svg')).toContain('gain ratio');
  expect(await saved(strip, 'csv')).toMatch(/^epoch,step,damping,gainRatio,rejections,stepNorm/);
  const errors = 'fall-line-error-histogram';
  await page.locator(`${errors} [data-action="save-plot"]`).click();
  expect(await saved(errors, 'svg')).toContain('<svg ');
  const bins = (await saved(errors, 'csv')).trim().split('\r\n').slice(1);
  const counted = bins.reduce((sum, row) => sum + Number(row.split(',')[2]), 0);
  expect(counted).toBe(250); // every test sample is in one of the bins
  await workbench.menu('optimizer').selectOption('sgd');
  await workbench.ready();
  const schedule = 'fall-line-schedule';
  await page.locator(`${schedule} [data-action="save-plot"]`).click();
  expect(await saved(schedule, 'svg')).toContain('<svg ');
  expect((await saved(schedule, 'csv')).trim().split('\r\n')).toHaveLength(202);
});

test('in a lesson, too', async ({ workbench, page }) => {
  await page.goto('./#at=lessons&lesson=franke');
  const experiment = page.locator('fall-line-experiment').first();
  await experiment.scrollIntoViewIfNeeded();
  await expect(experiment.locator('fall-line-curves canvas')).toBeVisible();
  await expect(experiment.locator('[data-figure="experiment-place"]')).toContainText('0');
  const menus = experiment.locator('[data-action="save-plot"]');
  await expect(menus).toHaveCount(2);
  for (const [i, content] of [/Loss/, /<svg /].entries()) {
    await menus.nth(i).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      experiment.locator('[data-save="svg"]').click(),
    ]);
    expect(await textOf(download)).toMatch(content);
    await menus.nth(i).click(); // folded again
  }
  await expect(workbench.notice).toContainText('Saved as');
});
