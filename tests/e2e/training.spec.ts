import { expect, test } from './workbench';

test('play trains: epochs pass and the loss falls', async ({ workbench }) => {
  await workbench.open();
  const before = await workbench.number('train-loss');
  await workbench.action('play').click();
  // 60 epochs are 2 s at the usual pace; a busy machine may need longer, and speed has its own test.
  await expect.poll(() => workbench.number('epoch'), { timeout: 20_000 }).toBeGreaterThan(60);
  await workbench.action('play').click();
  await workbench.ready();
  expect(await workbench.number('train-loss')).toBeLessThan(before / 3);
  expect(await workbench.number('train-second')).toBeGreaterThan(95);
});

test('the spiral is solved from the gallery, by what the page offers', async ({
  workbench,
  page,
}) => {
  await workbench.open('#set=data.source=plane');
  await workbench.source('spiral').click();
  await expect(workbench.source('spiral')).toHaveAttribute('aria-pressed', 'true');
  await workbench.menu('optimizer').selectOption('adam');
  await workbench.set('learningRate', '0.03');
  await page.locator('[data-fold="stop"] summary').click();
  await page.locator('[data-rule="epochs"]').check();
  await workbench.set('stop-epochs', '150');
  await workbench.ready();
  expect(await workbench.number('test-second')).toBeLessThan(80);
  await workbench.action('finish').click();
  await expect(workbench.figure('epoch')).toHaveText('150', { timeout: 20_000 });
  await workbench.ready();
  expect(await workbench.number('train-second')).toBeGreaterThanOrEqual(98);
  expect(await workbench.number('test-second')).toBeGreaterThanOrEqual(95);
});

test(
  'pause answers in under 100 ms at full speed',
  { tag: '@timed' },
  async ({ workbench, page }) => {
    await workbench.open();
    await page.locator('[data-field="pace"]').selectOption('0');
    for (let i = 0; i < 5; ++i) {
      const step = await workbench.number('step');
      await workbench.action('play').click();
      await expect.poll(() => workbench.number('step')).toBeGreaterThan(step + 1000);
      expect(await workbench.pauseTime()).toBeLessThan(100);
      await workbench.ready();
    }
  },
);

test('step and epoch train that much and no more', async ({ workbench }) => {
  await workbench.open();
  await workbench.action('step').click();
  await expect(workbench.figure('step')).toHaveText('1');
  await workbench.ready();
  await workbench.action('epoch').click();
  await expect(workbench.figure('step')).toHaveText('15'); // 150 training samples, batches of 10
  await expect(workbench.figure('epoch')).toHaveText('1');
});

test('reset gives the same start, a new start another one on the same data', async ({
  workbench,
  page,
}) => {
  await workbench.open();
  const start = await workbench.fingerprint();
  await workbench.epochs(2);
  const trained = await workbench.fingerprint();
  expect(trained).not.toBe(start);

  await workbench.action('reset').click();
  await expect(workbench.figure('step')).toHaveText('0');
  expect(await workbench.fingerprint()).toBe(start);
  await workbench.epochs(2);
  expect(await workbench.fingerprint()).toBe(trained);

  const seed = page.locator('[data-field="seed"]');
  await workbench.action('new').click();
  await expect(seed).not.toHaveValue('1');
  await expect(workbench.figure('step')).toHaveText('0');
  await expect.poll(() => workbench.fingerprint()).not.toBe(start);
  await expect(page.locator('[data-field="data-seed"]')).toHaveValue('7');

  await seed.fill('1');
  await seed.press('Enter');
  await expect.poll(() => workbench.fingerprint()).toBe(start);
});

test('the learning rate changes while it runs, and the run goes on', async ({ workbench }) => {
  await workbench.open();
  await workbench.action('play').click();
  await expect.poll(() => workbench.number('epoch')).toBeGreaterThan(5);
  const step = await workbench.number('step');
  await workbench.set('learningRate', '0.001');
  await workbench.set('batchSize', '20');
  await workbench.set('l2', '0.0001');
  await expect.poll(() => workbench.number('step')).toBeGreaterThan(step);
  await workbench.action('play').click();
  await workbench.ready();
  await expect(workbench.parameter('learningRate')).toHaveValue('0.001');
  await expect(workbench.parameter('batchSize')).toHaveValue('20');

  // The changes have become settings of the run to come.
  await workbench.action('reset').click();
  await expect(workbench.figure('step')).toHaveText('0');
  await expect(workbench.parameter('learningRate')).toHaveValue('0.001');
});

test('a run that diverges says why, and a lower rate is one press away', async ({ workbench }) => {
  await workbench.open(
    '#set=data.source=plane&set=network.layers=[{"units":8,"activation":"relu"},{}]' +
      '&set=optimizer={"id":"sgd","learningRate":100}',
  );
  await workbench.action('play').click();
  await expect(workbench.notice).toContainText(/diverged/i);
  await expect(workbench.notice).toContainText(/step \d+/);
  await workbench.action('notice').click();
  await expect(workbench.parameter('learningRate')).toHaveValue('10');
});

test('a report of the engine does not undo what is being typed', async ({ workbench, page }) => {
  await workbench.open();
  await workbench.action('play').click();
  const seed = page.locator('[data-field="seed"]');
  await seed.fill('12');
  const step = await workbench.number('step');
  await expect.poll(() => workbench.number('step')).toBeGreaterThan(step + 20);
  await expect(seed).toHaveValue('12');
  await seed.press('Enter');
  await expect(page.locator('[data-field="seed"]')).toHaveValue('12');
  await seed.fill('x');
  await seed.press('Enter'); // no seed: the one in force comes back
  await expect(seed).toHaveValue('12');
});

test('a stop rule ends training and says so', async ({ workbench }) => {
  await workbench.open('#set=stop.epochs=3');
  await workbench.action('play').click();
  await expect(workbench.notice).toContainText('Training has ended');
  await expect(workbench.figure('epoch')).toHaveText('3');
});

test('undo and redo go through edits', async ({ workbench, page }) => {
  await workbench.open();
  const start = await workbench.fingerprint();
  await workbench.source('circle').click();
  await expect(workbench.source('circle')).toHaveAttribute('aria-pressed', 'true');
  await workbench.action('add-layer').click();
  await expect(page.locator('[data-fact="network"]')).toHaveText('2–8–8–8–1');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.locator('[data-fact="network"]')).toHaveText('2–8–8–1');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(workbench.source('spiral')).toHaveAttribute('aria-pressed', 'true');
  await expect.poll(() => workbench.fingerprint()).toBe(start);
  await page.getByRole('button', { name: 'Redo' }).click();
  await expect(workbench.source('circle')).toHaveAttribute('aria-pressed', 'true');
});

test('layers are shaped in place', async ({ workbench, page }) => {
  await workbench.open();
  const network = page.locator('[data-fact="network"]');
  const first = page.locator('[data-layer="0"]');
  await first.getByRole('button', { name: 'One unit more' }).click();
  await expect(network).toHaveText('2–9–8–1');
  await first.getByLabel('Units').fill('16');
  await first.getByLabel('Units').press('Enter');
  await expect(network).toHaveText('2–16–8–1');
  await first.locator('[data-menu="activation"]').selectOption('leaky-relu');
  await expect(first.locator('[data-parameter="slope"]')).toBeVisible();
  await page.getByRole('button', { name: 'Duplicate Hidden 1' }).click();
  await expect(network).toHaveText('2–16–16–8–1');
  await page.getByRole('button', { name: 'Remove Hidden 3' }).click();
  await expect(network).toHaveText('2–16–16–1');
  await workbench.epochs(1);
});
