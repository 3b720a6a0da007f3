/**
 * What the terms and symbols of the page mean, in one line each: one list for the page, the lessons
 * and docs/glossary.md, which `npm run generate` writes from it. It comes to the page by import()
 * when it is idle; who names a term that is not here does not compile.
 *
 * Nothing is imported here, so that Node reads the file as it is.
 */
export interface Entry {
  readonly term: string;
  /** As formulas write it. */
  readonly symbol?: string;
  readonly line: string;
}

export const glossary = {
  // --- training ---------------------------------------------------------------------------------
  epoch: { term: 'Epoch', line: 'One pass over the whole training part.' },
  step: { term: 'Step', line: 'One update of all parameters, from one batch.' },
  trainingTime: { term: 'Training time', line: 'Seconds spent on steps; pauses do not count.' },
  seed: {
    term: 'Seed',
    line: 'The number that all chance follows from: the same seed gives the same run, bit for bit.',
  },
  parameters: {
    term: 'Parameters',
    symbol: 'θ',
    line: 'All weights and biases together: what is learned.',
  },
  gradient: {
    term: 'Gradient',
    symbol: '∇C',
    line: 'How the loss changes with each parameter; steps go against it, down the fall line.',
  },
  numericGradient: {
    term: 'Numeric gradient',
    symbol: 'n = (C(θ + h) − C(θ − h)) / 2h',
    line: 'The slope of the loss by central differences, parameter by parameter: slow, but hard to get wrong.',
  },
  stepSize: {
    term: 'Step size of a difference',
    symbol: 'h',
    line: 'How far a parameter is moved to both sides: long ones see the loss bend, short ones only rounding.',
  },
  relativeError: {
    term: 'Relative error',
    symbol: '|n − g| / max(|n|, |g|)',
    line: 'How far gradient g and numeric gradient n lie apart, as a share of the larger: 2 when one has the other sign.',
  },
  lengthRatio: {
    term: 'Ratio of lengths',
    symbol: '|g| / |n|',
    line: 'How long the gradient is beside the numeric one: off when a factor is missing, such as 1/m of a mean.',
  },
  cosine: {
    term: 'Cosine',
    symbol: 'cos(g, n)',
    line: 'Of the angle between two directions: 1 when they agree, 0 at right angles, −1 when they are opposite.',
  },
  kink: {
    term: 'Kink',
    line: 'A place where a function turns sharply and has no slope, as ReLU at 0: differences across it mean nothing.',
  },
  update: { term: 'Update', symbol: 'Δθ', line: 'What a step adds to each parameter.' },
  errorTerm: {
    term: 'Error term',
    symbol: 'γ = ∂C/∂z',
    line: 'How the loss changes with a unit’s weighted sum; it flows back from layer to layer.',
  },
  evaluation: {
    term: 'Evaluation',
    line: 'One pass for loss or gradient over the training part: what a method costs.',
  },
  patience: {
    term: 'Patience',
    line: 'Epochs without a better validation loss, after which training ends at the best so far.',
  },
  fingerprint: {
    term: 'Fingerprint',
    line: 'A hash of all weights and biases: equal runs have equal ones.',
  },
  // --- data -------------------------------------------------------------------------------------
  input: { term: 'Input', symbol: 'x', line: 'A number that the network is given of a sample.' },
  target: { term: 'Target', symbol: 'y', line: 'What the network is to say of a sample.' },
  sample: { term: 'Sample', line: 'One example: its inputs and its target.' },
  samples: { term: 'Samples', line: 'How many examples the data set has, all parts together.' },
  noise: { term: 'Noise', line: 'Chance that is added to the data; no network can predict it.' },
  training: { term: 'Training part', line: 'The samples that the parameters are fitted to.' },
  validation: {
    term: 'Validation part',
    line: 'Samples kept aside to choose settings and to know when to stop.',
  },
  test: {
    term: 'Test part',
    line: 'Samples that nothing was fitted or chosen on: they tell how well new data are predicted.',
  },
  scaling: {
    term: 'Scaling',
    line: 'Brings inputs to about one size, with figures of the training part; it makes descent quicker.',
  },
  targetScaling: {
    term: 'Target scaling',
    line: 'Brings the numbers to predict to about one size; metrics stay in their own units.',
  },
  polynomial: {
    term: 'Degree of a polynomial',
    line: 'In total, powers of one product add up to it; in each input, every power may reach it.',
  },
  features: {
    term: 'Features',
    line: 'What is made of the raw inputs before the first layer: powers, products, sines.',
  },
  // --- network ----------------------------------------------------------------------------------
  layer: {
    term: 'Layer',
    line: 'Units side by side, which all read the outputs of the layer before.',
  },
  units: {
    term: 'Units',
    line: 'The neurons of a layer: each weighs its inputs, adds a bias and applies the activation.',
  },
  weight: {
    term: 'Weight',
    symbol: 'W',
    line: 'The factor with which one unit’s output enters the next.',
  },
  bias: { term: 'Bias', symbol: 'b', line: 'A constant that a unit adds to its weighted sum.' },
  weightedSum: {
    term: 'Weighted sum',
    symbol: 'z = W a + b',
    line: 'What a unit adds up before its activation.',
  },
  activation: {
    term: 'Activation',
    symbol: 'a = f(z)',
    line: 'The function applied to the weighted sum; without it all layers together are one linear map.',
  },
  initialWeights: {
    term: 'Initial weights',
    line: 'How the first weights are drawn; their size decides whether signals fade or explode.',
  },
  slope: {
    term: 'Slope',
    symbol: 'f′(z)',
    line: 'How steep the activation is at z; where it is flat, hardly any gradient comes through.',
  },
  saturation: {
    term: 'Saturated',
    line: 'The share of activations that sit where their function is flat: they learn slowly.',
  },
  deadUnits: {
    term: 'Dead units',
    line: 'Units that give the same for every sample, and get no gradient any more.',
  },
  norm: {
    term: 'Norm',
    symbol: '‖·‖',
    line: 'The length of all these numbers as one vector: the root of the sum of their squares.',
  },
  dropout: {
    term: 'Dropout',
    line: 'The share of units switched off by chance in each training step, against overfitting.',
  },
  // --- loss and metrics -------------------------------------------------------------------------
  loss: {
    term: 'Loss',
    symbol: 'C',
    line: 'The one number that training makes small: how wrong the predictions are, on average.',
  },
  mse: { term: 'Mean squared error', symbol: 'MSE', line: 'The mean of (prediction − target)².' },
  r2: {
    term: 'Coefficient of determination',
    symbol: 'R²',
    line: 'The share of the targets’ variance that is explained: 1 is perfect, 0 is no better than the mean.',
  },
  accuracy: { term: 'Accuracy', line: 'The share of samples whose class is predicted right.' },
  crossEntropy: {
    term: 'Cross-entropy',
    line: 'The mean of −log of the probability given to the true class.',
  },
  residual: {
    term: 'Residual',
    line: 'Prediction minus target; a mean away from 0 is a bias, their spread is what is left.',
  },
  penalty: {
    term: 'Penalty',
    line: 'What is added to the loss for large weights; it is never part of the loss that is shown.',
  },
  delta: {
    term: 'Delta',
    symbol: 'δ',
    line: 'Up to this error the Huber loss is squared, beyond it linear.',
  },
  // --- optimizer --------------------------------------------------------------------------------
  optimizer: { term: 'Optimizer', line: 'The rule that makes a step out of a gradient.' },
  learningRate: {
    term: 'Learning rate',
    symbol: 'η',
    line: 'How far a step goes against the gradient: too small is slow, too large diverges.',
  },
  schedule: { term: 'Schedule', line: 'How the learning rate changes from step to step.' },
  momentum: {
    term: 'Momentum',
    symbol: 'μ',
    line: 'The share of the last step that is kept: it smooths the path and speeds up long slopes.',
  },
  beta1: {
    term: 'Decay of the mean',
    symbol: 'β₁',
    line: 'How slowly the running mean of gradients forgets.',
  },
  beta2: {
    term: 'Decay of the squares',
    symbol: 'β₂',
    line: 'How slowly the running mean of squared gradients forgets.',
  },
  epsilon: {
    term: 'Epsilon',
    symbol: 'ε',
    line: 'A small number that keeps a division from dividing by zero.',
  },
  alpha: {
    term: 'Smoothing',
    symbol: 'α',
    line: 'How slowly the running mean of squared gradients forgets.',
  },
  weightDecay: {
    term: 'Weight decay',
    symbol: 'λ',
    line: 'Shrinks every weight a little at each step, beside the gradient.',
  },
  clipNorm: {
    term: 'Clipping',
    line: 'The largest norm of a gradient: longer ones are shortened; 0 is off.',
  },
  batchSize: {
    term: 'Batch size',
    symbol: 'm',
    line: 'Samples per step: small batches are quick and noisy, the full batch is exact.',
  },
  l1: {
    term: 'L1 penalty',
    symbol: 'λ₁',
    line: 'Adds λ·|θ| to the loss: drives weights that help little to exactly zero.',
  },
  l2: {
    term: 'L2 penalty',
    symbol: 'λ',
    line: 'Adds ½λ·θ² to the loss: keeps weights small, against overfitting.',
  },
  precision: {
    term: 'Precision',
    line: 'Digits that are computed with: float32 has about 7, float64 about 16.',
  },
} as const satisfies Readonly<Record<string, Entry>>;

export type TermId = keyof typeof glossary;
