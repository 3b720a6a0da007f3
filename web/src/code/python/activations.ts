/** The activation functions in NumPy: value, slope, and what they stand on. */
import type { Chosen } from '../program';
import { number } from '../text_of';

export interface Formula {
  /** Of the weighted sums z. */
  readonly value: (z: string) => string;
  /** By z, with the activations a at hand; null: 1 everywhere. */
  readonly slope: ((z: string, a: string) => string) | null;
  readonly helpers: readonly (keyof typeof helpers)[];
}

export function activationOf({ id, values }: Chosen): Formula {
  const parameter = (name: string): string => number(Number(values[name]));
  switch (id) {
    case 'linear':
      return { value: (z) => z, slope: null, helpers: [] };
    case 'sigmoid':
      return {
        value: (z) => `sigmoid(${z})`,
        slope: (_, a) => `${a} * (1 - ${a})`,
        helpers: ['sigmoid'],
      };
    case 'tanh':
      return { value: (z) => `np.tanh(${z})`, slope: (_, a) => `1 - ${a} * ${a}`, helpers: [] };
    case 'relu':
      return { value: (z) => `np.maximum(${z}, 0)`, slope: (z) => `${z} > 0`, helpers: [] };
    case 'leaky-relu':
      return {
        value: (z) => `np.where(${z} > 0, ${z}, ${parameter('slope')} * ${z})`,
        slope: (z) => `np.where(${z} > 0, 1, ${parameter('slope')})`,
        helpers: [],
      };
    case 'elu':
      return {
        value: (z) =>
          `np.where(${z} > 0, ${z}, ${parameter('alpha')} * np.expm1(np.minimum(${z}, 0)))`,
        slope: (z, a) => `np.where(${z} > 0, 1, ${a} + ${parameter('alpha')})`,
        helpers: [],
      };
    case 'gelu':
      return {
        value: (z) => `${z} * normal_cdf(${z})`,
        slope: (z) => `normal_cdf(${z}) + ${z} * np.exp(-0.5 * ${z}**2) / math.sqrt(2 * math.pi)`,
        helpers: ['normal_cdf'],
      };
    case 'gelu-tanh':
      return {
        value: (z) => `gelu_tanh(${z})`,
        slope: (z) => `gelu_tanh_slope(${z})`,
        helpers: ['gelu_tanh'],
      };
    case 'softplus':
      return {
        value: (z) => `np.logaddexp(0, ${z})`,
        slope: (z) => `sigmoid(${z})`,
        helpers: ['sigmoid'],
      };
    case 'silu':
      return {
        value: (z) => `${z} * sigmoid(${z})`,
        slope: (z, a) => `sigmoid(${z}) + ${a} * (1 - sigmoid(${z}))`,
        helpers: ['sigmoid'],
      };
    case 'softmax':
      return { value: (z) => `softmax(${z})`, slope: null, helpers: ['softmax'] };
    default:
      throw new Error(`${id} has no code.`);
  }
}

export const helpers = {
  sigmoid: `def sigmoid(z):
    """1 / (1 + exp(-z)), without an exponential that overflows."""
    return 0.5 * (1 + np.tanh(0.5 * z))`,
  normal_cdf: `erf = np.vectorize(math.erf, otypes=[float])


def normal_cdf(z):
    return 0.5 * (1 + erf(z / math.sqrt(2)))`,
  gelu_tanh: `def gelu_tanh(z):
    return 0.5 * z * (1 + np.tanh(math.sqrt(2 / math.pi) * (z + 0.044715 * z**3)))


def gelu_tanh_slope(z):
    t = np.tanh(math.sqrt(2 / math.pi) * (z + 0.044715 * z**3))
    inner = math.sqrt(2 / math.pi) * (1 + 3 * 0.044715 * z**2)
    return 0.5 * (1 + t) + 0.5 * z * (1 - t * t) * inner`,
  softmax: `def softmax(z):
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)`,
} as const;
