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
  result: {},

  // --- result: classes, images, tables ------------------------------------------------------------
  outcome: {},

  // --- curves, optimizer, schedule ----------------------------------------------------------------
  training: {
    curves: 'Curves',
    metrics: {
      loss: 'Loss',
      penalty: 'Penalty',
      mse: 'Mean squared error',
      r2: 'R²',
      accuracy: 'Accuracy',
      'cross-entropy': 'Cross-entropy',
      'hard-error': 'Squared errors of ±1 answers',
    },
    metricNotes: {
      loss: 'The chosen loss, without any penalty.',
      penalty: 'What the penalties on the weights add to the loss.',
      mse: 'The mean of (a − y)², in units of the target squared.',
      r2: '1 − MSE / variance of y: 1 is perfect, 0 is no better than the mean. Shown from −1 up.',
      accuracy: 'The share of right answers.',
      'cross-entropy': '−mean log of what the true class is given.',
      'hard-error':
        'Σ (ŷ − y)² with answers rounded to −1 or 1: every mistake adds 4, so this is 4·n·(1 − accuracy).',
    },
    firstMetric: 'Metric of the first plot',
    secondMetric: 'Metric of the second plot',
    across: 'Horizontal axis',
    acrossNames: { epochs: 'over epochs', steps: 'over steps' },
    acrossUnits: { epochs: 'epoch', steps: 'step' },
    logX: 'log',
    logXHelp: 'Logarithmic horizontal axis: what was measured at 0 has no place on it.',
    logY: 'log',
    logYHelp: 'Logarithmic vertical axis: values of 0 have no place on it.',
    whole: 'Whole run',
    wholeHelp: 'Back from the stretch that is zoomed into (0, or a double click)',
    addPlot: 'Second plot',
    closePlot: 'Close the second plot',
    parts: { train: 'train', validation: 'val.', test: 'test' },
    partNames: { train: 'training', validation: 'validation', test: 'test' },
    showPart: (part: string) => `Show or hide the ${part} part`,
    meanLine: (part: string, value: string) => `predict the mean (${part}) ${value}`,
    sharesLine: (part: string, value: string) => `best constant (${part}) ${value}`,
    noiseLine: (value: string) => `noise floor ${value}`,
    bestEpoch: (epoch: string) => `best: epoch ${epoch}`,
    nothingYet: 'Nothing is measured yet.',
    plotLabel: (metric: string, unit: string, reading: string) =>
      `${metric} by ${unit}. ${reading} Left and right arrows read values, plus and minus zoom, 0 shows the whole run.`,
    saving: {
      menu: 'Copy or save this plot',
      copy: 'Copy PNG',
      copyHelp: 'Put the picture on the clipboard',
      formats: { png: 'PNG', svg: 'SVG', csv: 'CSV' },
      formatHelp: {
        png: 'Save as a picture of pixels (PNG)',
        svg: 'Save as a drawing of lines (SVG)',
        csv: 'Save the data as a table (CSV)',
      },
      paper: 'on white',
      paperHelp: 'In the light colours on white, whatever the theme is',
      copied: 'The picture is on the clipboard.',
      copiedAsFile:
        'The browser does not let a page write pictures to the clipboard here. The picture is saved as a file instead.',
      saved: (file: string) => `Saved as ${file}.`,
      failed: (why: string) => `This plot could not be saved. ${why}`,
    },
    reading: (unit: string, place: string, values: string) => `At ${unit} ${place}: ${values}.`,
  },

  // --- the gallery of activation functions --------------------------------------------------------
  activations: {},
} as const;
