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
    bar: 'Training',
    play: 'Play',
    playHelp: (stop: string) =>
      stop === '' ? 'Train until it is paused' : `Train until it is paused, or ${stop}`,
    pause: 'Pause',
    step: 'One step',
    epoch: 'One epoch',
    finish: 'Run to the stop rule',
    finishHelp: (stop: string) => `Run to the stop rule at full speed: ${stop}`,
    noRule: 'Run to the stop rule: none is set (see Optimizer, Stop)',
    reset: 'Reset to the same start',
    newStart: 'New start',
    withKey: (label: string, key: string) => `${label} (${key})`,
    epochFigure: 'Epoch',
    stepFigure: 'Step',
    ofLast: (last: string) => `of ${last}`,
    time: 'Time',
    seed: 'Seed',
    seedHelp: 'The seed of weights, mini-batches and dropout',
    speed: 'Speed',
    speedHelp: 'At most so many epochs a second',
    paces: { slow: 'slow', normal: 'normal', full: 'full' },
    partLoss: (part: string) => `${part} loss`,
    capitalParts: { train: 'Train', validation: 'Validation', test: 'Test' },
    r2: (value: string) => `R² ${value}`,

    letters: {
      alpha: 'α',
      beta1: 'β₁',
      beta2: 'β₂',
      delta: 'δ',
      epsilon: 'ε',
      gamma: 'γ',
      sigma: 'σ',
    },
    units: {
      stepSize: 'epochs',
      warmup: 'epochs',
      epochs: 'epochs',
      batchSize: 'samples',
    },
    withUnit: (label: string, unit: string) =>
      label.toLowerCase() === unit ? label : `${label}, ${unit}`,
    range: (low: string, high: string, usual: string) =>
      `From ${low} to ${high}; usually ${usual}.`,
    logarithmicSlider: ' The slider is logarithmic.',
    pointsInside: (count: number) => `${count} points in the experiment itself`,
    live: 'live',
    liveHelp: 'What is marked “live” is heard while it trains; the rest starts the run again.',

    optimizer: 'Optimizer',
    method: 'Method',
    moreOfMethod: (method: string) => `More of ${method}`,
    batchSize: 'Batch size',
    batchHelp: 'Samples per step. The full batch makes one step an epoch.',
    fullBatch: 'full',
    fullBatchHelp: 'All training samples in every step',
    schedule: 'Rate schedule',
    scheduleLabel: (from: string, to: string, epochs: string, now: string) =>
      `Learning rate over ${epochs} epochs, from ${from} to ${to}; ${now}. Left and right arrows read values.`,
    rateNow: (rate: string) => `now ${rate}`,
    rateAt: (epoch: string, rate: string) => `epoch ${epoch}: ${rate}`,
    epochsLong: (epochs: string) => `${epochs} epochs`,
    loss: 'Loss',
    l2: 'L2 penalty λ',
    l2Help: 'Adds λ·θ to the gradient, ½λ|θ|² to what is minimised: keeps weights small.',
    l1: 'L1 penalty λ',
    l1Help: 'Adds λ·sign θ to the gradient, λ|θ| to what is minimised: drives weights to 0.',
    onBiases: 'penalties on biases, too',
    onBiasesHelp: 'Penalties usually spare the biases, which do not make a function steep.',
    moreOfLoss: 'L1, biases, precision',
    precision: 'Precision',
    precisionHelp: 'The numbers that the network computes with.',
    precisions: {
      auto: (chosen: string) => `Automatic${chosen === '' ? '' : `: ${chosen}`}`,
      float32: 'Single (float32)',
      float64: 'Double (float64)',
    },
    precisionNames: { float32: 'single', float64: 'double' },

    stop: (rule: string) => `Stop: ${rule}`,
    stopHelp: 'Training ends at the first rule that is met. Changing one starts the run again.',
    stopRules: {
      epochs: 'Epochs',
      steps: 'Steps',
      loss: 'Training loss at or below',
      gradient: 'Gradient norm at or below',
      patience: 'Patience, epochs',
    },
    stopRuleHelp: {
      epochs: 'Passes through the training part.',
      steps: 'Updates of the parameters.',
      loss: 'The loss of the whole training part, without penalties.',
      gradient: 'The length of the gradient: small where the loss is flat.',
      patience:
        'Ends when so many epochs bring no better validation loss, and takes the best parameters back.',
    },
    needsValidation: 'Patience needs a validation part: give it some of the data first.',
    useRule: (rule: string) => `Stop by: ${rule}`,
    never: 'by hand only',
    untilRules: {
      epochs: (value: string) => `at epoch ${value}`,
      steps: (value: string) => `at step ${value}`,
      loss: (value: string) => `at loss ${value}`,
      gradient: (value: string) => `at gradient ${value}`,
      patience: (value: string) => `after ${value} epochs without progress`,
    },
    or: ' or ',

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
