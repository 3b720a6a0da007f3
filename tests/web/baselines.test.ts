import { describe, expect, test } from 'vitest';
import type { LinearModels } from '../../web/src/engine/linear';
import type { SessionInfo, Summary } from '../../web/src/engine/model';
import { modelLines } from '../../web/src/plots/metrics';
import { bestOfPath, ridgePlot } from '../../web/src/plots/ridge_plot';
import type { Palette } from '../../web/src/plots/surface';
import { baselineKey } from '../../web/src/state/baseline_key';
import { baselineRows, pathLambdas, type BaselineResult } from '../../web/src/state/baselines';

const parts = (mse: number): LinearModels['mean'] => ({
  train: { mse, r2: 0.5 },
  validation: null,
  test: { mse: 2 * mse, r2: 0.4 },
});
const fit = (mse: number): LinearModels['models'][number] => ({
  ...parts(mse),
  rank: 3,
  freedom: 3,
  norm: 1,
  model: { id: 'ols', solver: 'svd', rcond: 0 },
});
const linear: LinearModels = {
  samples: 10,
  features: ['x1', 'x2'],
  outputs: ['y'],
  condition: 2,
  mean: parts(1),
  models: [fit(0.1)],
  path: [3, 0.5, 2].map((mse, i) => ({ ...fit(mse), lambda: 10 ** i })),
};
const summary = { train: { accuracy: 0.9 }, validation: null, test: null } as unknown as Summary;
const result: BaselineResult = {
  key: 'k',
  linear,
  linearity: null,
  tooLarge: '',
  logistic: [{ solver: 'irls', l2: 0, spec: { data: { source: 'moons' } }, summary }],
};

describe('rows', () => {
  test('the mean comes first, each model has a name of its own', () => {
    expect(baselineRows(result).map(({ id }) => id)).toEqual(['mean', 'ols-svd', 'logistic-irls']);
    expect(baselineRows(result)[2]?.metrics.train?.accuracy).toBe(0.9);
  });

  test('without closed forms the others stay', () => {
    expect(baselineRows({ ...result, linear: null }).length).toBe(1);
  });
});

describe('the key', () => {
  const spec = { seed: 1, data: { source: 'franke' }, optimizer: 'adam' };
  test('is another with other data or another data seed, not with another method', () => {
    const key = baselineKey(spec);
    expect(baselineKey({ ...spec, optimizer: 'sgd' })).toBe(key);
    expect(baselineKey({ ...spec, data: { source: 'franke', features: ['x1'] } })).not.toBe(key);
    expect(baselineKey({ ...spec, seed: 2 })).not.toBe(key);
  });

  test('leaves the seed of the network out where the data have their own', () => {
    const data = { source: 'franke', seed: 7 };
    expect(baselineKey({ ...spec, data })).toBe(baselineKey({ ...spec, seed: 2, data }));
  });
});

describe('ridge over λ', () => {
  test('runs from 1e-12 to 100 in half decades', () => {
    expect(pathLambdas.length).toBe(29);
    expect(pathLambdas[0]).toBeCloseTo(1e-12, 20);
    expect(pathLambdas.at(-1)).toBe(100);
  });

  test('is best where the metric is: the lowest error, the highest share', () => {
    expect(bestOfPath(linear, 'test', 'mse')).toBe(10);
    expect(bestOfPath(linear, 'validation', 'mse')).toBeNull();
    expect(bestOfPath(linear, 'test', 'r2')).toBe(1);
  });

  test('is drawn for every part that there is, and least squares does not set the scale', () => {
    const words = { x: 'λ', ols: 'ols', chosen: 'λ' };
    const plot = ridgePlot(linear, { metric: 'mse', lambda: 10, ols: 1e6, words }, {} as Palette);
    expect(plot.lines.length).toBe(2);
    expect(plot.domain.y.high).toBeLessThan(100);
    expect(plot.marks.map(({ x }) => x)).toEqual([10]);
    const none = ridgePlot(linear, { metric: 'mse', lambda: 0, ols: null, words }, {} as Palette);
    expect(none.marks).toEqual([]);
    expect(none.rules).toEqual([]);
  });
});

describe('lines in the plots of the loss', () => {
  const models = [
    { name: 'a', metrics: parts(1) },
    { name: 'b', metrics: { train: { accuracy: 0.75 }, validation: null, test: null } },
  ];
  test('are of the test part, or of the training part without one', () => {
    expect(modelLines('mse', models, null)).toEqual([
      { kind: 'model', name: 'a', part: 'test', value: 2 },
    ]);
    expect(modelLines('accuracy', models, null)).toEqual([
      { kind: 'model', name: 'b', part: 'train', value: 0.75 },
    ]);
    expect(modelLines('penalty', models, null)).toEqual([]);
  });

  test('count mistakes where the curves do', () => {
    const info = { samples: { train: 100, validation: 0, test: 0 } } as unknown as SessionInfo;
    expect(modelLines('hard-error', models, info)).toEqual([
      { kind: 'model', name: 'b', part: 'train', value: 100 },
    ]);
  });
});
