/** What the runs of a sweep are as pictures: cells in rows, columns and facets. */
import type { Expansion } from '../engine/sweep_types';
import type { NetworkDot } from '../plots/network_scatter';
import type { CurveCell, SmallCurve } from '../plots/sweep_curves';
import type { CellPlace, MapCell, SweepPicture } from '../plots/sweep_map';
import { scaleOf } from '../plots/sweep_scale';
import type { SweepRun, SweepState } from '../state/sweep';
import {
  bestCell,
  cellsOf,
  figureOf,
  isStuck,
  nameOf,
  paretoFront,
  type MetricId,
  type SweepCell,
} from '../state/sweep_figures';
import { placeText } from '../text/places';
import { axisName, figureText, metricName, valueName } from './sweep_names';

const words = placeText.sweep;

/** Rows, columns and facets of an expansion; what there is no axis for has one value. */
export interface Shape {
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  readonly rowName: string;
  readonly columnName: string;
  readonly facets: readonly string[];
}

export function shapeOf({ axes }: Expansion): Shape {
  const names = axes.map(({ values }) => values.map((value) => valueName(value)));
  const title = (i: number): string => axisName(axes[i]?.path ?? '');
  if (axes.length < 2) {
    return {
      rows: [''],
      columns: names[0] ?? [''],
      rowName: '',
      columnName: axes.length === 1 ? title(0) : '',
      facets: [''],
    };
  }
  const facets = names[2]?.map((value) => words.value(title(2), value)) ?? [''];
  return {
    rows: names[0] ?? [],
    columns: names[1] ?? [],
    rowName: title(0),
    columnName: title(1),
    facets,
  };
}

/** The number of a cell in the core's order. */
export function cellIndex(shape: Shape, { facet, row, column }: CellPlace): number {
  return (row * shape.columns.length + column) * shape.facets.length + facet;
}

/** What a picture shows of every cell, facet by facet, row by row. */
function inFacets<T>(
  shape: Shape,
  make: (index: number) => T,
): readonly { readonly title: string; readonly cells: readonly T[] }[] {
  return shape.facets.map((title, facet) => ({
    title,
    cells: shape.rows.flatMap((_, row) =>
      shape.columns.map((__, column) => make(cellIndex(shape, { facet, row, column }))),
    ),
  }));
}

export function mapOf(
  expansion: Expansion,
  { runs }: Pick<SweepState, 'runs'>,
  metric: MetricId,
): SweepPicture {
  const shape = shapeOf(expansion);
  const cells = cellsOf(expansion, runs, metric);
  const best = bestCell(cells, metric);
  const values = cells.flatMap(({ mean }) => mean ?? []);
  return {
    ...shape,
    facets: inFacets(shape, (index) => mapCell(cells[index], metric, best)),
    scale: scaleOf(values),
    metric: metricName(metric, expansion),
  };
}

/** The value with three digits, or with fewer where there is no room for them. */
function textsOf(cell: SweepCell | undefined, metric: MetricId): readonly string[] {
  if (!cell || cell.ended === 0) return [];
  return [3, 2, 1].map((digits) => figureText(metric, cell.mean, digits));
}

function mapCell(cell: SweepCell | undefined, metric: MetricId, best: SweepCell | null): MapCell {
  return {
    texts: textsOf(cell, metric),
    value: cell?.mean ?? null,
    diverged: (cell?.diverged ?? 0) > 0,
    failed: (cell?.failed ?? 0) > 0,
    training: cell?.training ?? false,
    best: best !== null && cell?.index === best.index,
  };
}

/** Of a metric, the curves of a run; a figure of the whole run has the loss instead. */
export function smallCurve({ curve }: SweepRun, metric: MetricId): SmallCurve[] {
  if (!curve || curve.passes.length === 0) return [];
  const name = nameOf(metric);
  const { train, test, validation } = curve.columns;
  return [
    { x: curve.passes, train: train[name] ?? null, test: test[name] ?? validation[name] ?? null },
  ];
}

export function curveCell(cell: SweepCell | undefined, metric: MetricId): CurveCell {
  const curves = cell?.runs.flatMap((run) => smallCurve(run, metric)) ?? [];
  return { curves, diverged: (cell?.diverged ?? 0) > 0 };
}

export function curveCellsOf(
  expansion: Expansion,
  { runs }: Pick<SweepState, 'runs'>,
  metric: MetricId,
): readonly { readonly title: string; readonly cells: readonly CurveCell[] }[] {
  const cells = cellsOf(expansion, runs, metric);
  return inFacets(shapeOf(expansion), (index) => curveCell(cells[index], metric));
}

/** Networks that have a place in the plot, with the run of each. */
export function dotsOf(
  runs: readonly SweepRun[],
  metric: MetricId,
): readonly (NetworkDot & { readonly run: SweepRun })[] {
  const front = new Set(paretoFront(runs, metric).map(({ index }) => index));
  return runs.flatMap((run) => {
    const y = run.status === 'diverged' ? null : figureOf(run, metric);
    if (y === null || !run.summary) return [];
    const x = run.summary.parameters;
    return [{ run, x, y, onFront: front.has(run.index), stuck: isStuck(run) === true }];
  });
}
