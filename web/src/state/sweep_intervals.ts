/** What the repeats of a sweep's cells say: intervals of every figure, bias and variance. */
import type { Decomposition, Distribution, Expansion } from '../engine/sweep_types';
import { problemOf, type OwnEngine, type SessionFace } from './engine_face';
import { repeatsOf, type SweepRun } from './sweep';
import { figureOf, metricsOf, type MetricId } from './sweep_figures';

export interface CellIntervals {
  /** By metric: its value in every run that ended well, or on every sample of the test part. */
  readonly values: Readonly<Record<MetricId, Float64Array>>;
  readonly figures: Readonly<Record<MetricId, Distribution>>;
  /** Of the mean squared error on the test part, over runs; null for anything else. */
  readonly decomposition: Decomposition | null;
}

/** Whether cells of a sweep have something to be told of their repeats. */
export function hasIntervals(expansion: Expansion): boolean {
  return repeatsOf(expansion) > 1 || expansion.testResamples > 0;
}

/** What is asked of the lab for the runs of a cell. */
export function valuesOf(runs: readonly SweepRun[]): Readonly<Record<MetricId, Float64Array>> {
  const good = runs.filter(({ status, summary }) => status !== 'diverged' && summary !== null);
  const values = new Map<MetricId, Float64Array>();
  for (const metric of metricsOf(good)) {
    values.set(metric, Float64Array.from(good.flatMap((run) => figureOf(run, metric) ?? [])));
  }
  for (const { outcome } of good) {
    for (const [name, drawn] of Object.entries(outcome?.drawn ?? {})) {
      values.set(`test.${name}`, drawn);
    }
  }
  return Object.fromEntries(values);
}

/**
 * One predictor after the other, and the targets; both empty where they are not known, or not the
 * same for all: seeds may draw other data.
 */
export function predictionsOf(runs: readonly SweepRun[]): {
  readonly targets: Float64Array;
  readonly predictions: Float64Array;
} {
  const outcomes = runs.flatMap(({ outcome, status }) =>
    outcome && status !== 'diverged' ? [outcome] : [],
  );
  const targets = outcomes[0]?.targets ?? new Float64Array(0);
  const alike = outcomes.every((one) => one.targets.every((y, i) => y === targets[i]));
  if (!alike || targets.length === 0) {
    return { targets: new Float64Array(0), predictions: new Float64Array(0) };
  }
  const predictions = new Float64Array(targets.length * outcomes.length);
  outcomes.forEach(({ values }, i) => predictions.set(values, i * targets.length));
  return { targets, predictions };
}

/**
 * Asks an engine of the lab, once for each state of a cell. The figures are the core's, so that
 * they are those of the command line.
 */
export class Intervals {
  private session: Promise<SessionFace> | null = null;
  private readonly known = new Map<number, { ended: number; intervals: CellIntervals }>();
  private readonly asked = new Set<string>();
  /** Why there are none. */
  problem = '';

  constructor(
    private readonly engine: () => Promise<OwnEngine>,
    private readonly changed: () => void,
  ) {}

  /** Forgets all: another sweep begins. */
  clear(): void {
    this.known.clear();
    this.asked.clear();
    this.problem = '';
  }

  /** Of a cell whose runs have all ended; null until they are known. */
  of(cell: number, runs: readonly SweepRun[], level: number): CellIntervals | null {
    const ended = runs.filter(({ summary }) => summary !== null).length;
    const known = this.known.get(cell);
    const isOver = runs.every(({ status }) => status !== 'waiting' && status !== 'training');
    if (isOver && ended > 0 && known?.ended !== ended && !this.asked.has(`${cell} ${ended}`)) {
      this.asked.add(`${cell} ${ended}`);
      void this.ask(cell, runs, level, ended);
    }
    return known?.intervals ?? null;
  }

  private async ask(
    cell: number,
    runs: readonly SweepRun[],
    level: number,
    ended: number,
  ): Promise<void> {
    try {
      // A task needs a session, though this one is of none: the smallest will do.
      this.session ??= this.engine().then((engine) =>
        engine.session({ data: { source: 'three-points' } }),
      );
      const values = valuesOf(runs);
      const session = await this.session;
      const of = { level, values, ...predictionsOf(runs) };
      this.known.set(cell, {
        ended,
        intervals: { values, ...(await session.lab('distributions', of)) },
      });
    } catch (thrown) {
      this.session = null; // the next one may try again
      this.problem = problemOf(thrown).message;
    }
    this.changed();
  }
}
