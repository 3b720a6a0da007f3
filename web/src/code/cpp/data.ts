/** The data of a C++ program: raw samples, what the network sees of them, coded targets. */
import { columnsOf } from '../columns';
import { dataFile, holdsBytes, isInline } from '../data_file';
import type { Program, Scale } from '../program';
import { powersOf, type Term } from '../terms';
import { lines, number, plain, rows } from '../text_of';
import { banner } from './head';

export function data(program: Program): string {
  const { data: all, inputs, targets, scale, scaleTargets, inputNames, task } = program;
  const { missing } = columnsOf(all, inputs);
  const samples = all.train + all.validation + all.test;
  const names =
    inputNames.length > 0 && inputNames.length <= 12 ? inputNames.map(plain) : [`${inputs} inputs`];
  const target = task.kind === 'classes' ? ['class'] : task.names.map(plain);
  return lines(
    banner('Data'),
    `// A row is a sample: the first ${all.train} train, the next ${all.validation} validate, the last ${all.test} test.`,
    `// Columns: ${[...names, ...target].join(', ')}.`,
    `const int samples = ${samples}, n = ${all.train}, n_validation = ${all.validation}, n_test = ${all.test};`,
    `const int inputs = ${inputs}, targets = ${targets};`,
    isInline(program) ? table(program) : reader(program),
    '',
    'Matrix columns(int from, int count) {',
    '  Matrix part(samples, count);',
    '  for (int i = 0; i < samples; ++i)',
    '    for (int j = 0; j < count; ++j) part(i, j) = Real(data[i * (inputs + targets) + from + j]);',
    '  return part;',
    '}',
    'const Matrix raw_x = columns(0, inputs), raw_y = columns(inputs, targets);',
    scale !== 'none' || scaleTargets !== 'none' || missing ? figures : null,
    scaling(
      'x',
      scale,
      program.images ? 'raw_x.topRows(n) / Real(255)' : 'raw_x.topRows(n)',
      missing,
    ),
    scaling('y', scaleTargets, 'raw_y.topRows(n)', false),
    '',
    '// What the first layer sees of raw inputs, one row per sample.',
    'Matrix prepare(Matrix x) {',
    program.images ? '  x /= 255;  // bytes' : null,
    missing
      ? '  for (int j = 0; j < x.cols(); ++j)\n    for (int i = 0; i < x.rows(); ++i) x(i, j) = std::isnan(x(i, j)) ? x_figures.mean(j) : x(i, j);'
      : null,
    scale === 'none' ? null : '  x = (x.rowwise() - x_shift).array().rowwise() / x_scale.array();',
    program.terms === null ? '  return x;' : features(program, program.terms),
    '}',
    'const Matrix X = prepare(raw_x);',
    ...coded(program),
  );
}

function table({ data: all, inputs, targets }: Program): readonly string[] {
  const samples = all.train + all.validation + all.test;
  const items = Array.from({ length: samples }, (_, sample) =>
    [
      ...all.inputs.subarray(sample * inputs, (sample + 1) * inputs),
      ...all.targets.subarray(sample * targets, (sample + 1) * targets),
    ]
      .map((value) => (Number.isNaN(value) ? 'NAN' : number(value)))
      .join(', '),
  );
  return ['const double data[] = {', ...rows(items, '    '), '};'];
}

function reader(program: Program): readonly string[] {
  const type = holdsBytes(program) ? 'unsigned char' : 'double';
  return [
    "// NumPy's .npy: ten bytes, of which the last two are the length of a header, then numbers.",
    `std::vector<${type}> load(const char* name) {`,
    '  std::ifstream file(name, std::ios::binary);',
    '  unsigned char begin[10] = {};',
    '  file.read(reinterpret_cast<char*>(begin), 10);',
    '  file.seekg(10 + begin[8] + 256 * begin[9]);',
    `  std::vector<${type}> numbers(std::size_t(samples) * (inputs + targets));`,
    `  file.read(reinterpret_cast<char*>(numbers.data()), std::streamsize(numbers.size() * sizeof(${type})));`,
    '  if (!file) {',
    '    std::fprintf(stderr, "%s is missing or too short.\\n", name);',
    '    std::exit(1);',
    '  }',
    '  return numbers;',
    '}',
    `const std::vector<${type}> data = load("${dataFile}");`,
  ];
}

const figures = `
// Mean, deviation, least and largest of each column; what is missing (NaN) does not count.
struct Figures {
  Row mean, deviation, low, high;
};
Figures figures_of(const Matrix& x) {
  const int width = int(x.cols());
  Figures f{Row::Zero(width), Row::Zero(width), Row::Zero(width), Row::Zero(width)};
  for (int j = 0; j < width; ++j) {
    std::vector<double> known;
    for (int i = 0; i < x.rows(); ++i)
      if (!std::isnan(x(i, j))) known.push_back(x(i, j));
    double sum = 0, squares = 0;
    for (const double value : known) sum += value;
    const double mean = sum / double(known.size());
    for (const double value : known) squares += (value - mean) * (value - mean);
    f.mean(j) = Real(mean);
    f.deviation(j) = Real(std::sqrt(squares / double(known.size())));
    f.low(j) = Real(*std::min_element(known.begin(), known.end()));
    f.high(j) = Real(*std::max_element(known.begin(), known.end()));
  }
  return f;
}`;

function scaling(name: 'x' | 'y', scale: Scale, part: string, missing: boolean): readonly string[] {
  const own = `${name}_figures`;
  const figure = `const Figures ${own} = figures_of(${part});`;
  if (scale === 'none') return missing ? [figure] : [];
  const spread =
    scale === 'center'
      ? 'Real(1)'
      : scale === 'standardize'
        ? `${own}.deviation(j)`
        : `${own}.high(j) - ${own}.low(j)`;
  const constant = name === 'x' ? 'Real(INFINITY)' : 'Real(1)';
  const why = name === 'x' ? 'becomes 0' : 'is only shifted';
  const bend = scale === 'minmax' ? `${own}.low` : `${own}.mean`;
  return [
    figure,
    `const Row ${name}_shift = ${bend};`,
    `const Row ${name}_scale = Row::NullaryExpr(${own}.mean.size(), [](int j) {  // what is constant ${why}`,
    `  return ${own}.high(j) > ${own}.low(j) ? ${spread} : ${constant};`,
    '});',
  ];
}

function features({ inputs }: Program, terms: readonly Term[]): readonly string[] {
  const powers = terms.length > 12 ? powersOf(terms, inputs) : null;
  if (powers) {
    return [
      `  const int powers[${terms.length}][${inputs}] = {  // exponents of the inputs, a feature a row`,
      ...rows(
        powers.map((row) => `{${row.join(', ')}}`),
        '      ',
      ),
      '  };',
      `  Matrix f = Matrix::Ones(x.rows(), ${terms.length});`,
      `  for (int t = 0; t < ${terms.length}; ++t)`,
      `    for (int j = 0; j < ${inputs}; ++j) f.col(t).array() *= x.col(j).array().pow(powers[t][j]);`,
      '  return f;',
    ];
  }
  return [
    `  Matrix f(x.rows(), ${terms.length});`,
    ...terms.map(({ factors }, t) => {
      const code = factors.map(({ input, function: kind, power }) => {
        const column = `x.col(${input}).array()`;
        if (kind !== 'power') return `${column}.${kind}()`;
        return power === 1 ? column : `${column}.pow(${power})`;
      });
      return `  f.col(${t}) = ${code.join(' * ')};`;
    }),
    '  return f;',
  ];
}

function coded({ coding, task, scaleTargets }: Program): readonly string[] {
  if (coding === 'oneHot') {
    const classes = task.names.length;
    return [
      `const Matrix Y = Matrix::NullaryExpr(samples, ${classes}, [](int i, int j) {  // a column per class`,
      '  return Real(int(raw_y(i, 0)) == j);',
      '});',
    ];
  }
  if (coding === 'plusMinus') {
    return ['const Matrix Y = 2 * raw_y.array() - 1;  // classes as -1 and 1'];
  }
  if (scaleTargets === 'none') return ['const Matrix& Y = raw_y;'];
  return ['const Matrix Y = (raw_y.rowwise() - y_shift).array().rowwise() / y_scale.array();'];
}
