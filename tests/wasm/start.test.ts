// What can be known before training: the rate finder and the spread of values, with the real engine.
import { type Engine, createEngine, type Spec } from 'fall-line';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { OwnEngine } from '../../web/src/state/engine_face';
import { InitialSpread, type SpreadRow } from '../../web/src/state/initial_spread';
import { finderSpec, RateFinder, type FinderResult } from '../../web/src/state/rate_finder';
import { small } from './specs';

let engine: Engine;
beforeAll(async () => {
  engine = await createEngine();
});
afterAll(() => engine.close());

const own = (): Promise<OwnEngine> =>
  Promise.resolve({
    session: (...given) => engine.session(...given),
    expand: (sweep) => engine.expand(sweep),
    close: () => undefined,
  });

async function settingsOf(spec: Spec): Promise<{ settings: Spec; samples: number }> {
  const session = await engine.session(spec);
  const { spec: settings, samples } = session.info;
  await session.close();
  return { settings, samples: samples.train };
}

describe('steps one by one', () => {
  test('are those of a run, with the loss of every batch', async () => {
    const there = await engine.session(small);
    const here = await engine.session(small);
    let taken = 0;
    while (taken < 30) {
      const { losses, position } = await here.takeSteps(30 - taken);
      expect(losses.length).toBeGreaterThan(0);
      expect(losses.every((loss) => loss > 0)).toBe(true);
      taken += losses.length;
      expect(position.step).toBe(taken);
    }
    await there.run({ steps: 30 });
    expect(await here.fingerprint()).toBe(await there.fingerprint());
    expect(await here.evaluate()).toEqual(await there.evaluate());
    await Promise.all([there.close(), here.close()]);
  });

  test('stop where the run ends, and wait for none that trains', async () => {
    const session = await engine.session({ ...small, stop: { steps: 5 } });
    expect((await session.takeSteps(50)).losses).toHaveLength(5);
    expect((await session.takeSteps(50)).losses).toHaveLength(0);
    await session.close();
    const busy = await engine.session({ ...small, stop: {} });
    const run = busy.run();
    await expect(busy.takeSteps(1)).rejects.toMatchObject({ code: 'busy' });
    await busy.pause();
    await run;
    await busy.close();
  });
});

describe('the rate finder', () => {
  const wish = { from: 1e-6, to: 10, steps: 140 };

  async function found(spec: Spec): Promise<FinderResult> {
    const { settings } = await settingsOf(spec);
    const result = await new RateFinder(own).find({ key: '', settings, files: {} }, wish);
    if (!result) throw new Error('no result');
    return result;
  }

  test('trains with the rates that its Spec says', async () => {
    const { settings } = await settingsOf(small);
    const session = await engine.session(finderSpec(settings, { from: 1e-4, to: 1, steps: 5 }));
    const rates: number[] = [];
    for (let i = 0; i < 5; ++i) {
      rates.push((await session.takeSteps(1)).position.optimizer?.rate ?? NaN);
    }
    expect(rates).toEqual([1e-4, 1e-3, 1e-2, 1e-1, 1]);
    await session.close();
  });

  // 2/λmax of this problem is near 1: a third of the lowest loss's rate must stay below it.
  test.each([1, 2, 3])(
    'three points, seed %i: the rate trains, three times it diverges',
    async (seed) => {
      const spec: Spec = {
        seed,
        data: { source: 'three-points', seed: 7 },
        network: { layers: [{ units: 10, activation: 'tanh' }, {}] },
        optimizer: 'sgd',
      };
      const { range } = await found(spec);
      const rate = range?.suggested ?? NaN;
      expect(rate).toBeGreaterThan(range?.from ?? NaN);
      expect(rate).toBeLessThan(range?.to ?? NaN);
      const lossAt = async (learningRate: number): Promise<number> => {
        const session = await engine.session({
          ...spec,
          optimizer: { id: 'sgd', learningRate },
          stop: {},
        });
        const { status, train } = await session.run({ steps: 500 });
        await session.close();
        return status === 'diverged' ? Infinity : (train?.loss ?? NaN);
      };
      const here = await lossAt(rate);
      expect(here).toBeLessThan(1e-6);
      expect(await lossAt(rate / 10)).toBeGreaterThan(1000 * here);
      expect(await lossAt(3 * rate)).toBeGreaterThan(1000 * here);
    },
  );

  test('the same bits every time', async () => {
    const spec: Spec = { data: { source: 'spiral' }, optimizer: 'adam', batchSize: 10 };
    expect((await found(spec)).losses).toEqual((await found(spec)).losses);
  });
});

describe('the spread before training', () => {
  async function rowsOf(
    activation: string,
    units = 200,
    depth = 5,
  ): Promise<Map<string | null, SpreadRow>> {
    const spec: Spec = {
      data: { source: 'gaussians-3d', seed: 7, scale: 'standardize' },
      network: { layers: [...Array.from({ length: depth }, () => ({ units, activation })), {}] },
    };
    const subject = await settingsOf(spec);
    const spread = new InitialSpread(own, (choice, z) => engine.activation(choice, z));
    const result = await spread.measure({ key: '', files: {}, numbers: 1000, ...subject });
    return new Map(result?.rows.map((row) => [row.init, row]));
  }

  test.each([
    ['relu', 'he-normal'],
    ['tanh', 'glorot-uniform'],
    ['tanh', 'normal'],
    ['sigmoid', 'lecun-normal'],
    ['linear', 'glorot-normal'],
  ])('%s from %s is as predicted', async (activation, init) => {
    const row = (await rowsOf(activation)).get(init);
    expect(row?.measured).toHaveLength(5);
    row?.measured.forEach((measured, l) => {
      const theory = row.predicted?.[l];
      for (const kind of ['activation', 'gradient'] as const) {
        const ratio = measured[kind] / (theory?.[kind] ?? NaN);
        expect(ratio, `${kind} of layer ${l}`).toBeGreaterThan(1 / 1.35);
        expect(ratio, `${kind} of layer ${l}`).toBeLessThan(1.35);
      }
    });
  });

  test('tanh: σ 0.05 shrinks in 40 units, Glorot stays; zeros are still', async () => {
    const rows = await rowsOf('tanh', 40, 5);
    const ends = (init: string): number[] => {
      const measured = rows.get(init)?.measured ?? [];
      return [measured.at(0)?.activation ?? NaN, measured.at(-1)?.activation ?? NaN];
    };
    const [first = NaN, last = NaN] = ends('normal');
    expect(last).toBeLessThan(first / 1000);
    const [before = NaN, after = NaN] = ends('glorot-normal');
    expect(after).toBeGreaterThan(before / 4);
    expect(after).toBeLessThan(before * 4);
    expect(rows.get('zeros')?.measured.at(0)).toEqual({ activation: 0, gradient: 0 });
    expect(rows.get(null)?.measured).toEqual(rows.get('glorot-uniform')?.measured);
  });
});
