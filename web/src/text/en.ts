/**
 * Every word that the page says, by the part of the page that says it. A translation is one more
 * file of this shape (text.ts chooses). What the core says (labels and sentences of the manifest,
 * what is wrong with a Spec) comes from the core.
 */
export const en = {
  // --- the frame: top bar, transport, messages, keys, the store's notices -------------------------
  frame: {
    name: 'Fall Line',
    places: { label: 'Places', workbench: 'Workbench', activations: 'Activations' },
    placeLoading: 'Loading …',
    placeFailed: (why: string) => `This part of the page could not be loaded: ${why}`,
    skip: 'Skip to the network',
    undo: 'Undo',
    undoTitle: 'Undo (Ctrl Z)',
    redo: 'Redo',
    redoTitle: 'Redo (Ctrl Shift Z)',
    save: 'Save project',
    saveTitle: 'Save the whole state as a file: weights, files and drawings, too (Ctrl S)',
    copyLink: 'Copy link',
    copyLinkTitle: 'Copy the link to this experiment (l)',
    explain: 'Explain',
    explainTitle: 'Show or hide one sentence on each control',
    projector: 'Projector mode',
    projectorTitle: 'Larger type and strokes, controls folded (p)',
    themes: { auto: 'as the system', light: 'light', dark: 'dark', contrast: 'high contrast' },
    theme: (name: string) => `Theme: ${name}`,
    themeTitle: (name: string, next: string) => `Theme: ${name}; change to ${next} (t)`,
    shortcuts: 'Keyboard shortcuts',
    shortcutsTitle: 'Keys (?)',
    fold: 'Fold',
    failedTitle: 'The engine cannot run here',
    failedNeeds: 'Fall Line trains in your browser, on your own machine. For that it needs',
    failedList: [
      'a browser from 2023 on, with WebAssembly switched on (some security settings switch it off),',
      'permission for this site to run scripts and workers,',
      'a connection to this site once, to load a quarter of a megabyte.',
    ],
    panels: {
      data: 'Data',
      optimizer: 'Optimizer',
    },
    dropHere: 'Drop files here: a CSV, IDX images with their labels, or a project.',

    // keys
    keys: 'Keys',
    keysHint: 'Keys for training work wherever the pointer is, except while you type.',
    close: 'Close',
    keyToggle: 'Play or pause',
    keyStep: 'One step',
    keyEpoch: 'One epoch',
    keyReset: 'Reset to the same start',
    keyNewStart: 'New start from another seed',
    keyUndo: 'Undo the last edit',
    keyRedo: 'Redo',
    keySave: 'Save the project',
    keyLink: 'Copy the link',
    keyProjector: 'Projector mode, on and off',
    keyTheme: 'Next theme',
    keyDismiss: 'Dismiss the message',
    keyHelp: 'This list',
    keySpace: 'Space',

    // transport
    training: 'Training',
    play: 'Play',
    pause: 'Pause',
    playTitle: 'Play (space)',
    pauseTitle: 'Pause (space)',
    withKey: (label: string, key: string) => `${label} (${key})`,
    step: 'One step',
    epoch: 'One epoch',
    reset: 'Reset to the same start',
    newStart: 'New start',
    figures: { epoch: 'Epoch', step: 'Step', time: 'Time' },
    seed: 'Seed',
    seedTitle: 'The seed of weights, mini-batches and dropout',
    speed: 'Speed',
    speedTitle: 'At most so many epochs a second',
    paces: { slow: 'slow', normal: 'normal', full: 'full' },
    losses: { train: 'Train loss', validation: 'Validation loss', test: 'Test loss' },
    r2: (value: string) => `R² ${value}`,

    // messages
    kinds: { info: 'Note', warning: 'Warning', error: 'Error' },
    dismiss: 'Dismiss',
    dismissMessage: 'Dismiss the message',
    fingerprint: 'fingerprint',
    fingerprintTitle: 'A hash of all weights and biases: equal runs have equal ones',
    loadingEngine: 'Loading the engine …',
    engineDown: 'The engine is not running: what is shown cannot be trained.',
    preparing: 'Preparing data and network …',
    readingFiles: (names: string) => `Reading ${names} …`,
    parameters: (count: string) => `${count} parameters`,
    trainingSamples: (count: string) => `${count} training`,
    validationSamples: (count: string) => `${count} validation`,
    testSamples: (count: string) => `${count} test`,
    samples: (counts: string) => `${counts} samples`,
    stepsPerEpoch: (count: string) => `${count} steps an epoch`,
    precisions: { float64: 'double precision', float32: 'single precision' },

    // what a screen reader hears
    heardTraining: 'Training.',
    heardPaused: 'Paused.',
    heardAt: (epoch: string, train: string) => `Epoch ${epoch}, training loss ${train}.`,
    heardAtBoth: (epoch: string, train: string, test: string) =>
      `Epoch ${epoch}, training loss ${train}, test loss ${test}.`,

    // what the store has to say
    linkNeedsFiles:
      'This link needs files that a link cannot hold. Drop or choose them to go on; ' +
      'until then the default experiment is shown.',
    defaultInstead: (why: string) => `${why} The default experiment is shown instead.`,
    diverged: 'Training diverged.',
    lowerRate: 'Lower the rate × 0.1 and start again',
    ended: (reason: string) => `Training has ended. ${reason}`,
    reload: 'Load the page again',
    linkOfOtherEngine: (theirs: string, ours: string) =>
      `The link was made with engine ${theirs}; this is ${ours}, so its fingerprints may differ.`,
    linkCopied: 'The link is on the clipboard.',
    linkNotCopied: 'The link is in the address bar: copying was not allowed.',
    linkLacks: (what: string) => `It cannot hold ${what}: save the project for that.`,
    lacksFiles: (names: string) => `the files ${names}`,
    lacksDrawing: 'the drawing',
    and: (list: readonly string[]) => new Intl.ListFormat('en').format(list),

    // links that cannot be read
    linkVersion: (version: string) =>
      `The link is of version ${version}; this page reads version 1.`,
    linkPart: (name: string) => `The link has an unknown part “${name}”.`,
    linkNested: (depth: number) => `The Spec in the link is nested more than ${depth} deep.`,
    linkNoJson: 'The Spec in the link is not JSON.',
    linkNoObject: 'The Spec in the link is not an object.',
    linkUnpack: 'The link is damaged: what it packs cannot be unpacked.',
    linkLarge: 'The Spec in the link is larger than 256 kB.',
    linkLong: 'The link is longer than any Spec.',
    linkBase64: 'The link is damaged: its text is not base64url.',
    linkPercent: 'The link is damaged: a % stands where it should not.',
    linkValue: 'A value in the link is too large.',
    linkTwice: 'The link holds two Specs.',

    // project files
    projectSaved: (name: string, size: string) => `Saved as ${name} (${size}).`,
    projectOpened: (name: string, step: string) => `${name} is open, at step ${step}.`,
    projectSpecOnly: (theirs: string, ours: string) =>
      `The project was saved with engine ${theirs}; this is ${ours}. Its experiment is open from ` +
      'the start, without its weights.',
    projectSnapshotRefused: (why: string) =>
      `The weights in the project could not be restored: ${why} Its experiment is open from the start.`,
    projectNotSaved: (why: string) => `The project could not be saved: ${why}`,
    projectAlone: 'Open a project by itself, without other files.',
    projectLarge: (megabytes: number) => `A project has at most ${megabytes} MB.`,
    projectNested: (depth: number) => `The project is nested more than ${depth} deep.`,
    projectNoJson: 'The file begins like a project, but it is not JSON: it is cut off or damaged.',
    projectForeign: 'The file is JSON, but no Fall Line project: “fallLine” is missing.',
    projectVersion: (version: string) =>
      `The project is of version ${version}; this page reads version 1.`,
    projectUnknown: (key: string) => `The project has an unknown part “${key}”.`,
    projectTwice: 'A key stands twice in the project.',
    projectType: (path: string, wanted: string) => `“${path}” must be ${wanted}.`,
    projectText: 'a text',
    projectFlag: 'true or false',
    projectObject: 'an object',
    projectBase64: 'base64, or null',
    projectData: 'base64',
    projectSpecLarge: 'The Spec in the project is larger than 256 kB.',
    projectLacks: (names: string) => `The project lacks a file that its Spec names: ${names}.`,
    projectFiles: (most: number) => `A project holds at most ${most} files.`,
    projectFileName: (name: string) =>
      `A file in the project has a name that cannot be: “${name}”.`,
    projectUnpack: (name: string) => `“${name}” in the project cannot be unpacked.`,
  },

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
    unitNumber: (unit: number) => String(unit),
    unitOf: (column: string, unit: string) => `${column} · ${unit}`,
    pixel: (row: number, column: number) => `pixel ${row}, ${column}`,
    allPixels: 'all pixels',
    weight: 'w',
    biasSign: 'b',
    weightOf: 'Weight',
    biasOf: 'Bias',
    noBias: 'no bias',
    on: 'On',
    switchHelp: 'A unit that is off gives 0 and learns nothing',
    activationFrom: (low: string, high: string) => `${low} to ${high}`,
    activations: (range: string) => `Activation ${range}`,
    imageScale: (most: string) => `Weights up to ±${most}`,
    hint: 'Point at a unit or at a line: here is what it shows, and its value.',
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
        count === 1 ? '1 time' : `${written} times`,
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
      list: 'Samples with the largest loss, the worst first: true class → predicted class',
      item: (truth: string, taken: string, share: string): string =>
        `${truth} → ${taken} ${share} for the true class`,
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
      deviation: 'Standard dev.',
      figures: 'Figures of the samples shown',
      histogram: (bins: string): string =>
        `Histogram of the errors in ${bins} bins. Arrow keys go from bin to bin.`,
      errors: 'predicted − true',
      bin: (low: string, high: string, count: string): string => `${low} to ${high}: ${count}`,
      samples: (count: number, written: string): string =>
        count === 1 ? '1 sample' : `${written} samples`,
      width: (width: string): string => `Freedman–Diaconis bins of ${width}`,
    },
  },

  // --- curves, optimizer, schedule ----------------------------------------------------------------
  training: {},

  // --- the gallery of activation functions --------------------------------------------------------
  activations: {},
} as const;
