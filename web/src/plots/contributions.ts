/**
 * An output over one input, taken apart: what the output layer adds up is its bias and, for each
 * unit before it, weight × activation.
 */
import type { Planes, SessionInfo } from '../engine/model';
import { placesOf } from './layers';

export interface Contributions {
  /** Points along the input. */
  readonly n: number;
  /** One plane of n values for each unit of the last hidden layer. */
  readonly units: Float32Array;
  readonly count: number;
  readonly bias: number;
  /** Sum of all: the output before its activation. */
  readonly sum: Float32Array;
  /**
   * Whether all of them are in the units of the output's axis. Then the sum is the output itself;
   * otherwise it is what the output's activation is applied to.
   */
  readonly isOutput: boolean;
}

export interface Output {
  /** Its number. */
  readonly k: number;
  /** Whether its activation is linear. */
  readonly isLinear: boolean;
  /**
   * What it is multiplied with after that, as the training targets say, to come back to their
   * units; null where targets are not scaled. Read off the curve, which knows it exactly, wherever
   * the curve is not flat.
   */
  readonly targetScale: number | null;
}

/**
 * Of one output, from the activations of all units along the input, all parameters, and the curves
 * of the outputs over the same interval, which may have other points. Scaled targets are scaled
 * back: output = scale·sum + shift, where the two are read off the curve, and the shift goes with
 * the bias. null without a hidden layer.
 */
export function contributions(
  info: Pick<SessionInfo, 'layers'>,
  activations: Planes,
  theta: Float64Array,
  curves: Planes,
  { k, isLinear, targetScale }: Output,
): Contributions | null {
  const places = placesOf(info);
  const last = places.at(-1);
  const before = places.at(-2);
  if (!last || !before || k >= last.units) return null;
  const n = Math.round(activations.values.length / activations.outputs);
  const count = before.units;
  const units = new Float32Array(count * n);
  const sum = new Float32Array(n);
  let bias = last.biases === null ? 0 : (theta[last.biases + k] ?? 0);
  for (let j = 0; j < count; ++j) {
    const weight = theta[last.weights + k * last.inputs + j] ?? 0;
    const from = (before.activations + j) * n;
    for (let i = 0; i < n; ++i) {
      const part = weight * (activations.values[from + i] ?? NaN);
      units[j * n + i] = part;
      sum[i] = (sum[i] ?? 0) + part;
    }
  }
  for (let i = 0; i < n; ++i) sum[i] = (sum[i] ?? 0) + bias;
  if (isLinear && targetScale !== null) {
    const size = curves.values.length / curves.outputs;
    const curve = curves.values.subarray(k * size, (k + 1) * size);
    const { scale, shift } = scaling(sum, curve, targetScale);
    for (let i = 0; i < units.length; ++i) units[i] = (units[i] ?? 0) * scale;
    for (let i = 0; i < n; ++i) sum[i] = (sum[i] ?? 0) * scale + shift;
    bias = bias * scale + shift;
  }
  return { n, units, count, bias, sum, isOutput: isLinear };
}

/** Scale and shift that carry the sum to the output, from its lowest and its highest point. */
function scaling(
  sum: Float32Array,
  curve: Float32Array,
  ofFlat: number,
): { readonly scale: number; readonly shift: number } {
  let low = 0;
  let high = 0;
  for (let i = 1; i < sum.length; ++i) {
    if ((sum[i] ?? 0) < (sum[low] ?? 0)) low = i;
    if ((sum[i] ?? 0) > (sum[high] ?? 0)) high = i;
  }
  const output = (i: number): number => valueOn(curve, i / Math.max(1, sum.length - 1));
  const span = (sum[high] ?? 0) - (sum[low] ?? 0);
  const size = Math.max(Math.abs(sum[high] ?? 0), Math.abs(sum[low] ?? 0), 1e-6);
  // A flat curve does not tell its scale; units that cancel each other in it still have one.
  const scale = span > 1e-4 * size ? (output(high) - output(low)) / span : ofFlat;
  return { scale, shift: output(low) - scale * (sum[low] ?? 0) };
}

/** A curve's value at a share of its interval, linear between its points. */
export function valueOn(curve: ArrayLike<number>, share: number): number {
  const at = Math.min(1, Math.max(0, share)) * (curve.length - 1);
  const i = Math.min(curve.length - 2, Math.floor(at));
  const [a, b] = [curve[i] ?? NaN, curve[i + 1] ?? NaN];
  return at === i ? a : a + (at - i) * (b - a);
}

/** The units whose lines rise and fall most, strongest first, at most so many. */
export function strongest({ units, count, n }: Contributions, most: number): readonly number[] {
  const range = Array.from({ length: count }, (_, j) => {
    let reach = 0;
    for (let i = 0; i < n; ++i) reach = Math.max(reach, Math.abs(units[j * n + i] ?? 0));
    return reach;
  });
  return range
    .map((_, j) => j)
    .sort((a, b) => (range[b] ?? 0) - (range[a] ?? 0) || a - b)
    .slice(0, most);
}
