import { expect, test } from 'vitest';
import {
  lossLevels,
  onPlane,
  planeAlong,
  planeOfParameters,
  planeOfPaths,
  regionAround,
  rowOfGrid,
} from '../../web/src/plots/landscape';

const theta = Float64Array.of(1, 2, 3);

test('on a plane of two parameters the coordinates are these parameters', () => {
  const plane = planeOfParameters(theta, 0, 2);
  expect(onPlane(plane, theta)).toEqual([1, 3]);
  const row = rowOfGrid(plane, { u: { low: 0, high: 1 }, v: { low: 10, high: 20 } }, 2, 1);
  // The last row: v = 20; the second parameter stays 2.
  expect([...row]).toEqual([0, 2, 20, 1, 2, 20]);
});

test('the plane of the paths holds paths that lie in a plane', () => {
  // (s, t, s + t): two-dimensional.
  const path = [
    [0, 0],
    [1, 0],
    [0, 2],
    [3, 1],
  ].map(([s = 0, t = 0]) => Float64Array.of(s, t, s + t));
  const plane = planeOfPaths([path.slice(0, 2), path.slice(2)]);
  if (!plane) throw new Error('The paths have moved.');
  for (const point of path) {
    const [u, v] = onPlane(plane, point);
    const back = plane.origin.map(
      (value, i) => value + u * (plane.first[i] ?? NaN) + v * (plane.second[i] ?? NaN),
    );
    back.forEach((value, i) => expect(value).toBeCloseTo(point[i] ?? NaN, 10));
  }
});

test('paths that have not moved have no plane', () => {
  expect(planeOfPaths([[theta, theta, theta]])).toBeNull();
  expect(planeOfPaths([])).toBeNull();
});

test('a plane along two directions has them at right angles', () => {
  const plane = planeAlong(theta, Float64Array.of(2, 0, 0), Float64Array.of(1, 1, 0));
  expect([...(plane?.first ?? [])]).toEqual([1, 0, 0]);
  expect([...(plane?.second ?? [])]).toEqual([0, 1, 0]);
  expect(planeAlong(theta, Float64Array.of(1, 0, 0), Float64Array.of(-2, 0, 0))).toBeNull();
});

test('a region has room around the points, also around one', () => {
  expect(regionAround([[0, 1]])).toEqual({ u: { low: -1, high: 1 }, v: { low: 0, high: 2 } });
  const { u } = regionAround([
    [0, 0],
    [4, 4],
  ]);
  expect(u.low).toBeLessThan(0);
  expect(u.high).toBeGreaterThan(4);
});

test('levels are spread over the logarithm', () => {
  const levels = lossLevels([1e-4, NaN, 0, 1, Infinity], 4);
  [-3.5, -2.5, -1.5, -0.5].forEach((power, k) =>
    expect(Math.log10(levels[k] ?? NaN)).toBeCloseTo(power, 10),
  );
  expect(lossLevels([1, 1], 4)).toEqual([]);
});
