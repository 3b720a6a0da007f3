// Going back to a former moment, and going on from there.
import { type Engine, type Session, createEngine } from 'fall-line';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { large, small } from './specs';

let engine: Engine;
beforeEach(async () => {
  engine = await createEngine();
});
afterEach(() => {
  engine.close();
});

const spec = { ...small, stop: {} };
const steps = (session: Session): number[] => session.moments.map(({ step }) => step);

test('a run leaves log-spaced moments, with step 0 and the newest among them', async () => {
  const session = await engine.session(spec, {}, { moments: true });
  await session.run({ steps: 2000 });
  await session.evaluate();
  const all = steps(session);
  expect(all[0]).toBe(0);
  expect(all.at(-1)).toBe(2000);
  expect(all.slice(1, 9)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  expect(all).toContain(1024);
  const { step, passes, batchLoss } = session.moments[4] ?? {};
  expect(step).toBe(4);
  expect(passes).toBeCloseTo(4 / session.info.stepsPerEpoch, 12);
  expect(batchLoss).toBeGreaterThan(0);
  // Those that were measured (on a busy machine not all) are rows of the curves, too.
  const measured = session.moments.filter(({ loss }) => loss !== null);
  expect(measured.at(-1)?.step).toBe(2000);
  for (const { step: at, loss } of measured) {
    expect(loss).toBeGreaterThan(0);
    const row = session.history.steps.indexOf(at);
    expect(session.history.column('train', 'loss')?.[row]).toBe(loss);
  }
});

test('without being asked to, nothing is kept', async () => {
  const session = await engine.session(spec);
  await session.run({ steps: 500 });
  expect(session.moments).toEqual([]);
});

test('keeping moments changes no bit', async () => {
  const plain = await engine.session(spec);
  const keeping = await engine.session(spec, {}, { moments: true });
  await plain.run({ steps: 3000 });
  await keeping.run({ steps: 3000 });
  expect(await keeping.fingerprint()).toBe(await plain.fingerprint());
});

test('looking back shows the moment, and loses nothing', async () => {
  const session = await engine.session(spec, {}, { moments: true });
  await session.run({ steps: 64 });
  const early = await session.fingerprint();
  await session.run({ steps: 1936 });
  const [now, snapshot] = [await session.fingerprint(), await session.snapshot()];
  const [before, rows] = [steps(session), session.history.length];
  const { seconds } = session.progress;
  await session.goBack(64);
  expect(await session.fingerprint()).toBe(early);
  expect(session.progress.step).toBe(64);
  expect(session.progress.seconds).toBeLessThan(seconds);
  await session.goBack(8);
  expect(session.progress.step).toBe(8);
  expect(steps(session)).toEqual(before);
  await session.unbranch(snapshot, seconds);
  expect(await session.fingerprint()).toBe(now);
  expect(session.progress.seconds).toBe(seconds);
  expect(steps(session)).toEqual(before);
  expect(session.history.length).toBe(rows);
  await expect(session.goBack(2001)).rejects.toMatchObject({ code: 'out-of-range' });
});

test('going on from a moment gives the same bits as the run that it was part of', async () => {
  for (const one of [spec, large]) {
    const session = await engine.session(one, {}, { moments: true });
    const end = one === spec ? 999 : 90;
    const middle = end / 3; // the end of a run is a moment, too
    await session.run({ steps: middle });
    await session.run({ steps: end - middle });
    const fingerprint = await session.fingerprint();
    await session.goBack(middle);
    session.branch();
    expect(steps(session).at(-1)).toBe(middle);
    expect(session.history.steps.at(-1)).toBeLessThanOrEqual(middle);
    await session.run({ steps: end - middle });
    expect(session.progress.step).toBe(end);
    expect(await session.fingerprint()).toBe(fingerprint);
    await session.close();
  }
});

test('a changed rate leads elsewhere, and the change is recorded with its step', async () => {
  const session = await engine.session(spec, {}, { moments: true });
  await session.run({ steps: 1000 });
  const fingerprint = await session.fingerprint();
  await session.goBack(256);
  session.branch();
  await session.retune('optimizer.learningRate', 0.05);
  await session.run({ steps: 744 });
  expect(await session.fingerprint()).not.toBe(fingerprint);
  expect(session.info.spec.changes).toEqual([
    { step: 256, set: { 'optimizer.learningRate': 0.05 } },
  ]);
  // And what was recorded can be replayed.
  const again = await engine.session({ ...spec, changes: session.info.spec.changes ?? [] });
  await again.run({ steps: 1000 });
  expect(await again.fingerprint()).toBe(await session.fingerprint());
});

test('a restored session takes the history that belongs to it', async () => {
  const first = await engine.session(spec);
  await first.run({ steps: 400 });
  const { history } = first;
  const rows = {
    steps: history.steps.slice(),
    passes: history.passes.slice(),
    columns: history.available().map(({ part, metric }) => {
      const values = history.column(part, metric)?.slice() ?? new Float64Array();
      return { part, metric, values };
    }),
  };
  const second = await engine.session(spec, {}, { moments: true });
  await second.restore(await first.snapshot(), 7, rows);
  expect(await second.fingerprint()).toBe(await first.fingerprint());
  expect(second.history.steps).toEqual(history.steps);
  expect(second.history.column('test', 'loss')).toEqual(history.column('test', 'loss'));
  expect(second.progress.seconds).toBe(7);
  expect(steps(second)).toEqual([400]);
});
