/** How a C++ program begins: what it is, how it is built, its settings. */
import type { Program } from '../program';
import { batchOf, lastStep, penaltiesOf, settingsOf } from '../settings';
import { dataFile, isInline } from '../data_file';
import { lines, number, specLines } from '../text_of';

export function banner(name: string): string {
  return `// --- ${name} ${'-'.repeat(Math.max(3, 90 - name.length))}`;
}

export function head(program: Program): string {
  return lines(
    `// ${program.title}: the run of Fall Line, written out in C++ with Eigen.`,
    '//',
    '// It begins with the same parameters, sees the same batches and takes the same steps.',
    isInline(program) ? null : `// Reads ${dataFile}, which belongs beside it.`,
    program.float32
      ? '// As there it computes in single precision; sums have another order, so the last digits differ.'
      : null,
    '// Build: g++ -std=c++17 -O2 -I/usr/include/eigen3 fall-line.cpp -o fall-line',
    '// ./fall-line FILE prints the outputs for the raw inputs in the file, as many as fill whole rows.',
    '//',
    '// The experiment as a Spec of Fall Line:',
    specLines(program).map((line) => `// ${line}`),
    '#include <Eigen/Dense>',
    '#include <algorithm>',
    '#include <cmath>',
    '#include <cstdint>',
    '#include <cstdio>',
    '#include <cstdlib>',
    '#include <fstream>',
    '#include <numeric>',
    '#include <string>',
    '#include <vector>',
    '',
    `using Real = ${program.float32 ? 'float' : 'double'};`,
    'using Matrix = Eigen::Matrix<Real, Eigen::Dynamic, Eigen::Dynamic>;',
    'using Row = Eigen::Matrix<Real, 1, Eigen::Dynamic>;',
    'constexpr double pi = 3.14159265358979323846;',
  );
}

export function settings(program: Program): string {
  const { stop } = program;
  const limit = lastStep(program);
  const penalty = penaltiesOf(program);
  const whole = ['step_size'];
  return lines(
    banner('Settings'),
    `const std::uint64_t seed = ${number(program.seed)};  // of weights, batches and dropout`,
    settingsOf(program).map(
      ({ name, value, help }) =>
        `${whole.includes(name) ? 'int' : 'double'} ${name} = ${number(value)};  // ${help}`,
    ),
    penalty.changing
      ? `bool penalise_biases = ${String(program.biases)};  // as well as weights`
      : null,
    `int batch_size = ${batchOf(program)};  // samples of a step`,
    stop.epochs > 0
      ? `const int epochs = ${stop.epochs};  // passes, unless a rule ends it sooner`
      : null,
    limit === null ? null : `const long last_step = ${limit};  // the step that the run ends with`,
    stop.loss > 0
      ? `const double enough = ${number(stop.loss)};  // training loss that ends the run`
      : null,
    stop.gradient > 0
      ? `const double flat = ${number(stop.gradient)};  // norm of the gradient that ends the run`
      : null,
    stop.patience > 0
      ? `const int patience = ${stop.patience};  // epochs without a better validation loss`
      : null,
  );
}
