/** Pictures of a gradient check: lines of the sweep, cells of the heat map. */
import { expect, test } from 'vitest';
import type { GradientPart, GradientReport } from '../../web/src/engine/lab_tasks';
import { cellAt, heatOf, heatShare, sweepLines } from '../../web/src/plots/check_plot';
import type { Palette } from '../../web/src/plots/surface';

const part = {
  layer: 2,
  part: 'weights',
  inputs: 3,
  parameters: 6,
  places: [20, 22, 25],
  elements: [1e-12, null, 1],
  sweep: { float64: [1e-2, 1e-9, 0], float32: [1e-1, null] },
} as unknown as GradientPart;
const report = {
  steps: { float64: [1e-1, 1e-5, 1e-9], float32: [1e-1, 1e-3] },
} as unknown as GradientReport;

test('lines run from the shortest step to the longest; 0 stands at the rounding error', () => {
  const names = { float64: 'double', float32: 'float' };
  const [wide, narrow] = sweepLines(report, part, names, {} as Palette);
  expect(Array.from(wide?.x ?? [])).toEqual([1e-9, 1e-5, 1e-1]);
  expect(Array.from(wide?.y ?? [])).toEqual([1e-17, 1e-9, 1e-2]);
  expect(Array.from(narrow?.y ?? [])).toEqual([NaN, 1e-1]);
  expect(narrow?.dash).not.toEqual(wide?.dash);
});

test('parameters stand by unit and input', () => {
  const heat = heatOf(part, 20);
  expect([heat.rows, heat.columns]).toEqual([2, 3]);
  expect(heat.cells).toEqual([
    { row: 0, column: 0, error: 1e-12 },
    { row: 0, column: 2, error: null },
    { row: 1, column: 2, error: 1 },
  ]);
  expect(cellAt(heat, 0.9, 0.9)?.error).toBe(1);
  expect(cellAt(heat, 0.5, 0.1)).toBeNull();
  const biases = heatOf({ ...part, part: 'biases', parameters: 6 }, 20);
  expect([biases.rows, biases.columns]).toEqual([6, 1]);
});

test('colours are logarithmic between the ends of the scale', () => {
  const heat = heatOf(part, 20);
  expect(heatShare(heat, 1e-12)).toBe(0);
  expect(heatShare(heat, 0)).toBe(0);
  expect(heatShare(heat, 1e-6)).toBeCloseTo(0.5);
  expect(heatShare(heat, 2)).toBe(1);
});
