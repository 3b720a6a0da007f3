/** The plot of one metric over the run: from the history to lines, baselines and marks. */
import type { Part } from '../engine/model';
import { domainOfX, domainOfY, type Line, type Mark, type Plot, type Rule } from './lines';
import type { Baseline, CurveMetric, Curves, Series } from './metrics';
import { runLines, type RunCurve } from './run_curves';
import type { Axis } from './zoom';
import type { Domain } from './scales';
import type { Palette } from './surface';

/** What x counts. */
export type Across = 'epochs' | 'steps';

export interface CurveSettings {
  readonly metric: CurveMetric;
  readonly across: Across;
  readonly logarithmic: { readonly x: boolean; readonly y: boolean };
  readonly hidden: ReadonlySet<Part>;
  /** What is zoomed into, in the units of x. */
  readonly range: Domain | null;
  /** The row that is read. */
  readonly row: number | null;
  /** Other runs, drawn thin over the present one. */
  readonly overlays: readonly RunCurve[];
  /** The moment that is looked at, in the units of x, and its name. */
  readonly moment: Mark | null;
}

/** Words for the drawing, from the caller: plots know none. */
export interface CurveWords {
  readonly x: string;
  /** In words, and in fewer words. */
  readonly baseline: (baseline: Baseline) => readonly string[];
  readonly best: string;
}

/** Below this R² only says "worse than the mean", and would squeeze the part that matters. */
export const lowestR2 = -1;

/** Training solid, validation dotted, test dashed: the same everywhere. */
export const dashes: Readonly<Record<Part, readonly number[]>> = {
  train: [],
  validation: [2, 4],
  test: [8, 5],
};

export function xOf(curves: Curves, across: Across): Float64Array {
  return across === 'epochs' ? curves.passes : curves.steps;
}

export function axisOf(
  curves: Curves,
  across: Across,
  logarithmic: boolean,
  overlays: readonly RunCurve[] = [],
): Axis {
  const own = domainOfX(xOf(curves, across), logarithmic);
  const ends = overlays.map((run) => xOf(run.curves, across).at(-1) ?? 0);
  return { whole: { ...own, high: Math.max(own.high, ...ends) }, logarithmic };
}

export function curvePlot(
  curves: Curves,
  series: readonly Series[],
  baselines: readonly Baseline[],
  bestEpoch: number | null,
  settings: CurveSettings,
  words: CurveWords,
  palette: Palette,
): Plot {
  const { metric, across, logarithmic, hidden, range, overlays, moment } = settings;
  const x = xOf(curves, across);
  const shown = series.filter(({ part }) => !hidden.has(part));
  const lines = shown.map(({ part, values }): Line => ({
    values,
    colour: palette[part],
    dash: dashes[part],
    width: part === 'validation' ? 2 : 1.7,
  }));
  const rules = baselines.map((baseline): Rule => ({
    value: baseline.value,
    labels: words.baseline(baseline),
    below: baseline.kind === 'noise',
  }));
  const others = runLines(overlays, metric, null, across, palette, 1);
  const domainX = range ?? axisOf(curves, across, logarithmic.x, overlays).whole;
  const also = range ? [] : rules.map(({ value }) => value); // zoomed in, the curves alone count
  const values = shown.map((one) => one.values);
  for (const line of others) also.push(...within(line, domainX));
  const y = domainOfY(x, values, domainX, logarithmic.y, also);
  const domain = { x: domainX, y: logarithmic.y ? y : bounded(metric, y) };
  const best = bestEpoch === null ? null : placeOf(curves, across, bestEpoch);
  return {
    x,
    lines: [...others, ...lines],
    rules,
    marks: [
      ...(best === null ? [] : [{ x: best, label: words.best }]),
      ...(moment ? [moment] : []),
    ],
    dots: [],
    names: { x: words.x, y: '' },
    domain,
    logarithmic,
    row: settings.row,
  };
}

/** The finite values of a line over a stretch of x. */
function within({ x, values }: Line, { low, high }: Domain): number[] {
  return [...values].filter((value, row) => {
    const at = x?.[row] ?? NaN;
    return Number.isFinite(value) && at >= low && at <= high;
  });
}

/** Shares end at 1, R² too, and neither hides what matters below it. */
function bounded(metric: CurveMetric, { low, high }: Domain): Domain {
  if (metric === 'r2') return { low: Math.max(lowestR2, Math.min(0, low)), high: 1 };
  if (metric === 'accuracy') return { low: Math.min(0.5, low), high: 1 };
  return { low, high };
}

/** Where an epoch lies on the axis. */
function placeOf({ passes, steps }: Curves, across: Across, epoch: number): number | null {
  if (across === 'epochs') return epoch;
  const row = passes.findIndex((value) => value >= epoch);
  const [p, s] = [passes[row], steps[row]];
  if (row < 0 || p === undefined || s === undefined) return null;
  return p > 0 ? (s * epoch) / p : s;
}
