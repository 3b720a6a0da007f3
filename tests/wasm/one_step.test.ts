// One step, opened, through the worker: the same numbers as training has.
import { type Engine, createEngine } from 'fall-line';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TraceQuantity, TraceWindow } from '../../web/src/engine/model';
import { large, small } from './specs';

let engine: Engine;
beforeAll(async () => {
  engine = await createEngine();
});
afterAll(() => {
  engine.close();
});

/** W row by row, then b, of both layers of 2-8-1: the order of `parameters`. */
const plainOrder = (quantity: TraceQuantity): TraceWindow[] => [
  { layer: 0, quantity, row: 0, column: 0, rows: 8, columns: 2 },
  { layer: 0, quantity, row: 0, column: 2, rows: 8, columns: 1 },
  { layer: 1, quantity, row: 0, column: 0, rows: 1, columns: 8 },
  { layer: 1, quantity, row: 0, column: 8, rows: 1, columns: 1 },
];

test('an opened step is the step that training takes, and opening changes nothing', async () => {
  const alone = await engine.session(small);
  const session = await engine.session(small);
  await session.watch({ gradients: true });
  await session.run({ steps: 5 });
  const trace = await session.trace();
  expect(trace).toMatchObject({ step: 5, batch: 10, isNext: true, finite: true });
  const numbers = async (quantity: TraceQuantity): Promise<number[]> =>
    (await session.traceWindows(plainOrder(quantity))).flatMap((part) => [...part]);
  const [before, gradient, update] = [
    await numbers('parameter'),
    await numbers('gradient'),
    await numbers('update'),
  ];
  expect(before).toEqual([...(await session.parameters())]);
  expect(await session.trace(7)).toMatchObject({ batch: 1, isNext: false });
  await session.closeTrace();
  await session.run({ steps: 1 });
  const after = await session.parameters();
  expect(update).toEqual([...after].map((theta, i) => theta - (before[i] ?? NaN)));
  const log = await session.view('gradients', true);
  expect(log?.steps.at(-1)).toBe(6);
  expect([...(log?.values.slice(-33) ?? [])]).toEqual(gradient);
  expect(Math.max(...gradient.map(Math.abs))).toBeGreaterThan(1e-3);
  await alone.run({ steps: 6 });
  expect(await session.fingerprint()).toBe(await alone.fingerprint());
  await Promise.all([session.close(), alone.close()]);
});

test('what there is not is refused', async () => {
  const session = await engine.session(small);
  await expect(session.trace(1000)).rejects.toMatchObject({ code: 'out-of-range' });
  await expect(session.traceWindows(plainOrder('sum'))).rejects.toMatchObject({ code: 'closed' });
  await session.trace(0);
  await expect(session.traceWindows(plainOrder('sum'))).rejects.toMatchObject({
    code: 'out-of-range',
  });
  await session.close();
});

test('large networks have no log of gradients, and windows of their matrices', async () => {
  const session = await engine.session(large);
  expect(await session.view('gradients', true)).toBeNull();
  await session.trace();
  const [part] = await session.traceWindows([
    { layer: 0, quantity: 'gradient', row: 120, column: 780, rows: 8, columns: 5 },
  ]);
  expect(part).toHaveLength(40);
  await session.close();
});

test('a step of many images is opened in slices: others are heard in between', async () => {
  const session = await engine.session({
    ...large,
    data: { source: 'digits', samples: 4000 },
    batchSize: 'full',
  });
  const state = { isOpen: false, heard: 0 };
  const opening = session.trace().finally(() => (state.isOpen = true));
  for (; !state.isOpen; ++state.heard) await session.fingerprint();
  const trace = await opening;
  expect(trace.batch).toBe(session.info.samples.train);
  expect(trace.samples).toHaveLength(256);
  expect(state.heard).toBeGreaterThanOrEqual(3); // the last one may have come after it
  // What is asked for meanwhile does not spoil what is opened.
  const [again, one] = await Promise.all([session.trace(), session.trace(5)]);
  expect([again.loss, again.updateNorm]).toEqual([trace.loss, trace.updateNorm]);
  expect(one.batch).toBe(1);
  await session.close();
});
