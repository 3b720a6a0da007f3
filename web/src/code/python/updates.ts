/** The update formulas in NumPy, for lists of arrays. */
import type { Program } from '../program';
import { penaltiesOf } from '../settings';

export interface Update {
  /** Lists of arrays that are kept from step to step, one array for each parameter. */
  readonly state: readonly string[];
  /** After `step += 1` would count from 1: here `step` is that of the step about to be taken, plus 1. */
  readonly code: readonly string[];
}

export function updateOf({ optimizer }: Program): Update {
  switch (optimizer.id) {
    case 'sgd':
      return { state: [], code: ['for p, g in zip(theta, gradients):', '    p -= rate * g'] };
    case 'momentum':
      return {
        state: ['velocity'],
        code: [
          'for p, g, v in zip(theta, gradients, velocity):',
          '    v[...] = momentum * v + g',
          '    p -= rate * v',
        ],
      };
    case 'nesterov':
      return {
        state: ['velocity'],
        code: [
          'for p, g, v in zip(theta, gradients, velocity):',
          '    v[...] = momentum * v + g',
          '    p -= rate * (g + momentum * v)  # a look ahead',
        ],
      };
    case 'adagrad':
      return {
        state: ['squares'],
        code: [
          'for p, g, s in zip(theta, gradients, squares):',
          '    s += g * g',
          '    p -= rate * g / (np.sqrt(s) + epsilon)',
        ],
      };
    case 'rmsprop':
      return {
        state: ['squares'],
        code: [
          'for p, g, s in zip(theta, gradients, squares):',
          '    s[...] = alpha * s + (1 - alpha) * g * g',
          '    p -= rate * g / (np.sqrt(s) + epsilon)',
        ],
      };
    case 'adam':
    case 'adamw':
      return {
        state: ['means', 'squares'],
        code: [
          't = step + 1',
          'for p, g, m, s in zip(theta, gradients, means, squares):',
          '    m[...] = beta1 * m + (1 - beta1) * g',
          '    s[...] = beta2 * s + (1 - beta2) * g * g',
          '    m_hat = m / (1 - beta1**t)  # both began at 0',
          '    s_hat = s / (1 - beta2**t)',
          '    p -= rate * m_hat / (np.sqrt(s_hat) + epsilon)',
        ],
      };
    default:
      throw new Error(`${optimizer.id} has no code.`);
  }
}

/**
 * Whether penalties and weight decay act on a parameter p, as an expression; null: on all of them.
 * `isWeight` tells a matrix of weights from biases.
 */
export function penalised(program: Program, isWeight: string): string | null {
  const { biases, changing } = penaltiesOf(program);
  if (!biases) return isWeight;
  return changing ? `${isWeight} or penalise_biases` : null;
}
