// The JavaScript face as a caller sees it, on the real module in a worker thread.
import { type Engine, EngineError, createEngine } from 'fall-line';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Progress, Spec } from '../../web/src/engine/model';
import { small } from './specs';

let engine: Engine;
beforeAll(async () => {
  engine = await createEngine();
});
afterAll(() => {
  engine.close();
});

/** What a promise rejects with; a promise that does not reject fails the test. */
async function rejection(promise: Promise<unknown>): Promise<EngineError> {
  const outcome: unknown = await promise.then(
    () => 'nothing was rejected',
    (thrown: unknown) => thrown,
  );
  expect(outcome).toBeInstanceOf(EngineError);
  return outcome as EngineError;
}

describe('a session', () => {
  test('lives as the documentation shows it', async () => {
    const own = await createEngine();
    const session = await own.session(small);
    const seen: Progress[] = [];
    const onProgress = (progress: Progress): number => seen.push(progress);
    const summary = await session.run({ epochs: 10, onProgress });
    expect(summary).toMatchObject({ summary: true, status: 'stopped', epochs: 10, steps: 150 });
    await session.pause();
    const outputs = await session.predict(Float64Array.of(0.2, 0.3, 0.7, 0.1));
    expect(outputs).toHaveLength(2);
    expect(outputs.every(Number.isFinite)).toBe(true);
    expect(await session.parameters()).toHaveLength(2 * 8 + 8 + 8 + 1);
    expect((await session.snapshot()).length).toBeGreaterThan(33 * 8);
    await session.close();
    own.close();
    expect(seen.length).toBeGreaterThan(0);
  });

  test('says what it is made of', async () => {
    const session = await engine.session(small);
    expect(session.info).toMatchObject({
      task: { kind: 'regression' },
      inputs: { count: 2, image: null },
      outputs: 1,
      layers: [
        { inputs: 2, units: 8, bias: true },
        { inputs: 8, units: 1, bias: true },
      ],
      parameters: 33,
      stepsPerEpoch: 15,
      precision: 'float64',
      samples: { train: 150, validation: 0, test: 50 },
    });
    expect(session.info.spec).toMatchObject({ seed: 3, loss: 'mse', batchSize: 10 });
    await session.close();
  });

  test('ends by the stop rule of its Spec', async () => {
    const session = await engine.session(small);
    const summary = await session.run();
    expect(summary).toMatchObject({ status: 'stopped', epochs: 20, steps: 300, parameters: 33 });
    expect(summary.fingerprint).toMatch(/^[0-9a-f]{16}$/);
    expect(summary.validation).toBeNull();
    expect(await session.fingerprint()).toBe(summary.fingerprint);
    // It has ended: running again changes nothing.
    expect(await session.run()).toMatchObject({ steps: 300, fingerprint: summary.fingerprint });
    await session.close();
  });

  test('takes the same path in one run, in steps and in pieces', async () => {
    const whole = await engine.session(small);
    const { fingerprint } = await whole.run({ steps: 77 });
    const steps = await engine.session(small);
    for (let i = 0; i < 7; i++) await steps.step(11);
    expect(await steps.fingerprint()).toBe(fingerprint);
    const epochs = await engine.session(small);
    await epochs.run({ epochs: 5 }); // 75 steps
    expect(await epochs.step(2)).toMatchObject({ steps: 77, fingerprint });
    for (const session of [whole, steps, epochs]) await session.close();
  });

  test('goes on from a snapshot as if nothing had happened', async () => {
    const session = await engine.session(small);
    await session.run({ steps: 40 });
    const snapshot = await session.snapshot();
    const { fingerprint } = await session.run({ steps: 60 });
    await session.restore(snapshot);
    expect(session.progress.step).toBe(40);
    expect((await session.run({ steps: 60 })).fingerprint).toBe(fingerprint);
    const other = await engine.session(small);
    await other.restore(snapshot);
    expect((await other.run({ steps: 60 })).fingerprint).toBe(fingerprint);
    await session.close();
    await other.close();
  });

  test('starts again after a reset', async () => {
    const session = await engine.session(small);
    const start = await session.fingerprint();
    const { fingerprint } = await session.run({ epochs: 3 });
    await session.retune('optimizer.learningRate', 0.5);
    await session.reset();
    expect(session.progress).toMatchObject({ step: 0, epoch: 0, status: 'running' });
    expect(await session.fingerprint()).toBe(start);
    expect((await session.run({ epochs: 3 })).fingerprint).toBe(fingerprint);
    await session.close();
  });

  test('records live changes and replays them', async () => {
    const session = await engine.session(small);
    await session.run({ steps: 30 });
    const info = await session.retune('optimizer.learningRate', 0.01);
    expect(info.spec.changes).toEqual([{ step: 30, set: { 'optimizer.learningRate': 0.01 } }]);
    const { fingerprint } = await session.run({ steps: 30 });
    const replayed = await engine.session(session.info.spec);
    expect((await replayed.run({ steps: 60 })).fingerprint).toBe(fingerprint);
    const unchanged = await engine.session(small);
    expect((await unchanged.run({ steps: 60 })).fingerprint).not.toBe(fingerprint);
    for (const each of [session, replayed, unchanged]) await each.close();
  });

  test('takes parameters and gives them back', async () => {
    const session = await engine.session(small);
    const theta = Float64Array.from({ length: 33 }, (_, i) => Math.sin(i));
    await session.setParameters(theta);
    expect(await session.parameters()).toEqual(theta);
    // 2-8-1 with tanh, by hand: W1 (8×2, row by row), b1, w2, b2.
    const [x1, x2] = [0.25, 0.5];
    let expected = theta[32] ?? NaN;
    for (let unit = 0; unit < 8; unit++) {
      const z =
        (theta[2 * unit] ?? NaN) * x1 +
        (theta[2 * unit + 1] ?? NaN) * x2 +
        (theta[16 + unit] ?? NaN);
      expected += (theta[24 + unit] ?? NaN) * Math.tanh(z);
    }
    const [output] = await session.predict([x1, x2]);
    expect(output).toBeCloseTo(expected, 12);
    expect(await rejection(session.setParameters([1, 2]))).toMatchObject({ name: 'EngineError' });
    await session.close();
  });

  test('reports every so manieth epoch exactly when asked to', async () => {
    const session = await engine.session(small);
    const epochs: number[] = [];
    const summary = await session.run({ every: 3, onProgress: ({ epoch }) => epochs.push(epoch) });
    expect(summary.epochs).toBe(20);
    // Reports may come after the summary: wait for the one that was still on its way.
    await session.evaluate();
    expect(epochs).toEqual([3, 6, 9, 12, 15, 18].slice(0, epochs.length));
    expect(epochs.length).toBeGreaterThan(0);
    await session.close();
  });

  test('refuses a second run, and lets go of one that is reset', async () => {
    const session = await engine.session({ ...small, stop: {} });
    const training = new Promise<void>((resolve) => {
      session.addEventListener('progress', ({ detail }) => {
        if (detail.progress.training) resolve();
      });
    });
    const endless = session.run();
    const ended = rejection(endless);
    await training;
    expect(await rejection(session.run())).toMatchObject({ code: 'busy' });
    await session.reset();
    expect(await ended).toMatchObject({ code: 'interrupted' });
    expect((await session.run({ steps: 5 })).steps).toBe(5);
    await session.close();
  });

  test('is paused at once when that is asked in the same breath', async () => {
    const session = await engine.session({ ...small, stop: {} });
    const running = session.run();
    const position = await session.pause();
    expect(await running).toMatchObject({ status: 'paused', steps: position.step });
    const [first, second] = [session.run({ steps: 5 }), rejection(session.run({ steps: 5 }))];
    expect((await second).code).toBe('busy');
    expect((await first).steps).toBe(position.step + 5);
    await session.close();
  });

  test('is paused by a signal', async () => {
    const session = await engine.session({ ...small, stop: {} });
    const controller = new AbortController();
    const summary = await session.run({
      signal: controller.signal,
      onProgress: ({ step }) => {
        if (step > 0) controller.abort();
      },
    });
    expect(summary.status).toBe('paused');
    expect(summary.steps).toBeGreaterThan(0);
    await session.close();
  });

  test('is one of several in the same worker', async () => {
    const sessions = await Promise.all([1, 2, 3].map((seed) => engine.session({ ...small, seed })));
    const together = await Promise.all(sessions.map((session) => session.run()));
    for (const [i, session] of sessions.entries()) {
      await session.reset();
      expect((await session.run()).fingerprint).toBe(together[i]?.fingerprint);
      await session.close();
    }
    expect(new Set(together.map(({ fingerprint }) => fingerprint)).size).toBe(3);
  });

  test('that is closed answers no more', async () => {
    const session = await engine.session(small);
    const endless = await engine.session({ ...small, stop: {} });
    await session.close();
    expect(await rejection(session.fingerprint())).toMatchObject({ code: 'closed' });
    const ended = rejection(endless.run());
    await endless.close();
    expect(await ended).toMatchObject({ code: 'closed' });
  });
});

describe('problems come with code, path and message', () => {
  test.each<[string, Spec, string]>([
    ['an unknown key', { data: { source: 'franke', colour: 'red' } }, 'data.colour'],
    ['an unknown source', { data: { source: 'frank' } }, 'data.source'],
    [
      'a value out of range',
      { data: { source: 'franke' }, optimizer: { id: 'adam', beta1: 2 } },
      'optimizer.beta1',
    ],
    ['an absurd size', { data: { source: 'franke', samples: 1e15 } }, 'data.samples'],
  ])('%s', async (_, spec, path) => {
    const error = await rejection(engine.session(spec));
    expect(error.path).toBe(path);
    expect(error.code).not.toBe('');
    expect(error.message.length).toBeGreaterThan(10);
    expect(await engine.check(spec)).toContainEqual(expect.objectContaining({ path }));
  });

  test('text that is no Spec', async () => {
    expect((await rejection(engine.session('{"data":'))).code).toBe('bad-json');
    const deep = `${'['.repeat(10_000)}${']'.repeat(10_000)}`;
    expect((await rejection(engine.session(deep))).code).toBe('too-deep');
    const twice = '{"data": {"source": "franke"}, "seed": 1, "seed": 2}';
    expect((await rejection(engine.session(twice))).code).toBe('duplicate-key');
  });

  test('impossible arguments', async () => {
    const session = await engine.session(small);
    expect((await rejection(session.run({ steps: 0 }))).path).toBe('steps');
    expect((await rejection(session.run({ epochs: 1.5 }))).path).toBe('epochs');
    expect((await rejection(session.predict([1, 2, 3]))).message).not.toBe('');
    expect((await rejection(session.retune('seed', 4))).code).not.toBe('');
    expect((await rejection(session.restore(Uint8Array.of(1, 2, 3)))).code).not.toBe('');
    // Nothing of that has hurt it.
    expect(await session.run()).toMatchObject({ status: 'stopped', steps: 300 });
    await session.close();
  });
});

test('check, setValue and the manifest answer without a session', async () => {
  expect(await engine.check(small)).toEqual([]);
  const changed = await engine.setValue(small, 'optimizer.learningRate', '0.25');
  expect(changed.optimizer).toMatchObject({ learningRate: 0.25 });
  const manifest = engine.manifest;
  expect(manifest.engine).toBe(engine.version);
  expect(manifest.datasets.map(({ id }) => id)).toContain('franke');
});
