/** The two directions in which points differ most: principal components by power iteration. */

export interface Components {
  readonly mean: Float64Array;
  /** Two unit vectors, orthogonal to each other. */
  readonly axes: readonly [Float64Array, Float64Array];
  /** The shares of the variance along them. */
  readonly shares: readonly [number, number];
}

/** Cold, and from what came out last: rounds that are left go on with the next picture. */
const coldRounds = 80;
const warmRounds = 20;
/** Of 1 − cos of the angle between two rounds. */
const enough = 1e-15;

/**
 * Of `count` points of `size` numbers each, point by point. `near` is what came out last: starting
 * there costs a few rounds only and keeps the signs, so that a picture does not flip over. The
 * covariance is never formed: its products are taken from the points, which are few.
 */
export function principal(
  points: Float64Array,
  count: number,
  size: number,
  near: Components | null = null,
): Components {
  const mean = new Float64Array(size);
  for (let i = 0; i < count; ++i) {
    for (let k = 0; k < size; ++k) mean[k] = (mean[k] ?? 0) + (points[i * size + k] ?? 0) / count;
  }
  const centred = points.map((value, i) => value - (mean[i % size] ?? 0));
  let total = 0;
  for (const value of centred) total += value * value;
  const warm = near?.mean.length === size ? near : null;
  const rounds = warm ? warmRounds : coldRounds;
  const cloud = { points: centred, count, size, rounds };
  const first = leading(cloud, warm?.axes[0].slice() ?? begin(size, 0), null);
  const second = leading(cloud, warm?.axes[1].slice() ?? begin(size, 1), first.axis);
  const share = (value: number): number => (total > 0 ? (value * count) / total : 0);
  return {
    mean,
    axes: [first.axis, second.axis],
    shares: [share(first.value), share(second.value)],
  };
}

/** Where a point lies along the two axes. */
export function project(
  { mean, axes }: Components,
  values: Float64Array,
  offset: number,
): readonly [number, number] {
  let u = 0;
  let v = 0;
  for (let k = 0; k < mean.length; ++k) {
    const d = (values[offset + k] ?? 0) - (mean[k] ?? 0);
    u += d * (axes[0][k] ?? 0);
    v += d * (axes[1][k] ?? 0);
  }
  return [u, v];
}

/** A start that is no eigenvector by accident: uneven, with a stronger entry at `strong`. */
function begin(size: number, strong: number): Float64Array {
  return Float64Array.from({ length: size }, (_, k) => (k === strong ? 2 : 1 / (1 + k)));
}

interface PointCloud {
  readonly points: Float64Array;
  readonly count: number;
  readonly size: number;
  readonly rounds: number;
}

/** The axis of largest variance at right angles to another one. */
function leading(
  cloud: PointCloud,
  start: Float64Array,
  without: Float64Array | null,
): { readonly axis: Float64Array; readonly value: number } {
  let axis = start;
  remove(axis, without);
  if (!normalise(axis)) {
    // The start lay along the first axis: any other direction will do.
    axis = Float64Array.from({ length: cloud.size }, (_, k) => (k % 2 === 0 ? 1 : -1) / (1 + k));
    remove(axis, without);
    normalise(axis);
  }
  let value = 0;
  for (let round = 0; round < cloud.rounds; ++round) {
    const next = covariance(cloud, axis);
    remove(next, without);
    value = dot(next, axis);
    if (!normalise(next)) return { axis, value: 0 };
    const change = 1 - Math.abs(dot(next, axis));
    axis = next;
    if (change < enough) break;
  }
  return { axis, value };
}

/** The covariance times a vector. */
function covariance({ points, count, size }: PointCloud, vector: Float64Array): Float64Array {
  const result = new Float64Array(size);
  for (let i = 0; i < count; ++i) {
    let along = 0;
    for (let k = 0; k < size; ++k) along += (points[i * size + k] ?? 0) * (vector[k] ?? 0);
    along /= count;
    for (let k = 0; k < size; ++k)
      result[k] = (result[k] ?? 0) + along * (points[i * size + k] ?? 0);
  }
  return result;
}

function remove(vector: Float64Array, along: Float64Array | null): void {
  if (!along) return;
  const share = dot(vector, along);
  for (let k = 0; k < vector.length; ++k) vector[k] = (vector[k] ?? 0) - share * (along[k] ?? 0);
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < a.length; ++k) sum += (a[k] ?? 0) * (b[k] ?? 0);
  return sum;
}

/** To length 1; false when there is no length. */
function normalise(vector: Float64Array): boolean {
  const length = Math.sqrt(dot(vector, vector));
  if (!(length > 1e-12)) return false;
  for (let k = 0; k < vector.length; ++k) vector[k] = (vector[k] ?? 0) / length;
  return true;
}
