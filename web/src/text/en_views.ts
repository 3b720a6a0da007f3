/**
 * The words of the workbench's views that are loaded when they are shown: pictures of the result,
 * drawn points, tables, the strip of a method. A translation has this file, too.
 */
export const enViews = {
  // --- files of one's own ---
  intake: {
    title: 'Files of your own',
    choose: 'Choose files …',
    paste: 'Paste a table …',
    hint: 'A table: CSV, one sample a row. Images: IDX files with their labels, plain or .gz. They can be dropped anywhere on the page, and Ctrl V pastes a table.',
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

  // --- a table ---
  table: {
    size: (rows: string, columns: string) => `${rows} rows × ${columns} columns`,
    predict: 'Predict',
    as: 'as',
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
    onMissing: 'Missing',
    onMissingHelp: 'What becomes of rows in which an input is missing',
    drop: 'drop the row',
    mean: 'use the mean',
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

  // --- points drawn by hand ---
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

  // --- the result: confusion matrix ---
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
    columns: ['Class', 'Share'],
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
    columns: ['Name', 'Value'],
    output: (name: string): string => `prediction ${name}`,
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

  // --- the strip beside the loss: what a method of second order does ---
  strip: {
    title: 'The method, step by step',
    names: {
      damping: 'μ',
      gainRatio: 'gain ratio ρ',
      rejections: 'rejected',
      accepted: 'accepted',
      stepNorm: 'step |Δθ|',
      condition: 'cond. ≥',
      cosine: 'cosine',
      nonDescent: 'uphill steps',
      largestDz: 'largest |ΔZ|',
    },
    helps: {
      damping: 'How far the step is held back from the Gauss-Newton step towards steepest descent.',
      gainRatio:
        'The decrease of the loss over the decrease that the model promised: 1 is perfect.',
      rejections: 'Trials of this step that did not lower the loss as promised.',
      accepted: 'Trials that were taken: at most one, or one a layer.',
      stepNorm: 'The length of the change of all parameters.',
      condition: 'A lower bound of the condition of the damped system.',
      cosine: 'Of the angle between the step and steepest descent: below 0 it leads uphill.',
      nonDescent: 'The share of the steps so far along which the loss rises at first.',
      largestDz: 'The largest change of a weighted sum that was asked for.',
    },
    label: (name: string, value: string) => `${name}: ${value} at the latest measured step`,
  },
} as const;
