// What the module says of the inside of a network, and of what goes wrong.
import { type Engine, type Session, createEngine } from 'fall-line';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Finding, Spec } from '../../web/src/engine/model';
import { large, small } from './specs';

let engine: Engine;
beforeAll(async () => {
  engine = await createEngine();
});
afterAll(() => {
  engine.close();
});

const sum = (counts: readonly number[]): number => counts.reduce((a, b) => a + b, 0);

test('one look tells of every layer at the present step', async () => {
  const session = await engine.session(small);
  await session.run({ steps: 7 });
  const inside = await session.view('inside', true);
  expect(inside).not.toBeNull();
  if (!inside) return;
  expect(inside.step).toBe(7);
  expect(inside.samples).toBe(150);
  expect(inside.layers).toHaveLength(2);
  const [hidden, output] = inside.layers;
  expect(sum(hidden?.preActivations.counts ?? [])).toBe(150 * 8);
  expect(sum(output?.preActivations.counts ?? [])).toBe(150);
  expect(sum(hidden?.weights.counts ?? [])).toBe(16);
  expect(hidden?.squashes).toBe(true);
  expect(hidden?.gradientNorm).toBeGreaterThan(0);

  // The norm of the weights is that of the parameters.
  const theta = await session.parameters();
  const norm = Math.hypot(...theta.subarray(0, 24));
  expect(hidden?.weightNorm).toBeCloseTo(norm, 12);
  // The row of norms ends with the same numbers.
  expect(Array.from(inside.norms.slice(-4))).toEqual([
    hidden?.gradientNorm,
    hidden?.updateNorm,
    output?.gradientNorm,
    output?.updateNorm,
  ]);
  await session.close();
});

test('what watches the inside sees the end of a run, and changes no bit', async () => {
  const plain = await engine.session(small);
  const fingerprint = (await plain.run()).fingerprint;
  const watched = await engine.session(small);
  await watched.watch({ inside: true, conditions: true });
  const summary = await watched.run();
  expect(summary.fingerprint).toBe(fingerprint);
  await seen(watched, () => watched.seen.inside?.step === summary.steps);
  const passes = watched.seen.inside?.norms[0];
  expect(passes).toBe(0); // the run is in the norms from its start on
  await plain.close();
  await watched.close();
});

test('a unit that is switched off is looked at anew', async () => {
  const session = await engine.session({
    ...small,
    network: { layers: [{ units: 4, activation: 'relu' }, {}] },
  });
  await session.watch({ inside: true });
  await seen(session, () => Boolean(session.seen.inside));
  const before = session.seen.inside?.layers[1]?.preActivations;
  await session.switchUnit(0, 0, false);
  await session.switchUnit(0, 1, false);
  await session.switchUnit(0, 2, false);
  await session.switchUnit(0, 3, false);
  await seen(session, () => session.seen.inside?.layers[1]?.preActivations.reach === 0);
  expect(before?.reach).toBeGreaterThan(0);
  await session.close();
});

const conditioned: readonly (readonly [string, Spec, number, Finding['set'][number]['path']])[] = [
  [
    'dead-units',
    {
      data: { source: 'xor' },
      network: {
        layers: [
          { units: 8, activation: 'relu', biasInit: { id: 'uniform', low: -12, high: -10 } },
          {},
        ],
      },
      optimizer: { id: 'adam', learningRate: 0.03 },
      stop: {},
    },
    60,
    'network.layers.0.activation',
  ],
  [
    'unscaled-inputs',
    { data: { source: 'gaussians-3d', offset: 100 }, optimizer: 'sgd', stop: {} },
    5,
    'data.scale',
  ],
];

test.each(conditioned)('%s: the same as natively, once it is watched', async (...example) => {
  const [id, spec, epochs, path] = example;
  const session = await engine.session(spec);
  await session.run({ epochs });
  expect(session.seen.conditions).toBeUndefined();
  const watched = await engine.session(spec);
  await watched.watch({ conditions: true });
  await watched.run({ epochs });
  await seen(watched, () => watched.seen.conditions?.[0]?.id === id);
  expect(watched.seen.conditions?.[0]?.set[0]?.path).toBe(path);

  await watched.reset();
  await seen(watched, () => watched.seen.conditions?.length === 0);
  await session.close();
  await watched.close();
});

test('a run that diverges has its condition, from what was last measured', async () => {
  const session = await engine.session({
    data: { source: 'franke' },
    network: { layers: [{ units: 8, activation: 'relu' }, {}] },
    optimizer: { id: 'sgd', learningRate: 1e6 },
  });
  await session.watch({ conditions: true });
  expect((await session.run()).status).toBe('diverged');
  await seen(session, () => session.seen.conditions?.some(({ id }) => id === 'divergence'));
  await session.close();
});

test('pause is heard at once while large networks are looked into', async () => {
  const session = await engine.session(large);
  await session.watch({ inside: true, conditions: true });
  const run = session.run();
  await seen(session, () => session.progress.step > 0);
  const { step } = await session.pause();
  const summary = await run;
  expect(summary.steps).toBe(step);
  expect(summary.status).toBe('paused');
  await seen(session, () => session.seen.inside?.step === step);
  expect(session.seen.inside?.samples).toBe(240); // fewer, as the network is large
  await session.close();
});

/** Waits for a report after which it holds. */
async function seen(session: Session, holds: () => boolean | undefined): Promise<void> {
  if (holds() === true) return;
  await new Promise<void>((resolve) => {
    const heard = (): void => {
      if (holds() !== true) return;
      session.removeEventListener('progress', heard);
      resolve();
    };
    session.addEventListener('progress', heard);
  });
}
