/** The run in the workbench as files for others: what each holds is said in docs/sharing.md. */
import { engineVersion } from './manifest';
import { tensorsOf } from './network_tensors';
import { csvOf, fileNameOf, type ExportedBytes, type ExportedFile } from './run_export';
import { exportJson, type ExportedRun } from './run_text';
import { encodeTensors, type Tensor } from './safetensors';
import type { Standing } from './standing';

/** The Spec alone: what `fall-line run` reads, and what a link holds. */
export function specFile({ spec }: Standing): ExportedFile {
  return json(`fall-line-${fileNameOf(spec.data.source)}.json`, JSON.stringify(spec, null, 2));
}

/** Spec, summary, history and parameters. */
export function runFile(standing: Standing): ExportedFile {
  const { info, parameters } = standing;
  const run = JSON.stringify(exportJson(runOf(standing)), null, 2);
  const tensors = tensorsOf(info.layers, parameters);
  const text = `${run.slice(0, -2)},\n  "parameters": ${parametersJson(tensors)}\n}`;
  return json(`${stemOf(standing)}.json`, text);
}

/** In the precision that was trained in; beside the numbers, what they belong to. */
export function tensorsFile(standing: Standing): ExportedBytes {
  const { info, parameters, spec, fingerprint, progress } = standing;
  const dtype = info.precision === 'float32' ? 'F32' : 'F64';
  const content = encodeTensors(tensorsOf(info.layers, parameters), dtype, {
    format: 'pt', // a weight is units × inputs, as in PyTorch
    engine: `fall-line ${engineVersion}`,
    spec: JSON.stringify(spec),
    step: String(progress.step),
    fingerprint,
  });
  return { name: `${stemOf(standing)}.safetensors`, type: 'application/octet-stream', content };
}

/** One row a measurement. */
export function curveFile(standing: Standing): ExportedFile {
  return {
    name: `${stemOf(standing)}-curve.csv`,
    type: 'text/csv',
    content: csvOf([runOf(standing)]),
  };
}

/** "fall-line-spiral-1200": the source and the step. */
export function stemOf({ spec, progress }: Standing): string {
  return `fall-line-${fileNameOf(spec.data.source)}-${progress.step}`;
}

function json(name: string, text: string): ExportedFile {
  return { name, type: 'application/json', content: `${text}\n` };
}

function runOf(standing: Standing): ExportedRun {
  const { spec, progress, info, fingerprint, tweaked, history } = standing;
  const { status, epoch, step, seconds, train, validation, test } = progress;
  return {
    name: spec.data.source,
    spec,
    origin: null,
    status: status === 'running' ? 'paused' : status,
    epochs: epoch,
    steps: step,
    seconds,
    parameters: info.parameters,
    fingerprint,
    engine: engineVersion,
    tweaked,
    curve: history,
    ...{ train, validation, test },
  };
}

/** By name, nested as the shape says. Numbers to the bit: JSON.stringify would lose the sign of −0. */
function parametersJson(tensors: readonly Tensor[]): string {
  const entries = tensors.map(({ name, shape, values }) => {
    const rows: string[] = [];
    const width = shape.at(-1) ?? 1;
    for (let row = 0; row * width < values.length; ++row) {
      const numbers = values.subarray(row * width, (row + 1) * width);
      rows.push(`[${Array.from(numbers, numberText).join(', ')}]`);
    }
    const text =
      shape.length === 1 ? (rows[0] ?? '[]') : `[\n      ${rows.join(',\n      ')}\n    ]`;
    return `    ${JSON.stringify(name)}: ${text}`;
  });
  return `{\n${entries.join(',\n')}\n  }`;
}

function numberText(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}
