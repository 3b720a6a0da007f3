/** Names of parameters that the glossary explains: known without loading it. */
import type { TermId } from './glossary';

const ofParameters: Readonly<Partial<Record<string, TermId>>> = {
  samples: 'samples',
  noise: 'noise',
  learningRate: 'learningRate',
  momentum: 'momentum',
  beta1: 'beta1',
  beta2: 'beta2',
  epsilon: 'epsilon',
  alpha: 'alpha',
  weightDecay: 'weightDecay',
  clipNorm: 'clipNorm',
  delta: 'delta',
};

/** The term of a parameter of the manifest; null where its own sentence has to do. */
export function termOfParameter(name: string): TermId | null {
  return ofParameters[name] ?? null;
}
