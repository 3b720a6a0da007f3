/**
 * Every word that the page says, by the part of the page that says it. A translation is one more
 * file of this shape (text.ts chooses). What the core says (labels and sentences of the manifest,
 * what is wrong with a Spec) comes from the core.
 */
export const en = {
  // --- the frame: top bar, transport, messages, keys, the store's notices -------------------------
  frame: {},

  // --- data: gallery, points, tables, files -------------------------------------------------------
  data: {},

  // --- network: picture, layers, weights ----------------------------------------------------------
  network: {},

  // --- result: maps, curves, surfaces -------------------------------------------------------------
  result: {
    title: 'Result',
    choose: 'Picture of the result',
    starting: 'The picture appears when the engine is ready.',
    loading: 'Loading this picture…',
    failed: 'This picture could not be loaded. Check the connection and choose it again.',
    keysRead: 'Arrow keys move a cursor that reads values.',
    at: (place: string, value: string) => `${place}: ${value}`,
    className: (name: string) => `class ${name}`,
    mapOf: (inputs: readonly string[]) =>
      `Map of the network’s output over ${inputs.join(' and ')}, with the samples on it`,
    shown: 'What the map shows',
    strength: (isProbability: boolean) => (isProbability ? 'Probability' : 'Output'),
    decision: 'Class',
    output: 'Output shown',
    classLines: (levels: readonly number[]) =>
      `lines: border, ${levels.map((level) => `${100 * level} %`).join(', ')}`,
    parts: { train: 'training', validation: 'validation', test: 'test' },
    notFinite: 'not a finite number',
    network: 'network',
    curveOf: (input: string) => `Curve of the network’s output over ${input}, with the samples`,
    contributions: 'Contributions',
    contributionsOf: 'Output taken apart',
    contribution: (unit: number) => `unit ${unit}`,
    contributionKey: (shown: number, all: number) =>
      shown < all ? `the ${shown} strongest of ${all} units` : 'weight × unit',
    bias: 'bias',
    before: (activation: string) => `sum, before ${activation}`,
    truth: 'without noise',
    others: (count: number) => `${count} more`,
    hiddenOf: (layer: number) =>
      `The plane of the inputs as hidden layer ${layer} sees it: a bent grid, and the samples on it`,
    keysSamples: 'Arrow keys go from sample to sample.',
    hiddenLayer: (layer: number) => `Hidden ${layer}`,
    layer: 'Layer',
    across: 'Across',
    up: 'Up',
    axis: (number: number) => `PC ${number}`,
    variance: (first: string, second: string) =>
      `principal components (PC): ${first} and ${second} of the variance`,
    carried: (part: string, x: string, y: string, truth: string, place: string) =>
      `${part} sample ${x}, ${y} (${truth}) lies at ${place}`,
    tooWide: 'This network has too many units to carry the whole grid through all of them.',
    truthMapsOf: (inputs: readonly string[]) =>
      `Maps of prediction, truth and residual over ${inputs.join(' and ')}`,
    prediction: 'Prediction',
    truthSmooth: 'Truth, without noise',
    truthNearest: 'Truth, nearest sample',
    residual: 'Truth − prediction',
    three: (prediction: string, truth: string, residual: string) =>
      `prediction ${prediction}, truth ${truth}, difference ${residual}`,
    residualSize: (rms: string, largest: string) =>
      `difference: root mean square ${rms}, largest ${largest}`,
    truthComing: 'The truth is on its way.',
    keysTurn: 'Arrow keys turn it, with Shift they choose what is read.',
    painted: 'no WebGL here: painted without it',
    turning: 'Turn slowly',
    spaceOf: (inputs: readonly string[]) =>
      `Samples over ${inputs.join(', ')} in space, with the surface on which the network decides`,
    decidesHere: 'border between classes',
    hollow: (parts: readonly string[]) => `hollow: ${parts.join(' and ')}`,
    sampleAt: (part: string, place: string, truth: string) => `${part} sample ${place}: ${truth}`,
    surfacesOf: (inputs: readonly string[]) =>
      `Surfaces of prediction, truth and residual over ${inputs.join(' and ')}`,
    surfaceOf: (inputs: readonly string[]) =>
      `Surface of the network’s output over ${inputs.join(' and ')}, with the samples`,
    views: {
      space: 'Space',
      surface: 'Surface',
      truth: 'Truth',
      hidden: 'Hidden',
      map: 'Map',
      curve: 'Curve',
      confusion: 'Confusion',
      scatter: 'Predicted – true',
    },
  },

  // --- result: classes, images, tables ------------------------------------------------------------
  outcome: {},

  // --- curves, optimizer, schedule ----------------------------------------------------------------
  training: {},

  // --- the gallery of activation functions --------------------------------------------------------
  activations: {},
} as const;
