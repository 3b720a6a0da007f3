/** The stretch of an axis that is shown: all of it, or what was zoomed into. */
import type { Domain } from './scales';

/** An axis: its whole extent, and whether equal ways are equal ratios. */
export interface Axis {
  readonly whole: Domain;
  readonly logarithmic: boolean;
}

/** A zoom ends here: at a thousandth of the whole there is nothing more to see. */
const deepest = 1e-3;

/** The stretch made so many times longer (below 1: shorter) about a value; null: the whole. */
export function zoomed(
  axis: Axis,
  range: Domain | null,
  factor: number,
  about: number,
): Domain | null {
  const [low, high] = ends(axis, range ?? axis.whole);
  const [first, last] = ends(axis, axis.whole);
  const centre = Math.min(high, Math.max(low, way(axis, about)));
  const shortest = (last - first) * deepest;
  const length = Math.max(shortest, (high - low) * factor);
  const share = high > low ? (centre - low) / (high - low) : 0.5;
  return within(axis, centre - share * length, centre + (1 - share) * length);
}

/** The stretch between two values, in any order. */
export function stretch(axis: Axis, from: number, to: number): Domain | null {
  const [a, b] = [way(axis, Math.min(from, to)), way(axis, Math.max(from, to))];
  const [first, last] = ends(axis, axis.whole);
  const missing = Math.max(0, (last - first) * deepest - (b - a)) / 2;
  return within(axis, a - missing, b + missing);
}

/** The stretch moved by a share of its length. */
export function panned(axis: Axis, range: Domain | null, share: number): Domain | null {
  if (!range) return null;
  const [low, high] = ends(axis, range);
  const [first, last] = ends(axis, axis.whole);
  const by = Math.min(last - high, Math.max(first - low, share * (high - low)));
  return within(axis, low + by, high + by);
}

/** A pinch: the values that were under two fingers lie under them again. */
export function pinched(
  axis: Axis,
  held: readonly [number, number],
  places: readonly [number, number],
): Domain | null {
  const [a, b] = [way(axis, held[0]), way(axis, held[1])];
  const [p, q] = places;
  if (Math.abs(q - p) < 1e-3 || a === b) return null;
  const length = (b - a) / (q - p);
  if (!(length > 0)) return null;
  return within(axis, a - p * length, a + (1 - p) * length);
}

function within(axis: Axis, from: number, to: number): Domain | null {
  const [first, last] = ends(axis, axis.whole);
  const low = Math.max(first, from);
  const high = Math.min(last, to);
  const slack = 1e-9 * (last - first);
  if (!(high > low) || (low <= first + slack && high >= last - slack)) return null;
  return { low: back(axis, low), high: back(axis, high) };
}

function ends(axis: Axis, { low, high }: Domain): readonly [number, number] {
  return [way(axis, low), way(axis, high)];
}

function way({ logarithmic, whole }: Axis, value: number): number {
  return logarithmic ? Math.log(Math.max(value, whole.low)) : value;
}

function back({ logarithmic }: Axis, place: number): number {
  return logarithmic ? Math.exp(place) : place;
}
