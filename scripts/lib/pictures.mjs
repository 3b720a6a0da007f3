// The pictures of the documentation, and how each is made: from the page itself, with fixed seeds
// and a fixed number of epochs, so that they never go stale and nobody has to draw them.

/**
 * @typedef {object} Picture
 * @property {string} name of the file in docs/images, without its ending
 * @property {object} spec the experiment; it trains to its own stop rule
 * @property {string} [only] selector of the part that is shown; otherwise the whole screen
 * @property {'phone' | 'desk'} [screen] a desk has 1440×900, which is usual; a phone 390×844
 * @property {string} [place] another part of the page than the workbench
 * @property {readonly string[]} [press] keys, once it has trained
 * @property {readonly string[]} [click] what to press, as selectors, after the keys
 * @property {string} [hover] where the pointer rests: the middle of what this selects
 * @property {string} [wait] what has to be there before the picture is taken
 */

export const screens = {
  desk: { width: 1440, height: 900 },
  phone: { width: 390, height: 844 },
};

/** No picture is larger, in bytes. */
export const largestPicture = 200_000;

export const spiral = {
  seed: 1,
  data: { source: 'spiral', seed: 7, scale: 'standardize' },
  network: { layers: [{ units: 8, activation: 'tanh' }, { units: 8, activation: 'tanh' }, {}] },
  optimizer: { id: 'adam', learningRate: 0.03 },
  batchSize: 10,
  stop: { epochs: 120 },
};

export const franke = {
  seed: 2,
  data: { source: 'franke', samples: 600, noise: 0.1, scale: 'standardize' },
  network: { layers: [{ units: 16, activation: 'tanh' }, { units: 8, activation: 'tanh' }, {}] },
  optimizer: { id: 'adam', learningRate: 0.01 },
  stop: { epochs: 80 },
};

export const sine = {
  seed: 4,
  data: { source: 'sine', noise: 0.1, scale: 'standardize' },
  network: { layers: [{ units: 6, activation: 'tanh' }, {}] },
  optimizer: { id: 'adam', learningRate: 0.03 },
  stop: { epochs: 300 },
};

export const digits = {
  seed: 1,
  data: { source: 'digits', samples: 2000 },
  network: { layers: [{ units: 32, activation: 'relu' }, {}] },
  optimizer: { id: 'adam', learningRate: 0.004 },
  batchSize: 32,
  stop: { epochs: 12 },
};

const view = (/** @type {string} */ id) => `fall-line-result [data-segment="${id}"]`;

/** @type {readonly Picture[]} */
export const pictures = [
  { name: 'workbench', spec: spiral },
  { name: 'data', spec: { ...spiral, data: { ...spiral.data, source: 'moons' } }, only: '.data' },
  {
    name: 'network',
    spec: spiral,
    only: '.network',
    hover: 'fall-line-network-picture canvas >> nth=0',
  },
  { name: 'map', spec: spiral, only: '.result' },
  {
    name: 'hidden',
    spec: spiral,
    only: '.result',
    click: [view('hidden')],
    wait: 'fall-line-hidden',
  },
  { name: 'curve', spec: sine, only: '.result', wait: 'fall-line-output-curve' },
  {
    name: 'truth',
    spec: franke,
    only: '.result',
    click: [view('truth')],
    wait: 'fall-line-truth-maps',
  },
  { name: 'digits', spec: digits },
  {
    name: 'mistakes',
    spec: digits,
    only: '.result',
    click: [view('mistakes')],
    wait: 'fall-line-mistakes',
  },
  { name: 'curves', spec: spiral, only: '.loss' },
  {
    name: 'time',
    spec: spiral,
    only: '.loss',
    click: ['[data-field="moment"]'],
    wait: '[data-looking]',
  },
  {
    name: 'runs',
    spec: spiral,
    press: ['n'],
    click: ['[data-action="finish"]', '[data-place="runs"]'],
    wait: 'fall-line-runs [data-run] >> nth=1',
  },
  {
    name: 'optimizer',
    spec: { ...franke, schedule: 'cosine' },
    only: '.optimizer',
  },
  {
    name: 'race',
    spec: { ...spiral, stop: { epochs: 200 } },
    place: 'race',
    click: ['[data-action="race"]:enabled', '[data-segment="evaluations"]'],
    wait: '[data-action="race-step"]:enabled',
  },
  {
    name: 'landscape',
    spec: { ...spiral, stop: { epochs: 200 } },
    place: 'race',
    click: ['[data-segment="landscape"]', '[data-action="race"]:enabled'],
    wait: 'canvas[data-survey="path"]',
  },
  { name: 'activations', spec: spiral, place: 'activations', wait: 'fall-line-activations' },
  {
    name: 'one-step',
    spec: { ...spiral, stop: { epochs: 5 } },
    place: 'one-step',
    click: ['[data-phase="gradient-2"]'],
    wait: '[data-shown="gradient-2"]',
  },
  { name: 'projector', spec: spiral, press: ['p'] },
  { name: 'phone', spec: spiral, screen: 'phone' },
];
