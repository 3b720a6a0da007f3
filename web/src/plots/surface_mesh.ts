/** Surfaces over a square, and surfaces in space, as triangles with their shades. */
import type { Mesh, Segments } from './bodies';
import { colourAt, type ColourTable, type Rgb } from './colour';
import type { Domain } from './scales';

/** Where the light comes from: above, and a little from the side. */
const light = [0.36, -0.48, 0.8] as const;
const shadow = 0.3;

/** Values on an n × n lattice as heights from −reach to reach, in the colours of a table. */
export function heightMesh(
  values: Float32Array,
  n: number,
  domain: Domain,
  reach: number,
  table: ColourTable,
): Mesh {
  const span = domain.high - domain.low;
  const share = (i: number): number => ((values[i] ?? NaN) - domain.low) / span;
  const place = (i: number): number => (2 * i) / (n - 1) - 1;
  const positions = new Float32Array(3 * n * n);
  const colours = new Float32Array(3 * n * n);
  const height = (row: number, column: number): number => {
    const r = Math.min(n - 1, Math.max(0, row));
    const c = Math.min(n - 1, Math.max(0, column));
    return reach * (2 * share(r * n + c) - 1);
  };
  for (let row = 0; row < n; ++row) {
    for (let column = 0; column < n; ++column) {
      const i = row * n + column;
      const z = height(row, column);
      positions[3 * i] = place(column);
      positions[3 * i + 1] = place(row);
      positions[3 * i + 2] = Number.isFinite(z) ? z : 0;
      const dx = ((height(row, column + 1) - height(row, column - 1)) * (n - 1)) / 4;
      const dy = ((height(row + 1, column) - height(row - 1, column)) * (n - 1)) / 4;
      const lit = shade([-dx, -dy, 1]);
      const [r, g, b] = colourAt(table, share(i));
      colours[3 * i] = (r / 255) * lit;
      colours[3 * i + 1] = (g / 255) * lit;
      colours[3 * i + 2] = (b / 255) * lit;
    }
  }
  const index: number[] = [];
  const isKnown = (i: number): boolean => Number.isFinite(values[i]);
  for (let row = 0; row + 1 < n; ++row) {
    for (let column = 0; column + 1 < n; ++column) {
      const a = row * n + column;
      const [b, c, d] = [a + 1, a + n + 1, a + n];
      if (isKnown(a) && isKnown(b) && isKnown(c)) index.push(a, b, c);
      if (isKnown(a) && isKnown(c) && isKnown(d)) index.push(a, c, d);
    }
  }
  return { kind: 'mesh', positions, index: Uint32Array.from(index), colours, opacity: 1 };
}

/** Every so many lines of a height mesh's lattice: they show how it bends. */
export function meshLines(
  { positions }: Mesh,
  values: Float32Array,
  n: number,
  step: number,
  colour: string,
): Segments {
  const count = Math.ceil(n / step);
  const lines = new Float32Array(6 * 2 * count * (n - 1));
  let length = 0;
  const add = (from: number, to: number): void => {
    if (!Number.isFinite(values[from]) || !Number.isFinite(values[to])) return;
    for (let k = 0; k < 3; ++k) {
      lines[length + k] = positions[3 * from + k] ?? 0;
      lines[length + 3 + k] = positions[3 * to + k] ?? 0;
    }
    length += 6;
  };
  for (let line = 0; line < n; line += step) {
    for (let i = 0; i + 1 < n; ++i) {
      add(line * n + i, line * n + i + 1);
      add(i * n + line, (i + 1) * n + line);
    }
  }
  return { kind: 'segments', positions: lines.subarray(0, length), colour, opacity: 0.35 };
}

/** Triangles given corner by corner, of one colour. */
export function shadedMesh(positions: Float32Array, colour: Rgb, opacity: number): Mesh {
  const colours = new Float32Array(positions.length);
  for (let t = 0; t + 8 < positions.length; t += 9) {
    const corner = (c: number): readonly [number, number, number] => [
      positions[t + 3 * c] ?? 0,
      positions[t + 3 * c + 1] ?? 0,
      positions[t + 3 * c + 2] ?? 0,
    ];
    const [a, b, c] = [corner(0), corner(1), corner(2)];
    const [ux, uy, uz] = [b[0] - a[0], b[1] - a[1], b[2] - a[2]];
    const [vx, vy, vz] = [c[0] - a[0], c[1] - a[1], c[2] - a[2]];
    const lit = shade([uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx]);
    for (let i = 0; i < 9; ++i) colours[t + i] = (colour[(i % 3) as 0 | 1 | 2] / 255) * lit;
  }
  const index = Uint32Array.from({ length: positions.length / 3 }, (_, i) => i);
  return { kind: 'mesh', positions, index, colours, opacity };
}

/** How bright a face with that normal is; both of its sides are lit. */
function shade([x, y, z]: readonly [number, number, number]): number {
  const length = Math.hypot(x, y, z);
  if (!(length > 0)) return 1;
  const facing = Math.abs(x * light[0] + y * light[1] + z * light[2]) / length;
  return 1 - shadow + shadow * facing;
}

/** A square plane of values on another square lattice, linear in between; NaN stays NaN. */
export function resampled(values: Float32Array, side: number, n: number): Float32Array {
  const result = new Float32Array(n * n);
  for (let row = 0; row < n; ++row) {
    for (let column = 0; column < n; ++column) {
      const x = (column * (side - 1)) / (n - 1);
      const y = (row * (side - 1)) / (n - 1);
      const c = Math.min(side - 2, Math.floor(x));
      const r = Math.min(side - 2, Math.floor(y));
      const at = (dr: number, dc: number): number => values[(r + dr) * side + c + dc] ?? NaN;
      const below = at(0, 0) * (1 - x + c) + at(0, 1) * (x - c);
      const above = at(1, 0) * (1 - x + c) + at(1, 1) * (x - c);
      result[row * n + column] = below * (1 - y + r) + above * (y - r);
    }
  }
  return result;
}
