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

const ofOperands: Readonly<Partial<Record<string, TermId>>> = {
  weights: 'weight',
  bias: 'bias',
  input: 'input',
  sum: 'weightedSum',
  activation: 'activation',
  slope: 'slope',
  mask: 'dropout',
  error: 'errorTerm',
  target: 'target',
  losses: 'loss',
  weightGradient: 'gradient',
  biasGradient: 'gradient',
  weightPenalty: 'penalty',
  biasPenalty: 'penalty',
  weightUpdate: 'update',
  biasUpdate: 'update',
};

/** The term of a matrix of an opened step. */
export function termOfOperand(name: string): TermId | null {
  return ofOperands[name] ?? null;
}

/** The term of a parameter of the manifest; null where its own sentence has to do. */
export function termOfParameter(name: string): TermId | null {
  return ofParameters[name] ?? null;
}
