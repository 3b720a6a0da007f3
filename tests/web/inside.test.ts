import { expect, test } from 'vitest';
import type { Histogram, Inside, LayerStatistics } from '../../web/src/engine/model';
import {
  binAt,
  edgesOf,
  normPlot,
  normsOf,
  rowNear,
  shareOf,
  shownBins,
} from '../../web/src/plots/inside';

const bins = (filled: Readonly<Record<number, number>>, reach = 4): Histogram => ({
  reach,
  counts: Array.from({ length: 64 }, (_, i) => filled[i] ?? 0),
});

test('bins lie between powers of two', () => {
  const edges = edgesOf(bins({}));
  expect(edges).toHaveLength(65);
  expect(edges[0]).toBe(-4);
  expect(edges[32]).toBe(0);
  expect(edges[33]).toBe(0.125);
  expect(edges[64]).toBe(4);
  expect(edgesOf(bins({}, 0))[64]).toBe(1); // zeros only
});

test('shares are of all numbers', () => {
  expect(shareOf(bins({ 3: 1, 40: 3 }), 40)).toBe(0.75);
  expect(shareOf(bins({}), 40)).toBe(0);
});

test('what is shown holds every number, and the middle', () => {
  expect(shownBins(bins({ 0: 1, 63: 1 }))).toEqual({ from: 0, to: 64 });
  // From bin 3 on; the right end is one eighth of all bins beyond the middle.
  expect(shownBins(bins({ 3: 1, 20: 1 }))).toEqual({ from: 0, to: 40 });
  expect(shownBins(bins({ 33: 1, 50: 1 }))).toEqual({ from: 24, to: 56 });
  expect(shownBins(bins({}))).toEqual({ from: 0, to: 64 });
});

test('a place is a bin', () => {
  const histogram = bins({ 0: 1, 63: 1 });
  expect(binAt(histogram, 6, 76)).toBe(0); // margins of 6 leave one unit a bin
  expect(binAt(histogram, 69.5, 76)).toBe(63);
  expect(binAt(histogram, 3, 76)).toBeNull();
  expect(binAt(histogram, 75, 76)).toBeNull();
});

const layer = {} as LayerStatistics;
const inside: Inside = {
  step: 9,
  passes: 3,
  samples: 10,
  layers: [layer, layer],
  // passes, gradient and update of the first layer, of the second
  norms: Float64Array.of(0, 1, 0, 2, 0, 1, 0.5, 0.1, 1.5, 0.2, 3, 0.01, 0.001, 0.02, 0.002),
};

test('rows of norms become columns', () => {
  const { passes, gradients, updates } = normsOf(inside);
  expect(Array.from(passes)).toEqual([0, 1, 3]);
  expect(gradients.map((values) => Array.from(values))).toEqual([
    [1, 0.5, 0.01],
    [2, 1.5, 0.02],
  ]);
  expect(Array.from(updates[1] ?? [])).toEqual([0, 0.2, 0.002]);
});

test('norms are drawn on a logarithmic axis, updates dashed', () => {
  const plot = normPlot(normsOf(inside), ['#111111', '#222222'], 'epochs', 1);
  expect(plot.logarithmic).toEqual({ x: false, y: true });
  expect(plot.domain.y).toEqual({ low: 0.001, high: 2 }); // the update of no step has no place
  expect(plot.lines.map(({ dash }) => dash.length)).toEqual([0, 0, 2, 2]);
  expect(plot.lines.map(({ colour }) => colour)).toEqual([
    '#111111',
    '#222222',
    '#111111',
    '#222222',
  ]);
});

test('the nearest row is read', () => {
  const passes = Float64Array.of(0, 1, 3);
  expect(rowNear(passes, 1.9)).toBe(1);
  expect(rowNear(passes, 2.1)).toBe(2);
  expect(rowNear(passes, -5)).toBe(0);
  expect(rowNear(new Float64Array(), 1)).toBeNull();
});
