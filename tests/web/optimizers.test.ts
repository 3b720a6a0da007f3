import { expect, test } from 'vitest';
import type { Spec } from '../../web/src/engine/model';
import { needsFullBatch, suited } from '../../web/src/state/optimizers';
import { defaultSpec } from '../../web/src/state/spec';

test('methods of second order need the full batch, others do not', () => {
  expect(['levenberg-marquardt', 'lbfgs'].map(needsFullBatch)).toEqual([true, true]);
  expect(['sgd', 'adam', 'no-such-method'].map(needsFullBatch)).toEqual([false, false, false]);
});

test('choosing such a method leaves out what it cannot take, and nothing else', () => {
  const spec: Spec = {
    ...defaultSpec,
    network: { layers: [{ units: 4, activation: 'tanh', dropout: 0.2 }, {}] },
    optimizer: 'levenberg-marquardt',
    schedule: 'cosine',
    precision: 'float32',
    regularization: { l1: 0.1, l2: 0.2 },
  };
  expect(suited(spec)).toEqual({
    version: 1,
    seed: 1,
    data: defaultSpec.data,
    optimizer: 'levenberg-marquardt',
    stop: {},
    network: { layers: [{ units: 4, activation: 'tanh' }, {}] },
    regularization: { l2: 0.2 },
  });
});

test('other methods and tidy Specs stay the same object', () => {
  expect(suited(defaultSpec)).toBe(defaultSpec);
  const tidy: Spec = { data: { source: 'three-points' }, optimizer: 'lbfgs' };
  expect(suited(tidy)).toBe(tidy);
});
