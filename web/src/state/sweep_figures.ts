/** What the runs of a sweep come to: cells, their means, the best of them; fronts of networks. */
import type { Metrics, Part } from '../engine/model';
import type { Expansion } from '../engine/sweep_types';
import { parts } from '../engine/model';
import { repeatsOf, type SweepRun } from './sweep';

/** "test.mse", "train.loss", …, or a figure of the run: "best", "epochs". */
export type MetricId = string;

const names: readonly (keyof Metrics)[] = ['loss', 'mse', 'r2', 'accuracy', 'cross-entropy'];

/** The metrics that any of the runs has; those of the test part first, as that is what counts. */
export function metricsOf(runs: readonly SweepRun[]): readonly MetricId[] {
  const order: readonly Part[] = ['test', 'validation', 'train'];
  const { summary } = runs.find((run) => run.summary !== null) ?? { summary: null };
  if (!summary) return [];
  const ofParts = order.flatMap((part) =>
    names.filter((name) => summary[part]?.[name] !== undefined).map((name) => `${part}.${name}`),
  );
  return [...ofParts, 'best', 'epochs'];
}

export function partOf(metric: MetricId): Part | null {
  const [part] = metric.split('.');
  return parts.find((known) => known === part) ?? null;
}

export function nameOf(metric: MetricId): keyof Metrics {
  return names.find((name) => metric.endsWith(`.${name}`)) ?? 'loss';
}

export function isHigherBetter(metric: MetricId): boolean {
  return metric.endsWith('.r2') || metric.endsWith('.accuracy');
}

/** The figure of a run; null where it has none, as before its end. */
export function figureOf({ summary }: SweepRun, metric: MetricId): number | null {
  if (!summary) return null;
  if (metric === 'best') return summary.best?.loss ?? null;
  if (metric === 'epochs') return summary.epochs;
  const part = partOf(metric);
  const value = part ? summary[part]?.[nameOf(metric)] : undefined;
  return value === undefined || !Number.isFinite(value) ? null : value;
}

/** One combination of values, with all its repeats. */
export interface SweepCell {
  readonly index: number;
  readonly values: readonly number[];
  readonly runs: readonly SweepRun[];
  /** Of the runs that ended well; null where none did. */
  readonly mean: number | null;
  /** Standard deviation over them (divisor n − 1); null for fewer than two. */
  readonly deviation: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly diverged: number;
  readonly failed: number;
  readonly ended: number;
  readonly training: boolean;
}

export function cellsOf(
  expansion: Expansion,
  runs: readonly SweepRun[],
  metric: MetricId,
): readonly SweepCell[] {
  const repeats = repeatsOf(expansion);
  return Array.from({ length: Math.ceil(runs.length / repeats) }, (_, index) =>
    cellOf(index, runs.slice(index * repeats, (index + 1) * repeats), metric),
  );
}

function cellOf(index: number, runs: readonly SweepRun[], metric: MetricId): SweepCell {
  const good = runs.filter(({ status }) => status !== 'diverged' && status !== 'failed');
  const figures = good.flatMap((run) => figureOf(run, metric) ?? []);
  const n = figures.length;
  const mean = n === 0 ? null : figures.reduce((sum, x) => sum + x, 0) / n;
  const squares = figures.reduce((sum, x) => sum + (x - (mean ?? 0)) ** 2, 0);
  const count = (status: SweepRun['status']): number =>
    runs.filter((run) => run.status === status).length;
  return {
    index,
    values: runs[0]?.values ?? [],
    runs,
    mean,
    deviation: n < 2 ? null : Math.sqrt(squares / (n - 1)),
    low: n === 0 ? null : Math.min(...figures),
    high: n === 0 ? null : Math.max(...figures),
    diverged: count('diverged'),
    failed: count('failed'),
    ended: runs.length - count('waiting') - count('training'),
    training: count('training') > 0,
  };
}

/** The cell with the best mean among those that are complete and whose runs all ended well. */
export function bestCell(cells: readonly SweepCell[], metric: MetricId): SweepCell | null {
  const sign = isHigherBetter(metric) ? -1 : 1;
  let best: SweepCell | null = null;
  for (const cell of cells) {
    const { mean, diverged, failed, ended, runs } = cell;
    if (mean === null || diverged + failed > 0 || ended < runs.length) continue;
    if (!best || sign * mean < sign * (best.mean ?? 0)) best = cell;
  }
  return best;
}

/** Runs from best to worst; those without a figure come last, in their order. */
export function ranked(runs: readonly SweepRun[], metric: MetricId): readonly SweepRun[] {
  const sign = isHigherBetter(metric) ? -1 : 1;
  const rank = (run: SweepRun): number => {
    const figure = run.status === 'diverged' ? null : figureOf(run, metric);
    return figure === null ? Infinity : sign * figure;
  };
  return [...runs].sort((a, b) => {
    const [x, y] = [rank(a), rank(b)];
    return x === y ? a.index - b.index : x - y;
  });
}

/** Runs that no other one beats with as many parameters or fewer; by parameters, ascending. */
export function paretoFront(runs: readonly SweepRun[], metric: MetricId): readonly SweepRun[] {
  const sign = isHigherBetter(metric) ? -1 : 1;
  const known = runs.flatMap((run) => {
    const figure = run.status === 'diverged' ? null : figureOf(run, metric);
    return figure === null
      ? []
      : [{ run, figure: sign * figure, size: run.summary?.parameters ?? 0 }];
  });
  known.sort((a, b) => a.size - b.size || a.figure - b.figure);
  const front: SweepRun[] = [];
  let least = Infinity;
  for (const { run, figure } of known) {
    if (figure >= least) continue;
    front.push(run);
    least = figure;
  }
  return front;
}

/** Of what the best constant has, a network that has learned something is below this share. */
const left = 0.95;

/** Whether the training part is fitted hardly better than by a constant; null where not known. */
export function isStuck({ summary, info, status }: SweepRun): boolean | null {
  const constant = info?.meanPredictor.train;
  const train = summary?.train;
  if (!constant || !train || status === 'diverged') return null;
  const name = constant.mse === undefined ? 'cross-entropy' : 'mse';
  const [reached, reference] = [train[name], constant[name]];
  if (reached === undefined || reference === undefined) return null;
  return reached >= left * reference;
}
