// What was measured, step by step, in columns that a plot can take as they are.
//
// Memory is bounded: when the rows are full, half of them go. Those that stay are spread evenly
// over the steps for one half and over their logarithms for the other, so that curves on both kinds
// of axes keep their shape; the first and the last row always stay.
import { type Metrics, type Part, type Progress, parts } from './model';

export type MetricName = keyof Metrics;
const metricNames = [
  'loss',
  'penalty',
  'mse',
  'r2',
  'accuracy',
  'cross-entropy',
] as const satisfies readonly MetricName[];

/** What is known of the method and its cost at a row, beside the metrics. */
export const figureNames = [
  'evaluations',
  'seconds',
  'gradientNorm',
  'stepNorm',
  'rate',
  'damping',
  'gainRatio',
  'rejections',
  'accepted',
  'condition',
  'cosine',
  'nonDescent',
  'largestDz',
] as const;
export type FigureName = (typeof figureNames)[number];

/** Rows at most, unless said otherwise. */
const capacity = 4000;

/** A history as plain data. */
export interface HistoryRows {
  readonly steps: Float64Array;
  readonly passes: Float64Array;
  readonly columns: readonly {
    readonly part: Part;
    readonly metric: MetricName;
    readonly values: Float64Array;
  }[];
}

export class History {
  readonly #capacity: number;
  readonly #steps: Float64Array;
  readonly #passes: Float64Array;
  readonly #columns = new Map<string, Float64Array>();
  #length = 0;
  #revision = 0;

  constructor(most = capacity) {
    this.#capacity = Math.max(most, 8);
    this.#steps = new Float64Array(this.#capacity);
    this.#passes = new Float64Array(this.#capacity);
  }

  get length(): number {
    return this.#length;
  }

  /** Another number after every change. */
  get revision(): number {
    return this.#revision;
  }

  /** The step of each row, ascending. A view: valid until the next change. */
  get steps(): Float64Array {
    return this.#steps.subarray(0, this.#length);
  }

  /** Passes through the training part of each row, fractions included. */
  get passes(): Float64Array {
    return this.#passes.subarray(0, this.#length);
  }

  /** A metric of a part, NaN where it was not measured; null when it never was. */
  column(part: Part, metric: MetricName): Float64Array | null {
    return this.#columns.get(keyOf(part, metric))?.subarray(0, this.#length) ?? null;
  }

  /** A figure of the method at each row, NaN where it is not known; null when it never was. */
  figure(name: FigureName): Float64Array | null {
    return this.#columns.get(name)?.subarray(0, this.#length) ?? null;
  }

  /** The columns of metrics that there are. */
  available(): { readonly part: Part; readonly metric: MetricName }[] {
    return parts.flatMap((part) =>
      metricNames
        .filter((metric) => this.#columns.has(keyOf(part, metric)))
        .map((metric) => ({ part, metric })),
    );
  }

  /**
   * Adds the metrics of a report as a row. Those of a step that is there already replace it; those
   * of an earlier one are known and left out. True when something changed.
   */
  add(progress: Progress): boolean {
    const { evaluatedStep: step, evaluatedPasses } = progress;
    const last = this.#length === 0 ? -1 : (this.#steps[this.#length - 1] ?? -1);
    if (step < 0 || step < last) return false;
    const isNew = step > last;
    if (isNew) {
      if (this.#length === this.#capacity) this.#thin();
      this.#length += 1;
    }
    const row = this.#length - 1;
    this.#steps[row] = step;
    this.#passes[row] = evaluatedPasses;
    for (const part of parts) {
      for (const metric of metricNames) {
        this.#set(keyOf(part, metric), row, progress[part]?.[metric]);
      }
    }
    for (const name of figureNames) {
      const value = figureOf(progress, name);
      // A report of the same metrics after more steps brings no figures: the former ones hold.
      if (isNew || value !== undefined) this.#set(name, row, value);
    }
    this.#revision += 1;
    return true;
  }

  /** Forgets what lies after a step: training goes on from there. */
  truncate(step: number): void {
    while (this.#length > 0 && (this.#steps[this.#length - 1] ?? 0) > step) this.#length -= 1;
    this.#revision += 1;
  }

  /** The rows of another history instead of its own. */
  fill(rows: HistoryRows): void {
    this.clear();
    const { steps, passes, columns } = rows;
    const stay = steps.length > this.#capacity ? rowsToKeep(steps, this.#capacity) : null;
    const take = (values: Float64Array): Float64Array =>
      stay === null ? values : Float64Array.from(stay, (row) => values[row] ?? NaN);
    this.#steps.set(take(steps));
    this.#passes.set(take(passes));
    for (const { part, metric, values } of columns) {
      const column = new Float64Array(this.#capacity).fill(NaN);
      column.set(take(values));
      this.#columns.set(keyOf(part, metric), column);
    }
    this.#length = stay?.length ?? steps.length;
  }

  clear(): void {
    this.#length = 0;
    this.#columns.clear();
    this.#revision += 1;
  }

  #set(key: string, row: number, value: number | null | undefined): void {
    let column = this.#columns.get(key);
    if (!column) {
      if (value === undefined) return;
      column = new Float64Array(this.#capacity).fill(NaN);
      this.#columns.set(key, column);
    }
    column[row] = value ?? NaN;
  }

  #thin(): void {
    const stay = rowsToKeep(this.steps, this.#capacity >> 1);
    for (const column of [this.#steps, this.#passes, ...this.#columns.values()]) {
      stay.forEach((from, to) => {
        column[to] = column[from] ?? NaN;
      });
    }
    this.#length = stay.length;
  }
}

function keyOf(part: Part, metric: MetricName): string {
  return `${part} ${metric}`;
}

/** Metrics may be of an earlier step than the rest of the report: then its figures are not theirs. */
function figureOf(progress: Progress, name: FigureName): number | undefined {
  if (progress.step !== progress.evaluatedStep) return undefined;
  if (name === 'evaluations' || name === 'seconds') return progress[name];
  return progress.optimizer?.[name];
}

/** At most `most` rows, ascending: spread evenly over the steps and over their logarithms. */
function rowsToKeep(steps: Float64Array, most: number): number[] {
  const first = steps[0] ?? 0;
  const last = steps.at(-1) ?? 0;
  const stay = new Set([0, steps.length - 1]);
  const half = (most >> 1) - 1;
  for (let i = 0; i < half; i++) {
    const share = i / half;
    stay.add(nearest(steps, first + share * (last - first)));
    stay.add(nearest(steps, first + Math.expm1(share * Math.log1p(last - first))));
  }
  return [...stay].sort((a, b) => a - b);
}

/** The row whose step is nearest to this one; steps ascend. */
function nearest(steps: Float64Array, step: number): number {
  let low = 0;
  let high = steps.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((steps[middle] ?? 0) < step) low = middle + 1;
    else high = middle;
  }
  const above = (steps[low] ?? 0) - step;
  const below = step - (steps[low - 1] ?? -Infinity);
  return below < above ? low - 1 : low;
}
