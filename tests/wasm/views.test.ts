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

test('unit maps and curves are the activations at their points, unit by unit', async () => {
  const session = await engine.session(small);
  const grid = { x: [0, 1], y: [-1, 1], nx: 3, ny: 2 } as const;
  const { outputs, values } = await session.view('unitGrid', grid);
  expect(outputs).toBe(9);
  const points = [0, -1, 0.5, -1, 1, -1, 0, 1, 0.5, 1, 1, 1];
  const activations = Float32Array.from(await session.activations(points));
  const unit = (u: number): Float32Array => activations.filter((_, i) => i % 9 === u);
  for (let u = 0; u < 9; u++) expect(values.subarray(6 * u, 6 * u + 6)).toEqual(unit(u));
  expect(values.subarray(48)).toEqual((await session.view('grid', grid)).values);
  const sine = await engine.session({ ...small, data: { source: 'sine', samples: 50 } });
  const curve = await sine.view('unitCurve', { x: [-2, 2], n: 5 });
  expect(curve.outputs).toBe(9);
  const along = Float32Array.from(await sine.activations([-2, -1, 0, 1, 2]));
  expect(curve.values.subarray(5, 10)).toEqual(along.filter((_, i) => i % 9 === 1));
  await expect(session.view('unitCurve', { x: [0, 1], n: 5 })).rejects.toMatchObject({
    code: 'wrong-shape',
  });
  const many = { x: [0, 1], y: [0, 1], nx: 1000, ny: 1000 } as const;
  await expect(session.view('unitGrid', many)).rejects.toMatchObject({ code: 'out-of-range' });
  await session.close();
  await sine.close();
});

test('the worst mistakes stand in order, with what the network gives them', async () => {
  const session = await engine.session({
    data: { source: 'digits', samples: 600 },
    network: { layers: [{ units: 10, activation: 'softmax' }] },
    stop: { epochs: 2 },
  });
  const { steps } = await session.run();
  const worst = await session.view('mistakes', { part: 'test', count: 12 });
  if (!worst) throw new Error('There are none.');
  expect(worst.index).toHaveLength(12);
  expect(worst.step).toBe(steps);
  const probability = [...worst.probability];
  expect(probability).toEqual([...probability].sort((a, b) => a - b));
  // Every one against the prediction for its own pixels and its own target.
  const { bytes } = await session.images(worst.index);
  const predicted = await session.predict(bytes);
  const test = await session.samples('test', 1000);
  for (const [i, sample] of worst.index.entries()) {
    const shares = [...predicted.subarray(10 * i, 10 * i + 10)];
    expect(worst.truth[i]).toBe(test.targets[test.index.indexOf(sample)]);
    expect(worst.predicted[i]).toBe(shares.indexOf(Math.max(...shares)));
    expect(worst.probability[i]).toBeCloseTo(shares[worst.truth[i] ?? -1] ?? NaN, 6);
  }
  // No other sample is worse than the last of them.
  const all = await session.view('mistakes', { part: 'test', count: 1000 });
  expect(all?.index).toHaveLength(100);
  expect(all?.index.subarray(0, 12)).toEqual(worst.index);
  const everything = await session.predict((await session.images(test.index)).bytes);
  const below = test.index.filter((_, i) => {
    const own = everything[10 * i + (test.targets[i] ?? 0)] ?? 1;
    return own < (worst.probability[11] ?? 0) * (1 - 1e-6);
  });
  expect(below.length).toBeLessThan(12);
  await session.close();
});

test('mistakes need classes and an evaluation', async () => {
  const numbers = await engine.session(small);
  await numbers.evaluate();
  expect(await numbers.view('mistakes', { part: 'train', count: 5 })).toBeNull();
  await numbers.close();
  const classes = await engine.session({ data: { source: 'xor' }, stop: {} });
  await classes.evaluate();
  expect((await classes.view('mistakes', { part: 'train', count: 5 }))?.index).toHaveLength(5);
  expect(await classes.view('mistakes', { part: 'validation', count: 5 })).toBeNull();
  await classes.close();
});

test('a session tells what the mean reaches and how low noise lets anyone come', async () => {
  const session = await engine.session(small);
  const { meanPredictor, noiseVariance } = session.info;
  expect(noiseVariance).toBeCloseTo(0.04, 15);
  const { targets } = await session.samples('train', 1000);
  const mean = targets.reduce((sum, y) => sum + y, 0) / targets.length;
  const squares = targets.reduce((sum, y) => sum + (y - mean) ** 2, 0) / targets.length;
  expect(meanPredictor.train?.mse).toBeCloseTo(squares, 6);
  expect(meanPredictor.train?.loss).toBe(meanPredictor.train?.mse);
  expect(meanPredictor.train?.r2).toBe(0);
  expect(meanPredictor.validation).toBeNull();
  expect(Object.keys(meanPredictor.test ?? {})).toEqual(['loss', 'mse', 'r2']);
  await session.close();
  const classes = await engine.session({ data: { source: 'xor' } });
  expect(classes.info.noiseVariance).toBeNull();
  const keys = Object.keys(classes.info.meanPredictor.train ?? {});
  expect(keys).toEqual(['loss', 'accuracy', 'cross-entropy']);
  await classes.close();
});

test('activations and schedules are curves without a session', async () => {
  const z = Float64Array.of(-2, 0, 2);
  const leaky = await engine.activation({ id: 'leaky-relu', slope: 0.5 }, z);
  expect(leaky).toEqual({
    values: Float64Array.of(-1, 0, 2),
    slopes: Float64Array.of(0.5, 0.5, 1),
  });
  expect(z).toHaveLength(3); // the caller keeps the array
  await expect(engine.activation('softmax', z)).rejects.toMatchObject({ code: 'conflict' });
  await expect(engine.activation('tanhh', z)).rejects.toMatchObject({ code: 'unknown-id' });
  const spec = {
    ...small,
    optimizer: { id: 'sgd', learningRate: 0.5 },
    schedule: { id: 'step', stepSize: 2, gamma: 0.1 },
  };
  const rates = await engine.rates(spec, 15, Float64Array.of(0, 1.9, 2, 4.5));
  expect([...rates].map((rate) => Number(rate.toPrecision(12)))).toEqual([0.5, 0.5, 0.05, 0.005]);
  await expect(engine.rates(spec, 0, z)).rejects.toMatchObject({ path: 'stepsPerEpoch' });
  await expect(engine.rates(spec, 15, z)).rejects.toMatchObject({ path: 'passes' });
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
