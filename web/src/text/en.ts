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
  network: {
    title: 'Network',
    layer: 'Layer',
    inputs: 'Inputs',
    hidden: (number: number) => `Hidden ${number}`,
    hiddenShort: (number: number) => `H${number}`,
    output: 'Output',
    outputShort: 'Out',
    inputsShort: 'In',
    units: 'Units',
    activation: 'Activation',
    initialWeights: 'Initial weights',
    dropout: 'Dropout',
    dropoutHelp: 'Share of the units switched off in each training step',
    bias: 'Bias',
    biasHelp: 'Whether the layer has biases',
    outputUnitsHelp: 'Follows from the targets of the data',
    fewer: 'One unit less',
    more: 'One unit more',
    fewerIn: (layer: string) => `One unit less in ${layer}`,
    moreIn: (layer: string) => `One unit more in ${layer}`,
    addBefore: (layer: string) => `Add a layer before ${layer}`,
    duplicate: (layer: string) => `Duplicate ${layer}`,
    duplicateHelp: 'Duplicate the layer',
    remove: (layer: string) => `Remove ${layer}`,
    removeHelp: 'Remove the layer',
    loading: 'The network',
    picture: (sizes: string) =>
      `Network of layers with ${sizes} units, from inputs to outputs. ` +
      'Arrow keys go from unit to unit, W through the weights of a unit, ' +
      'O switches a unit off or on, plus and minus add and remove units, Escape leaves.',
    pixelsOf: (height: number, width: number) => `${height}\u2009×\u2009${width}`,
    unitOf: (column: string, unit: string) => `${column} · ${unit}`,
    pixel: (row: number, column: number) => `pixel ${row}, ${column}`,
    weight: 'w',
    biasSign: 'b',
    weightOf: 'Weight',
    biasOf: 'Bias',
    noBias: 'no bias',
    on: 'On',
    switchHelp: 'A unit that is off gives 0 and learns nothing',
    activationFrom: (low: string, high: string) => `${low} to ${high}`,
    imageScale: (most: string) => `|w| ≤ ${most}`,
    hint: 'Point at a unit or a line: here is what it shows.',
    many: 'These weights are too many to follow.',
    heardUnit: (name: string, bias: string | null, on: boolean) =>
      `${name}${bias === null ? '' : `, bias ${bias}`}${on ? '' : ', switched off'}`,
    heardWeight: (from: string, to: string, value: string) =>
      `Weight from ${from} to ${to}: ${value}`,
    legend: (most: string) =>
      `Lines: weights, blue and dashed below 0, orange above; largest ${most}`,
    legendPlain: (most: string) => `Lines: weights, blue below 0, orange above; largest ${most}`,
    tweaks: 'weights edited or units switched off by hand',
  },

  // --- result: maps, curves, surfaces -------------------------------------------------------------
  result: {},

  // --- result: classes, images, tables ------------------------------------------------------------
  outcome: {},

  // --- curves, optimizer, schedule ----------------------------------------------------------------
  training: {},

  // --- the gallery of activation functions --------------------------------------------------------
  activations: {},
} as const;
