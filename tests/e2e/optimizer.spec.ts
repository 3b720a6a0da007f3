import type { Page } from '@playwright/test';
import { expect, readNumber, test } from './workbench';

const small =
  '#set=data.source=moons&set=network.layers=[{"units":4,"activation":"tanh"},{}]&set=batchSize=50';

const rate = async (page: Page): Promise<number> => {
  const text = (await page.locator('[data-figure="rate"]').textContent()) ?? '';
  return readNumber(text.replace(/^.*(now|:) /u, ''));
};

test('the schedule is drawn, read by keys, and has a mark where training stands', async ({
  workbench,
  page,
}) => {
  await workbench.open(`${small}&set=optimizer={"id":"sgd","learningRate":0.4}&set=stop.epochs=8`);
  await expect.poll(() => rate(page)).toBe(0.4);
  const curve = page.locator('fall-line-schedule canvas');
  const picture = (): Promise<string> =>
    curve.evaluate((element) => (element as HTMLCanvasElement).toDataURL());
  const constant = await picture();
  await workbench.menu('schedule').selectOption('cosine');
  await workbench.ready();
  await expect.poll(picture).not.toBe(constant);
  await expect(page.locator('fall-line-schedule')).toContainText('8 epochs');

  await curve.focus();
  await curve.press('End');
  await expect.poll(() => rate(page)).toBeLessThan(1e-9); // a cosine ends at 0
  await curve.press('Home');
  await expect.poll(() => rate(page)).toBe(0.4);
  await curve.blur();

  const before = await picture();
  await workbench.epochs(4);
  await expect.poll(() => rate(page)).toBeCloseTo(0.2, 2); // half way down
  expect(await picture()).not.toBe(before);
});

test('training runs to the stop rule at full speed, and the rule is in sight', async ({
  workbench,
  page,
}) => {
  await workbench.open(`${small}&set=stop={}`);
  const finish = workbench.action('finish');
  await expect(finish).toBeDisabled();
  await page.locator('[data-fold="stop"] summary').click();
  await page.locator('[data-rule="epochs"]').check();
  await workbench.set('stop-epochs', '300');
  await expect(page.locator('[data-fold="stop"] summary')).toHaveText('Stop: at epoch 300');
  await expect(workbench.action('play')).toHaveAttribute('title', /at epoch 300/);
  await expect(finish).toBeEnabled();
  await finish.click();
  // At the pace that is set, 30 epochs a second, this would take 10 s.
  await expect(workbench.figure('epoch')).toHaveText('300');
  await expect(workbench.notice).toContainText('Training has ended');
});

test('rules go on and off; patience asks for a validation part', async ({ workbench, page }) => {
  await workbench.open(`${small}&set=stop={"epochs":5,"loss":0.5}`);
  const summary = page.locator('[data-fold="stop"] summary');
  await expect(summary).toHaveText('Stop: at epoch 5 or at loss 0.500');
  await summary.click();
  await expect(page.locator('[data-rule="patience"]')).toBeDisabled();
  await page.locator('[data-rule="loss"]').uncheck();
  await expect(summary).toHaveText('Stop: at epoch 5');
  await page.locator('[data-rule="epochs"]').uncheck();
  await expect(summary).toHaveText('Stop: by hand only');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(summary).toHaveText('Stop: at epoch 5');
});

test('learning rate, penalty and batch size change while it trains, and the run goes on', async ({
  workbench,
  page,
}) => {
  await workbench.open();
  await workbench.action('play').click();
  await expect.poll(() => workbench.number('epoch')).toBeGreaterThan(2);
  const slider = page.locator('[data-parameter="learningRate"] input[type="range"]');
  await slider.focus();
  await slider.press('ArrowLeft');
  await expect(workbench.parameter('learningRate')).not.toHaveValue('0.03');
  await workbench.set('l2', '0.001');
  await page.locator('[data-field="full-batch"]').check();
  await expect(workbench.parameter('batchSize')).toHaveValue('150');
  const step = await workbench.number('step');
  await expect.poll(() => workbench.number('step')).toBeGreaterThan(step);
  await expect(workbench.action('play')).toHaveText('Pause');
  await workbench.action('play').click();
  await workbench.ready();

  // Delete is the keyboard's double click: back to the default of the method.
  await slider.focus();
  await slider.press('Delete');
  await expect(workbench.parameter('learningRate')).toHaveValue('0.001');
});

test('formulas are in sight, and a sentence on what has the focus', async ({ workbench, page }) => {
  await workbench.open();
  const panel = page.locator('fall-line-optimizer');
  await expect(panel).toContainText('θ ← θ − η m̂ / (√ŝ + ε)');
  await workbench.menu('schedule').selectOption('exponential');
  await expect(panel).toContainText('η = η₀ γᵉ');
  await workbench.parameter('gamma').focus();
  await expect(panel.locator('[data-figure="hint"]')).toContainText(
    'Factor per epoch. From 0 to 1; usually 0.97.',
  );
});

test('activation functions are laid over each other, with open circles where slopes jump', async ({
  workbench,
  page,
}) => {
  await workbench.open();
  await page
    .getByRole('link', { name: 'Activations' })
    .or(page.getByRole('button', { name: 'Activations' }))
    .first()
    .click();
  const gallery = page.locator('fall-line-activations');
  const reading = (id: string, kind: string) =>
    gallery.locator(`[data-reading="${id}"] [data-value="${kind}"]`);
  await expect(gallery.locator('[data-reading]')).toHaveCount(3);
  await gallery.getByRole('checkbox', { name: 'Show ELU' }).check();
  await expect(gallery.locator('[data-reading]')).toHaveCount(4);
  await expect(gallery.getByRole('checkbox', { name: 'Show Softmax' })).toBeDisabled();

  const slopes = gallery.locator('[data-plot="slope"]');
  await slopes.locator('canvas').focus();
  await slopes.locator('canvas').press('Home');
  await expect(reading('leaky-relu', 'slope')).toHaveText('0.01000');
  await expect(reading('relu', 'value')).toHaveText('0');
  await gallery
    .locator('[data-activation="leaky-relu"] [data-parameter="slope"] input[type="text"]')
    .fill('0.25');
  await page.keyboard.press('Enter');
  await expect(reading('leaky-relu', 'slope')).toHaveText('0.2500');
  await expect(reading('leaky-relu', 'value')).toHaveText('−1.250');

  // Open circles are filled with the ground: ReLU and leaky ReLU at 1, the ELU's slope does not jump.
  await slopes.locator('[data-action="save-plot"]').click();
  const waiting = page.waitForEvent('download');
  await slopes.locator('[data-save="svg"]').click();
  const drawing = await (await waiting).createReadStream();
  let text = '';
  for await (const chunk of drawing) text += String(chunk);
  const circles = [...text.matchAll(/<path d="M[^"]*C[^"]*" fill="(#\w+)"/g)].map(
    ([, fill]) => fill,
  );
  expect(circles.filter((fill) => fill === '#ffffff')).toHaveLength(2);
  expect(circles.length).toBeGreaterThanOrEqual(4);

  await gallery.locator('[data-activation="leaky-relu"] [data-action="use"]').click();
  await expect(
    gallery.locator('[data-activation="leaky-relu"] [data-action="use"]'),
  ).toHaveAttribute('aria-pressed', 'true');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(gallery.locator('[data-activation="tanh"] [data-action="use"]')).toHaveAttribute(
    'aria-pressed',
    'true',
  );
});

test('a method of second order shows its damping step by step, others do not', async ({
  workbench,
  page,
}) => {
  await workbench.open('#set=data.source=three-points&set=stop.epochs=12');
  await expect(page.locator('fall-line-method-strip')).toHaveCount(0);
  await workbench.menu('optimizer').selectOption('levenberg-marquardt');
  await workbench.ready();
  await workbench.epochs(4);
  for (const figure of ['damping', 'gainRatio', 'rejections', 'stepNorm', 'condition']) {
    await expect(page.locator(`[data-strip="${figure}"] b`)).not.toHaveText('–');
  }
  const damping = async (): Promise<number> =>
    readNumber((await page.locator('[data-strip="damping"] b').textContent()) ?? '');
  const before = await damping();
  await workbench.epochs(3);
  expect(await damping()).toBeLessThan(before); // the model holds better near the end
  await workbench.menu('optimizer').selectOption('adam');
  await workbench.ready();
  await expect(page.locator('fall-line-method-strip')).toHaveCount(0);
});
