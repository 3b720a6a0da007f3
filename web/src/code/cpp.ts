/** The run in C++ with Eigen: one file, matrices with a row per sample. */
import { helpers, scalarActivation, scalarLoss } from './cpp/formulas';
import { data } from './cpp/data';
import { banner, head, settings } from './cpp/head';
import { penalty, training } from './cpp/loop';
import type { Layer, Program } from './program';
import type { Target } from './targets';
import { lines, number, rows } from './text_of';

export const cpp: Target = {
  id: 'cpp',
  label: 'C++ with Eigen',
  extension: 'cpp',
  runs: true,
  refuses: () => [],
  write: (program) =>
    `${[
      head(program),
      settings(program),
      data(program),
      random,
      network(program),
      loss(program),
      gradient(program),
      outputs,
      training(program),
    ].join('\n\n')}\n`,
};

const random = `${banner('Random numbers: SplitMix64 with a stream for each purpose')}
std::uint64_t mix(std::uint64_t z) {
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  return z ^ (z >> 31);
}

// A stream: draw number i is mix(key + i * golden).
struct Random {
  std::uint64_t key, counter = 0;
  explicit Random(std::uint64_t seed) : key(mix(seed ^ 0xd1b54a32d192ed03u)) {}
  // A stream of its own for a purpose, by a number or by the FNV-1a hash of a name.
  Random fork(std::uint64_t purpose) const {
    Random child(0);
    child.key = mix(mix(purpose ^ 0xaef17502108ef2d9u) + key);
    return child;
  }
  Random named(const char* purpose) const {
    std::uint64_t hash = 0xcbf29ce484222325u;
    for (; *purpose != 0; ++purpose) hash = (hash ^ std::uint64_t(*purpose)) * 0x100000001b3u;
    return fork(hash);
  }
  std::uint64_t at(std::uint64_t i) const { return mix(key + i * 0x9e3779b97f4a7c15u); }
  std::uint64_t bits() { return at(++counter); }
  double unit() { return double(bits() >> 11) * 0x1p-53; }
  // Box and Muller
  double normal() {
    const double u = 1 - unit(), v = unit();
    return std::sqrt(-2 * std::log(u)) * std::cos(2 * pi * v);
  }
  // One of 0 ... n - 1: draws that would favour some of them are refused.
  std::uint64_t below(std::uint64_t n) {
    std::uint64_t draw = bits();
    while (draw < (0 - n) % n) draw = bits();
    return draw % n;
  }
  void shuffle(std::vector<int>& order) {
    for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[below(i)]);
  }
  // Matrices row by row
  Matrix uniform(double low, double high, int rows, int columns) {
    Matrix draws(rows, columns);
    for (int i = 0; i < rows; ++i)
      for (int j = 0; j < columns; ++j) draws(i, j) = Real(low + (high - low) * unit());
    return draws;
  }
  Matrix even(double limit, int rows, int columns) { return uniform(-limit, limit, rows, columns); }
  Matrix normal(double sigma, int rows, int columns) {
    Matrix draws(rows, columns);
    for (int i = 0; i < rows; ++i)
      for (int j = 0; j < columns; ++j) draws(i, j) = Real(sigma * normal());
    return draws;
  }
};`;

function draw(
  { inputs, units }: Layer,
  choice: Layer['init'],
  stream: string,
  shape: string,
): string {
  const value = (name: string): string => number(Number(choice.values[name]));
  const spread = (sigma: string): string => `${stream}.normal(${sigma}, ${shape})`;
  const even = (square: string): string => `${stream}.even(std::sqrt(${square}), ${shape})`;
  switch (choice.id) {
    case 'zeros':
      return `Matrix::Zero(${shape})`;
    case 'normal':
      return spread(value('sigma'));
    case 'uniform':
      return `${stream}.uniform(${value('low')}, ${value('high')}, ${shape})`;
    case 'glorot-uniform':
      return even(`6.0 / (${inputs} + ${units})`);
    case 'glorot-normal':
      return spread(`std::sqrt(2.0 / (${inputs} + ${units}))`);
    case 'he-uniform':
      return even(`6.0 / ${inputs}`);
    case 'he-normal':
      return spread(`std::sqrt(2.0 / ${inputs})`);
    case 'lecun-normal':
      return spread(`std::sqrt(1.0 / ${inputs})`);
    default:
      throw new Error(`${choice.id} has no code.`);
  }
}

/** The input of layer l, from 0, within a pass. */
function input(layers: readonly Layer[], l: number, of = ''): string {
  if (l === 0) return 'x';
  return `${of}${(layers[l - 1]?.dropout ?? 0) > 0 ? 'H' : 'A'}${l}`;
}

function network({ layers, loss: chosen, scaleTargets }: Program): string {
  const theta = layers.flatMap(({ bias }, l) =>
    bias ? [`&W${l + 1}`, `&b${l + 1}`] : [`&W${l + 1}`],
  );
  const weights = layers.flatMap(({ bias }) => (bias ? ['true', 'false'] : ['true']));
  const fields = layers.flatMap(({ dropout }, l) => [
    `Z${l + 1}`,
    `A${l + 1}`,
    ...(dropout > 0 ? [`M${l + 1}`, `H${l + 1}`] : []),
  ]);
  const drops = layers.some(({ dropout }) => dropout > 0);
  const formulas = layers.map(({ activation }) => scalarActivation(activation));
  const code = [
    ...formulas.flatMap(({ value, slope }) => [value ?? '', slope ?? '']),
    scalarLoss(chosen).value ?? '',
  ].join(' ');
  const used = (name: string): boolean =>
    code.includes(name) ||
    (name === 'gelu_inner' && code.includes('gelu_tanh_slope')) ||
    (name === 'normal_cdf' && code.includes('gelu_slope')) ||
    (name === 'sigmoid' && code.includes('silu_slope'));
  const last = layers.length;
  return lines(
    banner('Network'),
    '// The first parameters. W has a row per unit and a column per input; b is a row.',
    'const Random start = Random(seed).named("init");',
    layers.flatMap((layer, l) => {
      const own = `start.fork(${l})`;
      const W = draw(
        layer,
        layer.init,
        `${own}.named("weights")`,
        `${layer.units}, ${layer.inputs}`,
      );
      const b = draw(layer, layer.biasInit, `${own}.named("biases")`, `1, ${layer.units}`);
      return [`Matrix W${l + 1} = ${W};`, ...(layer.bias ? [`Matrix b${l + 1} = ${b};`] : [])];
    }),
    'const std::vector<Matrix*> theta = {',
    rows(theta, '    '),
    '};',
    '[[maybe_unused]] const std::vector<bool> is_weight = {',
    rows(weights, '    '),
    '};',
    'long step = 0;',
    'int epoch = 0;',
    '',
    helpers.filter(([name]) => used(name)).map(([, helper]) => helper),
    layers.some(({ activation }) => activation.id === 'softmax') ? softmax : null,
    drops ? mask : null,
    unscaled(scaleTargets),
    '// Weighted sums Z and activations A of each layer; a row is a sample.',
    'struct Pass {',
    `  Matrix ${fields.join(', ')};`,
    '};',
    `Pass forward(const Matrix& x${drops ? ', bool training = false' : ''}) {`,
    '  Pass p;',
    layers.flatMap(({ bias, dropout, units }, l) => {
      const own = String(l + 1);
      const product = `${input(layers, l, 'p.')} * W${own}.transpose()`;
      const value = formulas[l]?.value;
      return [
        `  p.Z${own} = ${bias ? `(${product}).rowwise() + b${own}.row(0)` : product};`,
        value === null
          ? `  p.A${own} = softmax(p.Z${own});`
          : value === 'z'
            ? `  p.A${own} = p.Z${own};`
            : `  p.A${own} = p.Z${own}.unaryExpr([](Real z) { return Real(${value ?? 'z'}); });`,
        ...(dropout > 0
          ? [
              `  p.M${own} = training ? dropout_mask(${l}, int(x.rows()), ${units}, ${dropout}) : Matrix::Ones(x.rows(), ${units});`,
              `  p.H${own} = p.A${own}.cwiseProduct(p.M${own});  // after dropout`,
            ]
          : []),
      ];
    }),
    '  return p;',
    '}',
    '',
    '// Outputs for raw inputs, in the units of the targets.',
    'Matrix predict(const Matrix& raw) {',
    `  return unscaled(forward(prepare(raw)).A${last});`,
    '}',
  );
}

function unscaled(scale: Program['scaleTargets']): string {
  const back =
    scale === 'none' ? 'a' : '(a.array().rowwise() * y_scale.array()).matrix().rowwise() + y_shift';
  return `Matrix unscaled(const Matrix& a) {\n  return ${back};\n}\n`;
}

const softmax = `Matrix softmax(const Matrix& z) {
  const Matrix e = (z.colwise() - z.rowwise().maxCoeff()).array().exp();
  return e.array().colwise() / e.rowwise().sum().array();
}
`;

const mask = `// 0 for a unit that is dropped, which has the probability p, and 1 / (1 - p) for the others.
Matrix dropout_mask(int layer, int samples, int units, double p) {
  const Random stream = Random(seed).named("dropout").fork(std::uint64_t(step)).fork(std::uint64_t(layer));
  return Matrix::NullaryExpr(samples, units, [&](int i, int j) {
    const std::uint64_t bits = stream.at(std::uint64_t(i) * std::uint64_t(units) + std::uint64_t(j) + 1);
    return (bits >> 11) >= std::uint64_t(p * 0x1p53) ? Real(1 / (1 - p)) : Real(0);
  });
}
`;

/** The slope of the mean loss by each layer's sums, from the last to the first. */
function gradient(program: Program): string {
  const { layers, loss: chosen } = program;
  const last = layers.length;
  const { slope, fused } = scalarLoss(chosen);
  const drops = layers.some(({ dropout }) => dropout > 0);
  const divisor = chosen.id === 'cross-entropy' ? 'y.rows()' : 'y.size()';
  const code: string[] = [
    `const Pass p = forward(x${drops ? ', true' : ''});`,
    `Matrix D${last} = p.A${last}.binaryExpr(y, [](Real a, Real y) {`,
    `  return Real(${slope});`,
    `}) / Real(${divisor});`,
  ];
  const output = layers[last - 1]?.activation;
  if (!fused && output?.id === 'softmax') {
    code.push(
      `const Matrix along = p.A${last}.cwiseProduct(D${last}).rowwise().sum();`,
      `D${last} = p.A${last}.cwiseProduct(D${last} - along.replicate(1, D${last}.cols()));`,
    );
  } else if (!fused && output) {
    code.push(...bySlope(output, last));
  }
  for (let l = last; l >= 2; --l) {
    const below = layers[l - 2];
    if (!below) continue;
    code.push(`Matrix D${l - 1} = D${l} * W${l};`);
    if (below.dropout > 0) code.push(`D${l - 1} = D${l - 1}.cwiseProduct(p.M${l - 1});`);
    code.push(...bySlope(below.activation, l - 1));
  }
  const parts = layers.flatMap(({ bias }, l) => [
    `D${l + 1}.transpose() * ${input(layers, l, 'p.')}`,
    ...(bias ? [`D${l + 1}.colwise().sum()`] : []),
  ]);
  return lines(
    banner('Gradient'),
    '// D of a layer is the slope of the mean loss by its weighted sums Z.',
    'std::vector<Matrix> gradient(const Matrix& x, const Matrix& y) {',
    code.map((line) => `  ${line}`),
    '  std::vector<Matrix> gradients = {',
    parts.map((part) => `      ${part},`),
    '  };',
    penalty(program).map((line) => `  ${line}`),
    '  return gradients;',
    '}',
  );
}

function bySlope(activation: Layer['activation'], layer: number): readonly string[] {
  const { slope } = scalarActivation(activation);
  if (slope === null) return [];
  const names = `[[maybe_unused]] Real z, [[maybe_unused]] Real a`;
  return [
    `D${layer} = D${layer}.cwiseProduct(p.Z${layer}.binaryExpr(`,
    `    p.A${layer}, [](${names}) { return Real(${slope}); }));`,
  ];
}

function loss(program: Program): string {
  const { loss: chosen, coding, scaleTargets, layers, data: all } = program;
  const last = layers.length;
  const { value, fused } = scalarLoss(chosen);
  const own = coding === 'values' && scaleTargets !== 'none' && !fused;
  const parts: readonly (readonly [string, string])[] = [
    ['train', '0, n'],
    ...(all.validation > 0 ? [['validation', 'n, n_validation'] as const] : []),
    ...(all.test > 0 ? [['test', 'n + n_validation, n_test'] as const] : []),
  ];
  return lines(
    banner('Loss'),
    '// The mean loss of so many samples, without penalty.',
    'double loss(int from, int count) {',
    '  const Pass p = forward(X.middleRows(from, count));',
    own
      ? [
          `  const Matrix A = unscaled(p.A${last});`,
          '  const Matrix T = raw_y.middleRows(from, count);',
        ]
      : ['  const Matrix T = Y.middleRows(from, count);'],
    own || value === null ? null : `  const Matrix& A = p.A${last};`,
    `  const Matrix& Z = p.Z${last};`,
    '  double sum = 0;',
    value === null
      ? [
          '  for (int i = 0; i < count; ++i) {',
          '    const double most = Z.row(i).maxCoeff();',
          '    sum += most + std::log((Z.row(i).array().template cast<double>() - most).exp().sum()) -',
          '           T.row(i).dot(Z.row(i));',
          '  }',
          '  return sum / count;',
        ]
      : [
          '  for (int i = 0; i < count; ++i)',
          '    for (int j = 0; j < A.cols(); ++j) {',
          '      [[maybe_unused]] const double a = A(i, j), z = Z(i, j);',
          '      const double y = T(i, j);',
          `      sum += ${value};`,
          '    }',
          '  return sum / double(A.size());',
        ],
    '}',
    '',
    'void report() {',
    `  std::printf("epoch %d, step %ld:${parts.map(([name]) => ` ${name} loss %.6g`).join(',')}\\n", epoch, step,`,
    `              ${parts.map(([, range]) => `loss(${range})`).join(', ')});`,
    '}',
  );
}

const outputs = `// A row of outputs for every row of raw inputs in a file.
void print_predictions(const char* name) {
  std::ifstream file(name);
  std::vector<Real> numbers;
  for (std::string word; file >> word;) {
    numbers.push_back(Real(std::strtod(word.c_str(), nullptr)));
  }
  const int rows = int(numbers.size()) / inputs;
  Matrix raw(rows, inputs);
  for (int i = 0; i < rows; ++i)
    for (int j = 0; j < inputs; ++j) raw(i, j) = numbers[std::size_t(i * inputs + j)];
  const Matrix a = predict(raw);
  for (int i = 0; i < rows; ++i)
    for (int j = 0; j < a.cols(); ++j)
      std::printf("%.17g%c", double(a(i, j)), j + 1 < a.cols() ? ' ' : '\\n');
}`;
