/** How a Python script begins: what it is, what it stands for, its settings. */
import type { Program } from '../program';
import { batchOf, lastStep, penaltiesOf, settingsOf } from '../settings';
import { lines, number, specLines } from '../text_of';
import { dataFile, isInline } from '../data_file';

export function head(program: Program, library: string, needs: string): string {
  const beside = isInline(program) ? [] : [`Reads ${dataFile}, which belongs beside it.`];
  return lines(
    `"""${program.title}: the run of Fall Line, written out in ${library}.`,
    '',
    'It begins with the same parameters, sees the same batches and takes the same steps.',
    ...beside,
    ...(program.float32 ? singlePrecision : []),
    `Needs Python 3.8 or newer and ${needs}.`,
    '"""',
    '# The experiment as a Spec of Fall Line:',
    specLines(program).map((line) => `# ${line}`),
  );
}

const singlePrecision = [
  'Fall Line trained this network in single precision, and so does this script; sums are added',
  'up in another order, so that the last digits differ.',
];

export function title(name: string): string {
  return `# --- ${name} ${'-'.repeat(Math.max(3, 90 - name.length))}`;
}

export function settings(program: Program): string {
  const { stop } = program;
  const listed = settingsOf(program).map(
    ({ name, value, help }) => [`${name} = ${number(value)}`, help] as const,
  );
  const penalty = penaltiesOf(program);
  const limit = lastStep(program);
  const width = Math.max(...listed.map(([code]) => code.length), 20);
  const row = ([code, help]: readonly [string, string]): string =>
    `${code.padEnd(width)}  # ${help}`;
  return lines(
    title('Settings'),
    row([`seed = ${number(program.seed)}`, 'of weights, batches and dropout']),
    listed.map(row),
    penalty.changing
      ? row([`penalise_biases = ${program.biases ? 'True' : 'False'}`, 'as well as weights'])
      : null,
    row([`batch_size = ${batchOf(program)}`, 'samples of a step']),
    stop.epochs > 0
      ? row([`epochs = ${number(stop.epochs)}`, 'passes, unless a rule ends it sooner'])
      : null,
    limit === null
      ? null
      : row([`last_step = ${number(limit)}`, 'the step that the run ends with']),
    stop.loss > 0
      ? row([`enough = ${number(stop.loss)}`, 'training loss that ends the run'])
      : null,
    stop.gradient > 0
      ? row([`flat = ${number(stop.gradient)}`, 'norm of the gradient that ends the run'])
      : null,
    stop.patience > 0
      ? row([`patience = ${number(stop.patience)}`, 'epochs without a better validation loss'])
      : null,
  );
}
