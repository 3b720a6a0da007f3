// What is changed by hand while a session trains: single parameters, units switched off.
import { type Engine, type Session, createEngine } from 'fall-line';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Progress, Seen } from '../../web/src/engine/model';
import { large, small } from './specs';
import { latestWorker } from './workers';

let engine: Engine;
beforeEach(async () => {
  engine = await createEngine();
});
afterEach(() => {
  engine.close();
});

/** The next report that satisfies a condition. */
function report(session: Session, condition: (progress: Progress) => boolean): Promise<Progress> {
  return new Promise((resolve) => {
    const listen = ({ detail: { progress } }: { detail: { progress: Progress } }): void => {
      if (!condition(progress)) return;
      session.removeEventListener('progress', listen);
      resolve(progress);
    };
    session.addEventListener('progress', listen);
  });
}

/** Waits until that many steps more have been done; the latest report may be long overtaken. */
const further = async (session: Session, steps: number): Promise<Progress> => {
  const { step: from } = await report(session, () => true);
  return report(session, ({ step }) => step >= from + steps);
};

/** Of unit 2 of the 8 in `small` (2-8-1): its two weights, its bias, its weight into the output. */
const ofUnit = [4, 5, 18, 26];

test('a parameter is set while a run goes on, and the run goes on', async () => {
  const session = await engine.session({ ...small, stop: {} });
  const running = session.run({ steps: 20_000 });
  await further(session, 10);
  // Far away from where training would bring it: it is seen to have been set.
  await session.setParameter(0, 1000);
  expect((await session.parameters())[0]).toBeGreaterThan(900);
  expect(session.progress.training).toBe(true);
  expect(await running).toMatchObject({ status: 'stopped', steps: 20_000 });
  await session.close();
});

test('a parameter that is set makes what was measured void, and a report follows', async () => {
  const session = await engine.session(small);
  await session.run({ steps: 50 });
  const before = await session.evaluate();
  const theta = await session.parameters();
  // Reports of before may still be on their way.
  const reported = report(session, ({ train }) => {
    return train !== null && train.mse !== before.train?.mse;
  });
  await session.setParameter(3, 2);
  expect((await reported).evaluatedStep).toBe(50);
  const { train } = await session.evaluate();
  expect(train).toEqual((await reported).train);
  theta[3] = 2;
  expect(await session.parameters()).toEqual(theta);
  const other = await engine.session(small);
  await other.setParameters(theta);
  expect(train?.mse).toBe((await other.evaluate()).train?.mse);
  await session.close();
});

test('what is no parameter or no number is refused', async () => {
  const session = await engine.session(small);
  const fingerprint = await session.fingerprint();
  for (const index of [-1, 33, 0.5, NaN, Infinity]) {
    const refused = { code: 'out-of-range', path: 'index' };
    await expect(session.setParameter(index, 1)).rejects.toMatchObject(refused);
  }
  await expect(session.setParameter(0, NaN)).rejects.toMatchObject({ code: 'bad-value' });
  await expect(session.switchUnit(1, 0, false)).rejects.toMatchObject({ path: 'layer' });
  await expect(session.switchUnit(0, 8, false)).rejects.toMatchObject({ path: 'unit' });
  expect(await session.fingerprint()).toBe(fingerprint);
  expect(session.info.off).toEqual([[], []]);
  await session.close();
});

test('a unit is switched off while a run goes on, and on again', async () => {
  const session = await engine.session({ ...small, stop: {} });
  const running = session.run();
  await further(session, 10);
  const info = await session.switchUnit(0, 2, false);
  expect(info.off).toEqual([[2], []]);
  expect(session.info.off).toEqual([[2], []]);
  const before = await session.parameters();
  await further(session, 50);
  const during = await session.parameters();
  const activations = await session.activations([0.3, 0.6]);
  expect(activations[2]).toBe(0);
  expect(activations[1]).not.toBe(0);
  for (const [i, value] of during.entries()) {
    if (ofUnit.includes(i)) expect(value).toBe(before[i]);
    else expect(value).not.toBe(before[i]);
  }
  expect((await session.switchUnit(0, 2, true)).off).toEqual([[], []]);
  await further(session, 50);
  const after = await session.parameters();
  for (const i of ofUnit) expect(after[i]).not.toBe(before[i]);
  expect(session.progress.training).toBe(true);
  await session.pause();
  expect((await running).status).toBe('paused');
  await session.close();
});

test('reset switches every unit on', async () => {
  const session = await engine.session(small);
  const fingerprint = await session.fingerprint();
  await session.switchUnit(0, 7, false);
  await session.run({ steps: 5 });
  await session.reset();
  expect(session.info.off).toEqual([[], []]);
  expect(await session.fingerprint()).toBe(fingerprint);
  await session.close();
});

test('a fresh worker has what was set and what was switched off', async () => {
  const session = await engine.session(small);
  await session.run({ steps: 20 });
  await session.switchUnit(0, 2, false);
  await session.setParameter(0, 0.25);
  const fingerprint = await session.fingerprint();
  const predicted = await session.predict([0.2, 0.9]);
  const restarted = new Promise((resolve) => {
    engine.addEventListener('restarted', resolve, { once: true });
  });
  await latestWorker().terminate();
  await restarted;
  expect(session.info.off).toEqual([[2], []]);
  expect((await session.parameters())[0]).toBe(0.25);
  expect(await session.fingerprint()).toBe(fingerprint);
  expect(await session.predict([0.2, 0.9])).toEqual(predicted);
  await session.close();
});

test('a parameter that is dragged does not keep a large set from training', async () => {
  const session = await engine.session(large);
  const running = session.run();
  await further(session, 20);
  const from = session.progress.step;
  while (session.progress.step < from + 20) await session.setParameter(0, Math.random());
  // Then the metrics come back without any end of an epoch having to come first.
  const measured = await report(session, ({ evaluatedStep }) => evaluatedStep > from);
  expect(measured.train?.loss).toBeGreaterThan(0);
  await session.pause();
  await running;
  await session.close();
});

test('many parameters come at most ten times a second, and at the start and the end', async () => {
  const session = await engine.session(large);
  expect(session.info.parameters).toBeGreaterThan(20_000);
  const reports: { at: number; training: boolean; views: Seen }[] = [];
  session.addEventListener('progress', ({ detail: { progress, views } }) => {
    reports.push({ at: performance.now(), training: progress.training, views });
  });
  const first = report(session, () => true);
  await session.watch({ parameters: true });
  await first;
  expect(reports[0]?.views.parameters).toHaveLength(session.info.parameters);
  const last = report(session, ({ training, step, evaluatedStep }) => {
    return !training && step > 0 && evaluatedStep === step;
  });
  await session.run({ epochs: 30 });
  await last;
  const during = reports.filter(({ training }) => training);
  const shown = during.filter(({ views }) => views.parameters);
  expect(shown.length).toBeGreaterThan(0);
  expect(shown.length).toBeLessThan(during.length);
  // At every report they would be three to six times as many; a second is for what arrives late.
  const span = (during.at(-1)?.at ?? 0) - (during[0]?.at ?? 0);
  expect(100 * (shown.length - 1)).toBeLessThan(span + 1000);
  expect(reports.at(-1)?.views.parameters).toEqual(await session.parameters());
  expect(session.seen.parameters).toEqual(await session.parameters());
  await session.close();
});
