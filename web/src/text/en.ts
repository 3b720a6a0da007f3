/**
 * Every word that the page says, by the part of the page that says it. A translation is one more
 * file of this shape (text.ts chooses). What the core says (labels and sentences of the manifest,
 * what is wrong with a Spec) comes from the core.
 */
export const en = {
  // --- the frame: top bar, transport, messages, keys, the store's notices -------------------------
  frame: {},

  // --- data: gallery, points, tables, files -------------------------------------------------------
  data: {
    title: 'Data',
    source: 'Data source',
    sources: {
      points: {
        label: 'Draw points',
        sentence: 'A sheet to draw samples on, with the mouse, a finger or the keys.',
      },
      files: {
        label: 'Open files',
        sentence: 'A table (CSV) or labelled images (IDX); nothing leaves this machine.',
      },
    },
    inTheMaking: (label: string) => `${label}, in the making`,
    samples: 'Number of samples',
    parts: { train: 'Training', validation: 'Validation', test: 'Test' },
    split: 'How the samples are split',
    splitHelp:
      'Training samples are learned from, validation samples decide when to stop, test samples are only looked at.',
    trainEnd: 'Share of the training part',
    validationEnd: 'Share of the validation part',
    scaling: 'Scaling',
    scalingHelp: 'How inputs are scaled, with figures of the training part alone',
    scales: {
      none: 'As they are',
      center: 'Centred',
      standardize: 'Standardized',
      minmax: '0 to 1',
    },
    targetScaling: 'Target scaling',
    targetScalingHelp:
      'How the numbers to predict are scaled for training; metrics stay in their own units',
    seed: 'Data seed',
    seedHelp: 'Draws the samples, their noise and the split',
    features: 'Features',
    more: 'more',
    moreFeatures: 'More features',
    degree: 'Polynomial',
    degreeHelp:
      'All products of powers up to this degree take the place of the inputs; 0 for none.',
    family: 'Degree counted',
    families: { polynomial: 'in total', 'tensor-polynomial': 'in each input' },
    otherFeatures: 'Other features',
    otherFeaturesHelp: 'Such as x1^3, x1*x2^2 or cos(x1), with commas between',
    featureCount: (count: string) => `${count} features`,
    howRead: 'How the file is read',
    loading: 'Loading …',

    open: 'Open files …',
    intake: {
      title: 'Files of your own',
      choose: 'Choose files …',
      paste: 'Paste a table …',
      hint: 'A table: CSV, one sample a row. Images: IDX files with their labels, plain or .gz. They can be dropped anywhere on the page, and Ctrl V pastes a table.',
      files: 'Files: CSV, or IDX images and labels',
      pasted: 'The table as text, one sample a row',
      example: 'age;city;price\n34;Bonn;1200\n51;Köln;1800',
      read: 'Read it',
      cancel: 'Cancel',
      images: (name: string, count: string, height: number, width: number) =>
        `${name}: ${count} images of ${height}\u00a0×\u00a0${width}`,
      labels: (name: string, count: string) => `${name}: ${count} labels`,
      missingLabels: (count: string) => `Still missing: the file with their ${count} labels.`,
      missingImages: (count: string) => `Still missing: the file with their ${count} images.`,
      forget: 'Wait no longer',
    },
    addNow: (reason: string) => `${reason} It can be added now.`,
    unreadable: (reason: string) => `This file cannot be read: ${reason}.`,
    oneTable: 'Give one table at a time, or image files with their labels.',
    kinds: {
      empty: 'it is empty',
      damaged: 'it cannot be unpacked as gzip',
      short: 'it is too short for an IDX file',
      magic: (hex: string) =>
        `its magic number is 0x${hex}; an IDX file of images begins with 0x00000803, ` +
        'one of labels with 0x00000801, and a table is plain text',
    },
    pairs: {
      noImages: 'These are labels: the file of their images is missing.',
      noLabels: 'These are images: the file of their labels is missing.',
      counts: (name: string, count: number, labels: string) =>
        `${name} holds ${count} images, but the labels are ${labels}.`,
      tooMany: 'Give one pair of images and labels, or two: training and test.',
    },
    pictures: {
      images: 'Images',
      labels: 'Labels',
      testImages: 'Test images',
      testLabels: 'Test labels',
      size: 'Size',
      sizeOf: (height: number, width: number, channels: number) =>
        `${height} × ${width}${channels > 1 ? ` × ${channels}` : ''}, one byte each`,
      classes: 'Classes',
      count: 'Count',
      noTest: 'A test file can be opened with them: then the split stays as the files have it.',
    },

    moreLikeThis: (message: string, more: number) => `${message} (and ${more} more like this)`,
    remedies: {
      classes: (name: string) => `Read “${name}” as classes`,
      categories: (name: string) => `Read “${name}” as categories`,
      number: (name: string) => `Read “${name}” as a number`,
      mean: 'Put the mean in place of missing values',
    },
    table: {
      size: (rows: string, columns: string) => `${rows} rows × ${columns} columns`,
      predict: 'Predict',
      as: 'As',
      number: 'a number',
      classes: 'classes',
      column: 'Column',
      kind: 'Kind',
      missing: 'Miss.',
      missingHelp: 'Missing values',
      distinct: 'Diff.',
      distinctHelp: 'Different values',
      use: 'Use',
      useOf: (name: string) => `Use of ${name}`,
      kinds: { number: 'number', text: 'text', empty: 'empty' },
      decimalComma: 'numbers with a decimal comma',
      uses: {
        number: 'number',
        categories: 'category',
        target: 'target',
        ignore: 'left out',
      },
      onMissing: 'Missing inputs',
      onMissingHelp: 'What becomes of rows in which an input is missing',
      drop: 'Leave the row out',
      mean: 'Put the mean there',
      used: (used: string, rows: string) => `${used} of ${rows} rows are used.`,
      firstRows: 'First rows',
      columns: 'Columns of the table',
      header: 'First row',
      headers: { auto: 'as it looks', yes: 'names', no: 'values' },
      asRead: (how: string, read: string) => `${how}: ${read}`,
      delimiter: 'Cells apart by',
      delimiters: { auto: 'as it looks', comma: 'comma', semicolon: 'semicolon', tab: 'tab' },
      problems: (count: string) => (count === '1' ? '1 problem' : `${count} problems`),
      place: (row: string, column: string) => `Row ${row}, column ${column}`,
      notLearned: 'This table cannot be learned as it is; what was there before goes on.',
      mend: 'Correct the file and open it again, or choose other roles for its columns.',
      keep: 'Leave it',
    },

    drawing: {
      kind: 'What is drawn',
      kinds: {
        '2 classes': 'Classes in the plane',
        '2 regression': 'Values in the plane',
        '1 regression': 'A curve',
        '1 classes': 'Classes on a line',
      },
      add: 'Add points',
      erase: 'Erase points',
      mark: 'Class of the next points',
      classOf: (index: number) => `Class ${index}`,
      value: 'Value',
      valueHelp: 'The number that the next points have',
      sheet: 'Sheet to draw points on',
      keys: 'Arrow keys move the cross, with Shift in larger steps; Enter adds a point, Delete takes the nearest away, a digit chooses the class. By pointer: press to add, drag to add several, right button or long press to erase.',
      short: 'Drag adds; right or long press erases.',
      count: (count: string) => (count === '1' ? '1 point' : `${count} points`),
      full: 'The sheet is full: an experiment holds no more points.',
      clear: 'Clear',
      take: 'Take the present data',
      needsClasses: 'Draw points of two classes; until then the other experiment stays.',
      needsPoints: 'Draw a point; until then the other experiment stays.',
      otherInputs: (count: number) =>
        `These points have ${count} inputs: they can be learned, but not drawn on a sheet.`,
      at: (x: string, y: string) => `${x}, ${y}`,
      lane: 'class',
      added: (name: string) => `Added: ${name}`,
      removed: (name: string) => `Taken away: ${name}`,
      classPoint: (index: number, place: string) => `class ${index} at ${place}`,
      valuePoint: (value: string, place: string) => `${value} at ${place}`,
    },
  },

  // --- network: picture, layers, weights ----------------------------------------------------------
  network: {},

  // --- result: maps, curves, surfaces -------------------------------------------------------------
  result: {},

  // --- result: classes, images, tables ------------------------------------------------------------
  outcome: {},

  // --- curves, optimizer, schedule ----------------------------------------------------------------
  training: {},

  // --- the gallery of activation functions --------------------------------------------------------
  activations: {},
} as const;
