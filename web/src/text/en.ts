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
    views: {
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
