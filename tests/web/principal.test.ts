import { expect, test } from 'vitest';
import { principal, project } from '../../web/src/plots/principal';

/** Points a·e1 + b·e2 + c·e3 around (5, −1, 2) with variances 9 : 4 : 0.25, rotated. */
function cloud(): { readonly points: Float64Array; readonly axes: readonly number[][] } {
  const axes = [
    [0.6, 0.8, 0],
    [-0.8, 0.6, 0],
    [0, 0, 1],
  ];
  const points: number[] = [];
  for (const a of [-3, 3]) {
    for (const b of [-2, 2]) {
      for (const c of [-0.5, 0.5]) {
        const part = (k: number): number =>
          a * (axes[0]?.[k] ?? 0) + b * (axes[1]?.[k] ?? 0) + c * (axes[2]?.[k] ?? 0);
        points.push(5 + part(0), -1 + part(1), 2 + part(2));
      }
    }
  }
  return { points: Float64Array.from(points), axes };
}

test('the axes are those along which the points differ most', () => {
  const { points, axes } = cloud();
  const found = principal(points, 8, 3);
  expect([...found.mean].map((m) => Math.round(m * 1e9) / 1e9)).toEqual([5, -1, 2]);
  for (const k of [0, 1] as const) {
    const along = [0, 1, 2].reduce((s, i) => s + (found.axes[k][i] ?? 0) * (axes[k]?.[i] ?? 0), 0);
    expect(Math.abs(along)).toBeCloseTo(1, 6);
  }
  expect(found.shares[0]).toBeCloseTo(9 / 13.25, 6);
  expect(found.shares[1]).toBeCloseTo(4 / 13.25, 6);
});

test('a point lies where its parts along the axes say', () => {
  const { points } = cloud();
  const found = principal(points, 8, 3);
  const [u, v] = project(found, points, 0);
  expect(Math.abs(u)).toBeCloseTo(3, 6);
  expect(Math.abs(v)).toBeCloseTo(2, 6);
});

test('starting from the last axes keeps their signs', () => {
  const { points } = cloud();
  const first = principal(points, 8, 3);
  const turned = {
    ...first,
    axes: [first.axes[0].map((x) => -x), first.axes[1].map((x) => -x)] as const,
  };
  const again = principal(points, 8, 3, turned);
  expect(Math.sign(again.axes[0][0] ?? 0)).toBe(Math.sign(turned.axes[0][0] ?? 0));
  expect(Math.sign(again.axes[1][0] ?? 0)).toBe(Math.sign(turned.axes[1][0] ?? 0));
});

test('points that are all the same have axes, and no variance along them', () => {
  const found = principal(Float64Array.of(1, 2, 1, 2, 1, 2), 3, 2);
  expect(found.shares).toEqual([0, 0]);
  const [a, b] = found.axes;
  expect(Math.hypot(...a)).toBeCloseTo(1, 9);
  expect(Math.abs((a[0] ?? 0) * (b[0] ?? 0) + (a[1] ?? 0) * (b[1] ?? 0))).toBeLessThan(1e-9);
});
