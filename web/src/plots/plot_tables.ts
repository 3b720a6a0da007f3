/** What plots are made of, as CSV: numbers in full, names as the data have them. */
import type { Confusion, Planes, Samples, SessionInfo } from '../engine/model';
import { csvText, type Cell } from './csv_text';
import type { Domain } from './scales';

/** A row for each grid point of two inputs, from the lower left. */
export function gridTable(info: SessionInfo, planes: Planes, x: Domain, y: Domain): string {
  const points = planes.values.length / planes.outputs;
  const side = Math.round(Math.sqrt(points));
  const at = ({ low, high }: Domain, i: number): number => low + ((high - low) * i) / (side - 1);
  return planesTable(info, planes, (i) => [at(x, i % side), at(y, Math.floor(i / side))]);
}

/** A row for each point of the only input. */
export function curveTable(info: SessionInfo, planes: Planes, { low, high }: Domain): string {
  const points = planes.values.length / planes.outputs;
  return planesTable(info, planes, (i) => [low + ((high - low) * i) / (points - 1)]);
}

/** A row for each sample: what is true and what the network says, target by target. */
export function pairsTable(
  info: SessionInfo,
  targets: ArrayLike<number>,
  predicted: ArrayLike<number>,
): string {
  const { header, row } = pairs(info, targets, predicted);
  const rows = Array.from({ length: predicted.length / info.outputs }, (_, i) => row(i));
  return csvText(header, rows);
}

/** The same behind the sample's number in the data set and its raw inputs; of images without them. */
export function predictionsTable(
  info: SessionInfo,
  { count, index, inputs, targets }: Samples,
  predicted: ArrayLike<number>,
): string {
  const { header, row } = pairs(info, targets, predicted);
  const names = info.inputs.image ? [] : info.inputs.names;
  const rows = Array.from({ length: count }, (_, i): Cell[] => [
    index[i] ?? null,
    ...names.map((_, k) => inputs[i * names.length + k] ?? null),
    ...row(i),
  ]);
  return csvText(['sample', ...names, ...header], rows);
}

function pairs(
  info: SessionInfo,
  targets: ArrayLike<number>,
  predicted: ArrayLike<number>,
): { readonly header: readonly string[]; readonly row: (i: number) => readonly Cell[] } {
  const { outputs } = info;
  const width = (targets.length * outputs) / predicted.length; // a class is one index
  const names = outputNames(info);
  const truths = width === 1 && outputs > 1 ? ['true class'] : names.map((name) => `true ${name}`);
  return {
    header: [...truths, ...names.map((name) => `predicted ${name}`)],
    row: (i) => [
      ...Array.from({ length: width }, (_, k) => targets[i * width + k] ?? null),
      ...names.map((_, k) => predicted[i * outputs + k] ?? null),
    ],
  };
}

/** A row for each weight and bias, layer by layer. */
export function parametersTable(info: SessionInfo, theta: ArrayLike<number>): string {
  const rows: Cell[][] = [];
  let next = 0;
  info.layers.forEach(({ inputs, units, bias }, layer) => {
    for (let unit = 0; unit < units; ++unit) {
      for (let input = 0; input < inputs; ++input) {
        rows.push([layer + 1, unit + 1, String(input + 1), theta[next++] ?? null]);
      }
    }
    for (let unit = 0; bias && unit < units; ++unit) {
      rows.push([layer + 1, unit + 1, 'bias', theta[next++] ?? null]);
    }
  });
  return csvText(['layer', 'unit', 'input', 'value'], rows);
}

/** A row for each true class, a column for each that the network says. */
export function confusionTable(names: readonly string[], { classes, counts }: Confusion): string {
  const rows = Array.from({ length: classes }, (_, row) => [
    names[row] ?? String(row),
    ...counts.subarray(row * classes, (row + 1) * classes),
  ]);
  return csvText(['true class', ...names], rows);
}

function planesTable(
  info: SessionInfo,
  { values, outputs }: Planes,
  inputs: (point: number) => readonly number[],
): string {
  const points = values.length / outputs;
  const rows = Array.from({ length: points }, (_, i) => [
    ...inputs(i),
    ...Array.from({ length: outputs }, (_, k) => values[k * points + i] ?? null),
  ]);
  return csvText([...info.inputs.names, ...outputNames(info)], rows);
}

/** One name for each output; one output that tells two classes apart is the second one's. */
function outputNames({ task, outputs }: SessionInfo): readonly string[] {
  const { names, kind } = task;
  if (names.length === outputs) return kind === 'classes' ? names.map((n) => `class ${n}`) : names;
  return Array.from({ length: outputs }, (_, k) => (outputs === 1 ? 'output' : `output ${k + 1}`));
}
