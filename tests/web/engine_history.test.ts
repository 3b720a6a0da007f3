import { expect, test } from 'vitest';
import { History } from '../../web/src/engine/history';
import type { Metrics, Progress } from '../../web/src/engine/model';

function progress(step: number, train: Metrics, test: Metrics | null = null): Progress {
  return {
    status: 'running',
    reason: '',
    epoch: Math.floor(step / 10),
    step,
    passes: step / 10,
    evaluations: step,
    best: null,
    optimizer: null,
    train,
    validation: null,
    test,
    evaluatedStep: step,
    evaluatedPasses: step / 10,
    training: true,
    seconds: 0,
  };
}

test('rows become columns', () => {
  const history = new History();
  history.add(progress(0, { loss: 4, r2: -1 }, { loss: 5, r2: -2 }));
  history.add(progress(10, { loss: 2, r2: 0.5 }, { loss: 3, r2: 0.25 }));
  expect([...history.steps]).toEqual([0, 10]);
  expect([...history.passes]).toEqual([0, 1]);
  expect([...(history.column('train', 'loss') ?? [])]).toEqual([4, 2]);
  expect([...(history.column('test', 'r2') ?? [])]).toEqual([-2, 0.25]);
  expect(history.column('validation', 'loss')).toBeNull();
  expect(history.available()).toEqual([
    { part: 'train', metric: 'loss' },
    { part: 'train', metric: 'r2' },
    { part: 'test', metric: 'loss' },
    { part: 'test', metric: 'r2' },
  ]);
});

test('what was not measured is NaN, before and after', () => {
  const history = new History();
  history.add(progress(0, { loss: 1 }));
  history.add(progress(1, { loss: 2, accuracy: 0.5 }));
  history.add(progress(2, { loss: 3 }));
  expect([...(history.column('train', 'accuracy') ?? [])]).toEqual([NaN, 0.5, NaN]);
});

test('the same step replaces its row, an earlier one is left out', () => {
  const history = new History();
  history.add(progress(5, { loss: 1 }));
  const { revision } = history;
  expect(history.add(progress(5, { loss: 2 }))).toBe(true);
  expect(history.revision).not.toBe(revision);
  expect(history.add(progress(3, { loss: 9 }))).toBe(false);
  expect(history.add({ ...progress(9, { loss: 9 }), evaluatedStep: -1 })).toBe(false);
  expect([...history.steps]).toEqual([5]);
  expect([...(history.column('train', 'loss') ?? [])]).toEqual([2]);
});

test('memory is bounded; first and last stay, and both ends of a logarithmic axis are dense', () => {
  const history = new History(400);
  const last = 100_000;
  for (let step = 0; step <= last; step++) history.add(progress(step, { loss: 1 / (1 + step) }));
  expect(history.length).toBeLessThanOrEqual(400);
  expect(history.length).toBeGreaterThan(150);
  const steps = [...history.steps];
  expect(steps[0]).toBe(0);
  expect(steps.at(-1)).toBe(last);
  expect(steps).toEqual([...new Set(steps)].sort((a, b) => a - b));
  // Evenly: no gap above 1/50 of the whole. By logarithm: every doubling has rows of its own.
  const gaps = steps.slice(1).map((step, i) => step - (steps[i] ?? 0));
  expect(Math.max(...gaps)).toBeLessThan(last / 50);
  for (let from = 1; from * 2 <= last; from *= 2) {
    expect(steps.some((step) => step >= from && step < 2 * from)).toBe(true);
  }
  // Every value still stands beside its step.
  const losses = history.column('train', 'loss') ?? new Float64Array();
  expect([...losses]).toEqual(steps.map((step) => 1 / (1 + step)));
});

test('truncate goes back, clear starts anew', () => {
  const history = new History();
  for (let step = 0; step < 10; step++) history.add(progress(step, { loss: step }));
  history.truncate(4);
  expect([...history.steps]).toEqual([0, 1, 2, 3, 4]);
  history.add(progress(5, { loss: 50 }));
  expect(history.column('train', 'loss')?.at(-1)).toBe(50);
  history.clear();
  expect(history.length).toBe(0);
  expect(history.available()).toEqual([]);
});
