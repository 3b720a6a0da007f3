// The lab module: all that the first one is, and analyses besides.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Engine, type GradientReport, type UpdateCheck, createEngine } from 'fall-line';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Spec } from '../../web/src/engine/model';
import { small } from './specs';

let first: Engine;
let lab: Engine;
beforeAll(async () => {
  [first, lab] = await Promise.all([createEngine(), createEngine({ lab: true })]);
});
afterAll(() => {
  first.close();
  lab.close();
});

test('trains to the same bits, and goes on from the first module’s snapshots', async () => {
  const there = await first.session(small);
  const here = await lab.session(small);
  await there.run({ epochs: 2 });
  await here.restore(await there.snapshot());
  expect((await here.run()).fingerprint).toBe((await there.run()).fingerprint);
  await Promise.all([there.close(), here.close()]);
});

test('the first module answers no tasks of the lab', async () => {
  const session = await first.session(small);
  await expect(session.lab('updateCheck', null)).rejects.toMatchObject({ code: 'not-loaded' });
  await session.close();
});

describe('the update check', () => {
  const methods = ['sgd', 'momentum', 'nesterov', 'adagrad', 'rmsprop', 'adam', 'adamw'];
  test.each(methods)('finds the formula of %s', async (optimizer) => {
    const session = await lab.session({ ...small, optimizer });
    const check = await session.lab('updateCheck', null);
    expect(check).toMatchObject({ exists: true, optimizer, step: null });
    expect(check.error).toBeLessThan(1e-11);
    await session.close();
  });

  test('methods without a formula for each parameter say so', async () => {
    const session = await lab.session({ ...small, optimizer: 'lbfgs', batchSize: 'full' });
    expect(await session.lab('updateCheck', null)).toMatchObject({ exists: false });
    await session.close();
  });
});

describe('the gradient check', () => {
  const check = async (spec: Spec): Promise<GradientReport> => {
    const session = await lab.session(spec);
    try {
      for (let anew = true; ; anew = false) {
        const { share, report } = await session.lab('gradientCheck', { anew, milliseconds: 20 });
        expect(share).toBeGreaterThanOrEqual(0);
        if (report) return report;
        expect(share).toBeLessThan(1);
      }
    } finally {
      await session.close();
    }
  };

  test('calls the right gradient right, and names a fault', async () => {
    expect(await check(small)).toMatchObject({ verdict: 'right', layer: null, fault: null });
    expect(await check({ ...small, fault: 'sigmoid-slope-for-tanh' })).toMatchObject({
      verdict: 'wrong',
      layer: 1,
      fault: 'sigmoid-slope-for-tanh',
    });
  });

  test('looks at the parameters that a snapshot brings', async () => {
    const session = await lab.session(small);
    const early = await session.lab('gradientCheck', { anew: true, milliseconds: 1e6 });
    await session.run({ epochs: 3 });
    const late = await session.lab('gradientCheck', { anew: true, milliseconds: 1e6 });
    expect(early.report?.loss).not.toBe(late.report?.loss);
    expect(late.report?.verdict).toBe('right');
    await session.close();
  });

  const program = process.env['FALL_LINE_CLI'];
  test.skipIf(program === undefined)('is that of the command line, to the bit', async () => {
    const scratch = mkdtempSync(path.join(tmpdir(), 'fall-line-'));
    for (const fault of ['none', 'transposed-weights', 'inverted-adam-correction']) {
      const layers = [{ units: 5, activation: 'relu' }, { units: 5 }, {}];
      const spec = { ...small, network: { layers }, optimizer: 'adam', fault };
      const file = path.join(scratch, 'spec.json');
      writeFileSync(file, JSON.stringify(spec));
      const { status, stdout } = spawnSync(program ?? '', ['gradient-check', file], {
        encoding: 'utf8',
      });
      expect(status).toBe(fault === 'none' ? 0 : 4);
      const printed = JSON.parse(stdout) as { gradient: GradientReport; update: UpdateCheck };
      const { parts, ...report } = await check(spec);
      const plain = parts.map((part) =>
        Object.fromEntries(
          Object.entries(part).filter(([key]) => key !== 'places' && key !== 'elements'),
        ),
      );
      expect({ ...report, parts: plain }).toEqual(printed.gradient);
      const session = await lab.session(spec);
      expect(await session.lab('updateCheck', null)).toEqual(printed.update);
      await session.close();
    }
    rmSync(scratch, { recursive: true });
  });
});

test('losses and gradients are had anywhere, and the session stays where it is', async () => {
  const session = await lab.session({ ...small, precision: 'float64' });
  const theta = await session.parameters();
  const fingerprint = await session.fingerprint();
  const other = theta.map((value) => value + 0.1);
  const losses = await session.lab('lossesAt', {
    thetas: Float64Array.of(...theta, ...other),
  });
  expect(losses).toHaveLength(2);
  expect(losses[0]).toBeCloseTo((await session.evaluate()).train?.loss ?? NaN, 12);
  const gradient = await session.lab('gradientAt', { theta });
  const h = 1e-6;
  const [up = NaN, down = NaN] = await session.lab('lossesAt', {
    thetas: Float64Array.of(
      ...theta.map((value, i) => (i === 0 ? value + h : value)),
      ...theta.map((value, i) => (i === 0 ? value - h : value)),
    ),
  });
  expect(gradient[0]).toBeCloseTo((up - down) / (2 * h), 7);
  expect(Math.abs(gradient[0] ?? 0)).toBeGreaterThan(1e-4);
  expect(await session.fingerprint()).toBe(fingerprint);
  // The step that Levenberg-Marquardt would take goes down.
  const step = await session.lab('dampedStepAt', { theta, mu: 1 });
  const slope = step.reduce((sum, value, i) => sum + value * (gradient[i] ?? NaN), 0);
  expect(slope).toBeLessThan(0);
  expect(await session.parameters()).toEqual(theta); // what was handed over is still there
  await expect(session.lab('lossesAt', { thetas: Float64Array.of(1, 2) })).rejects.toMatchObject({
    code: 'wrong-shape',
  });
  await session.close();
});
