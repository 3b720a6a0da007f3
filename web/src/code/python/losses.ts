/** The losses in NumPy: the mean over a batch, and its slope by the outputs. */
import { valueOf, type Chosen } from '../program';
import { number } from '../text_of';

export interface LossFormula {
  /** From activations a, weighted sums z and targets y. */
  readonly value: (a: string, z: string, y: string) => string;
  /** Of the mean, by the activations; `fused`: by the weighted sums. */
  readonly slope: (a: string, y: string) => string;
  /** With the output's activation, so that neither overflows nor loses digits. */
  readonly fused: boolean;
}

export function lossOf(loss: Chosen): LossFormula {
  const delta = number(valueOf(loss, 'delta'));
  switch (loss.id) {
    case 'mse':
      return {
        value: (a, _, y) => `np.mean((${a} - ${y}) ** 2)`,
        slope: (a, y) => `2 * (${a} - ${y}) / ${y}.size`,
        fused: false,
      };
    case 'mae':
      return {
        value: (a, _, y) => `np.mean(np.abs(${a} - ${y}))`,
        slope: (a, y) => `np.sign(${a} - ${y}) / ${y}.size`,
        fused: false,
      };
    case 'huber':
      return {
        value: (a, _, y) => `np.mean(huber(${a} - ${y}))`,
        slope: (a, y) => `np.clip(${a} - ${y}, -${delta}, ${delta}) / ${y}.size`,
        fused: false,
      };
    case 'binary-cross-entropy':
      return {
        value: (_, z, y) => `np.mean(np.logaddexp(0, ${z}) - ${y} * ${z})`,
        slope: (a, y) => `(${a} - ${y}) / ${y}.size`,
        fused: true,
      };
    case 'cross-entropy':
      return {
        value: (_, z, y) =>
          `np.mean(np.logaddexp.reduce(${z}, axis=1) - np.sum(${y} * ${z}, axis=1))`,
        slope: (a, y) => `(${a} - ${y}) / len(${y})`,
        fused: true,
      };
    case 'hinge':
      return {
        value: (a, _, y) => `np.mean(np.maximum(0, 1 - ${y} * ${a}))`,
        slope: (a, y) => `-${y} * (1 - ${y} * ${a} > 0) / ${y}.size`,
        fused: false,
      };
    case 'squared-hinge':
      return {
        value: (a, _, y) => `np.mean(np.maximum(0, 1 - ${y} * ${a}) ** 2)`,
        slope: (a, y) => `-2 * ${y} * np.maximum(0, 1 - ${y} * ${a}) / ${y}.size`,
        fused: false,
      };
    default:
      throw new Error(`${loss.id} has no code.`);
  }
}

export function huber(loss: Chosen): string {
  const delta = number(valueOf(loss, 'delta'));
  return `def huber(r):
    """Squared near 0, linear further out."""
    r = np.abs(r)
    return np.where(r <= ${delta}, 0.5 * r * r, ${delta} * (r - 0.5 * ${delta}))`;
}
