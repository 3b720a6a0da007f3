/** The lines of a grid over two inputs and where a layer of the network carries them. */
import type { Domain } from './scales';

export interface GridLines {
  /** Lines in each direction, and points on each. */
  readonly lines: number;
  readonly points: number;
  /** x1 x2 of every point: first the lines of equal x2, then those of equal x1. */
  readonly inputs: Float64Array;
}

/** Numbers that one answer may hold: all units at all points. */
const mostNumbers = 4e5;

/** Fine for small networks, coarse for wide ones. */
export function gridLines(
  { x, y }: { readonly x: Domain; readonly y: Domain },
  units: number,
): GridLines {
  const isSmall = 2 * 17 * 49 * units <= mostNumbers;
  const [lines, points] = isSmall ? [17, 49] : [11, 21];
  const inputs = new Float64Array(4 * lines * points);
  const on = ({ low, high }: Domain, i: number, count: number): number =>
    low + ((high - low) * i) / (count - 1);
  let to = 0;
  for (let line = 0; line < lines; ++line) {
    for (let i = 0; i < points; ++i) {
      inputs[to++] = on(x, i, points);
      inputs[to++] = on(y, line, lines);
    }
  }
  for (let line = 0; line < lines; ++line) {
    for (let i = 0; i < points; ++i) {
      inputs[to++] = on(x, line, lines);
      inputs[to++] = on(y, i, points);
    }
  }
  return { lines, points, inputs };
}

/** Samples that fit beside the grid in one answer, at most so many as are told apart. */
export function samplesBeside(units: number): number {
  return Math.max(50, Math.min(1000, Math.floor(mostNumbers / units)));
}

/** A share of a list, spread evenly; all of it when it is short. */
export function spread(count: number, most: number): readonly number[] {
  if (count <= most) return Array.from({ length: count }, (_, i) => i);
  return Array.from({ length: most }, (_, i) => Math.floor((i * count) / most));
}
