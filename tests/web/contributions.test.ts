import { describe, expect, test } from 'vitest';
import type { Planes, SessionInfo } from '../../web/src/engine/model';
import { contributions, strongest, type Contributions } from '../../web/src/plots/contributions';
import { placesOf, unitCount } from '../../web/src/plots/layers';

const info = {
  layers: [
    { inputs: 1, units: 3, bias: true },
    { inputs: 3, units: 1, bias: true },
  ],
} as unknown as SessionInfo;
const n = 50;
const xs = Array.from({ length: n }, (_, i) => -1 + (2 * i) / (n - 1));
// W1, b1, W2, b2.
const theta = Float64Array.of(1, -2, 0.5, 0.1, 0, -0.3, 0.7, -1.1, 2, 0.25);
const hidden = [0, 1, 2].map((j) =>
  xs.map((x) => Math.tanh((theta[j] ?? 0) * x + (theta[3 + j] ?? 0))),
);
const raw = xs.map(
  (_, i) => 0.25 + [0, 1, 2].reduce((s, j) => s + (theta[6 + j] ?? 0) * (hidden[j]?.[i] ?? 0), 0),
);
const activations: Planes = { outputs: 4, values: Float32Array.from([...hidden.flat(), ...raw]) };

const linear = { k: 0, isLinear: true, targetScale: null };

function added({ units, count, bias }: Contributions, i: number): number {
  let sum = bias;
  for (let j = 0; j < count; ++j) sum += units[j * n + i] ?? 0;
  return sum;
}

/** The same network with its outputs scaled back to the targets' units. */
function scaled(scale: number, shift: number): Planes {
  return { outputs: 1, values: Float32Array.from(raw, (y) => scale * y + shift) };
}

describe('contributions', () => {
  for (const [scale, shift] of [
    [1, 0],
    [12.5, -40],
  ] as const) {
    test(`and the bias add up to the output, targets scaled by ${scale}`, () => {
      const output = scaled(scale, shift);
      const parts = contributions(info, activations, theta, output, {
        ...linear,
        targetScale: scale === 1 ? null : 1e6, // the curve itself knows better
      });
      if (!parts) throw new Error('There are none.');
      expect(parts.isOutput).toBe(true);
      const digits = scale === 1 ? 5 : 3;
      for (let i = 0; i < n; ++i) {
        expect(added(parts, i)).toBeCloseTo(output.values[i] ?? NaN, digits);
        expect(parts.sum[i]).toBeCloseTo(output.values[i] ?? NaN, digits);
      }
      expect(parts.bias).toBeCloseTo(scale * 0.25 + shift, digits);
    });
  }

  test('before an activation add up to what it is applied to', () => {
    const output = { outputs: 1, values: Float32Array.from(raw, Math.tanh) };
    const parts = contributions(info, activations, theta, output, { ...linear, isLinear: false });
    if (!parts) throw new Error('There are none.');
    expect(parts.isOutput).toBe(false);
    for (let i = 0; i < n; ++i) {
      expect(Math.tanh(added(parts, i))).toBeCloseTo(output.values[i] ?? NaN, 5);
    }
  });

  test('of a flat curve have the scale of the targets: the curve does not tell it', () => {
    // Two equal units that cancel each other: 3·tanh x − 3·tanh x + 0.25, scaled by 20, shifted to 7.
    const twins = theta.slice();
    twins.set([3, -3, 0], 6);
    const values = activations.values.slice();
    values.copyWithin(n, 0, n);
    const output = { outputs: 1, values: new Float32Array(n).fill(7) };
    const planes = { ...activations, values };
    const parts = contributions(info, planes, twins, output, { ...linear, targetScale: 20 });
    if (!parts) throw new Error('There are none.');
    expect(parts.bias).toBeCloseTo(7, 4);
    expect(parts.units[n - 1]).toBeCloseTo(60 * (hidden[0]?.[n - 1] ?? NaN), 4);
    expect(parts.units[2 * n - 1]).toBeCloseTo(-60 * (hidden[0]?.[n - 1] ?? NaN), 4);
  });

  test('there are none without a hidden layer', () => {
    const single = { layers: [{ inputs: 1, units: 1, bias: true }] } as unknown as SessionInfo;
    const planes = { outputs: 1, values: Float32Array.from(raw) };
    expect(contributions(single, planes, Float64Array.of(1, 0), planes, linear)).toBeNull();
  });

  test('the strongest reach furthest from zero', () => {
    const parts = contributions(info, activations, theta, scaled(1, 0), linear);
    // Largest |w·a|: 0.7·tanh(1.1) = 0.56, 1.1·tanh 2 = 1.06, 2·|tanh(−0.8)| = 1.33.
    expect(parts && strongest(parts, 2)).toEqual([2, 1]);
  });
});

test('places of layers follow each other, biases after weights', () => {
  const layers = [
    { inputs: 2, units: 3, bias: true },
    { inputs: 3, units: 2, bias: false },
    { inputs: 2, units: 1, bias: true },
  ];
  expect(placesOf({ layers })).toEqual([
    { units: 3, inputs: 2, weights: 0, biases: 6, activations: 0 },
    { units: 2, inputs: 3, weights: 9, biases: null, activations: 3 },
    { units: 1, inputs: 2, weights: 15, biases: 17, activations: 5 },
  ]);
  expect(unitCount({ layers })).toBe(6);
});
