// Experiments that together use everything that copied code claims to reproduce.
import type { Choice, LayerSpec, Spec } from '../../web/src/engine/model';

type Data = Spec['data'];
interface More extends Partial<Omit<Spec, 'data' | 'network'>> {
  readonly layers?: readonly LayerSpec[];
}

const franke: Data = { source: 'franke', samples: 120, scale: 'center' };
const spiral: Data = { source: 'spiral', samples: 120, seed: 7, scale: 'standardize' };
const three: Data = { source: 'spiral', samples: 120, classes: 3, seed: 4 };
const hills: Data = { source: 'hills', samples: 90, noise: 0.1 };

const hidden = (activation: Choice, units = 5): readonly LayerSpec[] => [{ units, activation }, {}];

function spec(data: Data, { layers = hidden('tanh'), ...more }: More = {}): Spec {
  return {
    seed: 3,
    batchSize: 20,
    stop: { epochs: 12 },
    precision: 'float64',
    ...more,
    data,
    network: { layers },
  };
}

const rate = (id: string, learningRate: number, more: object = {}): Choice => ({
  id,
  learningRate,
  ...more,
});

/** By what each of them is there for. */
export const codeSpecs: Readonly<Record<string, Spec>> = {
  // --- activations
  linear: spec(franke, { layers: hidden('linear') }),
  sigmoid: spec(franke, { layers: hidden('sigmoid'), optimizer: rate('sgd', 0.5) }),
  tanh: spec(franke),
  relu: spec(franke, { layers: hidden('relu', 9) }),
  'leaky-relu': spec(franke, { layers: hidden({ id: 'leaky-relu', slope: 0.2 }) }),
  elu: spec(franke, { layers: hidden({ id: 'elu', alpha: 0.7 }) }),
  gelu: spec(franke, { layers: hidden('gelu') }),
  'gelu-tanh': spec(franke, { layers: hidden('gelu-tanh') }),
  softplus: spec(franke, { layers: hidden('softplus') }),
  silu: spec(franke, { layers: hidden('silu') }),
  softmax: spec(three, { layers: hidden('relu', 7) }),
  deep: spec(spiral, {
    layers: [
      { units: 6, activation: 'tanh' },
      { units: 5, activation: 'silu' },
      { units: 4, activation: 'softplus' },
      {},
    ],
    optimizer: rate('adam', 0.02),
  }),
  // --- losses
  mae: spec(hills, { loss: 'mae' }),
  huber: spec(hills, { loss: { id: 'huber', delta: 0.3 } }),
  'binary-cross-entropy': spec(spiral),
  'cross-entropy': spec(three, { loss: 'cross-entropy' }),
  'mse of softmax': spec(three, { loss: 'mse' }),
  'mse of tanh': spec(spiral, { layers: [{ units: 5 }, { activation: 'tanh' }] }),
  'mse of sigmoid': spec(spiral, { loss: 'mse' }),
  hinge: spec(spiral, { layers: [{ units: 5 }, { activation: 'linear' }], loss: 'hinge' }),
  'squared-hinge': spec(spiral, {
    layers: [{ units: 5 }, { activation: 'linear' }],
    loss: 'squared-hinge',
  }),
  'targets as probabilities': spec(
    { ...franke, scaleTargets: 'minmax' },
    { layers: [{ units: 5 }, { activation: 'sigmoid' }], loss: 'binary-cross-entropy' },
  ),
  // --- optimizers
  sgd: spec(spiral, { optimizer: rate('sgd', 0.1) }),
  momentum: spec(spiral, { optimizer: rate('momentum', 0.05, { momentum: 0.8 }) }),
  nesterov: spec(spiral, { optimizer: rate('nesterov', 0.05) }),
  adagrad: spec(spiral, { optimizer: rate('adagrad', 0.1) }),
  rmsprop: spec(spiral, { optimizer: rate('rmsprop', 0.01, { alpha: 0.95 }) }),
  adam: spec(spiral, { optimizer: rate('adam', 0.02, { beta1: 0.8, epsilon: 1e-5 }) }),
  adamw: spec(spiral, { optimizer: rate('adamw', 0.02, { weightDecay: 0.5 }) }),
  'adamw with biases': spec(spiral, {
    optimizer: rate('adamw', 0.02, { weightDecay: 0.5 }),
    regularization: { biases: true },
  }),
  clipNorm: spec(spiral, { optimizer: rate('adam', 0.02, { clipNorm: 0.05 }) }),
  // --- schedules
  'inverse-time': spec(spiral, { optimizer: rate('sgd', 0.5), schedule: 'inverse-time' }),
  exponential: spec(spiral, {
    optimizer: rate('sgd', 0.5),
    schedule: { id: 'exponential', gamma: 0.8 },
  }),
  step: spec(spiral, {
    optimizer: rate('momentum', 0.1),
    schedule: { id: 'step', stepSize: 3, gamma: 0.4 },
  }),
  cosine: spec(spiral, { optimizer: rate('sgd', 0.5), schedule: 'cosine' }),
  'cosine that ends early': spec(spiral, { schedule: { id: 'cosine', epochs: 7 } }),
  'warmup-cosine': spec(spiral, {
    optimizer: rate('sgd', 0.5),
    schedule: { id: 'warmup-cosine', warmup: 3 },
  }),
  'full batch with a schedule': spec(spiral, {
    batchSize: 'full',
    optimizer: rate('sgd', 0.5),
    schedule: { id: 'warmup-cosine', warmup: 4, epochs: 9 },
  }),
  // --- penalties
  l2: spec(franke, { regularization: { l2: 0.03 } }),
  l1: spec(franke, { regularization: { l1: 0.01 } }),
  'both, with biases': spec(franke, { regularization: { l1: 0.003, l2: 0.01, biases: true } }),
  // --- stop rules
  steps: spec(spiral, { stop: { steps: 37 } }),
  loss: spec(spiral, { stop: { epochs: 300, loss: 0.5 }, optimizer: rate('adam', 0.03) }),
  gradient: spec(franke, {
    batchSize: 'full',
    stop: { epochs: 500, gradient: 0.05 },
    optimizer: rate('sgd', 0.2),
  }),
  patience: spec(
    { ...spiral, noise: 0.2, split: { train: 0.5, validation: 0.25, test: 0.25 } },
    { stop: { epochs: 200, patience: 4 }, optimizer: rate('adam', 0.1) },
  ),
  'steps beside patience': spec(
    { ...spiral, split: { train: 0.5, validation: 0.25, test: 0.25 } },
    { stop: { steps: 30, patience: 2 }, optimizer: rate('sgd', 3) },
  ),
  // --- starts
  initializers: spec(franke, {
    layers: [
      { units: 4, init: { id: 'normal', sigma: 0.4 }, biasInit: 'normal' },
      { units: 4, init: { id: 'uniform', low: -0.6, high: 0.5 }, biasInit: 'uniform' },
      { units: 4, init: 'glorot-normal' },
      { units: 4, init: 'he-uniform' },
      { units: 4, init: 'he-normal' },
      { init: 'lecun-normal' },
    ],
  }),
  'nothing but zeros': spec(franke, { layers: [{ init: 'zeros' }], batchSize: 'full' }),
  'no biases': spec(spiral, { layers: [{ units: 5, bias: false }, { bias: false }] }),
  dropout: spec(three, {
    layers: [{ units: 9, dropout: 0.3 }, { units: 6, activation: 'relu', dropout: 0.1 }, {}],
    optimizer: rate('adam', 0.01),
  }),
  // --- data
  features: spec(
    { ...spiral, features: ['x1', 'x2^2', 'x1*x2', 'sin(x1)', 'cos(x2)'] },
    { layers: [{}], optimizer: rate('sgd', 0.1) },
  ),
  polynomials: spec(
    { ...franke, scale: 'minmax', scaleTargets: 'standardize', features: ['polynomial:5'] },
    { layers: [{}], optimizer: rate('sgd', 0.1) },
  ),
  'tensor polynomials': spec(
    { source: 'franke', samples: 60, scale: 'standardize', features: ['tensor-polynomial:3'] },
    { layers: [{}], optimizer: rate('sgd', 0.01) },
  ),
  'one input': spec({ source: 'sine', scaleTargets: 'center', split: { train: 1 } }),
  'bootstrap sample': spec({ ...franke, resample: { kind: 'bootstrap', seed: 2 } }),
  fold: spec({ ...franke, resample: { kind: 'fold', folds: 4, fold: 1 } }),
  images: spec(
    { source: 'digits', samples: 120 },
    { layers: hidden('relu', 6), optimizer: rate('adam', 0.005), stop: { epochs: 3 } },
  ),
  'scaled images': spec(
    { source: 'digits', samples: 80, scale: 'standardize' },
    { layers: hidden('relu', 4), optimizer: rate('adam', 0.005), stop: { epochs: 2 } },
  ),
  // --- much at once, for programs that take a compiler long
  'numbers, much at once': spec(
    { ...franke, scale: 'minmax', scaleTargets: 'standardize', features: ['polynomial:4'] },
    {
      layers: [
        { units: 5, activation: 'gelu', init: { id: 'normal', sigma: 0.4 }, biasInit: 'normal' },
        { units: 4, activation: 'gelu-tanh', init: 'he-uniform', biasInit: 'uniform' },
        { units: 4, activation: { id: 'elu', alpha: 0.7 }, init: 'he-normal', bias: false },
        { units: 4, activation: 'softplus', init: 'lecun-normal' },
        { units: 4, activation: 'sigmoid', init: 'glorot-normal' },
        {},
      ],
      loss: { id: 'huber', delta: 0.3 },
      optimizer: rate('nesterov', 0.05),
      schedule: { id: 'warmup-cosine', warmup: 3 },
      regularization: { l1: 0.001, l2: 0.01 },
    },
  ),
  'margins, much at once': spec(
    { ...spiral, features: ['x1', 'x2^2', 'x1*x2', 'sin(x1)'] },
    {
      layers: [
        { units: 6, activation: 'silu' },
        { units: 5, activation: { id: 'leaky-relu', slope: 0.2 } },
        { activation: 'linear' },
      ],
      loss: 'squared-hinge',
      optimizer: rate('adamw', 0.02, { weightDecay: 0.1 }),
      schedule: { id: 'step', stepSize: 4, gamma: 0.7 },
      changes: [
        { step: 9, set: { 'optimizer.weightDecay': 0.6, batchSize: 'full' } },
        { step: 12, set: { 'regularization.biases': true, 'optimizer.clipNorm': 0.1 } },
        { step: 14, set: { batchSize: 9, 'regularization.l2': 0.02 } },
      ],
    },
  ),
  // --- changes while it trains
  changes: spec(spiral, {
    optimizer: rate('momentum', 0.02),
    schedule: { id: 'exponential', gamma: 0.99 },
    changes: [
      { step: 7, set: { 'optimizer.learningRate': 0.1, 'regularization.l2': 0.02 } },
      { step: 15, set: { batchSize: 7, 'optimizer.momentum': 0.5 } },
      { step: 40, set: { batchSize: 'full', 'regularization.biases': true } },
      { step: 44, set: { 'optimizer.clipNorm': 0.1, 'schedule.gamma': 0.9 } },
    ],
  }),
  'changes of adamw': spec(spiral, {
    optimizer: rate('adamw', 0.02, { weightDecay: 0.1 }),
    changes: [
      { step: 9, set: { 'optimizer.weightDecay': 0.6, 'optimizer.beta1': 0.7 } },
      { step: 20, set: { 'regularization.biases': true, 'optimizer.epsilon': 0.001 } },
    ],
  }),
  'many changes': spec(spiral, {
    optimizer: rate('sgd', 0.01),
    changes: Array.from({ length: 50 }, (_, step) => ({
      step,
      set: { 'optimizer.learningRate': 0.01 * 1.05 ** step },
    })),
  }),
};

/** Of single precision: sums in another order show, so they are compared less closely. */
export const singleSpecs: Readonly<Record<string, Spec>> = {
  'single precision': spec(spiral, { precision: 'float32' }),
  'images in single precision': spec(
    { source: 'digits', samples: 80, scale: 'center' },
    { layers: hidden('relu', 4), precision: 'float32', stop: { epochs: 2 } },
  ),
};

const csv = [
  'temperature;pressure;constant;kind;y',
  ...Array.from({ length: 60 }, (_, i) => {
    const t = i % 7 === 3 ? '' : String((i * 37) % 60);
    const p = i % 11 === 5 ? '' : String(((i * 17) % 60) / 7);
    return `${t};${p};4.1;${['a', 'b', 'c'][i % 3] ?? ''};${Math.sin(i) + i / 30}`;
  }),
].join('\n');

/** Of a table with missing values, a column that never changes, and one of names. */
export const tables: Readonly<Record<string, Spec>> = {
  'missing values': spec({ source: 'table', file: 'table.csv', target: 'y', missing: 'mean' }),
  'missing values, standardized': spec(
    {
      source: 'table',
      file: 'table.csv',
      target: 'y',
      missing: 'mean',
      scale: 'standardize',
      scaleTargets: 'minmax',
      split: { train: 0.5, validation: 0.25 },
    },
    { stop: { epochs: 100, patience: 3 }, optimizer: rate('adam', 0.05) },
  ),
  'missing values, centred': spec({
    source: 'table',
    file: 'table.csv',
    target: 'y',
    missing: 'mean',
    scale: 'center',
  }),
  'classes of names': spec({
    source: 'table',
    file: 'table.csv',
    target: 'kind',
    missing: 'mean',
    scale: 'minmax',
  }),
};
export const tableFiles = { 'table.csv': new Blob([csv]) };

/** Together they use every part of the C++ program, which takes a compiler long. */
export const compiledSpecs = [
  'numbers, much at once',
  'margins, much at once',
  'targets as probabilities',
  'mse of softmax',
  'dropout',
  'scaled images',
  'missing values, standardized',
] as const;
