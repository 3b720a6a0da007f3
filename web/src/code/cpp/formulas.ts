/** Activations, losses and updates in C++, number by number. */
import { valueOf, type Chosen } from '../program';
import { number } from '../text_of';

/** Value by z, slope by z and a; null where the whole row is needed, or the slope is 1. */
export function scalarActivation({ id, values }: Chosen): {
  readonly value: string | null;
  readonly slope: string | null;
} {
  const parameter = (name: string): string => number(Number(values[name]));
  switch (id) {
    case 'linear':
      return { value: 'z', slope: null };
    case 'sigmoid':
      return { value: 'sigmoid(z)', slope: 'a * (1 - a)' };
    case 'tanh':
      return { value: 'std::tanh(z)', slope: '1 - a * a' };
    case 'relu':
      return { value: 'z > 0 ? z : 0', slope: 'z > 0 ? 1 : 0' };
    case 'leaky-relu':
      return {
        value: `z > 0 ? z : ${parameter('slope')} * z`,
        slope: `z > 0 ? 1 : ${parameter('slope')}`,
      };
    case 'elu':
      return {
        value: `z > 0 ? z : ${parameter('alpha')} * std::expm1(z)`,
        slope: `z > 0 ? 1 : a + ${parameter('alpha')}`,
      };
    case 'gelu':
      return {
        value: 'z * normal_cdf(z)',
        slope: 'gelu_slope(z)',
      };
    case 'gelu-tanh':
      return { value: '0.5 * z * (1 + gelu_inner(z))', slope: 'gelu_tanh_slope(z)' };
    case 'softplus':
      return { value: 'softplus(z)', slope: 'sigmoid(z)' };
    case 'silu':
      return { value: 'z * sigmoid(z)', slope: 'silu_slope(z)' };
    case 'softmax':
      return { value: null, slope: null };
    default:
      throw new Error(`${id} has no code.`);
  }
}

/** Helpers, each before those that call it. */
export const helpers: readonly (readonly [name: string, code: string])[] = [
  [
    'sigmoid',
    `double sigmoid(double z) { return 0.5 * (1 + std::tanh(0.5 * z)); }  // never overflows`,
  ],
  [
    'softplus',
    `double softplus(double z) { return std::max(z, 0.0) + std::log1p(std::exp(-std::abs(z))); }`,
  ],
  [
    'normal_cdf',
    `double normal_cdf(double z) { return 0.5 * (1 + std::erf(z / std::sqrt(2.0))); }`,
  ],
  [
    'huber',
    `double huber(double r, double delta) {
  r = std::abs(r);
  return r <= delta ? 0.5 * r * r : delta * (r - 0.5 * delta);
}`,
  ],
  [
    'gelu_slope',
    `double gelu_slope(double z) {
  return normal_cdf(z) + z * std::exp(-0.5 * z * z) / std::sqrt(2 * pi);
}`,
  ],
  [
    'silu_slope',
    `double silu_slope(double z) {
  const double s = sigmoid(z);
  return s + z * s * (1 - s);
}`,
  ],
  [
    'gelu_inner',
    `double gelu_inner(double z) {
  return std::tanh(std::sqrt(2 / pi) * (z + 0.044715 * z * z * z));
}`,
  ],
  [
    'gelu_tanh_slope',
    `double gelu_tanh_slope(double z) {
  const double t = gelu_inner(z), inner = std::sqrt(2 / pi) * (1 + 3 * 0.044715 * z * z);
  return 0.5 * (1 + t) + 0.5 * z * (1 - t * t) * inner;
}`,
  ],
];

/** Of one output: loss and slope by the activation a, the sum z and the target y. */
export function scalarLoss(loss: Chosen): {
  readonly value: string | null;
  readonly slope: string;
  readonly fused: boolean;
} {
  const delta = number(valueOf(loss, 'delta'));
  switch (loss.id) {
    case 'mse':
      return { value: '(a - y) * (a - y)', slope: '2 * (a - y)', fused: false };
    case 'mae':
      return { value: 'std::abs(a - y)', slope: '(a > y) - (a < y)', fused: false };
    case 'huber':
      return {
        value: `huber(a - y, ${delta})`,
        slope: `std::clamp(double(a - y), -double(${delta}), double(${delta}))`,
        fused: false,
      };
    case 'binary-cross-entropy':
      return { value: 'softplus(z) - y * z', slope: 'a - y', fused: true };
    case 'cross-entropy':
      return { value: null, slope: 'a - y', fused: true };
    case 'hinge':
      return {
        value: 'std::max(0.0, 1 - double(y * a))',
        slope: '1 - y * a > 0 ? -y : 0',
        fused: false,
      };
    case 'squared-hinge':
      return {
        value: 'std::pow(std::max(0.0, 1 - double(y * a)), 2)',
        slope: '-2 * y * std::max(0.0, 1 - double(y * a))',
        fused: false,
      };
    default:
      throw new Error(`${loss.id} has no code.`);
  }
}

/** What becomes of the arrays p (parameters), g (gradient) and of the state. */
export function arrayUpdate({ id }: Chosen): {
  readonly state: readonly string[];
  readonly before: readonly string[];
  readonly code: readonly string[];
} {
  switch (id) {
    case 'sgd':
      return { state: [], before: [], code: ['p -= rate * g;'] };
    case 'momentum':
      return {
        state: ['velocity'],
        before: [],
        code: ['velocity = momentum * velocity + g;', 'p -= rate * velocity;'],
      };
    case 'nesterov':
      return {
        state: ['velocity'],
        before: [],
        code: [
          'velocity = momentum * velocity + g;',
          'p -= rate * (g + momentum * velocity);  // a look ahead',
        ],
      };
    case 'adagrad':
      return {
        state: ['squares'],
        before: [],
        code: ['squares += g * g;', 'p -= rate * g / (squares.sqrt() + epsilon);'],
      };
    case 'rmsprop':
      return {
        state: ['squares'],
        before: [],
        code: [
          'squares = alpha * squares + (1 - alpha) * g * g;',
          'p -= rate * g / (squares.sqrt() + epsilon);',
        ],
      };
    case 'adam':
    case 'adamw':
      return {
        state: ['means', 'squares'],
        before: [
          '// Both means began at 0: so much of them is missing.',
          'const Real m_share = 1 - std::pow(beta1, step + 1);',
          'const Real s_share = 1 - std::pow(beta2, step + 1);',
        ],
        code: [
          'means = beta1 * means + (1 - beta1) * g;',
          'squares = beta2 * squares + (1 - beta2) * g * g;',
          'p -= rate * (means / m_share) / ((squares / s_share).sqrt() + epsilon);',
        ],
      };
    default:
      throw new Error(`${id} has no code.`);
  }
}
