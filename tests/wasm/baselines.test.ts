// Linear models in the lab module: the same numbers as natively, to the last digit.
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { type Engine, type LinearModels, createEngine } from 'fall-line';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

let lab: Engine;
beforeAll(async () => {
  lab = await createEngine({ lab: true });
});
afterAll(() => {
  lab.close();
});

const program = path.join(import.meta.dirname, '../../build/release/fall-line');
const solvers = ['qr', 'svd', 'normal-equations', 'normal-equations-pinv'] as const;

/** What the command line prints, line by line. */
function natively(spec: unknown): Record<string, unknown>[] {
  const out = execFileSync(program, ['baselines', '-'], { input: JSON.stringify(spec) });
  return String(out)
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

describe('closed forms', () => {
  test.each([
    { data: { source: 'franke', features: ['tensor-polynomial:14'] } },
    { data: { source: 'franke', features: ['polynomial:6'], scale: 'standardize' } },
    { data: { source: 'digits', samples: 120 } },
  ])('have the bits of the command line: $data.source $data.features', async (spec) => {
    const [native] = natively(spec) as unknown as [LinearModels];
    const session = await lab.session(spec);
    const models = solvers.map((solver) => ({ id: 'ols', solver, rcond: 0 }) as const);
    const path = native.path.map(({ lambda }) => lambda);
    expect(await session.lab('linearModels', { models, path })).toEqual(native);
    await session.close();
  });

  test('what is wrong comes back with its path', async () => {
    const session = await lab.session({ data: { source: 'franke' } });
    const models = [{ id: 'ridge', lambda: -1 } as const];
    await expect(session.lab('linearModels', { models, path: [] })).rejects.toMatchObject({
      code: 'out-of-range',
      path: 'models.0.lambda',
    });
    await session.close();
  });
});

describe('logistic regression', () => {
  test('is an experiment, and ends where the command line’s does', async () => {
    const spec = { data: { source: 'moons' } };
    const session = await lab.session(spec);
    for (const [i, solver] of (['irls', 'lbfgs'] as const).entries()) {
      const logistic = await session.lab('logisticSpec', { solver, l2: 0 });
      const own = await lab.session(logistic);
      const { fingerprint } = await own.run();
      expect(natively(spec)[1 + i]).toMatchObject({ logistic: solver, run: { fingerprint } });
      await own.close();
    }
    await session.close();
  });

  test('needs classes', async () => {
    const session = await lab.session({ data: { source: 'franke' } });
    const asked = session.lab('logisticSpec', { solver: 'irls', l2: 0 });
    await expect(asked).rejects.toMatchObject({ code: 'conflict' });
    await session.close();
  });
});

test('a linear network is the product of its matrices, and never below least squares', async () => {
  const session = await lab.session({
    data: { source: 'three-points' },
    network: { layers: [{ units: 10, activation: 'linear' }, {}] },
    optimizer: 'levenberg-marquardt',
  });
  await session.run();
  const { product, closest, ols, agreement } = await session.lab('linearity', null);
  expect(agreement).toBe(1);
  for (const rows of [product, closest, ols]) {
    expect(rows?.[0]?.[0]).toBeCloseTo(0.0167101333333333, 9);
    expect(rows?.[0]?.[1]).toBeCloseTo(0.2079623, 9);
  }
  await session.close();
});
