// Generated from `fall-line manifest` by `npm run generate`. Do not edit.

export const faults = [
  {
    id: 'none',
    label: 'None',
    formula: '∂C/∂θ and Δθ as their formulas say',
    summary: 'Training as it should be.',
    source: 'Rumelhart, Hinton & Williams 1986',
    parameters: [],
  },
  {
    id: 'sigmoid-slope-for-tanh',
    label: 'Sigmoid’s slope for tanh',
    formula: 'tanh′ z taken as a (1 − a) instead of 1 − a²',
    summary:
      'Every layer of tanh is led back with the slope of another function: where a < 0 even the sign is wrong.',
    source: 'A question on a programming forum: a tanh neuron whose loss rises',
    parameters: [],
  },
  {
    id: 'sign-flip',
    label: 'Flipped sign',
    formula: 'δ = y − a in place of a − y at the output',
    summary: 'The error at the output has the wrong sign, so that every step climbs.',
    source: 'The error written as target minus output, as the perceptron has it',
    parameters: [],
  },
  {
    id: 'missing-bias-gradient',
    label: 'Missing bias gradient',
    formula: '∂C/∂b = 0',
    summary: 'The biases get no gradient and stay what they were at the start.',
    source: 'The sum over the samples, forgotten',
    parameters: [],
  },
  {
    id: 'missing-mean',
    label: 'Missing mean',
    formula: '∂C/∂θ = Σ over the batch, not its mean',
    summary:
      'The gradient is summed over samples and outputs and never divided: the rate is too large by their number.',
    source: 'A loss that is a mean, with the gradient of the sum',
    parameters: [],
  },
  {
    id: 'transposed-weights',
    label: 'Weights not transposed',
    formula: 'δ₋₁ = W δ in place of Wᵀ δ, where W is square',
    summary:
      'The error goes back through the weights as if it went forward; square matrices let it pass.',
    source: 'Backpropagation without its transpose',
    parameters: [],
  },
  {
    id: 'inverted-adam-correction',
    label: 'Inverted Adam correction',
    formula: 'm̂ = m (1 − β₁ᵗ), ŝ = s (1 − β₂ᵗ)',
    summary:
      'The correction for the start is multiplied in place of divided by: the first steps are far too long.',
    source: 'Kingma & Ba 2015, read the wrong way round',
    parameters: [],
  },
] as const;
