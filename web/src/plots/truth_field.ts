/** Scattered values of a function of two inputs as a map over a rectangle. */
import type { Planes } from '../engine/model';
import { interpolate } from './heatmap';
import type { Domain } from './scales';

export interface Sites {
  readonly count: number;
  /** x1 x2, site by site. */
  readonly inputs: ArrayLike<number>;
  readonly values: ArrayLike<number>;
}

/** A square lattice of n × n values, row by row from y's minimum; NaN where nothing is known. */
export interface Field {
  readonly n: number;
  readonly values: Float32Array;
  /** For each lattice point the place whose value it shows, as two shares of the rectangle. */
  readonly places: Float32Array;
}

interface Rectangle {
  readonly x: Domain;
  readonly y: Domain;
}

/**
 * Of values without noise: at each lattice point the height of the quadric that fits the sites
 * around it best, near ones counting more (local regression, Cleveland 1979).
 */
export function smoothField(sites: Sites, rectangle: Rectangle, n: number): Field {
  const shares = sharesOf(sites, rectangle);
  const buckets = new Buckets(shares, sites.count, 2);
  const values = new Float32Array(n * n).fill(NaN);
  const places = latticePlaces(n);
  const reach = 2.5 * buckets.size;
  const isInside = within(shares, 1 / (n - 1));
  const basis = new Float64Array(terms);
  const matrix = new Float64Array(terms * terms);
  const right = new Float64Array(terms);
  for (let i = 0; i < n * n; ++i) {
    const u = places[2 * i] ?? 0;
    const v = places[2 * i + 1] ?? 0;
    if (!isInside(u, v)) continue;
    matrix.fill(0);
    right.fill(0);
    for (const site of buckets.around(u, v, 3)) {
      const dx = ((shares[2 * site] ?? 0) - u) / reach;
      const dy = ((shares[2 * site + 1] ?? 0) - v) / reach;
      const far = dx * dx + dy * dy;
      if (far >= 1) continue;
      const weight = (1 - far) ** 3;
      basis.set([1, dx, dy, dx * dx, dx * dy, dy * dy]);
      for (let r = 0; r < terms; ++r) {
        const wr = weight * (basis[r] ?? 0);
        right[r] = (right[r] ?? 0) + wr * (sites.values[site] ?? 0);
        for (let c = 0; c <= r; ++c) {
          matrix[r * terms + c] = (matrix[r * terms + c] ?? 0) + wr * (basis[c] ?? 0);
        }
      }
    }
    if (!((matrix[0] ?? 0) > 0)) continue;
    // Too few sites for a quadric may still fix a plane; a single one is a mean.
    values[i] = heightOf(matrix, right, 6) ?? heightOf(matrix, right, 3) ?? mean(matrix, right);
  }
  return { n, values, places };
}

const terms = 6;

function mean(matrix: Float64Array, right: Float64Array): number {
  return (right[0] ?? NaN) / (matrix[0] ?? NaN);
}

/**
 * The first of the m unknowns of the normal equations, by Cholesky's factors; null where the sites
 * do not fix them. Only the lower triangle is read.
 */
function heightOf(matrix: Float64Array, right: Float64Array, m: number): number | null {
  const l = new Float64Array(m * m);
  const at = (r: number, c: number): number => l[r * m + c] ?? 0;
  const y = new Float64Array(m);
  for (let r = 0; r < m; ++r) {
    for (let c = 0; c <= r; ++c) {
      let sum = matrix[r * terms + c] ?? 0;
      for (let k = 0; k < c; ++k) sum -= at(r, k) * at(c, k);
      if (c < r) l[r * m + c] = sum / at(c, c);
      else if (sum > 1e-4 * (matrix[r * terms + r] ?? 0)) l[r * m + r] = Math.sqrt(sum);
      else return null;
    }
    let rest = right[r] ?? 0;
    for (let k = 0; k < r; ++k) rest -= at(r, k) * (y[k] ?? 0);
    y[r] = rest / at(r, r);
  }
  for (let r = m - 1; r >= 0; --r) {
    let rest = y[r] ?? 0;
    for (let k = r + 1; k < m; ++k) rest -= at(k, r) * (y[k] ?? 0);
    y[r] = rest / at(r, r);
  }
  return y[0] ?? null;
}

/** Of samples with noise: each lattice point shows its nearest sample, and nothing far from all. */
export function nearestField(sites: Sites, rectangle: Rectangle, n: number): Field {
  const shares = sharesOf(sites, rectangle);
  const buckets = new Buckets(shares, sites.count, 1);
  const values = new Float32Array(n * n).fill(NaN);
  const places = latticePlaces(n);
  for (let i = 0; i < n * n; ++i) {
    const u = places[2 * i] ?? 0;
    const v = places[2 * i + 1] ?? 0;
    let nearest = (2 * buckets.size) ** 2;
    for (const site of buckets.around(u, v, 2)) {
      const far = ((shares[2 * site] ?? 0) - u) ** 2 + ((shares[2 * site + 1] ?? 0) - v) ** 2;
      if (!(far < nearest)) continue;
      nearest = far;
      values[i] = sites.values[site] ?? NaN;
      places[2 * i] = shares[2 * site] ?? NaN;
      places[2 * i + 1] = shares[2 * site + 1] ?? NaN;
    }
  }
  return { n, values, places };
}

/** Truth − prediction at every lattice point whose truth is known. */
export function residualField({ values, places }: Field, grid: Planes, side: number): Float32Array {
  return values.map((value, i) => {
    if (!Number.isFinite(value)) return NaN;
    const [prediction = NaN] = interpolate(
      grid,
      side,
      side,
      places[2 * i] ?? 0,
      places[2 * i + 1] ?? 0,
    );
    return value - prediction;
  });
}

/** Whether a place lies in the smallest rectangle around all sites, or that near to it. */
function within(shares: Float32Array, near: number): (u: number, v: number) => boolean {
  let [left, right, low, high] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let i = 0; i < shares.length; i += 2) {
    const [u, v] = [shares[i] ?? NaN, shares[i + 1] ?? NaN];
    left = Math.min(left, u);
    right = Math.max(right, u);
    low = Math.min(low, v);
    high = Math.max(high, v);
  }
  return (u, v) => u > left - near && u < right + near && v > low - near && v < high + near;
}

function latticePlaces(n: number): Float32Array {
  const places = new Float32Array(2 * n * n);
  for (let i = 0; i < n * n; ++i) {
    places[2 * i] = (i % n) / (n - 1);
    places[2 * i + 1] = Math.floor(i / n) / (n - 1);
  }
  return places;
}

/** Shares of the rectangle: one unit is as long in both directions, whatever the inputs measure. */
function sharesOf({ count, inputs }: Sites, { x, y }: Rectangle): Float32Array {
  const shares = new Float32Array(2 * count);
  for (let i = 0; i < count; ++i) {
    shares[2 * i] = ((inputs[2 * i] ?? 0) - x.low) / (x.high - x.low);
    shares[2 * i + 1] = ((inputs[2 * i + 1] ?? 0) - y.low) / (y.high - y.low);
  }
  return shares;
}

/** Sites of the unit square by the cell that they lie in, so many to a cell on average. */
class Buckets {
  /** The side of a cell. */
  readonly size: number;
  private readonly side: number;
  private readonly cells: number[][] = [];

  constructor(shares: Float32Array, count: number, perCell: number) {
    this.side = Math.max(1, Math.floor(Math.sqrt(count / perCell)));
    this.size = 1 / this.side;
    for (let i = 0; i < count; ++i) {
      const at = this.cell(shares[2 * i + 1] ?? 0) * this.side + this.cell(shares[2 * i] ?? 0);
      (this.cells[at] ??= []).push(i);
    }
  }

  /** Sites in the cell of a place and in so many rings of cells around it. */
  around(u: number, v: number, rings: number): number[] {
    const [column, row] = [this.cell(u), this.cell(v)];
    const found: number[] = [];
    for (let r = Math.max(0, row - rings); r <= Math.min(this.side - 1, row + rings); ++r) {
      const end = Math.min(this.side - 1, column + rings);
      for (let c = Math.max(0, column - rings); c <= end; ++c) {
        for (const site of this.cells[r * this.side + c] ?? []) found.push(site);
      }
    }
    return found;
  }

  private cell(share: number): number {
    return Math.min(this.side - 1, Math.max(0, Math.floor(share * this.side)));
  }
}
