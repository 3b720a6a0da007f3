// A worker that is killed, or runs out of memory, is replaced, and training goes on to the bit.
import { type Engine, type Session, createEngine } from 'fall-line';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Problem } from '../../web/src/engine/model';
import { large, small } from './specs';
import { latestWorker, workersStarted } from './workers';

let engine: Engine;
beforeEach(async () => {
  engine = await createEngine();
});
afterEach(() => {
  engine.close();
});

type Happening = 'restarting' | 'restarted' | 'failed';

function next(happening: Happening): Promise<Problem> {
  return new Promise((resolve) => {
    const once = { once: true };
    engine.addEventListener(happening, ({ detail }) => resolve(detail.problem), once);
  });
}

/** The moment at which a report satisfies a condition. */
function report(session: Session, condition: (step: number) => boolean): Promise<number> {
  return new Promise((resolve) => {
    session.addEventListener('progress', ({ detail: { progress } }) => {
      if (condition(progress.step)) resolve(progress.step);
    });
  });
}

const target = { steps: 400 };

/** The fingerprint after as many steps without any disturbance. */
async function undisturbed(): Promise<string> {
  const session = await engine.session(large);
  const { fingerprint } = await session.run(target);
  await session.close();
  return fingerprint;
}

describe('a worker killed in the middle of training', () => {
  test('is replaced within two seconds, and the run ends with the same bits', async () => {
    const expected = await undisturbed();
    const session = await engine.session(large);
    const running = session.run(target);
    await report(session, (step) => step > 100);
    const before = workersStarted();
    const restarting = next('restarting');
    const restarted = next('restarted');
    const killed = performance.now();
    await latestWorker().terminate();
    expect((await restarting).code).toBe('worker-lost');
    expect(performance.now() - killed).toBeLessThan(2000);
    await restarted;
    expect(workersStarted()).toBe(before + 1);
    const summary = await running;
    expect(summary).toMatchObject({ status: 'stopped', steps: 400, fingerprint: expected });
    expect(session.history.steps.at(-1)).toBeLessThanOrEqual(400);
    await session.close();
  });

  test('keeps a live change that was answered', async () => {
    const session = await engine.session({ ...large, stop: {} });
    const first = session.run(target);
    await report(session, (step) => step > 20);
    const info = await session.retune('optimizer.learningRate', 0.0003);
    const restarted = next('restarted');
    await latestWorker().terminate();
    await restarted;
    const { fingerprint } = await first;
    expect(session.info.spec.changes).toEqual(info.spec.changes);
    const replayed = await engine.session(session.info.spec);
    expect((await replayed.run(target)).fingerprint).toBe(fingerprint);
  });
});

describe('a worker killed while nothing runs', () => {
  test('comes back with the parameters that it had', async () => {
    const session = await engine.session(small);
    await session.run({ steps: 50 });
    const fingerprint = await session.fingerprint();
    await session.watch({ parameters: true });
    const restarted = next('restarted');
    await latestWorker().terminate();
    await restarted;
    expect(await session.fingerprint()).toBe(fingerprint);
    expect(session.progress.step).toBe(50);
    await session.setParameters(new Float64Array(33));
    const again = next('restarted');
    await latestWorker().terminate();
    await again;
    expect(await session.parameters()).toEqual(new Float64Array(33));
  });

  test('answers what was asked just then', async () => {
    const session = await engine.session(small);
    const kill = latestWorker().terminate();
    expect(await session.predict([0, 0])).toHaveLength(1);
    await kill;
  });

  test('has its files and arrays again', async () => {
    const table = new Blob(['x,y\n', ...Array.from({ length: 30 }, (_, i) => `${i},${i}\n`)]);
    const spec = { data: { source: 'table', file: 't', target: 'y' }, stop: { epochs: 2 } };
    const fromFile = await engine.session(spec, { files: { t: table } });
    const inputs = Float64Array.from({ length: 30 }, (_, i) => i / 30);
    const given = { data: { source: 'given' }, stop: { epochs: 2 } };
    const fromArrays = await engine.session(given, { inputs, targets: inputs });
    const restarted = next('restarted');
    await latestWorker().terminate();
    await restarted;
    expect((await fromFile.run()).epochs).toBe(2);
    expect((await fromArrays.run()).epochs).toBe(2);
  });
});

test('a worker that dies again and again is given up', async () => {
  const session = await engine.session({ ...small, stop: {} });
  const failed = next('failed');
  const running = session.run().then(
    () => 'it ended',
    (thrown: unknown) => thrown,
  );
  const kill = (): void => void latestWorker().terminate();
  engine.addEventListener('restarting', () =>
    process.once('worker', (worker) => {
      void worker.terminate();
    }),
  );
  kill();
  expect((await failed).code).toBe('worker-lost');
  expect(await running).toMatchObject({ code: 'worker-lost' });
  await expect(session.fingerprint()).rejects.toMatchObject({ code: 'worker-lost' });
});

test('exhausted memory is an answer, and other sessions go on in a fresh engine', async () => {
  const session = await engine.session(small);
  await session.run({ steps: 50 });
  const fingerprint = await session.fingerprint();
  // Twelve times 190 MB are more than the 2^31 bytes that the module may have.
  const block = new Blob([new Uint8Array(190_000_000)]);
  const names = Array.from({ length: 12 }, (_, i) => `file ${i}`);
  const files = Object.fromEntries(names.map((name) => [name, block]));
  const restarted = next('restarted');
  const refused = engine.session(small, { files });
  await expect(refused).rejects.toMatchObject({ code: 'out-of-memory' });
  expect((await restarted).code).toBe('out-of-memory');
  expect(await session.fingerprint()).toBe(fingerprint);
  expect(await engine.memory()).toBeLessThan(100_000_000);
});

describe('pause is heard in under 100 ms', () => {
  test.each([
    ['mini-batches train', large],
    ['a full batch is under way', { ...large, batchSize: 'full' as const }],
    [
      'a validation part is evaluated',
      {
        ...large,
        data: { source: 'digits', samples: 3000, split: { train: 0.05, validation: 0.95 } },
        stop: { patience: 1000 },
      },
    ],
  ])('while %s', async (_, spec) => {
    const session = await engine.session(spec);
    for (let i = 0; i < 5; i++) {
      const { step } = session.progress;
      const running = session.run();
      await report(session, (now) => now > step);
      const asked = performance.now();
      const position = await session.pause();
      expect(performance.now() - asked).toBeLessThan(100);
      const summary = await running;
      expect(summary).toMatchObject({ status: 'paused', steps: position.step });
    }
  });
});
