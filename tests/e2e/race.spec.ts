import type { Page } from '@playwright/test';
import { expect, test, type Workbench } from './workbench';

/** Several methods on three points: small, and over in a moment. */
const threePoints = {
  seed: 3,
  data: { source: 'three-points' },
  network: { layers: [{ units: 10, activation: 'tanh' }, {}] },
  optimizer: { id: 'adam', learningRate: 0.01 },
};

function hashOf(spec: unknown, place = ''): string {
  return `#v=1&j=${encodeURIComponent(JSON.stringify(spec))}${place === '' ? '' : `&at=${place}`}`;
}

async function openRace(page: Page, spec: unknown = threePoints): Promise<void> {
  await page.goto(`./${hashOf(spec, 'race')}`);
  await expect(page.locator('[data-action="race"]')).toBeEnabled();
}

async function fourLanes(
  page: Page,
  methods = ['adam', 'sgd', 'momentum', 'nesterov'],
): Promise<void> {
  while ((await page.locator('[data-lane]').count()) < methods.length) {
    const before = await page.locator('[data-lane]').count();
    await page.locator('[data-action="add-lane"]').click();
    await expect(page.locator('[data-lane]')).toHaveCount(before + 1);
  }
  while ((await page.locator('[data-lane]').count()) > methods.length) {
    const before = await page.locator('[data-lane]').count();
    await page.locator('[data-action="remove-lane"]').last().click();
    await expect(page.locator('[data-lane]')).toHaveCount(before - 1);
  }
  for (const [i, method] of methods.entries()) {
    await page.locator(`select[data-menu="lane-${i}"]`).selectOption(method);
  }
  await expect(page.locator('[data-row][data-status="ready"]')).toHaveCount(methods.length);
}

async function setNumber(page: Page, name: string, value: string): Promise<void> {
  const field = page.locator(`[data-parameter="${name}"] input[type="text"]`);
  await field.fill(value);
  await field.press('Enter');
  await expect(page.locator('[data-action="race"]')).toBeEnabled();
}

async function setRate(page: Page, lane: number, value: string): Promise<void> {
  const details = page.locator(`[data-lane="${lane}"] details`);
  await details.locator('summary').click();
  const field = details.locator('[data-parameter="learningRate"] input[type="text"]');
  await field.fill(value);
  await field.press('Enter');
}

/** What the table says, row by row. */
async function figures(page: Page, cell: string): Promise<string[]> {
  return page.locator(`[data-cell="${cell}"]`).allTextContents();
}

/** What the lanes hold, as the views see it. */
interface Raced {
  readonly race: {
    readonly lanes: readonly {
      readonly session: { trace(sample: null): Promise<{ readonly samples: Int32Array }> };
      readonly history: {
        readonly steps: Float64Array;
        column(part: string, metric: string): Float64Array | null;
        figure(name: string): Float64Array | null;
      };
    }[];
  };
}

/** The samples of the next step, lane by lane. */
function nextBatches(page: Page): Promise<number[][]> {
  return page.locator('fall-line-race-chart').evaluate((element) => {
    const { race } = element as unknown as Raced;
    const traces = race.lanes.map(({ session }) => session.trace(null));
    return Promise.all(traces.map(async (trace) => Array.from((await trace).samples)));
  });
}

/** Every number that the plot can show, lane by lane. */
function measurements(page: Page): Promise<number[][][]> {
  return page.locator('fall-line-race-chart').evaluate((element) => {
    const { race } = element as unknown as Raced;
    return race.lanes.map(({ history }) =>
      [
        history.steps,
        history.column('train', 'loss'),
        history.figure('evaluations'),
        history.figure('seconds'),
      ].map((numbers) => Array.from(numbers ?? [])),
    );
  });
}

async function raced(page: Page): Promise<void> {
  await page.locator('[data-action="race"]').click();
  await expect(page.locator('[data-row][data-status="ready"]')).toHaveCount(0);
  await expect(page.locator('[data-action="race-step"]')).toBeEnabled({ timeout: 45_000 });
}

/** The fingerprint of a lane's Spec, trained alone in the workbench. */
async function solo(workbench: Workbench): Promise<string> {
  await workbench.action('finish').click();
  await expect(workbench.figure('epoch')).toHaveText('300', { timeout: 30_000 });
  return workbench.fingerprint();
}

test('four lanes start alike, and each ends where it ends alone', async ({ page, workbench }) => {
  test.setTimeout(120_000);
  await openRace(page);
  await fourLanes(page);
  await setNumber(page, 'epochs', '300');
  await setNumber(page, 'batch', '2'); // so that the order of the samples matters
  await expect(page.locator('[data-row][data-status="ready"]')).toHaveCount(4);
  const starts = await page
    .locator('[data-row]')
    .evaluateAll((rows) => rows.map((row) => (row as HTMLElement).dataset['start']));
  expect(new Set(starts).size).toBe(1);
  await expect(page.locator('[data-figure="start"]')).toContainText(starts[0] ?? 'none');

  await raced(page);
  expect(await figures(page, 'iterations')).toEqual(['600', '600', '600', '600']);
  const prints = await figures(page, 'fingerprint');
  expect(new Set(prints).size).toBe(4);

  for (const lane of [0, 1, 2, 3]) {
    const details = page.locator(`[data-lane="${lane}"] details`);
    await details.locator('summary').click();
    await details.locator('[data-action="open-lane"]').click();
    await workbench.ready();
    expect(await solo(workbench)).toBe(prints[lane]);
    await page.locator('[data-place="race"]').click();
    expect(await figures(page, 'fingerprint')).toEqual(prints); // the race is as it was left
    await details.locator('summary').click();
  }
});

test('Levenberg-Marquardt is there in a dozen steps, gradient descent is not', async ({ page }) => {
  await openRace(page);
  await fourLanes(page, ['adam', 'sgd', 'lbfgs', 'levenberg-marquardt']);
  await setNumber(page, 'epochs', '200');
  await setNumber(page, 'loss', '1e-24');
  await expect(page.locator('[data-row][data-status="ready"]')).toHaveCount(4);
  await raced(page);
  const statuses = await figures(page, 'status');
  expect(statuses).toEqual(['stopped', 'stopped', 'converged', 'converged']);
  const iterations = (await figures(page, 'iterations')).map(Number);
  expect(iterations[3]).toBeLessThanOrEqual(15);
  expect(iterations[2]).toBeLessThanOrEqual(60);
});

test('all lanes take the same batches in the same order', async ({ page }) => {
  await openRace(page);
  await fourLanes(page);
  await setNumber(page, 'batch', '1');
  await expect(page.locator('[data-row][data-status="ready"]')).toHaveCount(4);
  const order: number[] = [];
  for (let step = 1; step <= 9; ++step) {
    const batches = await nextBatches(page);
    expect(batches).toHaveLength(4);
    for (const batch of batches) expect(batch).toEqual(batches[0]);
    expect(batches[0]).toHaveLength(1);
    order.push(...(batches[0] ?? []));
    await page.locator('[data-action="race-step"]').click();
    await expect.poll(() => figures(page, 'iterations')).toEqual(batches.map(() => String(step)));
    await expect(page.locator('[data-action="race-step"]')).toBeEnabled();
  }
  // Every epoch has all three points, and they are shuffled anew.
  const epochs = [0, 3, 6].map((from) => order.slice(from, from + 3));
  for (const epoch of epochs) expect([...epoch].sort()).toEqual([0, 1, 2]);
  expect(new Set(epochs.map(String)).size).toBeGreaterThan(1);
});

test('another axis changes no figure', async ({ page }) => {
  await openRace(page);
  await fourLanes(page);
  await setNumber(page, 'epochs', '50');
  await raced(page);
  const before = await figures(page, 'fingerprint');
  const measured = await measurements(page);
  for (const numbers of measured.flat()) expect(numbers.length).toBeGreaterThan(50);
  for (const axis of ['evaluations', 'milliseconds', 'iterations']) {
    await page.locator(`[data-segment="${axis}"]`).click();
    await expect(page.locator(`[data-segment="${axis}"]`)).toHaveAttribute('aria-checked', 'true');
    await expect(page.locator('[data-reading="0"] b')).not.toHaveText('–');
  }
  expect(await measurements(page)).toEqual(measured);
  expect(await figures(page, 'fingerprint')).toEqual(before);
  expect(await figures(page, 'iterations')).toEqual(before.map(() => '50'));
});

test('a lane that diverges leaves the others running', async ({ page }) => {
  await openRace(page);
  await fourLanes(page);
  await setNumber(page, 'epochs', '300');
  await setRate(page, 1, '1000');
  await expect(page.locator('[data-row][data-status="ready"]')).toHaveCount(4);
  await raced(page);
  await expect(page.locator('[data-row="1"]')).toHaveAttribute('data-status', 'diverged');
  await expect(page.locator('.reasons')).toContainText('Diverged');
  for (const row of [0, 2, 3]) {
    await expect(page.locator(`[data-row="${row}"]`)).toHaveAttribute('data-status', 'stopped');
  }
  const iterations = (await figures(page, 'iterations')).map(Number);
  expect(iterations[1]).toBeLessThan(300);
  expect([iterations[0], iterations[2], iterations[3]]).toEqual([300, 300, 300]);
});

test('step all is one step in each, pause stops all, and back is the same start', async ({
  page,
}) => {
  await openRace(page);
  await fourLanes(page);
  await setNumber(page, 'epochs', '100000');
  const start = await figures(page, 'fingerprint');
  await page.locator('[data-action="race-step"]').click();
  await expect.poll(() => figures(page, 'iterations')).toEqual(start.map(() => '1'));
  await page.locator('[data-action="race"]').click();
  await expect(page.locator('[data-action="race-step"]')).toBeDisabled();
  await page.locator('[data-action="race"]').click(); // pause
  await expect(page.locator('[data-action="race-step"]')).toBeEnabled();
  await expect(page.locator('[data-row][data-status="training"]')).toHaveCount(0);
  await page.locator('[data-action="race-restart"]').click();
  await expect.poll(() => figures(page, 'fingerprint')).toEqual(start);
});

test('one after the other, every lane gets there', async ({ page }) => {
  await openRace(page);
  await fourLanes(page);
  await setNumber(page, 'epochs', '20');
  await page.locator('[data-field="in-turn"]').check();
  await raced(page);
  const iterations = await figures(page, 'iterations');
  expect(iterations).toEqual(iterations.map(() => '20'));
});

test('the landscape is drawn through the paths, along a step and over two parameters', async ({
  page,
}) => {
  await openRace(page);
  await setNumber(page, 'epochs', '60');
  await page.locator('[data-segment="landscape"]').click();
  await expect(page.locator('fall-line-race-landscape')).toContainText('Start the race');
  await raced(page);
  const canvas = page.locator('fall-line-race-landscape canvas');
  await expect(canvas).toHaveAttribute('data-survey', 'path', { timeout: 20_000 });
  for (const plane of ['step', 'parameters', 'path']) {
    await page.locator(`[data-segment="${plane}"]`).click();
    await expect(canvas).toHaveAttribute('data-survey', plane, { timeout: 20_000 });
  }
  // The arrows of Levenberg-Marquardt, which is one of the first lanes.
  await expect(page.locator('fall-line-race-landscape')).toContainText('Arrows of Levenberg');
  // It is a picture: many colours, not one.
  const colours = await canvas.evaluate((element) => {
    const { width, height } = element as HTMLCanvasElement;
    const data = (element as HTMLCanvasElement)
      .getContext('2d')
      ?.getImageData(0, 0, width, height).data;
    const seen = new Set<number>();
    for (let i = 0; data && i < data.length; i += 4 * 97) {
      seen.add(((data[i] ?? 0) << 16) | ((data[i + 1] ?? 0) << 8) | (data[i + 2] ?? 0));
    }
    return seen.size;
  });
  expect(colours).toBeGreaterThan(50);
});

test('what a method cannot do is said in its lane', async ({ page }) => {
  await openRace(page);
  await setRate(page, 0, '-1');
  await expect(page.locator('[data-row="0"]')).toHaveAttribute('data-status', 'failed');
  await expect(page.locator('.reasons')).toContainText('optimizer.learningRate');
  await expect(page.locator('[data-row="1"]')).toHaveAttribute('data-status', 'ready');
});

test('on a phone nothing is wider than the screen', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await openRace(page);
  const widest = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(widest).toBeLessThanOrEqual(390);
});
