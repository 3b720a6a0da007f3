/** The plane on which a network without hidden layers decides, from its weights. */
import { isosurface } from './tetrahedra';
import type { Domain } from './scales';

/** How raw inputs are scaled before the network sees them: (x − shift) / spread. */
export interface Scaling {
  readonly shift: readonly number[];
  readonly spread: readonly number[];
}

/** The scaling that the core finds on the training part; null for one that is not known here. */
export function scalingOf(kind: string, inputs: ArrayLike<number>, width: number): Scaling | null {
  const count = inputs.length / width;
  const columns = Array.from({ length: width }, (_, d) => {
    const column = Array.from({ length: count }, (_, i) => inputs[i * width + d] ?? NaN).filter(
      (x) => !Number.isNaN(x),
    );
    const sum = column.reduce((all, x) => all + x, 0);
    const mean = column.length > 0 ? sum / column.length : 0;
    const squares = column.reduce((all, x) => all + (x - mean) ** 2, 0);
    const low = Math.min(...column);
    const high = Math.max(...column);
    return { low, range: high - low, mean, deviation: Math.sqrt(squares / column.length) };
  });
  // A constant column becomes 0, whatever it holds elsewhere.
  const spreads = (of: (column: (typeof columns)[number]) => number): readonly number[] =>
    columns.map((column) => (column.range > 0 ? of(column) : Infinity));
  const means = columns.map(({ mean }) => mean);
  switch (kind) {
    case 'none':
      return { shift: columns.map(() => 0), spread: columns.map(() => 1) };
    case 'center':
      return { shift: means, spread: spreads(() => 1) };
    case 'standardize':
      return { shift: means, spread: spreads(({ deviation }) => deviation) };
    case 'minmax':
      return { shift: columns.map(({ low }) => low), spread: spreads(({ range }) => range) };
    default:
      return null;
  }
}

/**
 * Where w·s(x) + b = 0 in the box, as triangles in shares of its sides. The function is linear, so
 * the eight corners tell it exactly.
 */
export function decisionPlane(
  weights: ArrayLike<number>,
  bias: number,
  { shift, spread }: Scaling,
  box: readonly Domain[],
): Float32Array {
  const corners = Float64Array.from({ length: 8 }, (_, corner) => {
    let z = bias;
    box.forEach(({ low, high }, d) => {
      const x = (corner >> d) & 1 ? high : low;
      z += ((weights[d] ?? 0) * (x - (shift[d] ?? 0))) / (spread[d] ?? 1);
    });
    return z;
  });
  return isosurface(corners, 2, 0);
}
