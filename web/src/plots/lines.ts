/** Curves over the epochs, by uPlot: streaming, log scales, a cursor for mouse, finger and keys. */
import uPlot from 'uplot';
import { parts, type Metrics, type Part } from '../engine/model';
import { formatNumber } from './format';
import { tickText } from './axes';
import { plotFont, type Palette } from './surface';

export type MetricName = keyof Metrics;

/** The part of a history that is drawn here. */
export interface Curves {
  readonly length: number;
  readonly passes: Float64Array;
  column(part: Part, metric: MetricName): Float64Array | null;
}

export interface LinesOptions {
  readonly metric: MetricName;
  readonly parts: readonly Part[];
  readonly logarithmic: boolean;
  readonly palette: Palette;
}

/** Below this R² only says "worse than the mean", and would squeeze the part that matters. */
export const lowestR2 = -1;

/** uPlot.Scale.Distr.Logarithmic is a const enum, which has no value at run time: 3. */
const logarithmicScale: object = { distr: 3, log: 10 };

const names: Readonly<Record<Part, string>> = {
  train: 'train',
  validation: 'val.',
  test: 'test',
};
const dashes: Readonly<Record<Part, number[]>> = { train: [], validation: [2, 4], test: [8, 5] };

export class Lines {
  private readonly plot: uPlot;

  constructor(
    private readonly root: HTMLElement,
    private readonly options: LinesOptions,
  ) {
    const { width, height } = sizeOf(root);
    this.plot = new uPlot(
      uPlotOptions(options, width, height),
      [[], ...options.parts.map(() => [])],
      root,
    );
    this.listen();
  }

  update(curves: Curves): void {
    const x = Array.from(curves.passes);
    const columns = this.options.parts.map((part) => this.column(curves, part));
    this.plot.setData([x, ...columns]);
    // Without a cursor the legend shows the latest values.
    if (this.plot.cursor.idx === null || this.plot.cursor.idx === undefined) {
      this.plot.setLegend({ idx: x.length - 1 });
    }
  }

  resize(): void {
    const { width, height } = sizeOf(this.root);
    if (width !== this.plot.width || height !== this.plot.height)
      this.plot.setSize({ width, height });
  }

  destroy(): void {
    this.plot.destroy();
  }

  /** Moves the cursor by that many rows; from the end when there is none. */
  private nudge(rows: number): void {
    const [x] = this.plot.data;
    const last = x.length - 1;
    const index = Math.min(last, Math.max(0, (this.plot.cursor.idx ?? last) + rows));
    const left = this.plot.valToPos(x[index] ?? 0, 'x');
    this.plot.setCursor({ left, top: this.plot.over.clientHeight / 2 });
  }

  private column(curves: Curves, part: Part): (number | null)[] {
    const values = curves.column(part, this.options.metric);
    if (!values) return [];
    const { logarithmic } = this.options;
    return Array.from(values, (value) =>
      !Number.isFinite(value) || (logarithmic && value <= 0) ? null : value,
    );
  }

  private listen(): void {
    const { over } = this.plot;
    const follow = (event: PointerEvent): void => {
      if (event.pointerType === 'mouse') return; // uPlot listens to the mouse by itself
      const { left, top } = over.getBoundingClientRect();
      this.plot.setCursor({ left: event.clientX - left, top: event.clientY - top });
    };
    over.addEventListener('pointerdown', follow);
    over.addEventListener('pointermove', follow);
    this.root.addEventListener('keydown', (event) => {
      const rows = { ArrowLeft: -1, ArrowRight: 1, PageUp: -20, PageDown: 20 }[event.key];
      if (rows === undefined) return;
      event.preventDefault();
      this.nudge(rows);
    });
  }
}

function sizeOf(root: HTMLElement): { width: number; height: number } {
  const legend = 26;
  return {
    width: Math.max(160, root.clientWidth),
    height: Math.max(100, root.clientHeight - legend),
  };
}

function uPlotOptions(options: LinesOptions, width: number, height: number): uPlot.Options {
  const { palette, metric, logarithmic } = options;
  const axis: uPlot.Axis = {
    stroke: palette.muted,
    font: plotFont,
    grid: { stroke: palette.grid, width: 1 },
    ticks: { stroke: palette.grid, width: 1, size: 4 },
    values: (_, values) =>
      values.map((value: number | null) => (value === null ? '' : tickText(value))),
  };
  const range: Pick<uPlot.Scale, 'range'> =
    metric === 'r2'
      ? { range: (_, low) => [Math.max(lowestR2, Math.min(0, low)), 1] }
      : metric === 'accuracy'
        ? { range: (_, low) => [Math.min(0.5, low), 1] }
        : {};
  return {
    width,
    height,
    padding: [8, 10, 0, 0],
    cursor: { drag: { x: true, y: false }, points: { size: 7 } },
    legend: { live: true },
    scales: {
      x: { time: false },
      y: logarithmic ? { ...logarithmicScale } : range,
    },
    axes: [
      { ...axis, size: 26, gap: 3 },
      { ...axis, size: 52, gap: 4 },
    ],
    series: [
      { label: 'epoch', value: (_, value: number | null) => formatNumber(value) },
      ...options.parts.map((part) => ({
        label: names[part],
        stroke: palette[part],
        width: part === 'validation' ? 2 : 1.7,
        dash: dashes[part],
        points: { show: false },
        value: (_: uPlot, value: number | null) => formatNumber(value),
      })),
    ],
  };
}

/** The parts with a curve of that metric. */
export function partsWith(curves: Curves, metric: MetricName): readonly Part[] {
  return parts.filter((part) => curves.column(part, metric) !== null);
}
