/** A run as the list keeps it: what it was made of, how it went, and where it stood last. */
import type { HistoryRows, MetricName } from '../engine/history';
import { parts, type PartMetrics, type Progress, type Spec } from '../engine/model';
import type { Curves } from './state';

/** `paused`: it could have gone on, but something else was begun. */
export const runStatuses = ['paused', 'converged', 'stopped', 'stalled', 'diverged'] as const;
export type RunStatus = (typeof runStatuses)[number];

export const metricNames = [
  'loss',
  'penalty',
  'mse',
  'r2',
  'accuracy',
  'cross-entropy',
] as const satisfies readonly MetricName[];

/** Where it left another run. */
export interface RunOrigin {
  readonly name: string;
  readonly step: number;
  readonly passes: number;
}

export interface Run extends PartMetrics {
  readonly id: number;
  readonly name: string;
  /** Which colour and which dash: a number that no other run of the list has while there are few. */
  readonly look: number;
  /** Live changes included. */
  readonly spec: Spec;
  readonly origin: RunOrigin | null;
  readonly status: RunStatus;
  readonly epochs: number;
  readonly steps: number;
  readonly seconds: number;
  readonly parameters: number;
  /** Of the parameters at the last step. */
  readonly fingerprint: string;
  /** The engine that trained it. */
  readonly engine: string;
  /** Whether weights or units were changed by hand, which no Spec holds. */
  readonly tweaked: boolean;
  readonly curve: HistoryRows;
  /** Where it stood last; null where that was too much to keep. */
  readonly snapshot: Uint8Array | null;
  /** Pinned runs do not leave the list for newer ones. */
  readonly pinned: boolean;
  /** Whether it is drawn over the curves of the present run. */
  readonly shown: boolean;
}

/** A run that is about to be replaced, or has come to its end. */
export interface Departing {
  readonly spec: Spec;
  readonly progress: Progress;
  readonly parameters: number;
  readonly fingerprint: string;
  readonly tweaked: boolean;
  /** Whether a person paused it, which says that it mattered. */
  readonly paused: boolean;
  readonly curve: HistoryRows;
  readonly snapshot: Uint8Array;
}

/** Rows of a curve in the list; the engine has up to 4000 of the run that trains. */
const mostRows = 1000;

/** A history as plain data of its own, thinned where it is long; the ends stay. */
export function rowsOf(curves: Curves, most = mostRows): HistoryRows {
  const rows = thinned(curves.length, most);
  const take = (values: Float64Array): Float64Array =>
    Float64Array.from(rows, (row) => values[row] ?? NaN);
  return {
    steps: take(curves.steps),
    passes: take(curves.passes),
    columns: parts.flatMap((part) =>
      metricNames.flatMap((metric) => {
        const values = curves.column(part, metric);
        return values ? [{ part, metric, values: take(values) }] : [];
      }),
    ),
  };
}

/** The same as curves, for whoever draws them. */
export function curvesOf({ steps, passes, columns }: HistoryRows): Curves {
  return {
    length: steps.length,
    steps,
    passes,
    column: (part, metric) =>
      columns.find((one) => one.part === part && one.metric === metric)?.values ?? null,
    figure: () => null, // a kept run has its metrics only
  };
}

function thinned(length: number, most: number): readonly number[] {
  if (length <= most) return Array.from({ length }, (_, row) => row);
  // The engine spreads its rows over steps and their logarithms; every so manieth keeps that.
  return Array.from({ length: most }, (_, i) => Math.round((i * (length - 1)) / (most - 1)));
}

/** What a run takes in memory, about. */
export function bytesOf({ curve, snapshot }: Run): number {
  return 8 * curve.steps.length * (2 + curve.columns.length) + (snapshot?.byteLength ?? 0) + 2000;
}
