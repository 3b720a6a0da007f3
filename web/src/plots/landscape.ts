/**
 * The loss over a plane in the space of all parameters, and where paths lie on it
 * (Li, Xu, Taylor, Studer & Goldstein 2018, with directions of one's own choice).
 */
import { principal } from './principal';
import { padded, type Domain } from './scales';

/** origin + u·first + v·second; both directions have as many numbers as there are parameters. */
export interface Plane {
  readonly origin: Float64Array;
  readonly first: Float64Array;
  readonly second: Float64Array;
}

/** The rectangle of the plane that is looked at. */
export interface Region {
  readonly u: Domain;
  readonly v: Domain;
}

/** Points of a path that the principal components are taken from: more say the same. */
const mostPoints = 400;

/** Two of the parameters; all others stay as they are at the origin. */
export function planeOfParameters(origin: Float64Array, i: number, j: number): Plane {
  const unit = (index: number): Float64Array => {
    const direction = new Float64Array(origin.length);
    direction[index] = 1;
    return direction;
  };
  return { origin: without(without(origin, i), j), first: unit(i), second: unit(j) };
}

/** The origin with one parameter at 0, so that coordinates are that parameter's own values. */
function without(origin: Float64Array, index: number): Float64Array {
  const copy = origin.slice();
  copy[index] = 0;
  return copy;
}

/** The plane in which the paths differ most; null while they have not moved. */
export function planeOfPaths(paths: readonly (readonly Float64Array[])[]): Plane | null {
  const all = paths.flat();
  const every = Math.max(1, Math.ceil(all.length / mostPoints));
  const points = all.filter((_, i) => i % every === 0);
  const size = points[0]?.length ?? 0;
  if (points.length < 3 || size < 2) return null;
  const flat = new Float64Array(points.length * size);
  points.forEach((point, i) => flat.set(point, i * size));
  const { mean, axes, shares } = principal(flat, points.length, size);
  return shares[0] > 0 ? { origin: mean, first: axes[0], second: axes[1] } : null;
}

/** Through a point, along one direction, and along what another has at right angles to it. */
export function planeAlong(
  origin: Float64Array,
  first: Float64Array,
  second: Float64Array,
): Plane | null {
  const one = unit(first);
  if (!one) return null;
  const share = dot(second, one);
  const two = unit(second.map((value, i) => value - share * (one[i] ?? 0)));
  return two ? { origin, first: one, second: two } : null;
}

/** Where parameters lie on the plane: the foot of the perpendicular. */
export function onPlane(plane: Plane, theta: Float64Array): readonly [number, number] {
  const offset = theta.map((value, i) => value - (plane.origin[i] ?? 0));
  return [dot(offset, plane.first), dot(offset, plane.second)];
}

/** A rectangle around all points with room to see what lies beyond. */
export function regionAround(points: readonly (readonly [number, number])[]): Region {
  const of = (axis: 0 | 1): Domain => {
    const values = points.map((point) => point[axis]).filter(Number.isFinite);
    const low = Math.min(...values);
    const high = Math.max(...values);
    if (!(high >= low)) return { low: -1, high: 1 };
    const least = Math.max(1e-3, 0.05 * Math.abs(high));
    return high - low < least ? { low: low - 1, high: high + 1 } : padded({ low, high }, 0.25);
  };
  return { u: of(0), v: of(1) };
}

/** The parameters of one row of a square grid over the region, one vector after the other. */
export function rowOfGrid(
  { origin, first, second }: Plane,
  { u, v }: Region,
  side: number,
  row: number,
): Float64Array {
  const size = origin.length;
  const thetas = new Float64Array(side * size);
  const t = v.low + (row / (side - 1)) * (v.high - v.low);
  for (let column = 0; column < side; ++column) {
    const s = u.low + (column / (side - 1)) * (u.high - u.low);
    for (let i = 0; i < size; ++i) {
      thetas[column * size + i] = (origin[i] ?? 0) + s * (first[i] ?? 0) + t * (second[i] ?? 0);
    }
  }
  return thetas;
}

/** Levels of the loss, evenly spread over its logarithm; what is not above 0 has none. */
export function lossLevels(losses: ArrayLike<number>, count: number): readonly number[] {
  let low = Infinity;
  let high = 0;
  for (const loss of Array.from(losses)) {
    if (!(loss > 0 && Number.isFinite(loss))) continue;
    low = Math.min(low, loss);
    high = Math.max(high, loss);
  }
  if (!(high > low)) return [];
  const ratio = Math.log(high / low);
  return Array.from({ length: count }, (_, k) => low * Math.exp((ratio * (k + 0.5)) / count));
}

function unit(vector: Float64Array): Float64Array | null {
  const length = Math.sqrt(dot(vector, vector));
  return length > 1e-300 && Number.isFinite(length) ? vector.map((value) => value / length) : null;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; ++i) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}
