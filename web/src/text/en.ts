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
    views: {
      map: 'Map',
      curve: 'Curve',
      confusion: 'Confusion',
      scatter: 'Predicted – true',
    },
  },

  // --- result: classes, images, tables ------------------------------------------------------------
  outcome: {
    parts: { train: 'Training', validation: 'Validation', test: 'Test' },
    samplesOf: { train: 'training', validation: 'validation', test: 'test' },
    part: 'Part of the data',
    views: {
      mistakes: 'Mistakes',
      weights: 'First layer',
      pad: 'Draw',
      row: 'Try a row',
    },
    notEvaluated: (part: string): string => `The ${part} samples have not been evaluated yet.`,
    /** The two numbers of one output that says a side: nearer to −1 or to 1. */
    side: (value: string): string => `output ${value}`,

    confusion: {
      show: 'Numbers in the cells',
      counts: 'Counts',
      shares: 'Shares',
      caption: (samples: string, part: string, step: string): string =>
        `Row: true, column: predicted. ${samples} ${part} samples, step ${step}.`,
      captionShares: (samples: string, part: string, step: string): string =>
        `Per cent of the row, the true class. ${samples} ${part} samples, step ${step}.`,
      trueClass: 'True class',
      grid: 'Confusion matrix. Arrow keys move from cell to cell.',
      tooMany: (classes: string): string => `${classes} classes are too many for a table.`,
      wrong: (truth: string, taken: string, count: string): string =>
        `${truth} shown as ${taken}: ${count}`,
      right: (truth: string, count: string, samples: string): string =>
        `${truth} recognised: ${count} of ${samples}`,
      times: (count: number, written: string): string =>
        count === 1 ? 'once' : `${written} times`,
      ofTheClass: (share: string): string => `${share} of the class`,
      scores: 'Precision, recall and F1 of each class',
      precision: 'Precision',
      precisionHelp: 'Of the samples that the network takes for this class, the share that is.',
      recall: 'Recall',
      recallHelp: 'Of the samples of this class, the share that the network takes for it.',
      f1: 'F1',
      f1Help: 'The harmonic mean of precision and recall.',
      mean: 'mean',
      meanHelp: 'The plain mean over the classes that have samples.',
    },

    mistakes: {
      summary: (wrong: string, shown: string, part: string, step: string): string =>
        `The ${shown} largest losses of the ${part} part, ${wrong} wrong. Step ${step}.`,
      held: (step: string): string => `Held as of step ${step} while you are on it.`,
      list: 'Samples with the largest loss, the worst first',
      item: (truth: string, taken: string, share: string): string =>
        `${truth} taken for ${taken}, ${share} for the true class`,
      choose: 'Choose a sample to see it large, with all that the network says of it.',
      sample: (number: string): string => `Sample ${number}`,
      truth: (name: string): string => `true ${name}`,
      taken: (name: string): string => `taken for ${name}`,
      large: 'The chosen image',
      number: 'Sample',
      true: 'True',
      predicted: 'Predicted',
      probability: 'For the true',
      outputs: 'What the network says of it',
    },

    weights: {
      gallery: (units: string): string =>
        `Weight images of the ${units} units of the first layer. Arrow keys move from unit to unit.`,
      unit: (unit: string): string => `Unit ${unit}`,
      range: (low: string, high: string): string => `${low} to ${high}`,
      bias: (bias: string): string => `bias ${bias}`,
      off: 'switched off',
      pixel: (row: string, column: string): string => `row ${row}, column ${column}:`,
      hint: 'Point at a unit, or move with the arrow keys.',
      scale: (reach: string): string => `One scale for all units, from −${reach} to ${reach}`,
      mean: 'Mean of the channels.',
      units: 'Units shown',
      from: (first: string, last: string): string => `${first} – ${last}`,
      waiting: 'The weights have not arrived yet.',
      large: 'The chosen unit, large',
    },

    pad: {
      pad:
        'Drawing pad. Arrow keys move the pen, space puts it down or up, ' +
        'backspace takes the last stroke back, delete clears.',
      empty: 'Draw here',
      undo: 'Undo stroke',
      clear: 'Clear',
      pen: 'Pen',
      penHelp: 'The width of the pen in pixels of the image.',
      sees: 'What the network sees',
      nothing: 'What you draw is judged stroke by stroke, also while the network trains.',
      down: 'Pen down',
      up: 'Pen up',
      answer: (name: string, share: string): string => `Taken for ${name}, ${share}`,
      opened: 'An image without its strokes: the next stroke begins another.',
      keys: 'Keys: arrows move the pen, space puts it down or up.',
    },

    row: {
      usual: 'Means',
      usualHelp: 'Every number at its mean, every category at its most frequent value.',
      sample: 'Sample',
      of: 'of',
      previous: 'Sample before',
      next: 'Next sample',
      prediction: 'Prediction',
      truth: (value: string): string => `true ${value}`,
      ofSample: (number: string, part: string): string => `sample ${number} of the ${part} part`,
      changed: 'changed since',
      error: (value: string): string => `error ${value}`,
      range: (low: string, high: string): string => `${low} to ${high} in the training part`,
      none: 'none of these',
      inputs: 'Inputs',
      waiting: 'The row appears when the samples are here.',
    },

    scatter: {
      description: (name: string, r2: string): string =>
        `Predicted against true ${name}, R squared ${r2}. Arrow keys go from sample to sample.`,
      key: (name: string, shown: string, part: string): string =>
        `predicted (up) over true (right) ${name}, ${shown} ${part} samples`,
      subset: (count: string, total: string): string => `${count} of ${total}`,
      reading: (truth: string, predicted: string, error: string): string =>
        `true ${truth}, predicted ${predicted}, error ${error}`,
      axis: 'true',
      target: 'Target',
      r2: 'R²',
      mse: 'MSE',
      mean: 'Mean error',
      deviation: 'Standard deviation',
      figures: 'Figures of the samples shown',
      histogram: (bins: string): string =>
        `Histogram of the errors in ${bins} bins. Arrow keys go from bin to bin.`,
      errors: 'error: predicted − true',
      bin: (low: string, high: string, count: string): string => `${low} to ${high}: ${count}`,
      samples: (count: number, written: string): string =>
        count === 1 ? '1 sample' : `${written} samples`,
      width: (width: string): string => `bins of ${width} (Freedman–Diaconis)`,
    },
  },

  // --- curves, optimizer, schedule ----------------------------------------------------------------
  training: {},

  // --- the gallery of activation functions --------------------------------------------------------
  activations: {},
} as const;
