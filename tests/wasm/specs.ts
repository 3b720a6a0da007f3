// Specs that the tests share.
import type { Spec } from '../../web/src/engine/model';

/** 2-8-1, quick: an epoch takes well under a millisecond. */
export const small: Spec = {
  seed: 3,
  data: { source: 'franke', samples: 200 },
  network: {
    layers: [
      { units: 8, activation: 'tanh' },
      { units: 1, activation: 'linear' },
    ],
  },
  batchSize: 10,
  stop: { epochs: 20 },
};

/** Images: an epoch takes a good part of a second. */
export const large: Spec = {
  seed: 5,
  data: { source: 'digits', samples: 3000 },
  network: {
    layers: [
      { units: 128, activation: 'relu' },
      { units: 10, activation: 'softmax' },
    ],
  },
  batchSize: 50,
  stop: {},
};
