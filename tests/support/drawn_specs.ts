// Experiments drawn at random, always the same ones: combinations that nobody thought of.
import type { Choice, Json, LayerSpec, Spec } from '../../web/src/engine/model';

/** A linear congruential generator (Numerical Recipes): good enough to choose from lists. */
class Dice {
  #state: number;
  constructor(seed: number) {
    this.#state = seed;
  }
  unit(): number {
    this.#state = (Math.imul(this.#state, 1664525) + 1013904223) >>> 0;
    return this.#state / 2 ** 32;
  }
  below(n: number): number {
    return Math.floor(this.unit() * n);
  }
  chance(p: number): boolean {
    return this.unit() < p;
  }
  pick<T>(list: readonly [T, ...T[]]): T {
    return list[this.below(list.length)] ?? list[0];
  }
}

function layerOf(dice: Dice): LayerSpec {
  return {
    units: 1 + dice.below(9),
    activation: dice.pick<Choice>([
      'linear',
      'sigmoid',
      'tanh',
      'relu',
      { id: 'leaky-relu', slope: 0.1 },
      { id: 'elu', alpha: 1.4 },
      'gelu',
      'gelu-tanh',
      'softplus',
      'silu',
    ]),
    init: dice.pick<Choice>([
      'glorot-uniform',
      'glorot-normal',
      'he-uniform',
      'he-normal',
      'lecun-normal',
      { id: 'normal', sigma: 0.3 },
      { id: 'uniform', low: -0.4, high: 0.3 },
    ]),
    biasInit: dice.pick(['zeros', 'normal', 'uniform']),
    bias: dice.chance(0.8),
    dropout: dice.chance(0.3) ? 0.25 : 0,
  };
}

/** The output, and a loss that goes with it. */
function outputOf(
  dice: Dice,
  kind: 'numbers' | 'two' | 'many',
): { layer: LayerSpec; loss?: Choice } {
  const huber: Choice = { id: 'huber', delta: 0.4 };
  if (kind === 'numbers') return { layer: {}, loss: dice.pick<Choice>(['mse', 'mae', huber]) };
  if (kind === 'many') return { layer: {} };
  switch (dice.below(4)) {
    case 0:
      return {
        layer: { activation: 'linear' },
        loss: dice.pick<Choice>(['hinge', 'squared-hinge', 'mse', 'mae']),
      };
    case 1:
      return { layer: { activation: 'tanh' }, loss: dice.pick<Choice>(['mse', 'mae', huber]) };
    case 2:
      return {
        layer: { activation: 'softmax' },
        loss: dice.pick<Choice>(['cross-entropy', 'mse', 'mae', huber]),
      };
    default:
      return { layer: {} };
  }
}

function dataOf(dice: Dice): { data: Spec['data']; kind: 'numbers' | 'two' | 'many' } {
  const source = dice.pick([
    'franke',
    'spiral',
    'moons',
    'hills',
    'sine',
    'xor',
    'plane',
    'gaussians-3d',
    'three-points',
    'digits',
  ]);
  const numbers = ['franke', 'hills', 'sine', 'plane', 'three-points'].includes(source);
  const kind = numbers ? 'numbers' : source === 'digits' ? 'many' : 'two';
  const scales = ['none', 'center', 'standardize', 'minmax'] as const;
  const features = dice.pick<readonly string[]>([
    ['x1', 'x1^2'],
    ['polynomial:3'],
    ['sin(x1)', 'x1*cos(x1)'],
    ['tensor-polynomial:2'],
  ]);
  const resample = dice.pick<Json>([
    { kind: 'bootstrap', seed: 4 },
    { kind: 'fold', folds: 3, fold: 0 },
  ]);
  const few = source === 'three-points';
  const data = {
    source,
    seed: dice.below(1e6),
    scale: dice.pick(scales),
    ...(few ? { split: { train: 1 } } : { samples: 30 + dice.below(60) }),
    ...(numbers ? { scaleTargets: dice.pick(scales) } : {}),
    ...(kind !== 'many' && dice.chance(0.4) ? { features } : {}),
    ...(!few && dice.chance(0.3) ? { resample } : {}),
  };
  return { data, kind };
}

function drawnSpec(dice: Dice): Spec {
  const { data, kind } = dataOf(dice);
  const { layer, loss } = outputOf(dice, kind);
  const method = dice.pick(['sgd', 'momentum', 'nesterov', 'adagrad', 'rmsprop', 'adam', 'adamw']);
  const changes = [
    { step: 2, set: { 'optimizer.learningRate': 0.05 } },
    {
      step: 5,
      set: { batchSize: dice.pick<Json>([3, 'full', 20]), 'regularization.l2': 0.1 },
    },
    {
      step: 8,
      set: {
        'optimizer.clipNorm': dice.pick([0, 0.3]),
        'regularization.biases': dice.chance(0.5),
      },
    },
  ];
  return {
    seed: dice.below(1e9),
    precision: 'float64',
    data,
    network: { layers: [...Array.from({ length: dice.below(4) }, () => layerOf(dice)), layer] },
    ...(loss === undefined ? {} : { loss }),
    optimizer: {
      id: method,
      learningRate: 0.02,
      ...(dice.chance(0.4) ? { clipNorm: 0.2 } : {}),
      ...(method === 'adamw' ? { weightDecay: 0.2 } : {}),
    },
    schedule: dice.pick<Choice>([
      'constant',
      'inverse-time',
      'exponential',
      { id: 'step', stepSize: 2 },
      'cosine',
      { id: 'warmup-cosine', warmup: 2 },
    ]),
    batchSize: dice.pick<number | 'full'>([1, 7, 10, 32, 'full']),
    regularization: {
      l1: dice.chance(0.3) ? 0.01 : 0,
      l2: dice.chance(0.4) ? 0.05 : 0,
      biases: dice.chance(0.5),
    },
    stop: dice.pick<NonNullable<Spec['stop']>>([
      { epochs: 5 },
      { steps: 13 },
      { epochs: 9, steps: 40 },
      { epochs: 6, loss: 0.3 },
      { epochs: 7, gradient: 0.1 },
    ]),
    ...(dice.chance(0.4) ? { changes } : {}),
  };
}

/** Independent of each other: one more changes none of the others. */
export const drawnSpecs: Readonly<Record<string, Spec>> = Object.fromEntries(
  Array.from({ length: 40 }, (_, i) => [`drawn ${i + 1}`, drawnSpec(new Dice(7919 * (i + 1)))]),
);
