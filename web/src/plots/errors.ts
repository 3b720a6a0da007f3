/** The errors of predictions in figures and in bins. */

export interface ErrorFigures {
  readonly count: number;
  readonly mse: number;
  /** NaN where the truths do not vary. */
  readonly r2: number;
  /** Of predicted minus true. */
  readonly mean: number;
  readonly deviation: number;
}

/** Deviation with the divisor n, so that mse = mean² + deviation². */
export function errorFigures(truths: Float64Array, predicted: Float64Array): ErrorFigures {
  const n = truths.length;
  const centre = truths.reduce((sum, y) => sum + y, 0) / n;
  let [sum, squares, variation] = [0, 0, 0];
  truths.forEach((y, i) => {
    const error = (predicted[i] ?? NaN) - y;
    sum += error;
    squares += error * error;
    variation += (y - centre) ** 2;
  });
  const mean = sum / n;
  const mse = squares / n;
  return {
    count: n,
    mse,
    r2: variation > 0 ? 1 - squares / variation : NaN,
    mean,
    deviation: Math.sqrt(Math.max(0, mse - mean * mean)),
  };
}

export interface Bins {
  readonly low: number;
  readonly width: number;
  readonly counts: readonly number[];
}

const mostBins = 60;

/**
 * Bins of one width over all finite values, the width after Freedman & Diaconis (1981): twice the
 * interquartile range over the cube root of n. Where half of the values are equal that range is 0,
 * and Sturges' log₂ n + 1 bins take its place.
 */
export function binned(values: Float64Array): Bins | null {
  const sorted = values.filter((value) => Number.isFinite(value)).sort();
  const n = sorted.length;
  const low = sorted[0];
  const high = sorted[n - 1];
  if (low === undefined || high === undefined) return null;
  if (low === high) return { low: low - 0.5, width: 1, counts: [n] };
  const range = quantile(sorted, 0.75) - quantile(sorted, 0.25);
  const rule = (2 * range) / Math.cbrt(n);
  const wanted = rule > 0 ? Math.ceil((high - low) / rule) : Math.ceil(Math.log2(n)) + 1;
  const count = Math.min(mostBins, Math.max(1, wanted));
  const width = (high - low) / count;
  const counts = new Array<number>(count).fill(0);
  for (const value of sorted) {
    const bin = Math.min(count - 1, Math.floor((value - low) / width)); // the last holds its end
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return { low, width, counts };
}

/** Between the two nearest of the sorted values, in proportion. */
export function quantile(sorted: Float64Array, share: number): number {
  const at = share * (sorted.length - 1);
  const below = Math.floor(at);
  const [a = NaN, b = a] = sorted.subarray(below, below + 2);
  return a + (at - below) * (b - a);
}
