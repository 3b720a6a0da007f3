// What can be looked at, once and with every report.
import { type Engine, createEngine } from 'fall-line';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Seen } from '../../web/src/engine/model';
import { small } from './specs';

let engine: Engine;
beforeAll(async () => {
  engine = await createEngine();
});
afterAll(() => {
  engine.close();
});

test('the grid is the prediction at its points', async () => {
  const session = await engine.session(small);
  const { outputs, values } = await session.view('grid', { x: [0, 1], y: [-1, 1], nx: 3, ny: 2 });
  expect(outputs).toBe(1);
  const points = [0, -1, 0.5, -1, 1, -1, 0, 1, 0.5, 1, 1, 1];
  expect(values).toEqual(Float32Array.from(await session.predict(points)));
  await session.close();
});

test('the curve is the prediction along its points, one plane per output', async () => {
  const session = await engine.session({ ...small, data: { source: 'sine', samples: 50 } });
  const { outputs, values } = await session.view('curve', { x: [-2, 2], n: 5 });
  expect(outputs).toBe(1);
  expect(values).toEqual(Float32Array.from(await session.predict([-2, -1, 0, 1, 2])));
  await session.close();
});

test('views that do not fit are refused, and what is watched stays', async () => {
  const session = await engine.session(small);
  const wrong = { x: [0, 1], n: 5 } as const;
  await expect(session.view('curve', wrong)).rejects.toMatchObject({ code: 'wrong-shape' });
  await expect(session.watch({ curve: wrong })).rejects.toMatchObject({ code: 'wrong-shape' });
  const many = { x: [0, 1], y: [0, 1], nx: 5000, ny: 1 } as const;
  await expect(session.view('grid', many)).rejects.toMatchObject({ code: 'out-of-range' });
  expect((await session.run({ steps: 3 })).steps).toBe(3);
  await session.close();
});

test('watched views come with the reports, of the same parameters', async () => {
  const session = await engine.session(small);
  const reports: { step: number; evaluated: number; views: Seen }[] = [];
  const last = new Promise<void>((resolve) => {
    session.addEventListener('progress', ({ detail: { progress, views } }) => {
      reports.push({ step: progress.step, evaluated: progress.evaluatedStep, views });
      if (progress.step === 300 && progress.evaluatedStep === 300) resolve();
    });
  });
  await session.watch({ parameters: true, grid: { x: [0, 1], y: [0, 1], nx: 4, ny: 4 } });
  await session.run();
  await last;
  const final = reports.at(-1);
  expect(final?.views.parameters).toEqual(await session.parameters());
  expect(final?.views.grid?.values).toHaveLength(16);
  expect(session.seen).toBe(final?.views);
  await session.close();
});

test('samples are spread over their part, with their targets', async () => {
  const session = await engine.session(small);
  const all = await session.samples('train', 1000);
  expect(all).toMatchObject({ count: 150, total: 150 });
  expect(all.inputs).toHaveLength(300);
  expect(all.targets).toHaveLength(150);
  const few = await session.samples('train', 10);
  expect(few.index).toEqual(all.index.filter((_, i) => i % 15 === 0));
  expect(await session.samples('validation', 10)).toMatchObject({ count: 0, total: 0 });
  await session.close();
});

test('images come as bytes, and the confusion matrix counts a part', async () => {
  const session = await engine.session({
    data: { source: 'digits', samples: 100 },
    network: { layers: [{ units: 10, activation: 'softmax' }] },
    stop: { epochs: 1 },
  });
  expect(session.info.inputs.image).toEqual({ height: 28, width: 28, channels: 1 });
  const { index, inputs, targets } = await session.samples('test', 4);
  expect(inputs).toHaveLength(0);
  expect(targets.every((digit) => digit >= 0 && digit <= 9)).toBe(true);
  const { bytes } = await session.images(index);
  expect(bytes).toHaveLength(index.length * 784);
  expect(Math.max(...bytes)).toBeGreaterThan(128);
  const summary = await session.run();
  const confusion = await session.view('confusion', 'test');
  expect(confusion?.classes).toBe(10);
  const counts = confusion?.counts ?? new Float64Array();
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(session.info.samples.test);
  const hits = counts.reduce((sum, count, i) => sum + (i % 11 === 0 ? count : 0), 0);
  expect(hits / session.info.samples.test).toBeCloseTo(summary.test?.accuracy ?? NaN, 12);
  await expect(session.images(Int32Array.of(100))).rejects.toMatchObject({ name: 'EngineError' });
  await session.close();
});

test('the history has the metrics of every report', async () => {
  const session = await engine.session(small);
  const last = new Promise<void>((resolve) => {
    session.addEventListener('progress', ({ detail: { progress } }) => {
      if (progress.evaluatedStep === 300) resolve();
    });
  });
  const summary = await session.run();
  await last;
  const { history } = session;
  expect(history.steps.at(-1)).toBe(300);
  expect(history.column('train', 'loss')?.at(-1)).toBe(summary.train?.loss);
  expect(history.column('test', 'r2')?.at(-1)).toBe(summary.test?.r2);
  expect(history.column('validation', 'loss')).toBeNull();
  await session.reset();
  expect(history.length).toBe(0);
  await session.close();
});
