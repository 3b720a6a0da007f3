import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Locator, Page } from '@playwright/test';
import { expect, mnistFiles, test, type Workbench } from './workbench';

const layers = [{ units: 64, activation: 'relu' }, {}];
test.setTimeout(120_000);

/** Digits that are written more alike than people's, so that a few epochs do. */
const digits = [
  'data.source=digits',
  'data.samples=4000',
  'data.variation=0.7',
  `network.layers=${JSON.stringify(layers)}`,
  'optimizer={"id":"adam","learningRate":0.003}',
  'batchSize=50',
]
  .map((setting) => `set=${encodeURIComponent(setting)}`)
  .join('&');

interface AxeReport {
  readonly violations: readonly {
    readonly id: string;
    readonly nodes: readonly { readonly target: readonly unknown[] }[];
  }[];
}

type Place = readonly [x: number, y: number];

/** Digits as a hand draws them: a stroke is a line through places from 0 to 1. */
const one: readonly (readonly Place[])[] = [
  [
    [0.56, 0.12],
    [0.46, 0.88],
  ],
];
const zero: readonly (readonly Place[])[] = [
  Array.from({ length: 25 }, (_, i) => {
    const angle = (2 * Math.PI * i) / 24;
    return [0.5 - 0.24 * Math.sin(angle), 0.5 - 0.36 * Math.cos(angle)] as const;
  }),
];

class Result {
  constructor(readonly page: Page) {}

  get panel(): Locator {
    return this.page.locator('fall-line-result');
  }

  get pad(): Locator {
    return this.page.locator('canvas.pad');
  }

  get drawn(): Locator {
    return this.page.locator('[data-figure="drawn-class"]');
  }

  async show(view: string): Promise<void> {
    await this.panel.locator(`[data-segment="${view}"]`).first().click();
  }

  /** Draws with the mouse. */
  async draw(strokes: readonly (readonly Place[])[]): Promise<void> {
    await this.pad.scrollIntoViewIfNeeded();
    const box = await this.pad.boundingBox();
    if (!box) throw new Error('There is no pad.');
    const { mouse } = this.page;
    for (const stroke of strokes) {
      let isDown = false;
      for (const [x, y] of stroke) {
        await mouse.move(box.x + x * box.width, box.y + y * box.height, { steps: isDown ? 4 : 1 });
        if (!isDown) await mouse.down();
        isDown = true;
      }
      await mouse.up();
    }
  }

  /** Percentages of the bars in the given view, from the first class to the last. */
  async shares(view: string): Promise<number[]> {
    const texts = await this.page.locator(`${view} .bars .value`).allTextContents();
    return texts.map((text) => Number(text.replace(/[\s%]/gu, '')));
  }
}

/** The counts of the confusion matrix, row by row. */
async function counts(page: Page): Promise<number[]> {
  return page
    .locator('fall-line-confusion td[data-count]')
    .evaluateAll((cells) => cells.map((cell) => Number((cell as HTMLElement).dataset['count'])));
}

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

async function openDigits(workbench: Workbench, epochs: number): Promise<Result> {
  const stop = encodeURIComponent(`stop={"epochs":${epochs}}`);
  await workbench.open(`#${digits}&set=${stop}`);
  await expect(workbench.page.locator('[data-fact="network"]')).toHaveText('784–64–10');
  await workbench.action('play').click();
  await expect(workbench.figure('epoch')).toHaveText(String(epochs), { timeout: 60_000 });
  await workbench.ready();
  return new Result(workbench.page);
}

test('digits are learned, and drawn ones recognised', async ({ workbench, page }) => {
  const result = await openDigits(workbench, 6);
  expect(await workbench.number('test-second')).toBeGreaterThanOrEqual(90);

  await result.show('pad');
  await result.draw(one);
  await expect(result.drawn).toHaveText('1');
  expect(sum(await result.shares('fall-line-digit-pad'))).toBeCloseTo(100, 0);

  await page.locator('[data-action="pad-clear"]').click();
  await expect(result.drawn).toHaveText('–');
  await result.draw(zero);
  await expect(result.drawn).toHaveText('0');

  // A stroke more, and back.
  await result.draw([
    [
      [0.1, 0.1],
      [0.9, 0.9],
    ],
  ]);
  await expect(page.locator('fall-line-digit-pad [role="status"]')).toHaveText(/^Taken for \d, /);
  await page.locator('[data-action="pad-undo"]').click();
  await expect(result.drawn).toHaveText('0');

  // The drawing is kept while another view is looked at, and judged anew while it trains.
  await result.show('confusion');
  await result.show('pad');
  await expect(result.drawn).toHaveText('0');
  await workbench.action('reset').click();
  await expect(workbench.figure('step')).toHaveText('0');
  await workbench.ready();
  await expect
    .poll(async () => Math.max(...(await result.shares('fall-line-digit-pad'))))
    .toBeLessThan(60);
  await workbench.epochs(2);
  await expect(result.drawn).toHaveText('0');
});

test('a digit is drawn with the keys alone', async ({ workbench, page }) => {
  const result = await openDigits(workbench, 4);
  await result.show('pad');
  await result.pad.focus();
  const { keyboard } = page;
  for (let i = 0; i < 3; ++i) await keyboard.press('Shift+ArrowUp');
  await keyboard.press('Space');
  for (let i = 0; i < 6; ++i) await keyboard.press('Shift+ArrowDown');
  await expect(result.drawn).toHaveText('1');
  await keyboard.press('Space');
  await expect(page.locator('fall-line-digit-pad [role="status"]')).toHaveText(/^Taken for 1, /);
  // Space drew: it did not start the training as it does elsewhere.
  await expect(workbench.action('play')).toHaveText('Play');
  await keyboard.press('Backspace');
  await expect(result.drawn).toHaveText('–');
});

test('the confusion matrix adds up, in counts and in shares', async ({ workbench, page }) => {
  await openDigits(workbench, 2);
  const matrix = page.locator('fall-line-confusion');
  const test = await counts(page);
  expect(test).toHaveLength(100);
  expect(sum(test)).toBe(1000);
  const right = sum(test.filter((_, i) => i % 11 === 0));
  expect(right / 10).toBeCloseTo(await workbench.number('test-second'), 1);

  await matrix.locator('[data-segment="train"]').click();
  await expect.poll(async () => sum(await counts(page))).toBe(3000);
  await matrix.locator('[data-segment="shares"]').click();
  const rows = matrix.locator('tbody tr');
  const first = (await rows.first().locator('td[data-share]').allTextContents()).map(Number);
  expect(sum(first)).toBeGreaterThan(98); // rounded to a whole per cent
  expect(sum(first)).toBeLessThan(102);

  // Cells are reached by keys and say what they are.
  await matrix.locator('td[tabindex="0"]').focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  const sentence = /^1 shown as 2: \d+ times?, [\d.]+\s%/u;
  await expect(matrix.locator('[data-note] output')).toHaveText(sentence);
  await expect(matrix.locator('td:focus')).toHaveAttribute('aria-label', sentence);

  // Precision, recall and F1 of each class, and their means.
  const scores = matrix.locator('[data-score="mean"] td');
  await expect(scores).toHaveCount(3);
  for (const score of await scores.allTextContents()) expect(Number(score)).toBeGreaterThan(0.5);
});

test('the worst mistakes are images, and one is shown with the whole output', async ({
  workbench,
  page,
}) => {
  const result = await openDigits(workbench, 2);
  await result.show('mistakes');
  const items = page.locator('fall-line-mistakes button[data-sample]');
  await expect(items).toHaveCount(60);
  await expect(page.locator('canvas[data-shown]:not([data-shown=""])')).toHaveCount(60);
  const inked = await page
    .locator('canvas[data-image]')
    .first()
    .evaluate((element) => {
      const canvas = element as HTMLCanvasElement;
      const { data } = canvas.getContext('2d')?.getImageData(0, 0, 28, 28) ?? { data: [] };
      return [...data].filter((value, i) => i % 4 === 0 && value > 128).length;
    });
  expect(inked).toBeGreaterThan(10);

  // The worst first: the true class has less and less of a share... the less, the larger the loss.
  const labels = await items.evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')));
  const shares = labels.map((label) => Number(/ ([\d.]+)\s%/u.exec(label ?? '')?.[1]));
  expect(shares).toEqual([...shares].sort((a, b) => a - b));

  // What the network says of the very bytes is what was counted in the evaluation.
  const last = items.last();
  const [, truth, taken, share] =
    /^(\d) → (\d) ([\d.]+)\s%/u.exec((await last.getAttribute('aria-label')) ?? '') ?? [];
  await last.click();
  await expect(page.locator('.chosen .best .name')).toHaveText(taken ?? '');
  await expect(page.locator('.chosen .truth .name')).toHaveText(truth ?? '');
  const bars = await result.shares('fall-line-mistakes .chosen');
  expect(sum(bars)).toBeCloseTo(100, 0);
  expect(bars[Number(truth)]).toBeCloseTo(Number(share), 1);
});

test('nothing in these views is out of reach', async ({ workbench, page }) => {
  const result = await openDigits(workbench, 1);
  const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  const found = async (): Promise<string[]> => {
    await page.evaluate(axe);
    return page.evaluate(async () => {
      const { axe: checker } = window as unknown as {
        axe: { run(context: object): Promise<AxeReport> };
      };
      const { violations } = await checker.run({
        include: { fromShadowDom: ['fall-line-workbench', 'fall-line-result'] },
      });
      return violations.map(
        ({ id, nodes }) => `${id}: ${nodes.map((n) => n.target.join(' ')).join(', ')}`,
      );
    });
  };
  const check = async (
    ...views: readonly (readonly [id: string, here: string])[]
  ): Promise<void> => {
    for (const [id, here] of views) {
      await result.show(id);
      await expect(page.locator(here).first()).toBeVisible();
      expect(await found(), id).toEqual([]);
    }
  };
  await check(
    ['confusion', 'fall-line-confusion td'],
    ['mistakes', 'fall-line-mistakes button[data-sample]'],
    ['weights', 'fall-line-weight-images canvas'],
    ['pad', 'canvas.pad'],
  );
  await page.locator('input[type="file"]').first().setInputFiles([houses()]);
  await check(['scatter', 'fall-line-output-scatter'], ['row', 'fall-line-typed-row [data-input]']);
});

test('weight images are named, by pointer and by keys, on one scale', async ({
  workbench,
  page,
}) => {
  const result = await openDigits(workbench, 1);
  await result.show('weights');
  const gallery = page.locator('fall-line-weight-images canvas').first();
  const reading = page.locator('fall-line-weight-images [data-reading]');
  await expect(gallery).toHaveAttribute('aria-label', /64 units/);
  await gallery.hover({ position: { x: 4, y: 4 } });
  await expect(reading).toContainText('Unit 1');
  await expect(reading).toContainText(/row \d+, column \d+:\s*−?\d/u);
  await gallery.focus();
  await page.keyboard.press('End');
  await expect(reading).toContainText('Unit 64');
  await page.keyboard.press('ArrowLeft');
  await expect(reading).toContainText('Unit 63');
  await expect(page.locator('fall-line-weight-images canvas.scale')).toHaveAttribute(
    'aria-label',
    /from −0\.\d+ to 0\.\d+/u,
  );
});

const houses = (): { name: string; mimeType: string; buffer: Buffer } => {
  const cities = ['Oslo', 'Bergen', 'Vadsø'];
  const rows = Array.from({ length: 240 }, (_, i) => {
    const area = 40 + ((i * 37) % 101);
    const rooms = 1 + (i % 5);
    const city = (i * 7) % 3;
    return `${area},${rooms},${cities[city]},${30 * area + 200 * rooms + 1500 * city}`;
  });
  const text = `area,rooms,city,price\n${rows.join('\n')}\n`;
  return { name: 'houses.csv', mimeType: 'text/csv', buffer: Buffer.from(text) };
};

test('a table: predicted against true, the histogram, a row to type into', async ({
  workbench,
  page,
}) => {
  await workbench.open();
  await page.locator('input[type="file"]').first().setInputFiles([houses()]);
  const result = new Result(page);
  const scatter = page.locator('fall-line-output-scatter');
  await expect(scatter).toBeVisible();
  await workbench.epochs(12);
  const figure = (name: string): Promise<number> => workbench.number(`errors-${name}`);
  await expect.poll(() => figure('r2')).toBeCloseTo(await workbench.number('test-second'), 2);
  expect(await figure('r2')).toBeGreaterThan(0.8);
  const [mse, mean, deviation] = [
    await figure('mse'),
    await figure('mean'),
    await figure('deviation'),
  ];
  expect((mean ** 2 + deviation ** 2) / mse).toBeCloseTo(1, 1);

  const histogram = scatter.locator('fall-line-error-histogram canvas');
  expect(Number(await histogram.getAttribute('data-bins'))).toBeGreaterThan(3);
  await histogram.focus();
  await page.keyboard.press('End');
  await expect(scatter.locator('fall-line-error-histogram output')).toHaveText(
    / to .*: \d+ sample/u,
  );
  await scatter.locator('canvas').first().focus();
  await page.keyboard.press('ArrowRight');
  await expect(scatter.locator('.note output').first()).toHaveText(
    /^true .*, predicted .*, error /u,
  );

  // A row: typed numbers and chosen categories change the prediction.
  await result.show('row');
  const row = page.locator('fall-line-typed-row');
  const output = row.locator('[data-figure="row-output-0"]');
  await expect(row.locator('[data-input]')).toHaveCount(3); // the city is one menu
  await expect(output).toHaveText(/\d/u);
  const price = (): Promise<number> => workbench.number('row-output-0');
  const before = await price();
  const area = row.locator('[data-input="area"] input[type="text"]');
  await area.fill('140');
  await area.press('Enter');
  await expect.poll(price).toBeGreaterThan(before + 200);
  const large = await price();
  const city = row.locator('select[data-input="city"]');
  await city.selectOption('Oslo');
  await expect.poll(price).toBeLessThan(large);
  const cheap = await price();
  await city.selectOption('Vadsø');
  await expect.poll(price).toBeGreaterThan(cheap + 1000);

  // A sample by its number, with its truth beside it.
  const number = row.locator('[data-field="row-sample"]');
  await number.fill('12');
  await number.press('Enter');
  await expect(row).toContainText('sample 12 of the test part');
  await expect(row).toContainText(/true \d+, error/u);
  await row.locator('[data-action="row-usual"]').click();
  await expect.poll(price).toBeCloseTo(before, 0);
  await workbench.epochs(1); // live: the same row, another network
  await expect.poll(price).not.toBe(before);
});

test('a table of classes: rows that were mistaken, and bars for a typed one', async ({
  workbench,
  page,
}) => {
  await workbench.open();
  await page.locator('input[type="file"]').first().setInputFiles([houses()]);
  await page.locator('[data-field="target"]').selectOption('city');
  const result = new Result(page);
  await result.show('confusion'); // three inputs are shown in space at first
  await expect(page.locator('fall-line-confusion')).toBeVisible();
  await workbench.epochs(4);
  expect(sum(await counts(page))).toBe(60);

  await result.show('mistakes');
  const rows = page.locator('fall-line-mistakes tbody tr');
  await expect(rows).toHaveCount(60);
  await expect(page.locator('fall-line-mistakes thead th').last()).toHaveText('price');
  await expect(rows.first().locator('td').last()).toHaveText(/^\d/u);
  await rows.first().locator('button').click();
  await expect(page.locator('.chosen .bars li')).toHaveCount(3);

  await result.show('row');
  await expect(page.locator('[data-figure="row-class"]')).toHaveText(/Oslo|Bergen|Vadsø/u);
  expect(sum(await result.shares('fall-line-typed-row'))).toBeCloseTo(100, 0);
});

test.describe('MNIST', () => {
  const files = mnistFiles();
  test.skip(
    files === null,
    'the four MNIST files are not in ../shared/data/mnist or $FALL_LINE_MNIST',
  );
  test.setTimeout(180_000);

  test('dropped, trained for an epoch, a drawn digit recognised', async ({ workbench, page }) => {
    await workbench.open();
    await workbench.files(...(files ?? []));
    await expect(page.locator('[data-fact="network"]')).toHaveText('784–128–10', {
      timeout: 30_000,
    });
    const result = new Result(page);
    await result.show('pad');
    await workbench.action('epoch').click();
    await result.draw(zero); // while it trains
    await expect(workbench.figure('fingerprint')).toHaveAttribute('data-step', '1200', {
      timeout: 90_000,
    });
    expect(await workbench.number('test-second')).toBeGreaterThan(90);
    await expect(result.drawn).toHaveText('0');
    await page.locator('[data-action="pad-clear"]').click();
    await result.draw(one);
    await expect(result.drawn).toHaveText('1');
  });
});
