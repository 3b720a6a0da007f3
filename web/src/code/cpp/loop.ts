/** The loop over epochs and steps in C++. */
import { clips, needsNorm } from '../python/loop';
import type { Program } from '../program';
import {
  batchOf,
  changedSettings,
  hasFixedBatch,
  lastStep,
  penaltiesOf,
  shuffles,
} from '../settings';
import { lines } from '../text_of';
import { banner } from './head';
import { arrayUpdate } from './formulas';

const in2 = (code: readonly string[], levels: number): readonly string[] =>
  code.map((line) => `${'  '.repeat(levels)}${line}`);

/** Indices in theta that penalties and decay act on, as a condition for p number k. */
function penalised(program: Program): string {
  const { biases, changing } = penaltiesOf(program);
  const isWeight = 'is_weight[k]';
  if (!biases) return isWeight;
  return changing ? `${isWeight} || penalise_biases` : '';
}

export function penalty(program: Program): readonly string[] {
  const { l1, l2 } = penaltiesOf(program);
  if (!l1 && !l2) return [];
  const terms = [...(l2 ? ['Real(l2) * p'] : []), ...(l1 ? ['Real(l1) * p.sign()'] : [])].join(
    ' + ',
  );
  const when = penalised(program);
  return [
    'for (std::size_t k = 0; k < theta.size(); ++k) {',
    '  const auto p = theta[k]->array();',
    `  ${when === '' ? '' : `if (${when}) `}gradients[k].array() += ${terms};`,
    '}',
  ];
}

export function training(program: Program): string {
  const { stop, optimizer, data } = program;
  const { state, before, code } = arrayUpdate(optimizer);
  const ends = endings(program);
  const limitEpochs = stop.epochs > 0 ? ['finished = finished || epoch == epochs;'] : [];
  const when = penalised(program);
  const perEpoch = Math.ceil(data.train / batchOf(program));
  const total = Math.min(
    stop.epochs || Infinity,
    Math.ceil((lastStep(program) ?? Infinity) / perEpoch),
  );
  const every = Number.isFinite(total) ? Math.max(1, Math.floor(total / 10)) : 100;
  const step = [
    ...changes(program),
    'const int count = std::min(batch_size, n - position);',
    'Matrix x(count, X.cols()), y(count, Y.cols());',
    'for (int i = 0; i < count; ++i) {',
    '  x.row(i) = X.row(order[std::size_t(position + i)]);',
    '  y.row(i) = Y.row(order[std::size_t(position + i)]);',
    '}',
    ...rate(program),
    'std::vector<Matrix> gradients = gradient(x, y);',
    ...(needsNorm(program)
      ? [
          'double norm = 0;',
          'for (const Matrix& g : gradients) norm += double(g.squaredNorm());',
          'norm = std::sqrt(norm);',
        ]
      : []),
    ...(clips(program)
      ? [
          'if (0 < clip_norm && clip_norm < norm)',
          '  for (Matrix& g : gradients) g *= Real(clip_norm / norm);',
        ]
      : []),
    ...before.map((line) => line),
    'for (std::size_t k = 0; k < theta.size(); ++k) {',
    '  auto p = theta[k]->array();',
    ...(optimizer.id === 'adamw'
      ? [`  ${when === '' ? '' : `if (${when}) `}p *= Real(1 - rate * weight_decay);`]
      : []),
    '  const auto g = gradients[k].array();',
    ...state.map((name) => `  auto ${name} = ${name}_of[k].array();`),
    ...code.map((line) => `  ${real(line)}`),
    '}',
    '++step;',
    'position += count;',
    'for (const Matrix* p : theta)',
    '  if (!p->allFinite()) {',
    '    std::printf("Diverged at step %ld.\\n", step);',
    '    return 1;',
    '  }',
    ...(ends.length > 0 ? [`finished = ${ends.join(' || ')};`] : []),
  ];
  return lines(
    banner('Training'),
    'int main(int count_of_arguments, char** arguments) {',
    '  bool finished = false;',
    stop.patience > 0
      ? [
          '  double best = INFINITY;',
          '  int waited = 0;',
          '  std::vector<Matrix> kept(theta.size());',
        ]
      : null,
    state.length > 0
      ? [
          `  std::vector<Matrix> ${state.map((name) => `${name}_of`).join(', ')};`,
          '  for (const Matrix* p : theta) {',
          ...state.map((name) => `    ${name}_of.push_back(Matrix::Zero(p->rows(), p->cols()));`),
          '  }',
        ]
      : null,
    '  while (!finished) {',
    '    std::vector<int> order(n);',
    '    std::iota(order.begin(), order.end(), 0);',
    shuffles(program)
      ? `    ${hasFixedBatch(program) ? '' : 'if (batch_size < n) '}Random(seed).named("batches").fork(std::uint64_t(epoch)).shuffle(order);`
      : null,
    '    int position = 0;',
    '    while (position < n && !finished) {',
    in2(step, 3),
    '    }',
    '    if (position == n) {  // a full pass',
    '      ++epoch;',
    in2(judging(program), 3),
    in2(limitEpochs, 3),
    '    }',
    `    if (finished || epoch % ${every} == 0) report();`,
    '  }',
    '  if (count_of_arguments > 1) print_predictions(arguments[1]);',
    '  return 0;',
    '}',
  );
}

/** Settings are doubles: in single precision they are rounded before they meet arrays. */
function real(line: string): string {
  return line.replace(
    /\((1 - [a-z0-9]+)\)|\b(rate|momentum|alpha|beta1|beta2|epsilon)\b/g,
    (all) => `Real${all.startsWith('(') ? all : `(${all})`}`,
  );
}

function endings(program: Program): readonly string[] {
  return [
    ...(lastStep(program) !== null ? ['step == last_step'] : []),
    ...(program.stop.gradient > 0 ? ['norm <= flat'] : []),
  ];
}

function judging({ stop, data }: Program): readonly string[] {
  return [
    ...(stop.patience > 0
      ? [
          `const double judged = loss(${data.train}, n_validation);`,
          'if (judged < best) {',
          '  best = judged;',
          '  waited = 0;',
          '  for (std::size_t k = 0; k < theta.size(); ++k) kept[k] = *theta[k];',
          '} else if (++waited == patience) {  // the best parameters come back',
          '  for (std::size_t k = 0; k < theta.size(); ++k) *theta[k] = kept[k];',
          '  finished = true;',
          '}',
        ]
      : []),
    ...(stop.loss > 0 ? ['finished = finished || loss(0, n) <= enough;'] : []),
  ];
}

function changes(program: Program): readonly string[] {
  return changedSettings(program).map(({ step, set }) => {
    const code = set.map(([name, value]) => `${name} = ${value};`).join(' ');
    return `if (step == ${step}) { ${code} }  // changed while it trained`;
  });
}

function rate(program: Program): readonly string[] {
  const steps = 'const int steps_per_epoch = (n + batch_size - 1) / batch_size;';
  const passes = 'const double passes = epoch + double(position) / n;';
  switch (program.schedule.id) {
    case 'constant':
      return ['const double rate = learning_rate;'];
    case 'inverse-time':
      return [steps, 'const double rate = learning_rate / (double(epoch) * steps_per_epoch + 1);'];
    case 'exponential':
      return ['const double rate = learning_rate * std::pow(rate_factor, epoch);'];
    case 'step':
      return ['const double rate = learning_rate * std::pow(rate_factor, epoch / step_size);'];
    case 'cosine':
      return [
        passes,
        'const double done = std::min(passes / fall_epochs, 1.0);',
        'const double rate = learning_rate * 0.5 * (1 + std::cos(pi * done));',
      ];
    case 'warmup-cosine':
      return [
        steps,
        passes,
        'const double fall = fall_epochs - warmup;',
        'const double done = fall > 0 ? std::min((passes - warmup) / fall, 1.0) : 1;',
        'const double rate = passes < warmup',
        '    ? learning_rate * (passes + 0.5 / steps_per_epoch) / warmup',
        '    : learning_rate * 0.5 * (1 + std::cos(pi * done));',
      ];
    default:
      throw new Error(`${program.schedule.id} has no code.`);
  }
}
