/** The walk through one step: windows of matrices, phases, the small drawing, what the store asks. */
import { beforeEach, expect, test } from 'vitest';
import type { SessionInfo, StepTrace } from '../../web/src/engine/model';
import { firstWindow, isWhole, moved, revealing } from '../../web/src/plots/matrix_window';
import { drawingOf, litBy } from '../../web/src/plots/step_drawing';
import {
  divisorOf,
  isFused,
  operandsOf,
  phasesOf,
  shapeLine,
  stretchOf,
} from '../../web/src/plots/step_phases';
import { defaultSpec } from '../../web/src/state/spec';
import { Store } from '../../web/src/state/store';
import { shift } from '../../web/src/views/in_sight';
import { settled } from './settled';
import { SmallEngine, SmallSession } from './small_engine';

const room = { rows: 8, columns: 4 };
const large = { rows: 128, columns: 784 };

test('a window shows what fits and moves within the matrix', () => {
  const first = firstWindow(large, room);
  expect(first).toEqual({ row: 0, column: 0, rows: 8, columns: 4 });
  expect(moved(first, large, room, 8, 0)).toMatchObject({ row: 8, column: 0 });
  expect(moved(first, large, room, -8, -4)).toEqual(first);
  expect(moved(first, large, room, 1000, 1000)).toMatchObject({ row: 120, column: 780 });
  expect(isWhole(first, large)).toBe(false);
  const small = firstWindow({ rows: 2, columns: 3 }, room);
  expect(small).toEqual({ row: 0, column: 0, rows: 2, columns: 3 });
  expect(isWhole(small, { rows: 2, columns: 3 })).toBe(true);
  // With more room it grows, and stays inside.
  const end = moved(first, large, room, 1000, 1000);
  expect(moved(end, large, { rows: 8, columns: 6 }, 0, 0)).toMatchObject({
    column: 778,
    columns: 6,
  });
});

test('a window follows a cell no further than it must', () => {
  const window = { row: 8, column: 4, rows: 8, columns: 4 };
  expect(revealing(window, 10, 5)).toEqual(window);
  expect(revealing(window, 7, 5)).toEqual({ ...window, row: 7 });
  expect(revealing(window, 16, 8)).toEqual({ ...window, row: 9, column: 5 });
});

test('phases go forward, then the loss, then backward, then the update', () => {
  const names = phasesOf(2).map(({ kind, layer }) => `${kind} ${layer}`);
  expect(names).toEqual([
    'input 0',
    'sum 0',
    'activation 0',
    'sum 1',
    'activation 1',
    'loss 1',
    'error 1',
    'gradient 1',
    'error 0',
    'gradient 0',
    'update 0',
    'update 1',
  ]);
  expect(
    phasesOf(2)
      .map(stretchOf)
      .filter((one) => one === 'backward'),
  ).toHaveLength(4);
});

const info: SessionInfo = {
  ...new SmallSession(defaultSpec).info,
  outputs: 3,
  layers: [
    { inputs: 2, units: 5, bias: true },
    { inputs: 5, units: 3, bias: false },
  ],
};
const trace: StepTrace = {
  step: 4,
  batch: 300,
  isNext: true,
  samples: new Int32Array(256),
  losses: new Float64Array(256),
  loss: 1,
  penalty: 0,
  rate: 0.1,
  gradientNorm: 1,
  clipping: 1,
  updateNorm: 1,
  finite: true,
};

test('every phase shows its matrices, with the shapes that they really have', () => {
  const shapes = (kind: 'sum' | 'gradient' | 'error', layer: number): string[] =>
    operandsOf({ kind, layer }, info, trace).map(
      ({ name, whole }) => `${name} ${whole.rows}×${whole.columns}`,
    );
  expect(shapes('sum', 0)).toEqual(['weights 5×2', 'input 2×300', 'bias 5×1', 'sum 5×300']);
  expect(shapes('sum', 1)).toEqual(['weights 3×5', 'input 5×300', 'sum 3×300']); // without bias
  expect(shapes('gradient', 0)).toEqual([
    'error 5×300',
    'input 2×300',
    'weightGradient 5×2',
    'biasGradient 5×1',
  ]);
  expect(shapes('error', 0)).toContain('weights 3×5');
  const [, , bias] = operandsOf({ kind: 'sum', layer: 0 }, info, trace);
  expect(bias).toMatchObject({ from: 2 }); // behind W, like one column more
  const [error] = operandsOf({ kind: 'gradient', layer: 0 }, info, trace);
  expect(error?.shape).toEqual({ rows: 5, columns: 256 }); // no more samples are held
  expect(shapeLine(info, 300)).toBe('2×300 → 5×300 → 3×300');
});

test('the penalty and the masks of dropout have matrices where there are some', () => {
  const names = (changed: object, kind: 'update' | 'activation'): string[] =>
    operandsOf({ kind, layer: 0 }, { ...info, spec: { ...info.spec, ...changed } }, trace).map(
      ({ name }) => name,
    );
  expect(names({}, 'update')).not.toContain('weightPenalty');
  expect(names({ regularization: { l2: 0.1 } }, 'update')).toContain('weightPenalty');
  expect(names({}, 'activation')).not.toContain('mask');
  const dropout = { network: { layers: [{ units: 5, dropout: 0.5 }, {}] } };
  expect(names(dropout, 'activation')).toContain('mask');
});

test('only losses on logits leave output minus target, divided as the loss is', () => {
  const withLoss = (loss: string): SessionInfo => ({ ...info, spec: { ...info.spec, loss } });
  expect(isFused(withLoss('cross-entropy'))).toBe(true);
  expect(isFused(withLoss('mse'))).toBe(false);
  expect(divisorOf(withLoss('cross-entropy'), 8)).toBe(8);
  expect(divisorOf(withLoss('binary-cross-entropy'), 8)).toBe(24); // by three outputs
});

test('the drawing has a dot a unit, and a gap in large layers', () => {
  const { columns, width, height } = drawingOf([2, 128, 10]);
  expect(columns.map(({ ys }) => ys.length)).toEqual([2, 8, 8]);
  expect(columns.map(({ gap }) => gap !== null)).toEqual([false, true, true]);
  for (const { x, ys } of columns) {
    expect(x > 0 && x < width).toBe(true);
    expect(ys.every((y) => y > 4 && y < height - 14)).toBe(true);
  }
  expect(litBy({ kind: 'gradient', layer: 1 })).toEqual({
    columns: [1, 2],
    weights: 1,
    isBackward: true,
  });
});

test('a list scrolls no further than an entry is out of sight', () => {
  expect(shift(10, 20, 0, 100)).toBe(0);
  expect(shift(-30, -10, 0, 100)).toBe(-30);
  expect(shift(95, 125, 0, 100)).toBe(25);
  expect(shift(95, 300, 0, 100)).toBe(95); // larger than the list: its beginning
});

let engine: SmallEngine;
let store: Store;

beforeEach(async () => {
  engine = new SmallEngine();
  store = new Store({ now: () => 0, drawSeed: () => 42 });
  await store.open(() => Promise.resolve(engine), { data: { source: 'spiral' } });
});

test('the store opens the step of the standing session, and closes it', async () => {
  expect(await store.oneStep.open(null)).toMatchObject({ step: 0, isNext: true, batch: 2 });
  expect(await store.oneStep.open(3)).toMatchObject({ isNext: false, batch: 1 });
  const windows = await store.oneStep.windows([
    { layer: 0, quantity: 'sum', row: 2, column: 1, rows: 1, columns: 2 },
  ]);
  expect(windows).toEqual([Float64Array.of(2.01, 2.02)]);
  store.oneStep.close();
  expect(engine.latest.heard.filter((word) => word.includes('race'))).toEqual([
    'trace next',
    'trace 3',
    'closeTrace',
  ]);
});

test('what a session that has gone would answer is dropped', async () => {
  const former = engine.latest;
  const answer = store.oneStep.open(null);
  Object.assign(former, { trace: () => Promise.reject(new Error('closed')) });
  expect(await answer).not.toBeNull();
  let tell: (value: StepTrace) => void = () => undefined;
  const late = new Promise<StepTrace>((resolve) => (tell = resolve));
  Object.assign(former, { trace: () => late });
  const asked = store.oneStep.open(null);
  store.newStart();
  await settled(store);
  expect(engine.latest).not.toBe(former);
  tell(trace);
  expect(await asked).toBeNull();
});
