/**
 * Runs as JSON text, for storage and export, and back. What is read may have been written by another
 * version or by anybody, so everything in it is looked at before any of it is used; what the Spec
 * says, the core judges.
 */
import type { HistoryRows } from '../engine/history';
import { parts, type Metrics, type PartMetrics } from '../engine/model';
import { fromBase64, toBase64 } from './bytes';
import { isList, isObject, keysOf, outline, type Json, type JsonObject } from './json';
import { depthLimit, textLimit } from './link';
import { metricNames, runStatuses, type Run, type RunOrigin } from './run_record';
import { asSpec } from './spec';

const version = 1;
/** Of the text: browsers give about five million characters to a site. */
const longest = 12_000_000;
const most = { runs: 200, rows: 4000, name: 200, snapshot: 8_000_000 };
/** Digits of a curve that nobody sees more of. */
const digits = 6;

export interface WriteOptions {
  /** Whether the last states come along. */
  readonly snapshots: boolean;
  /** Rows of a curve at most. */
  readonly rows: number;
}

export function writeRuns(runs: readonly Run[], options: WriteOptions): string {
  return JSON.stringify({
    fallLineRuns: version,
    runs: runs.map((run) => ({
      ...run,
      curve: curveJson(run.curve, options.rows),
      snapshot: options.snapshots && run.snapshot ? toBase64(run.snapshot) : null,
    })),
  });
}

/** What is told of a run outside of the list. */
export type ExportedRun = Omit<Run, 'id' | 'look' | 'snapshot' | 'pinned' | 'shown'>;

/** A run as a person or a program reads it: Spec, summary, history. */
export function exportJson(run: ExportedRun): Json {
  const { name, spec, origin, status, epochs, steps, seconds, parameters } = run;
  const { fingerprint, engine, tweaked, train, validation, test } = run;
  return JSON.parse(
    JSON.stringify({
      name,
      spec,
      origin,
      tweaked,
      summary: {
        ...{ status, epochs, steps, seconds, parameters, fingerprint, engine },
        ...{ train, validation, test },
      },
      history: curveJson(run.curve, Infinity, 17),
    }),
  ) as Json;
}

function curveJson({ steps, passes, columns }: HistoryRows, rows: number, exact = digits): Json {
  const last = steps.length - 1;
  const count = Math.min(rows, steps.length);
  const taken = Array.from({ length: count }, (_, i) =>
    count === steps.length ? i : Math.round((i * last) / (count - 1)),
  );
  const list = (values: Float64Array): Json =>
    taken.map((row) => {
      const value = values[row] ?? NaN;
      if (!Number.isFinite(value)) return null;
      return exact >= 17 ? value : Number(value.toPrecision(exact));
    });
  return {
    steps: taken.map((row) => steps[row] ?? 0),
    passes: list(passes),
    columns: columns.map(({ part, metric, values }) => ({ part, metric, values: list(values) })),
  };
}

/** The runs of a text; null where it is none that was written here, or is damaged. */
export function readRuns(text: string): readonly Run[] | null {
  if (text.length > longest) return null;
  const json = parse(text);
  if (json?.['fallLineRuns'] !== version || Object.keys(json).length !== 2) return null;
  const list = json['runs'];
  if (!isList(list) || list.length > most.runs) return null;
  const runs: Run[] = [];
  for (const item of list) {
    const run = runOf(item);
    if (!run || runs.some(({ id }) => id === run.id)) return null;
    runs.push(run);
  }
  return runs;
}

function parse(text: string): JsonObject | null {
  const { depth, keys } = outline(text);
  if (depth > depthLimit + 4) return null;
  try {
    const json = JSON.parse(text) as Json;
    // JSON.parse takes the last of two equal keys in silence.
    return isObject(json) && keysOf(json) === keys ? json : null;
  } catch {
    return null;
  }
}

/** Every key of a run with its check; a missing or a foreign one makes the run none. */
const checks: { readonly [K in keyof Run]: (value: Json) => Run[K] | undefined } = {
  id: (value) => whole(value, 1),
  name: (value) => shortText(value),
  look: (value) => whole(value, 0),
  spec: (value) =>
    isObject(value) && JSON.stringify(value).length <= textLimit ? asSpec(value) : undefined,
  origin: (value) => (value === null ? null : originOf(value)),
  status: (value) => runStatuses.find((status) => status === value),
  epochs: (value) => whole(value, 0),
  steps: (value) => whole(value, 1),
  seconds: (value) => (isNumber(value) && value >= 0 ? value : undefined),
  parameters: (value) => whole(value, 1),
  fingerprint: (value) =>
    typeof value === 'string' && /^[0-9a-f]{16}$/.test(value) ? value : undefined,
  engine: (value) => shortText(value),
  tweaked: (value) => flag(value),
  curve: (value) => curveOf(value),
  snapshot: (value) => (value === null ? null : bytesOf(value)),
  pinned: (value) => flag(value),
  shown: (value) => flag(value),
  train: (value) => metricsOf(value),
  validation: (value) => metricsOf(value),
  test: (value) => metricsOf(value),
};

function runOf(value: Json): Run | null {
  if (!isObject(value)) return null;
  const names = Object.keys(checks) as (keyof Run)[];
  if (Object.keys(value).length !== names.length) return null;
  const run: Partial<Record<keyof Run, unknown>> = {};
  for (const name of names) {
    const given = Object.hasOwn(value, name) ? value[name] : undefined;
    const checked = given === undefined ? undefined : checks[name](given);
    if (checked === undefined) return null;
    run[name] = checked;
  }
  return run as Run; // every key has passed its own check
}

function isNumber(value: Json | undefined): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function whole(value: Json, least: number): number | undefined {
  return isNumber(value) && Number.isSafeInteger(value) && value >= least ? value : undefined;
}

function flag(value: Json): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined;
}

function shortText(value: Json): string | undefined {
  return typeof value === 'string' && value !== '' && value.length <= most.name ? value : undefined;
}

function originOf(value: Json): RunOrigin | undefined {
  if (!isObject(value) || Object.keys(value).length !== 3) return undefined;
  const { name = null, step = null, passes } = value;
  const [called, at] = [shortText(name), whole(step, 0)];
  if (called === undefined || at === undefined || !isNumber(passes)) return undefined;
  return { name: called, step: at, passes };
}

function metricsOf(value: Json): PartMetrics['train'] | undefined {
  if (value === null) return null;
  if (!isObject(value)) return undefined;
  for (const [name, number] of Object.entries(value)) {
    if (!metricNames.some((metric) => metric === name)) return undefined;
    if (number !== null && !isNumber(number)) return undefined;
  }
  // JSON has no NaN: what was none is null, and shown as none.
  const numbers = Object.entries(value).map(([name, number]) => [name, number ?? NaN]);
  const metrics = Object.fromEntries(numbers) as Partial<Metrics>;
  return metrics.loss === undefined ? undefined : (metrics as Metrics);
}

function bytesOf(value: Json): Uint8Array | undefined {
  if (typeof value !== 'string' || value.length > most.snapshot) return undefined;
  try {
    return fromBase64(value);
  } catch {
    return undefined;
  }
}

function curveOf(value: Json): HistoryRows | undefined {
  if (!isObject(value) || Object.keys(value).length !== 3) return undefined;
  const { steps: stepList, passes: passList, columns } = value;
  const steps = numbersOf(stepList);
  const passes = numbersOf(passList, steps?.length);
  if (!steps || !passes || !isList(columns) || steps.length > most.rows) return undefined;
  if (!isAscending(steps) || passes.some(Number.isNaN)) return undefined;
  const all: HistoryRows['columns'][number][] = [];
  for (const column of columns) {
    if (!isObject(column) || Object.keys(column).length !== 3) return undefined;
    const part = parts.find((one) => one === column['part']);
    const metric = metricNames.find((one) => one === column['metric']);
    const values = numbersOf(column['values'], steps.length);
    if (!part || !metric || !values) return undefined;
    if (all.some((one) => one.part === part && one.metric === metric)) return undefined;
    all.push({ part, metric, values });
  }
  return { steps, passes, columns: all };
}

function numbersOf(value: Json | undefined, length?: number): Float64Array | undefined {
  if (!isList(value) || (length !== undefined && value.length !== length)) return undefined;
  const isList_ = value.every((item) => item === null || isNumber(item));
  return isList_ ? Float64Array.from(value, (item) => (isNumber(item) ? item : NaN)) : undefined;
}

function isAscending(values: Float64Array): boolean {
  return values.every((value, i) => value >= 0 && (i === 0 || value > (values[i - 1] ?? 0)));
}
