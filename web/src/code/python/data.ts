/** The data of a Python script: raw samples, what the network sees of them, coded targets. */
import { columnsOf } from '../columns';
import { dataFile, holdsBytes, isInline } from '../data_file';
import type { Program, Scale } from '../program';
import { powersOf, type Factor, type Term } from '../terms';
import { lines, number, plain, rows } from '../text_of';
import { title } from './head';

export function data(program: Program): string {
  const { inputs, data: all, scale, scaleTargets } = program;
  const columns = columnsOf(all, inputs);
  const input = program.images ? 'raw_x[train] / 255' : 'raw_x[train]';
  return lines(
    title('Data'),
    parts(program),
    isInline(program) ? table(program) : `data = np.load("${dataFile}")`,
    `raw_x = data[:, :${inputs}]`,
    `raw_y = data[:, ${inputs}:]${holdsBytes(program) && !isInline(program) ? '.astype(float)' : ''}`,
    slices(program),
    scale === 'none' && scaleTargets === 'none' && !columns.missing ? null : '',
    figures('x', scale, input, scale !== 'none' && columns.constant, columns.missing),
    columns.missing ? 'x_mean = np.nanmean(raw_x[train], axis=0)' : null,
    figures(
      'y',
      scaleTargets,
      'raw_y[train]',
      scaleTargets !== 'none' && columns.constantTarget,
      false,
    ),
    '',
    '',
    'def prepare(x):',
    '    """What the first layer sees of raw inputs, one row per sample."""',
    program.images ? '    x = x / 255  # bytes' : null,
    columns.missing ? '    x = np.where(np.isnan(x), x_mean, x)' : null,
    scale === 'none'
      ? null
      : isScaled('x', scale, columns.constant)
        ? '    x = (x - x_shift) / x_scale'
        : '    x = x - x_shift',
    program.terms === null ? returned(program) : features(program, program.terms),
    '',
    '',
    ...coded(program),
  );
}

function returned({ float32 }: Program): string {
  return float32 ? '    return x.astype(np.float32)' : '    return x';
}

/** What the rows and columns are. */
function parts(program: Program): readonly string[] {
  const { data: all, inputNames, inputs, task } = program;
  const counts = [
    `the first ${all.train} train`,
    ...(all.validation > 0 ? [`the next ${all.validation} validate`] : []),
    ...(all.test > 0 ? [`the last ${all.test} test`] : []),
  ].join(', ');
  const names = program.images
    ? [`${inputs} pixels`]
    : inputNames.length > 12
      ? [`${inputs} inputs`]
      : inputNames.map(plain);
  const target = task.kind === 'classes' ? ['class'] : task.names.map(plain);
  return [`# A row is a sample: ${counts}.`, `# Columns: ${[...names, ...target].join(', ')}.`];
}

function table({ data: all, inputs, targets }: Program): readonly string[] {
  const samples = all.train + all.validation + all.test;
  const items = Array.from({ length: samples }, (_, sample) => {
    const cells = [
      ...all.inputs.subarray(sample * inputs, (sample + 1) * inputs),
      ...all.targets.subarray(sample * targets, (sample + 1) * targets),
    ].map((value) => (Number.isNaN(value) ? 'np.nan' : number(value)));
    return `[${cells.join(', ')}]`;
  });
  return ['data = np.array([', ...rows(items, '    '), '], dtype=float)'];
}

function slices({ data: { train, validation, test } }: Program): readonly string[] {
  const end = train + validation;
  return [
    `train = slice(0, ${train})`,
    ...(validation > 0 ? [`validation = slice(${train}, ${end})`] : []),
    ...(test > 0 ? [`test = slice(${end}, ${end + test})`] : []),
  ];
}

/** Shift and scale of each column, by the training part. */
function figures(
  name: 'x' | 'y',
  scale: Scale,
  values: string,
  constant: boolean,
  missing: boolean,
): readonly string[] {
  if (scale === 'none') return [];
  const known = `known_${name}`;
  const of = (figure: string): string => `np.${missing ? 'nan' : ''}${figure}(${known}, axis=0)`;
  const spread =
    scale === 'center' ? '1' : scale === 'standardize' ? of('std') : `${of('max')} - ${name}_shift`;
  const instead = name === 'x' ? 'np.inf)  # what is constant becomes 0' : '1)';
  const guarded = [
    `varies = ${of('max')} > ${of('min')}`,
    `${name}_scale = np.where(varies, ${spread}, ${instead}`,
  ];
  return [
    `${known} = ${values}`,
    `${name}_shift = ${scale === 'minmax' ? of('min') : of('mean')}`,
    ...(isScaled(name, scale, constant)
      ? constant
        ? guarded
        : [`${name}_scale = ${spread}`]
      : []),
  ];
}

/** Whether a column is divided as well as shifted. */
function isScaled(name: 'x' | 'y', scale: Scale, constant: boolean): boolean {
  return scale !== 'none' && (scale !== 'center' || (name === 'x' && constant));
}

/** Outputs in the targets' own units, from an expression for outputs of the network. */
export function unscaled({ data: all, inputs, scaleTargets }: Program, outputs: string): string {
  if (scaleTargets === 'none') return outputs;
  const { constantTarget } = columnsOf(all, inputs);
  return isScaled('y', scaleTargets, constantTarget)
    ? `${outputs} * y_scale + y_shift`
    : `${outputs} + y_shift`;
}

const longest = 12;

function features(program: Program, terms: readonly Term[]): readonly string[] {
  const { inputs, float32 } = program;
  const cast = float32 ? '.astype(np.float32)' : '';
  const powers = terms.length > longest ? powersOf(terms, inputs) : null;
  if (powers) {
    const items = powers.map((row) => `[${row.join(', ')}]`);
    return [
      '    powers = np.array([  # exponents of the inputs, a feature a row',
      ...rows(items, '        '),
      '    ])',
      `    return np.prod(x[:, None, :] ** powers, axis=2)${cast}`,
    ];
  }
  const items = terms.map(({ factors }) => factors.map(factorCode).join(' * '));
  return ['    return np.column_stack([', ...rows(items, '        '), `    ])${cast}`];
}

function factorCode({ input, function: kind, power }: Factor): string {
  const column = `x[:, ${input}]`;
  if (kind !== 'power') return `np.${kind}(${column})`;
  return power === 1 ? column : `${column}**${power}`;
}

/** x and y of all samples, as the network is trained with them. */
function coded(program: Program): readonly string[] {
  const { coding, scaleTargets, task, float32 } = program;
  const single = float32 ? '.astype(np.float32)' : '';
  const y =
    coding === 'oneHot'
      ? [
          `y = np.eye(${task.names.length})[raw_y[:, 0].astype(int)]${single}  # one column per class`,
        ]
      : coding === 'plusMinus'
        ? [`y = (2 * raw_y - 1)${single}  # classes as -1 and 1`]
        : scaleTargets === 'none'
          ? [`y = raw_y${single}`]
          : isScaled('y', scaleTargets, columnsOf(program.data, program.inputs).constantTarget)
            ? [`y = ((raw_y - y_shift) / y_scale)${single}`]
            : [`y = (raw_y - y_shift)${single}`];
  return ['x = prepare(raw_x)', ...y];
}

/** The parts that there are, by their names. */
export function partsOf({ data: all }: Program): string {
  const names = [
    '"train": train',
    ...(all.validation > 0 ? ['"validation": validation'] : []),
    ...(all.test > 0 ? ['"test": test'] : []),
  ];
  return `parts = {${names.join(', ')}}`;
}
