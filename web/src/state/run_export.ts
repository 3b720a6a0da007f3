/** Runs as files for others: curves as CSV, one row a measurement; Spec, summary, history as JSON. */
import { parts } from '../engine/model';
import { exportJson } from './run_text';
import { metricNames, type Run } from './run_record';

export interface ExportedFile {
  readonly name: string;
  readonly type: string;
  readonly content: string;
}

/** The same with bytes that are no text. */
export interface ExportedBytes {
  readonly name: string;
  readonly type: string;
  readonly content: Uint8Array<ArrayBuffer>;
}

export type ExportFormat = 'csv' | 'json';

export function exportRuns(runs: readonly Run[], format: ExportFormat): ExportedFile {
  const [only] = runs;
  const stem = runs.length === 1 && only ? fileNameOf(only.name) : 'runs';
  const name = `fall-line-${stem}.${format}`;
  if (format === 'csv') return { name, type: 'text/csv', content: csvOf(runs) };
  const json = runs.length === 1 && only ? exportJson(only) : runs.map(exportJson);
  return { name, type: 'application/json', content: `${JSON.stringify(json, null, 2)}\n` };
}

/** All curves below each other, by run; a column for every metric that any of them has. */
export function csvOf(runs: readonly Pick<Run, 'name' | 'curve'>[]): string {
  const columns = parts.flatMap((part) =>
    metricNames
      .map((metric) => ({ part, metric }))
      .filter(({ metric }) =>
        runs.some(({ curve }) => columnOf(curve, part, metric) !== undefined),
      ),
  );
  const head = ['run', 'epoch', 'step', ...columns.map(({ part, metric }) => `${part} ${metric}`)];
  const lines = [head.map(cell).join(',')];
  for (const { name, curve } of runs) {
    const values = columns.map(({ part, metric }) => columnOf(curve, part, metric));
    for (let row = 0; row < curve.steps.length; ++row) {
      const numbers = [curve.passes, curve.steps, ...values].map((column) => column?.[row] ?? NaN);
      lines.push([cell(name), ...numbers.map((n) => (Number.isNaN(n) ? '' : String(n)))].join(','));
    }
  }
  return `${lines.join('\r\n')}\r\n`;
}

function columnOf(
  { columns }: Run['curve'],
  part: string,
  metric: string,
): Float64Array | undefined {
  return columns.find((one) => one.part === part && one.metric === metric)?.values;
}

/** RFC 4180; a name that a spreadsheet would take for a formula gets a space in front. */
function cell(content: string): string {
  const plain = /^[=+\-@]/.test(content) ? ` ${content}` : content;
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}

/** A name as a part of a file's name: letters, digits and dashes. */
export function fileNameOf(name: string): string {
  const plain = name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '');
  return plain === '' ? 'run' : plain.slice(0, 60);
}
