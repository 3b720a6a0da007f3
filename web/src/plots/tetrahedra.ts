/**
 * The surface on which a function of space has a value, by marching tetrahedra (Doi & Koide 1991):
 * each cell of a lattice is cut into six tetrahedra around one diagonal, each of which the surface
 * crosses in a triangle or a quadrangle. Unlike marching cubes it has no ambiguous cases.
 */

/** Corners of a cell in lattice steps; bit 0 is x, bit 1 y, bit 2 z. */
const tetrahedra: readonly (readonly [number, number, number, number])[] = [
  [0, 1, 3, 7],
  [0, 3, 2, 7],
  [0, 2, 6, 7],
  [0, 6, 4, 7],
  [0, 4, 5, 7],
  [0, 5, 1, 7],
];

/**
 * Triangles as x y z of three corners each, in lattice units: (0, 0, 0) is the first value,
 * (n−1, n−1, n−1) the last; x runs fastest. Cells with a value that is not finite are left out.
 */
export function isosurface(values: ArrayLike<number>, n: number, level: number): Float32Array {
  const triangles: number[] = [];
  const steps = Int32Array.from(
    { length: 8 },
    (_, c) => (c & 1) + ((c >> 1) & 1) * n + ((c >> 2) & 1) * n * n,
  );
  const heights = new Float64Array(8);
  for (let z = 0; z + 1 < n; ++z) {
    for (let y = 0; y + 1 < n; ++y) {
      for (let x = 0; x + 1 < n; ++x) {
        const cell = x + n * (y + n * z);
        let above = 0;
        let sum = 0;
        for (let c = 0; c < 8; ++c) {
          const height = (values[cell + (steps[c] ?? 0)] ?? NaN) - level;
          heights[c] = height;
          sum += height;
          if (height >= 0) ++above;
        }
        if (above === 0 || above === 8 || !Number.isFinite(sum)) continue;
        for (const tetrahedron of tetrahedra) cut(tetrahedron, heights, x, y, z, triangles);
      }
    }
  }
  return Float32Array.from(triangles);
}

function cut(
  tetrahedron: readonly [number, number, number, number],
  heights: Float64Array,
  x: number,
  y: number,
  z: number,
  triangles: number[],
): void {
  const isAbove = (c: number): boolean => (heights[c] ?? 0) >= 0;
  const over = tetrahedron.filter(isAbove);
  const under = tetrahedron.filter((c) => !isAbove(c));
  const [a = 0, b = 0, c = 0] = over;
  const [d = 0, e = 0, f = 0] = under;
  const push = (from: number, to: number): void => {
    const [h0, h1] = [heights[from] ?? 0, heights[to] ?? 0];
    const t = h0 / (h0 - h1);
    const mix = (bit: 0 | 1 | 2): number => {
      const [p, q] = [(from >> bit) & 1, (to >> bit) & 1];
      return p + t * (q - p);
    };
    triangles.push(x + mix(0), y + mix(1), z + mix(2));
  };
  if (over.length === 1) for (const other of [d, e, f]) push(a, other);
  else if (under.length === 1) for (const other of [a, b, c]) push(other, d);
  else if (over.length === 2) {
    // A quadrangle a-d, a-e, b-e, b-d, as two triangles.
    push(a, d);
    push(a, e);
    push(b, e);
    push(a, d);
    push(b, e);
    push(b, d);
  }
}

/** Inputs of a lattice of n³ points in a box, sample by sample, x running fastest. */
export function lattice(
  box: readonly { readonly low: number; readonly high: number }[],
  n: number,
): Float64Array {
  const inputs = new Float64Array(3 * n ** 3);
  const value = (d: number, i: number): number => {
    const { low, high } = box[d] ?? { low: 0, high: 0 };
    return low + ((high - low) * i) / (n - 1);
  };
  let to = 0;
  for (let z = 0; z < n; ++z) {
    for (let y = 0; y < n; ++y) {
      for (let x = 0; x < n; ++x) {
        inputs[to++] = value(0, x);
        inputs[to++] = value(1, y);
        inputs[to++] = value(2, z);
      }
    }
  }
  return inputs;
}
