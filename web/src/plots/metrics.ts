/** What the curves show: metrics as they were measured, what follows from them, and baselines. */
import {
  parts,
  type Metrics,
  type NamedBaseline,
  type Part,
  type SessionInfo,
  type Spec,
} from '../engine/model';
import { readingOf } from './outputs';

export type MetricName = keyof Metrics;
/** `hard-error`: the sum of squared errors of predictions that are rounded to −1 or 1. */
export type CurveMetric = MetricName | 'hard-error';

/** The part of a history that is drawn here. */
export interface Curves {
  readonly length: number;
  readonly steps: Float64Array;
  readonly passes: Float64Array;
  column(part: Part, metric: MetricName): Float64Array | null;
}

export interface Series {
  readonly part: Part;
  /** A row of the history each; NaN where it was not measured. */
  readonly values: Float64Array;
}

/** What a model that has learned nothing reaches, or what none can go below. */
export interface Baseline {
  readonly kind: 'mean' | 'noise' | 'model';
  /** Of a model. */
  readonly name?: string;
  readonly part: Part | null;
  readonly value: number;
}

const all: readonly CurveMetric[] = [
  'loss',
  'cross-entropy',
  'mse',
  'r2',
  'accuracy',
  'hard-error',
  'penalty',
];

/** Each wrong one of n predictions is off by 2, which is 4 when squared. */
export function hardError(accuracy: number, samples: number): number {
  return 4 * Math.round(samples * (1 - accuracy)); // rounded: a count of mistakes is whole
}

/** Whether the targets are −1 and 1, so that predictions can be rounded to them. */
export function isSigned(info: SessionInfo, settings: Spec): boolean {
  const { kind, names } = info.task;
  if (kind !== 'classes' || names.length !== 2 || info.outputs !== 1) return false;
  const reading = readingOf(info, settings);
  return reading.kind === 'sides' && reading.low === -1;
}

/** The metrics that have a curve. */
export function metricsOf(
  curves: Curves,
  info: SessionInfo | null,
  settings: Spec,
): readonly CurveMetric[] {
  return all.filter((metric) => {
    if (metric !== 'hard-error') return seriesOf(curves, metric, info).length > 0;
    return info !== null && isSigned(info, settings) && metricIsThere(curves, 'accuracy');
  });
}

/** One series for each part with that metric. */
export function seriesOf(
  curves: Curves,
  metric: CurveMetric,
  info: SessionInfo | null,
): readonly Series[] {
  return parts.flatMap((part) => {
    const values = curves.column(part, metric === 'hard-error' ? 'accuracy' : metric);
    if (!values) return [];
    if (metric !== 'hard-error') return [{ part, values }];
    const samples = info?.samples[part] ?? 0;
    return [{ part, values: values.map((accuracy) => hardError(accuracy, samples)) }];
  });
}

/** The best constant on the test part, or on the training part without one; the noise in y. */
export function baselinesOf(
  metric: CurveMetric,
  info: SessionInfo | null,
  settings: Spec,
): readonly Baseline[] {
  if (!info) return [];
  const baselines: Baseline[] = [];
  const part = info.meanPredictor.test ? 'test' : 'train';
  const constant = info.meanPredictor[part];
  const value =
    metric !== 'hard-error'
      ? constant?.[metric]
      : constant?.accuracy === undefined
        ? undefined
        : hardError(constant.accuracy, info.samples[part]);
  if (value !== undefined && metric !== 'penalty') baselines.push({ kind: 'mean', part, value });
  const loss = typeof settings.loss === 'string' ? settings.loss : settings.loss?.id;
  const isSquared = metric === 'mse' || (metric === 'loss' && loss === 'mse');
  if (isSquared && info.noiseVariance !== null && info.noiseVariance > 0) {
    baselines.push({ kind: 'noise', part: null, value: info.noiseVariance });
  }
  return baselines;
}

/** What simple models reach on the test part, or on the training part without one. */
export function modelLines(
  metric: CurveMetric,
  models: readonly NamedBaseline[],
  info: SessionInfo | null,
): readonly Baseline[] {
  return models.flatMap(({ name, metrics }) => {
    const part = metrics.test ? 'test' : 'train';
    const own = metrics[part];
    const accuracy = own?.accuracy;
    const value =
      metric !== 'hard-error'
        ? own?.[metric]
        : accuracy === undefined
          ? undefined
          : hardError(accuracy, info?.samples[part] ?? 0);
    return value === undefined || metric === 'penalty'
      ? []
      : [{ kind: 'model' as const, name, part, value }];
  });
}

/** The row whose x is nearest; x ascends. −1 when there is none. */
export function nearestRow(x: ArrayLike<number>, value: number): number {
  if (x.length === 0) return -1;
  let low = 0;
  let high = x.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((x[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  const above = (x[low] ?? 0) - value;
  const below = value - (x[low - 1] ?? -Infinity);
  return below < above ? low - 1 : low;
}

function metricIsThere(curves: Curves, metric: MetricName): boolean {
  return parts.some((part) => curves.column(part, metric) !== null);
}
