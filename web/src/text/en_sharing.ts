/**
 * The words of what leaves the page and comes in: copied code, the share menu's dialogs, the embed.
 * They belong to those of the places (en_places.ts). A translation has this file, too.
 */
export const enSharing = {
  // --- a run as code --------------------------------------------------------------------------------
  code: {
    about:
      'The very run: same data, first parameters, batches and updates. What it computes agrees with the page but for rounding.',
    formulas: 'The model and its formulas as a document.',
    language: 'Language',
    end: 'Trains',
    ends: {
      here: (step: string) => `as far as here: step ${step}`,
      rule: 'until a stop rule ends it',
      some: (epochs: string) => `${epochs} epochs`,
    },
    reading: 'Reading the data …',
    shown: (language: string) => `The run in ${language}`,
    copy: 'Copy',
    save: (extension: string) => `Save .${extension}`,
    saveData: (size: string) => `Save data (${size})`,
    needsData: (file: string) => `It reads its data from ${file}, which belongs beside it.`,
    tweaked: 'What was changed by hand (weights, units switched off) is not in it.',
    copied: 'It is on the clipboard.',
    copiedAsFile: (name: string) => `Copying was not allowed: saved as ${name}.`,
    saved: (name: string) => `Saved as ${name}.`,
    failed: (why: string) => `It could not be written: ${why}`,
    refused: (language: string) => `There is no ${language} of this run:`,
    refusals: {
      optimizer: (name: string) =>
        `${name} solves systems or searches lines; scripts have the first-order methods`,
      fault: (name: string) => `the planted fault ${name} is a mistake of this page’s core`,
      epsilon: () => 'with an ε of 0 it would divide by 0 where the core leaves a parameter alone',
      unknown: () => 'an input is missing in all samples that train',
      momentum: () =>
        'PyTorch keeps no velocity while the momentum is 0, and it changes on the way',
    },
    ofRun: (name: string) => `${name} as code`,
  },

  // --- the share menu: ways out and in --------------------------------------------------------------
  share: {
    title: 'Share',
    link: { label: 'Copy link', help: 'Copy the link to this experiment (l)' },
    embed: {
      label: 'Embed …',
      help: 'Three lines that put this experiment into a page of your own',
      title: 'Embed',
    },
    take: {
      label: 'Take it along …',
      help: 'Spec, parameters, curves, predictions and a report as files',
      title: 'Take it along',
    },
    code: {
      label: 'Copy as code …',
      help: 'This run in NumPy, PyTorch, C++, Keras or LaTeX',
      title: 'Copy as code',
    },
    open: {
      label: 'Open …',
      help: 'A Spec, a link, parameters: pasted or from a file',
      title: 'Open',
    },

    // the dialog with files
    takeAlong: {
      offers: {
        spec: {
          label: 'Spec',
          help: 'The experiment as JSON: what a link holds and what “fall-line run” reads.',
          button: 'JSON',
        },
        report: {
          label: 'Report',
          help: 'Results, course, settings and how to do it again, as a page in Markdown.',
          button: 'Markdown',
        },
        run: {
          label: 'Run',
          help: 'Spec, summary, history and parameters in one document.',
          button: 'JSON',
        },
        tensors: {
          label: 'Parameters',
          help: 'Weights and biases with the names and shapes of PyTorch, to the bit.',
          button: 'safetensors',
        },
        onnx: {
          label: 'Network',
          help: 'From raw inputs to outputs, with scaling and features, for other programs to run.',
          button: 'ONNX',
        },
        curve: {
          label: 'Curves',
          help: 'All metrics over epochs and steps, one row a measurement.',
          button: 'CSV',
        },
        predictions: {
          label: 'Predictions',
          help: 'What is true and what the network says, one row a sample.',
          button: 'CSV',
        },
      },
      project: {
        label: 'Project',
        help: 'The whole state, to go on from here another day: files and drawings, too.',
        button: 'Save',
      },
      pictures: 'Every plot can be saved as PNG, SVG and CSV by its own menu (⋯).',
      pauses: 'Training pauses for a file, so that all its figures are of one step.',
      part: 'Part',
      copy: 'Copy',
      copyLabel: (what: string) => `Copy: ${what}`,
      saveLabel: (what: string, format: string) => `Save as ${format}: ${what}`,
      saved: (name: string) => `Saved as ${name}.`,
      copied: 'It is on the clipboard.',
      copiedAsFile: (name: string) => `Copying was not allowed: saved as ${name}.`,
      gone: 'There was nothing to save: the experiment has just changed. Try again.',
      failed: (why: string) => `It could not be saved: ${why}`,
    },

    // the report of a run
    report: {
      title: (source: string) => `Fall Line: a run on ${source}`,
      stands: (epochs: string, steps: string, reason: string) =>
        `Trained for ${epochs} epochs, ${steps} steps. ${reason}`.trimEnd(),
      results: 'Results',
      metric: 'Metric',
      constant: (part: string) => `${part}, best constant`,
      samples: 'Samples',
      course: 'Course',
      epoch: 'Epoch',
      step: 'Step',
      loss: (part: string) => `${part} loss`,
      took: (seconds: string) => `Training took ${seconds}.`,
      experiment: 'Experiment',
      setting: 'Setting',
      value: 'Value',
      data: 'data',
      ofData: (key: string) => `data ${key}`,
      lossName: 'loss',
      optimizer: 'optimizer',
      schedule: 'learning-rate schedule',
      batch: 'batch size',
      penalty: 'penalty',
      precision: 'precision',
      stop: 'stops at',
      seed: 'seed',
      fault: 'planted fault',
      many: (count: number) => `${count} values`,
      network: 'Network',
      layer: 'Layer',
      inputs: 'Inputs',
      units: 'Units',
      activation: 'Activation',
      init: 'Initial weights',
      numbers: 'Parameters',
      changes: 'Changed on the way',
      change: (step: string, path: string, value: string) => `at step ${step}: ${path} = ${value}`,
      off: (layer: number, unit: number) => `layer ${layer}: unit ${unit} is switched off`,
      tweaked: 'weights or units were changed by hand, which the Spec below does not hold',
      again: 'Do it again',
      againHow: (link: string) =>
        `Open <${link}>, or save the Spec below as \`spec.json\` and run \`fall-line run spec.json\`.`,
      print: (fingerprint: string, engine: string) =>
        `Fingerprint of the parameters: \`${fingerprint}\` (engine ${engine}).`,
    },

    // the dialog that opens what others have made
    opening: {
      about:
        'A Spec, a run or parameters as JSON, a link of this page or of TensorFlow Playground, or a table as CSV. Files may be safetensors, projects, tables and IDX images, too.',
      field: 'What is to be opened',
      example: '{"data": {"source": "moons"}}',
      read: 'Open',
      choose: 'Choose files …',
    },

    // parameters whose shapes do not fit
    shapes: {
      single: 'a single number',
      ofWeight: 'units × inputs',
      ofBias: 'units',
      layers: (
        wanted: number,
        shapes: readonly string[],
        given: number,
        others: readonly string[],
      ) =>
        `This network has ${wanted === 1 ? 'one layer' : `${wanted} layers`} of weights ` +
        `(${shapes.join(', ')}); the file has ${given === 1 ? 'one' : given}` +
        `${given > 0 ? ` (${others.slice(0, 12).join(', ')})` : ''}.`,
      missing: (name: string, shape: string, what: string) =>
        `“${name}” is missing: this network expects ${shape} (${what}) there.`,
      shape: (name: string, wanted: string, what: string, given: string) =>
        `“${name}” is ${given}; this network expects ${wanted} (${what}) there.`,
      noBias: (name: string, layer: number) =>
        `“${name}” finds no place: layer ${layer} of this network has no biases.`,
      stranger: (name: string) =>
        `“${name}” is no parameter of a dense layer: their names end in “weight” or “bias”.`,
      noObject: 'The parameters must be an object: a list of numbers for each name.',
      noMatrix: (name: string) =>
        `“${name}” must be a list of finite numbers, or a list of such lists of equal length.`,
      many: (most: number) => `There are more than ${most} lists of parameters.`,
    },

    // safetensors files that cannot be read
    tensors: {
      short: 'The safetensors file is cut off.',
      'header-size': 'The header of the safetensors file is longer than 1 MB, or damaged.',
      'header-json': 'The header of the safetensors file is not the JSON that the format asks for.',
      twice: 'A name stands twice in the safetensors file.',
      gaps: 'The tensors do not fill the safetensors file as the format asks: it is damaged.',
      size: (megabytes: number) => `Parameters are read from at most ${megabytes} MB.`,
      count: (most: number) => `The safetensors file has more than ${most} tensors.`,
      entry: (name: string) =>
        `“${name}” in the safetensors file is not written as the format asks.`,
      offsets: (name: string) => `“${name}” has more or fewer bytes than its shape asks for.`,
      finite: (name: string) => `“${name}” holds numbers that are not finite.`,
      dtype: (name: string, dtype: string) =>
        `“${name}” has numbers of the type ${dtype}; F32 and F64 are read.`,
    },

    // what comes in
    in: {
      parameters: (name: string) => `The network has the parameters of ${name} now.`,
      spec: (name: string) => `${name} is open.`,
      link: 'The link is open.',
      needsFiles: (names: string) => `It needs ${names}: drop or choose them, and it opens.`,
      twice: 'A key stands twice in the document.',
      noLink:
        'This address holds no experiment: it is no link of Fall Line, nor one of Playground.',
      empty: 'The address holds no experiment: it has no part behind a #.',
      notReady: 'The experiment is still being prepared: open the parameters again in a moment.',
    },

    // tensorflow/playground
    playground: {
      opened: 'The Playground link is translated.',
      rate: (theirs: string, ours: string, penalized: boolean) =>
        `Its squared error has a factor ½: the learning rate ${theirs} is ${ours} here` +
        `${penalized ? ', and the penalty twice its own' : ''}.`,
      random: 'Samples, weights and the order of batches are drawn by other random numbers.',
      spiral: 'The spiral here has a radius of 1 instead of 5, denser ends, and normal noise.',
      l1: 'Its L1 penalty takes a weight out that crosses 0; here it may cross.',
      odd: (parts: readonly string[]) =>
        `Not understood, and left at its default there: ${parts.join(', ')}.`,
      page: (names: readonly string[]) => `Of its page alone: ${names.join(', ')}.`,
      unknown: (names: readonly string[]) => `Unknown: ${names.join(', ')}.`,
    },
  },

  // --- the dialog that makes an embed ---------------------------------------------------------------
  embedDialog: {
    about:
      'Choose what your page shows. The preview is the very frame; the lines below go into the page as they are.',
    views: 'Views',
    viewNames: {
      result: 'Result, all pictures',
      loss: 'Loss',
      network: 'Network',
      data: 'Data',
      training: 'Training',
      inside: 'Inside',
    },
    pictures: 'One picture alone',
    look: 'Look',
    layout: 'Layout',
    layouts: { row: 'Row', column: 'Column', tabs: 'Tabs' },
    controls: 'Buttons',
    controlNames: { transport: 'Training', none: 'None', full: 'All' },
    theme: 'Colours',
    themes: { auto: 'As the reader’s', light: 'Light', dark: 'Dark', contrast: 'High contrast' },
    title: 'Title',
    titleHint: 'stands above the views',
    autoplay: 'Train as soon as it is seen',
    poster: 'Load only when it is asked for',
    access: 'What readers may change',
    groups: { transport: 'Training buttons', data: 'Data', network: 'Network', training: 'Method' },
    states: { free: 'Free', lock: 'Locked', hide: 'Hidden' },
    stateOf: (what: string) => `What becomes of: ${what}`,
    values: 'Single values',
    valueNames: {
      'data.source': 'Data set',
      'data.noise': 'Noise',
      'data.split': 'Split',
      'data.features': 'Features',
      'network.layers': 'Layers',
      loss: 'Loss',
      optimizer: 'Optimizer',
      'optimizer.learningRate': 'Learning rate',
      schedule: 'Schedule',
      batchSize: 'Batch size',
      regularization: 'Regularization',
      stop: 'Stop rules',
      seed: 'Seed',
    },
    lockAll: 'Lock everything',
    lesson: (id: string) =>
      `The lesson “${id}” is embedded, to be read and worked through in place.`,
    preview: 'Preview',
    previewTitle: 'Preview of the embed',
    noPreview: 'The preview is not there: embed.html could not be fetched.',
    code: 'Lines for the page',
    forms: { element: 'Element', frame: 'Plain frame' },
    formsLabel: 'Form of the lines',
    formHelp: {
      element:
        'Takes the height that it needs, loads when it comes near, and can be steered by scripts.',
      frame: 'For places that take no scripts.',
    },
    copy: 'Copy',
    copied: 'The lines are on the clipboard.',
    notCopied: 'The browser does not let the page copy: they are selected, copy them by hand.',
    lacks: (what: string) => `The lines do not carry ${what}.`,
    local: 'This address is of this machine alone: readers need one that they can reach.',
  },
} as const;
