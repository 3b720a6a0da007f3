import { describe, expect, test } from 'vitest';
import { nearestField, residualField, smoothField } from '../../web/src/plots/truth_field';

const square = { x: { low: -2, high: 2 }, y: { low: 0, high: 400 } };

/** Evenly scattered places that are no lattice (Roberts 2018: multiples of the plastic ratio). */
function sites(count: number, f: (x: number, y: number) => number) {
  const inputs = new Float64Array(2 * count);
  const values = new Float64Array(count);
  for (let i = 0; i < count; ++i) {
    const x = -2 + 4 * ((0.5 + i * 0.7548776662466927) % 1);
    const y = 400 * ((0.5 + i * 0.5698402909980532) % 1);
    inputs.set([x, y], 2 * i);
    values[i] = f(x, y);
  }
  return { count, inputs, values };
}

/** Coordinates of lattice point i. */
function at(i: number, n: number): readonly [number, number] {
  return [-2 + (4 * (i % n)) / (n - 1), (400 * Math.floor(i / n)) / (n - 1)];
}

describe('fields', () => {
  test('a smooth field has a plane exactly, whatever the inputs measure', () => {
    const f = (x: number, y: number): number => 3 * x - y / 100 + 1;
    const { values } = smoothField(sites(1500, f), square, 30);
    for (const [i, value] of values.entries()) expect(value).toBeCloseTo(f(...at(i, 30)), 4);
  });

  test('a smooth field comes near a curved function', () => {
    const f = (x: number, y: number): number => Math.sin(2 * x) * Math.cos(y / 80);
    const { values } = smoothField(sites(4000, f), square, 40);
    const errors = values.map((value, i) => Math.abs(value - f(...at(i, 40))));
    expect(Math.max(...errors)).toBeLessThan(0.01);
  });

  test('a smooth field ends where the sites end', () => {
    const wide = { x: { low: -4, high: 4 }, y: square.y };
    const { values } = smoothField(
      sites(1500, () => 1),
      wide,
      41,
    );
    const row = [...values.subarray(20 * 41, 21 * 41)];
    expect(row.slice(0, 9).every(Number.isNaN)).toBe(true); // x below −2.2
    for (const value of row.slice(11, 30)) expect(value).toBeCloseTo(1, 5);
  });

  test('a field of samples shows the nearest one, and nothing far from all', () => {
    const one = { count: 2, inputs: [-1, 100, -0.9, 110], values: [5, 8] };
    const { values, places } = nearestField(one, square, 41);
    const i = 10 * 41 + 10; // at (−1, 100)
    expect(values[i]).toBe(5);
    expect([places[2 * i], places[2 * i + 1]]).toEqual([0.25, 0.25]);
    const far = nearestField(
      sites(400, () => 1),
      { ...square, x: { low: -2, high: 40 } },
      41,
    );
    expect(far.values[40]).toBeNaN(); // at the right edge, where no sample is
  });

  test('the residual is truth minus prediction at the place shown', () => {
    const truth = smoothField(
      sites(1500, (x) => x),
      square,
      20,
    );
    // A grid of 2 × 2 that is 0.5·x everywhere.
    const grid = { outputs: 1, values: Float32Array.of(-1, 1, -1, 1) };
    const residual = residualField(truth, grid, 2);
    for (const [i, value] of residual.entries()) expect(value).toBeCloseTo(at(i, 20)[0] / 2, 4);
  });
});
