import { describe, expect, test } from 'vitest';
import type { ActivationCurve } from '../../web/src/engine/model';
import { ratePlot } from '../../web/src/plots/rate_plot';
import { paper } from '../../web/src/plots/paper';
import {
  drawSpreads,
  factorPerLayer,
  spreadDomain,
  spreadPicture,
  spreadsSize,
  theoryPath,
} from '../../web/src/plots/spread_plot';
import { SvgContext } from '../../web/src/plots/svg_context';
import type { Palette } from '../../web/src/plots/surface';
import {
  hiddenInit,
  measuredSpec,
  seedsFor,
  spreadKey,
  withHiddenInit,
} from '../../web/src/state/initial_spread';
import { predicted, weightVariance, type TheoryLayer } from '../../web/src/state/initial_theory';
import { manifest } from '../../web/src/state/manifest';
import {
  finderKey,
  finderSpec,
  hasRisen,
  ratesOf,
  ratesOffered,
  smoothed,
  usableRange,
} from '../../web/src/state/rate_finder';
import { defaultSpec, effective, layersOf, valueAt } from '../../web/src/state/spec';

const wish = { from: 1e-6, to: 10, steps: 141 };
const rates = ratesOf(wish);
const decades = (loss: (power: number) => number): Float64Array =>
  rates.map((rate) => loss(Math.log10(rate)));

describe('the rates', () => {
  test('grow by one factor from end to end', () => {
    expect([rates[0], rates[20], rates[140]]).toEqual([1e-6, 1e-5, 10]);
  });

  test('are the changes of one Spec, with nothing else that changes them or ends it', () => {
    const spec = finderSpec(
      { ...defaultSpec, schedule: 'cosine', stop: { epochs: 3, patience: 2 } },
      { from: 0.1, to: 10, steps: 3 },
    );
    expect(spec.schedule).toBe('constant');
    expect(spec.stop).toEqual({ steps: 3 });
    const at = (step: number): unknown => valueAt(effective(spec, step), 'optimizer.learningRate');
    expect([at(0), at(1), at(2)]).toEqual([0.1, 1, 10]);
    expect(valueAt(spec, 'optimizer.id')).toBe('adam');
  });

  test('another rate, schedule or stop rule asks nothing new; another network does', () => {
    const key = finderKey(defaultSpec, wish);
    const other = { ...defaultSpec, optimizer: { id: 'adam', learningRate: 1 }, stop: {} };
    expect(finderKey({ ...other, schedule: 'step' }, wish)).toBe(key);
    expect(finderKey({ ...defaultSpec, batchSize: 11 }, wish)).not.toBe(key);
  });

  test('are offered by every method that has a learning rate', () => {
    expect(ratesOffered({ id: 'sgd' })).toEqual({ low: 1e-6, high: 10 });
    expect(ratesOffered('levenberg-marquardt')).toBeNull();
    for (const { id, fullBatch } of manifest.optimizers) {
      expect(ratesOffered(id) === null).toBe(fullBatch);
    }
  });
});

describe('the usable range', () => {
  /** Flat up to 1e-3, down to 0.2 at 0.1, up from there. */
  const valley = (power: number): number =>
    power < -3 ? 1 : power < -1 ? 1 - 0.4 * (power + 3) : 0.2 + 2 * (power + 1);

  test('of a valley: from a tenth of the fall to its bottom, a third of that is taken', () => {
    const losses = decades(valley);
    const range = usableRange(rates, losses, smoothed(losses));
    expect(Math.log10(range?.from ?? NaN)).toBeCloseTo(-2.8, 0);
    expect(range?.from).toBeGreaterThan(1e-3);
    expect(Math.log10(range?.to ?? NaN)).toBeCloseTo(-1, 0);
    expect((range?.to ?? NaN) / (range?.suggested ?? NaN)).toBeCloseTo(3, 0);
  });

  test('noise in the batches hides neither end', () => {
    let state = 1;
    const noise = (): number => ((state = (state * 16807) % 2147483647) / 2147483647 - 0.5) * 0.3;
    const losses = decades((power) => valley(power) + noise());
    const range = usableRange(rates, losses, smoothed(losses));
    expect(range?.from).toBeGreaterThan(2e-4);
    expect(range?.from).toBeLessThan(1e-2);
    expect(range?.to).toBeGreaterThan(0.03);
    expect(range?.to).toBeLessThan(0.3);
  });

  test('a loss that never falls has none', () => {
    const flat = decades(() => 1);
    expect(usableRange(rates, flat, smoothed(flat))).toBeNull();
    const rising = decades((power) => 2 + power / 10);
    expect(usableRange(rates, rising, smoothed(rising))).toBeNull();
  });

  test('numbers that are none are left out', () => {
    const losses = decades(valley);
    losses[140] = NaN;
    expect(smoothed(losses)[140]).toBeGreaterThan(1);
    expect(usableRange(rates, losses, smoothed(losses))?.to).toBeLessThan(0.2);
  });

  test('has risen: four times the lowest, of five steps each', () => {
    expect(hasRisen(Float64Array.of(1, 1, 1, 1, 1, 9))).toBe(false); // one batch alone
    expect(hasRisen(Float64Array.of(1, 1, 1, 1, 1, 5, 5, 5, 5, 5))).toBe(true);
    expect(hasRisen(Float64Array.of(1, 1))).toBe(false);
  });
});

describe('theory', () => {
  test('knows the variance of every initializer of the manifest', () => {
    for (const { id } of manifest.initializers) {
      expect(weightVariance(id, 30, 20), id).not.toBeNull();
    }
    expect(weightVariance('normal', 1, 1)).toBeCloseTo(0.0025, 12);
    expect(weightVariance({ id: 'normal', sigma: 2 }, 1, 1)).toBe(4);
    expect(weightVariance({ id: 'uniform', low: -3, high: 3 }, 1, 1)).toBe(3);
    expect(weightVariance({ id: 'uniform', low: 0, high: 3 }, 1, 1)).toBeNull();
    expect(weightVariance('glorot-uniform', 30, 10)).toBe(0.05);
  });

  const layer = (activation: string, init: string, inputs = 50): TheoryLayer => ({
    ...{ inputs, units: 50, init, biasInit: 'zeros', bias: true, dropout: 0, activation },
  });
  const relu = (_: unknown, z: Float64Array): Promise<ActivationCurve> =>
    Promise.resolve({
      values: z.map((x) => Math.max(0, x)),
      slopes: z.map((x) => (x > 0 ? 1 : 0)),
    });
  const identity = (_: unknown, z: Float64Array): Promise<ActivationCurve> =>
    Promise.resolve({ values: z, slopes: z.map(() => 1) });

  test('ReLU: half of q, and He keeps E[a²] and E[δ²]', async () => {
    const layers = [1, 2, 3].map(() => layer('relu', 'he-normal'));
    const spreads = await predicted(layers, 1, 1, relu);
    // q = 2: E[a²] = 1, E[a]² = q / 2π.
    for (const spread of spreads ?? []) {
      expect(spread?.activation).toBeCloseTo(1 - 1 / Math.PI, 3);
      expect(spread?.gradient).toBeCloseTo(1, 1);
    }
    expect(spreads).toHaveLength(2);
  });

  test('linear: E[a²] is multiplied by n σ² in every layer, dropout makes up for itself', async () => {
    const layers = [1, 2, 3].map(() => layer('linear', 'normal'));
    const spreads = await predicted(layers, 4, 1, identity);
    expect(spreads?.map((spread) => spread?.activation)).toEqual([
      expect.closeTo(4 * 50 * 0.0025, 9),
      expect.closeTo(4 * (50 * 0.0025) ** 2, 9),
    ]);
    expect(spreads?.[0]?.gradient).toBeCloseTo((50 * 0.0025) ** 2, 9);
    const dropped = layers.map((one) => ({ ...one, dropout: 0.5 }));
    expect((await predicted(dropped, 4, 1, identity))?.[1]?.activation).toBeCloseTo(
      2 * 4 * (50 * 0.0025) ** 2,
      9,
    );
  });

  test('an activation of the whole layer has no prediction', async () => {
    const none = await predicted(
      [layer('softmax', 'normal'), layer('linear', 'normal')],
      1,
      1,
      () => Promise.resolve(null),
    );
    expect(none).toBeNull();
  });
});

describe('what is measured', () => {
  test('the start of all hidden layers, the output as it is', () => {
    const spec = withHiddenInit(defaultSpec, 'he-normal');
    expect(layersOf(spec).map(({ init }) => init)).toEqual(['he-normal', 'he-normal', undefined]);
    expect(hiddenInit(spec)).toBe('he-normal');
    expect(hiddenInit(defaultSpec)).toBeNull();
  });

  test('other weights, the same data, one batch', () => {
    const spec = measuredSpec({ ...defaultSpec, seed: 3, data: { source: 'xor' } }, null, 4, 150);
    expect(spec).toMatchObject({ seed: 4, data: { source: 'xor', seed: 3 }, batchSize: 150 });
    expect(measuredSpec(defaultSpec, 'zeros', 1, 1e6).batchSize).toBe(256);
  });

  test('large data are made once for every way to start', () => {
    expect([seedsFor(1000), seedsFor(47_000_000)]).toEqual([5, 1]);
  });

  test('how it is trained asks nothing new', () => {
    expect(spreadKey({ ...defaultSpec, optimizer: 'sgd', batchSize: 3 })).toBe(
      spreadKey(defaultSpec),
    );
    expect(spreadKey({ ...defaultSpec, seed: 2 })).not.toBe(spreadKey(defaultSpec));
  });
});

describe('the pictures', () => {
  test('rates: a run that ended early leaves the rest of the axis empty', () => {
    const curve = {
      rates,
      losses: Float64Array.of(1, 0.5, 9),
      smooth: Float64Array.of(1, 0.8, 4),
      range: { from: 1e-6, to: 2e-6, suggested: 1e-6 },
    };
    const plot = ratePlot(
      curve,
      { row: 1, words: { x: 'rate', suggested: 'take' } },
      {} as Palette,
    );
    expect(plot.lines.map(({ values }) => [values.length, values[2], values[3]])).toEqual([
      [141, 9, NaN],
      [141, 4, NaN],
    ]);
    expect(plot.domain.x).toEqual({ low: 1e-6, high: 10 });
    expect(plot.domain.y.high).toBeLessThan(3); // not squeezed by the end of the run
    expect(plot.marks).toEqual([{ x: 1e-6, label: 'take' }]);
  });

  test('spread: one logarithmic scale, and nothing for 0', () => {
    const domain = spreadDomain([[1, 1e-4], [0, 0], [1e-30]]);
    expect(domain).toEqual({ low: 1e-12, high: 1 });
    expect(spreadDomain([[0, 0]])).toBeNull();
    const drawn = spreadPicture([1, 0, 1e-12], [1, null, 0], { low: 1e-12, high: 1 });
    expect(drawn.dots).toHaveLength(2);
    expect(drawn.dots[0]?.[1]).toBe(5);
    expect(drawn.dots[1]?.[1]).toBe(29);
    expect(theoryPath(drawn)).toMatch(/^M[\d.]+ 5h[\d.]+$/);
  });

  test('saved, every start is a row with its name, dots and dashes', () => {
    const domain = { low: 0.01, high: 1 };
    const rows = [
      { name: 'He normal', picture: spreadPicture([1, 0.5], [1, 0.4], domain) },
      { name: 'Zeros', picture: spreadPicture([0, 0], [null, null], domain) },
    ];
    const { width, height } = spreadsSize(rows.length);
    const context = new SvgContext(width, height, {
      textWidth: (text) => 6 * text.length,
      dataUrl: () => '',
    });
    drawSpreads(context as unknown as CanvasRenderingContext2D, rows, paper);
    const svg = context.toText('Spread');
    expect(svg.match(/He normal|Zeros/g)).toEqual(['He normal', 'Zeros']);
    expect(svg.match(/<path /g)).toHaveLength(3); // a line and two dots; of zeros nothing
  });

  test('the factor per layer follows the way of the values', () => {
    expect(factorPerLayer([1, 0.5, 0.25], false)).toBe(0.5);
    expect(factorPerLayer([1, 2, 4], true)).toBe(0.5);
    expect(factorPerLayer([1], false)).toBeNull();
    expect(factorPerLayer([0, 0], false)).toBeNull();
  });
});
