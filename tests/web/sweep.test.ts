// What a sweep comes to and how it is drawn: cells, the best of them, fronts, places, tables.
import { describe, expect, test } from 'vitest';
import type { Summary } from '../../web/src/engine/model';
import type { Expansion } from '../../web/src/engine/sweep_types';
import { boxOf, layoutSweep, placeAt } from '../../web/src/plots/sweep_map';
import { scaleOf, sharesOf } from '../../web/src/plots/sweep_scale';
import { runsOf, SweepDesk, type SweepRun } from '../../web/src/state/sweep';
import {
  bestCell,
  cellsOf,
  isStuck,
  metricsOf,
  paretoFront,
  ranked,
} from '../../web/src/state/sweep_figures';
import { hasIntervals, predictionsOf, valuesOf } from '../../web/src/state/sweep_intervals';
import {
  axesAt,
  offersOf,
  parseValues,
  planOf,
  presets,
  randomPreset,
  sweepOf,
  valuesText,
  type PlannedRepeat,
} from '../../web/src/state/sweep_plan';
import { defaultSpec } from '../../web/src/state/spec';
import { sweepCsv } from '../../web/src/views/sweep_csv';
import { axisName, runName, valueName } from '../../web/src/views/sweep_names';
import { cellIndex, mapOf, shapeOf } from '../../web/src/views/sweep_picture';
import { SmallEngine } from './small_engine';

function summaryOf(loss: number, more: Partial<Summary> = {}): Summary {
  return {
    summary: true,
    status: 'stopped',
    epochs: 10,
    steps: 100,
    seconds: 1,
    parameters: 20,
    best: { epoch: 9, loss },
    engine: '1',
    fingerprint: '0123456789abcdef',
    train: { loss: loss / 2, mse: loss / 2, r2: 0.9 },
    validation: null,
    test: { loss, mse: loss, r2: 1 - loss },
    ...more,
  };
}

/** 2 × 3 × 2 cells of two seeds. */
const expansion: Expansion = {
  axes: [
    { path: 'optimizer.learningRate', values: [0.1, 0.01] },
    { path: 'batchSize', values: [10, 50, 'full'] },
    { path: 'optimizer', values: ['sgd', { id: 'momentum', momentum: 0.5 }] },
  ],
  seeds: [4, 9],
  resamples: 0,
  folds: 0,
  testResamples: 0,
  level: 0.95,
  specs: Array.from({ length: 24 }, (_, i) => ({ data: { source: 'xor' }, seed: i % 2 ? 9 : 4 })),
};

function ended(run: SweepRun, loss: number, more: Partial<Summary> = {}): SweepRun {
  return { ...run, status: 'stopped', summary: summaryOf(loss, more) };
}

function at(runs: readonly SweepRun[], index: number): SweepRun {
  const run = runs[index];
  if (!run) throw new Error(`There is no run ${index}.`);
  return run;
}

test('runs stand in the core’s order: the last axis turns fastest, seeds faster still', () => {
  const runs = runsOf(expansion);
  expect(runs).toHaveLength(24);
  expect(runs[0]).toMatchObject({ values: [0, 0, 0], repeat: 0, status: 'waiting' });
  expect(runs[1]).toMatchObject({ values: [0, 0, 0], repeat: 1 });
  expect(runs[2]?.values).toEqual([0, 0, 1]);
  expect(runs[4]?.values).toEqual([0, 1, 0]);
  expect(runs[12]?.values).toEqual([1, 0, 0]);
  expect(runs[23]).toMatchObject({ values: [1, 2, 1], repeat: 1 });
});

test('a cell has the mean and the spread of its runs; those that diverged are counted', () => {
  const runs = runsOf(expansion);
  runs[0] = ended(at(runs, 0), 0.2);
  runs[1] = ended(at(runs, 1), 0.4);
  runs[2] = { ...ended(at(runs, 2), 9), status: 'diverged' };
  runs[3] = ended(at(runs, 3), 0.5);
  const cells = cellsOf(expansion, runs, 'test.loss');
  expect(cells).toHaveLength(12);
  expect(cells[0]?.mean).toBeCloseTo(0.3, 12);
  // Divisor n − 1: √((0.1² + 0.1²) / 1).
  expect(cells[0]?.deviation).toBeCloseTo(Math.sqrt(0.02), 12);
  expect(cells[0]).toMatchObject({ low: 0.2, high: 0.4, ended: 2, diverged: 0 });
  expect(cells[1]).toMatchObject({ mean: 0.5, deviation: null, diverged: 1, ended: 2 });
  expect(cells[2]).toMatchObject({ mean: null, ended: 0 });
});

test('the best cell is complete, and none of its runs has diverged', () => {
  const runs = runsOf(expansion).map((run) => ended(run, 0.5 + run.index / 100));
  runs[0] = { ...at(runs, 0), status: 'diverged' };
  expect(bestCell(cellsOf(expansion, runs, 'test.loss'), 'test.loss')?.index).toBe(1);
  // R² is better the higher it is: 1 − loss falls with the index, too.
  expect(bestCell(cellsOf(expansion, runs, 'test.r2'), 'test.r2')?.index).toBe(1);
  expect(bestCell(cellsOf(expansion, runsOf(expansion), 'test.loss'), 'test.loss')).toBeNull();
  expect(
    ranked(runs, 'test.loss')
      .map(({ index }) => index)
      .slice(0, 3),
  ).toEqual([1, 2, 3]);
  expect(ranked(runs, 'test.loss').at(-1)?.index).toBe(0);
});

test('every metric that there is can be shown, the test part’s first', () => {
  const runs = runsOf(expansion);
  expect(metricsOf(runs)).toEqual([]);
  runs[5] = ended(at(runs, 5), 0.3);
  expect(metricsOf(runs)).toEqual([
    'test.loss',
    'test.mse',
    'test.r2',
    'train.loss',
    'train.mse',
    'train.r2',
    'best',
    'epochs',
  ]);
});

test('the front holds networks that none beats with as few parameters', () => {
  const sizes = [30, 10, 20, 20, 40];
  const losses = [0.2, 0.5, 0.4, 0.3, 0.25];
  const five = runsOf({
    ...expansion,
    axes: [],
    seeds: [1, 2, 3, 4, 5],
    specs: expansion.specs.slice(0, 5),
  });
  const runs = five.map((run, i) => ended(run, losses[i] ?? 1, { parameters: sizes[i] ?? 1 }));
  expect(paretoFront(runs, 'test.loss').map(({ index }) => index)).toEqual([1, 3, 0]);
});

test('a network that fits hardly better than a constant is stuck', () => {
  const run = at(runsOf(expansion), 0);
  const info = { layers: [], meanPredictor: { train: { mse: 0.1 }, validation: null, test: null } };
  const stuckAt = (mse: number): boolean | null =>
    isStuck({ ...ended(run, 1, { train: { loss: mse, mse } }), info });
  expect(stuckAt(0.0999)).toBe(true);
  expect(stuckAt(0.0949)).toBe(false);
  expect(isStuck(run)).toBeNull();
});

test('rows, columns and facets are the axes in their order', () => {
  const shape = shapeOf(expansion);
  expect(shape.rows).toEqual(['0.1', '0.01']);
  expect(shape.columns).toEqual(['10', '50', 'full']);
  expect(shape.facets).toHaveLength(2);
  expect(shape.facets[1]).toContain('Momentum 0.5');
  expect(cellIndex(shape, { facet: 1, row: 1, column: 2 })).toBe(11);
  expect(cellIndex(shape, { facet: 0, row: 0, column: 1 })).toBe(2);
  const runs = runsOf(expansion).map((run) => ended(run, run.index));
  const picture = mapOf(expansion, { runs }, 'test.loss');
  // Cell 2 is row 0, column 1, facet 0: runs 4 and 5 have the mean 4.5.
  expect(picture.facets[0]?.cells[1]?.value).toBe(4.5);
  expect(picture.scale.domain).toEqual({ low: 0.5, high: 22.5 });
  const one = shapeOf({ ...expansion, axes: expansion.axes.slice(0, 1) });
  expect(one).toMatchObject({ rows: [''], columns: ['0.1', '0.01'], facets: [''] });
});

test('every place of the picture is found where it is drawn', () => {
  const shape = shapeOf(expansion);
  const facets = shape.facets.map((title) => ({ title, cells: [] }));
  for (const room of [340, 700, 1400]) {
    const layout = layoutSweep({ ...shape, facets }, room);
    for (const facet of [0, 1]) {
      for (const row of [0, 1]) {
        for (const column of [0, 1, 2]) {
          const { left, top, width, height } = boxOf(layout, { facet, row, column });
          const place = placeAt(layout, left + width / 2, top + height / 2);
          expect(place).toEqual({ facet, row, column });
          expect(left + width).toBeLessThanOrEqual(layout.width);
          expect(top + height).toBeLessThanOrEqual(layout.height);
        }
      }
    }
    expect(placeAt(layout, 1, 1)).toBeNull();
  }
});

test('wide scales are logarithmic', () => {
  expect(sharesOf(scaleOf([1, 3]), 2)).toBe(0.5);
  expect(sharesOf(scaleOf([0.01, 1]), 0.1)).toBeCloseTo(0.5, 12);
  expect(scaleOf([-1, 100]).logarithmic).toBe(false);
  expect(sharesOf(scaleOf([2, 2]), 2)).toBe(0.5);
});

test('the table for a file has every run with axes, metrics and fingerprint', () => {
  const runs = runsOf(expansion);
  runs[1] = ended(at(runs, 1), 0.25);
  const lines = sweepCsv(expansion, runs).trim().split('\r\n');
  expect(lines).toHaveLength(25);
  expect(lines[0]).toBe(
    'optimizer.learningRate,batchSize,optimizer,seed,status,parameters,epochs,steps,train loss,train mse,train r2,test loss,test mse,test r2,fingerprint',
  );
  expect(lines[2]).toBe(
    '0.1,10,sgd,9,stopped,20,10,100,0.125,0.125,0.9,0.25,0.25,0.75,0123456789abcdef',
  );
  expect(lines[3]).toContain('"{""id"":""momentum"",""momentum"":0.5}",4,waiting,,,');
});

test('axes and values have names', () => {
  expect(axisName('network.depth')).toBe('Hidden layers');
  expect(axisName('network.layers.1.units')).toBe('Layer 2: units');
  expect(axisName('optimizer.momentum')).toBe('Method: Momentum');
  expect(valueName('relu')).toBe('ReLU');
  expect(valueName({ id: 'normal', sigma: 0.05 })).toBe('Normal 0.05');
  expect(valueName([{ units: 4 }, { units: 2 }, {}])).toBe('4–2');
  expect(runName(expansion, [1, 2, 0])).toContain('Batch size full');
});

test('a plan becomes the document that the command line reads', () => {
  const plan = planOf(defaultSpec, 0);
  const sweep = sweepOf({ ...plan, axes: axesAt(plan.base, presets.report), repeats: 3 });
  expect(sweep).toMatchObject({
    spec: { stop: { epochs: 100 } },
    seeds: 3,
    axes: [
      { path: 'optimizer.learningRate', from: 1e-4, to: 0.1, count: 4, scale: 'logarithmic' },
      { path: 'regularization.l2', from: 1e-4, to: 0.1, count: 4, scale: 'logarithmic' },
      { path: 'batchSize', values: [10, 50, 100, 'full'] },
    ],
  });
  expect(sweepOf({ ...plan, repeat: 'resamples', repeats: 20 })).toMatchObject({ resamples: 20 });
  const random = sweepOf(randomPreset(plan, 'franke'));
  expect(random.axes).toEqual([{ path: 'network.layers', random: expect.anything() as unknown }]);
  expect(random.spec).toMatchObject({ batchSize: 10, optimizer: { learningRate: 1e-3 } });
});

test('every axis on offer begins with values or a range of its own', () => {
  const offers = offersOf(defaultSpec);
  const paths = offers.map(({ path }) => path);
  expect(new Set(paths).size).toBe(paths.length);
  for (const path of Object.values(presets).flat()) expect(paths).toContain(path);
  for (const { initial } of offers) {
    if (initial.kind === 'values') expect(initial.values.length).toBeGreaterThan(0);
    else if (initial.scale === 'logarithmic') expect(initial.from).toBeGreaterThan(0);
  }
});

test('values are typed with commas between them', () => {
  expect(parseValues('0.1, 10,full , ')).toEqual([0.1, 10, 'full']);
  expect(parseValues('{"id":"normal","sigma":0.05}, glorot-uniform')).toEqual([
    { id: 'normal', sigma: 0.05 },
    'glorot-uniform',
  ]);
  expect(valuesText(parseValues('{"id":"normal","sigma":0.05}, a, 3'))).toBe(
    '{"id":"normal","sigma":0.05}, a, 3',
  );
});

test('the time left follows from the runs that have ended', async () => {
  const engine = new SmallEngine();
  let now = 0;
  const start = () => Promise.resolve(Object.assign(engine, { close: () => undefined }));
  const desk = new SweepDesk(
    start,
    () => ({}),
    1,
    () => now,
  );
  await desk.begin({ spec: { data: { source: 'xor' }, stop: { epochs: 1 } }, seeds: 4 });
  expect(desk.state.phase).toBe('running');
  expect(desk.state.secondsLeft).toBeNull();
  await expect.poll(() => engine.sessions.length).toBe(1);
  now = 2000;
  engine.latest.end('stopped');
  await expect.poll(() => desk.state.ended).toBe(1);
  expect(desk.state.secondsLeft).toBe(6); // 2 s a run, three to come
  desk.cancel();
  expect(desk.state.phase).toBe('cancelled');
});

describe('what repeats say', () => {
  const drawn = { mse: Float64Array.of(0.1, 0.2) };
  const outcome = { targets: Float64Array.of(1, 2), values: Float64Array.of(1, 1), drawn: {} };
  const runs = runsOf(expansion).slice(0, 3);

  test('a cell’s values are those of its runs that ended well, metric by metric', () => {
    const own = [
      ended(at(runs, 0), 0.5),
      { ...ended(at(runs, 1), 9, { status: 'diverged' }), status: 'diverged' as const },
      at(runs, 2),
    ];
    expect(valuesOf(own)['test.mse']).toEqual(Float64Array.of(0.5));
    expect(valuesOf(own)['train.loss']).toEqual(Float64Array.of(0.25));
  });

  test('samples of the test part take the place of the run’s own figure', () => {
    const run = { ...ended(at(runs, 0), 0.5), outcome: { ...outcome, drawn } };
    expect(valuesOf([run])['test.mse']).toBe(drawn.mse);
    expect(valuesOf([run])['train.mse']).toEqual(Float64Array.of(0.25));
  });

  test('predictors stand one after the other, those that diverged left out', () => {
    const own = [
      { ...ended(at(runs, 0), 0.5), outcome },
      { ...ended(at(runs, 1), 0.5), outcome: { ...outcome, values: Float64Array.of(3, 4) } },
      { ...at(runs, 2), outcome, status: 'diverged' as const },
    ];
    expect(predictionsOf(own).predictions).toEqual(Float64Array.of(1, 1, 3, 4));
    expect(predictionsOf(own).targets).toEqual(Float64Array.of(1, 2));
    expect(predictionsOf([at(runs, 0)]).predictions).toHaveLength(0);
  });

  test('are told of repeats and of samples of the test part, not of single runs', () => {
    expect(hasIntervals(expansion)).toBe(true);
    expect(hasIntervals({ ...expansion, seeds: [1] })).toBe(false);
    expect(hasIntervals({ ...expansion, seeds: [1], folds: 3 })).toBe(true);
    expect(hasIntervals({ ...expansion, seeds: [1], testResamples: 9 })).toBe(true);
  });

  test('every kind of repeat has its key in the document', () => {
    const plan = planOf({ data: { source: 'franke' } }, 0);
    const keyOf = (repeat: PlannedRepeat): readonly string[] =>
      Object.keys(sweepOf({ ...plan, repeat, repeats: 7 }));
    expect(keyOf('folds')).toContain('folds');
    expect(keyOf('test')).toContain('testResamples');
    expect(keyOf('resamples')).toContain('resamples');
    expect(keyOf('seeds')).toContain('seeds');
  });
});
