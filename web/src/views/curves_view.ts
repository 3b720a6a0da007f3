import { css, html, LitElement, svg, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { NamedBaseline, Part, SessionInfo, Spec } from '../engine/model';
import type { Frame } from '../plots/axes';
import {
  axisOf,
  curvePlot,
  dashes,
  xOf,
  type Across,
  type CurveSettings,
  type CurveWords,
} from '../plots/curve_plot';
import { csvOfColumns } from '../plots/csv_text';
import { formatCount, formatNumber, formatPlace, formatShare } from '../plots/format';
import { drawLegend, legendHeight } from '../plots/line_legend';
import { drawPlot, drawSelection, frameOf, type Mark, type Plot } from '../plots/lines';
import {
  baselinesOf,
  modelLines,
  nearestRow,
  seriesOf,
  type CurveMetric,
  type Curves,
  type Series,
} from '../plots/metrics';
import { paper } from '../plots/paper';
import type { PlotSource } from '../plots/plot_source';
import { labelLines, type RunCurve } from '../plots/run_curves';
import type { Domain } from '../plots/scales';
import type { Palette, Surface } from '../plots/surface';
import type { Axis } from '../plots/zoom';
import type { Looking } from '../state/state';
import { controls } from '../styles/controls';
import { text } from '../text/text';
import { Drawn, drawnStyles } from './drawn';
import { PlotGestures } from './plot_gestures';

const words = text.training;
/** Of a value that is asked for with the cursor, and of the latest ones. */
const digits = { asked: 5, latest: 3 };

/**
 * One plot of a metric of all parts, with its values below.
 *
 * @fires read - CustomEvent<number | null>: the place on x that is read, in its units
 * @fires zoom - CustomEvent<Domain | null>: the stretch that is wanted
 * @fires part - CustomEvent<Part>: this part is to be shown or hidden
 */
@customElement('fall-line-curves')
export class CurvesView extends LitElement {
  @property({ attribute: false }) curves: Curves | null = null;
  /** Another number when the curves have grown. */
  @property({ type: Number }) revision = 0;
  @property({ attribute: false }) info: SessionInfo | null = null;
  @property({ attribute: false }) settings!: Spec;
  @property() metric: CurveMetric = 'loss';
  @property() across: Across = 'epochs';
  @property({ type: Boolean }) logx = false;
  @property({ type: Boolean }) logy = false;
  @property({ attribute: false }) hiddenParts: ReadonlySet<Part> = new Set();
  @property({ attribute: false }) range: Domain | null = null;
  /** The place on x that is read, of this plot and its neighbour. */
  @property({ attribute: false }) place: number | null = null;
  /** Other runs to draw, and the moment that is looked at. */
  @property({ attribute: false }) overlays: readonly RunCurve[] = [];
  /** Simple models, each a line across. */
  @property({ attribute: false }) models: readonly NamedBaseline[] = [];
  @property({ attribute: false }) looking: Looking | null = null;
  @property({ attribute: false }) bestEpoch: number | null = null;
  /** Another text when colours or sizes are others. */
  @property() look = '';

  @state() private selection: readonly [number, number] | null = null;

  static override styles = [
    controls,
    drawnStyles,
    css`
      :host {
        display: flex;
        flex-direction: column;
      }
      canvas {
        cursor: crosshair;
      }
      .legend {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0 2px;
        padding-left: var(--space-1);
        font-size: var(--text-small);
        font-variant-numeric: tabular-nums;
        white-space: nowrap;
      }
      .place {
        min-width: calc(84px * var(--scale));
        color: var(--muted);
      }
      .legend button {
        height: calc(24px * var(--scale));
        padding: 0 3px;
        border-color: transparent;
        background: none;
        color: var(--muted);
      }
      .legend button:hover {
        background: var(--accent-soft);
      }
      .legend svg {
        width: 20px;
        height: 8px;
      }
      .legend .value {
        min-width: calc(54px * var(--scale));
        text-align: left;
        color: var(--ink);
      }
      .legend button[aria-pressed='false'] {
        text-decoration: line-through;
      }
      .legend button[aria-pressed='false'] svg {
        opacity: 0.35;
      }
      .train {
        stroke: var(--train);
      }
      .validation {
        stroke: var(--validation);
      }
      .test {
        stroke: var(--test);
      }
      @media (pointer: coarse) {
        .legend button {
          height: 36px;
        }
      }
    `,
  ];

  private frame: Frame | null = null;
  private readonly drawn = new Drawn(this, (surface, palette) => this.draw(surface, palette));
  private readonly gestures = new PlotGestures({
    frame: () => this.frame,
    axis: () => this.axis,
    range: () => this.range,
    read: (place) => this.tell('read', place),
    zoom: (range) => this.tell('zoom', range),
    select: (selection) => (this.selection = selection),
    move: (rows) => this.move(rows),
    place: () => this.place,
  });

  private get axis(): Axis | null {
    return this.curves ? axisOf(this.curves, this.across, this.logx, this.overlays) : null;
  }

  /** The row that is read; null when none is. */
  private get row(): number | null {
    const { curves, place } = this;
    if (!curves || place === null || curves.length === 0) return null;
    return nearestRow(xOf(curves, this.across), place);
  }

  protected override render(): TemplateResult {
    const series = this.series();
    const { row } = this;
    const unit = words.acrossUnits[this.across];
    const at = row ?? this.lookedAt() ?? (this.curves?.length ?? 0) - 1;
    const reading = this.reading(series, at);
    return html`<div class="stage">
        <canvas
          role="img"
          tabindex="0"
          aria-label=${words.plotLabel(words.metrics[this.metric], unit, reading)}
          @pointerdown=${this.gestures.down}
          @pointermove=${this.gestures.moved}
          @pointerup=${this.gestures.up}
          @pointercancel=${this.gestures.cancelled}
          @pointerleave=${this.gestures.left}
          @dblclick=${this.gestures.whole}
          @keydown=${this.gestures.pressed}
        ></canvas>
      </div>
      <div class="legend">
        <span class="place" data-figure="place">${unit} ${this.placeText(at)}</span>
        ${series.map((one) => this.entry(one, at, row !== null))}
      </div>
      <output class="only-heard">${row === null ? '' : reading}</output>`;
  }

  private entry({ part, values }: Series, row: number, isAsked: boolean): TemplateResult {
    const dash = dashes[part].join(' ');
    return html`<button
      data-part=${part}
      aria-pressed=${String(!this.hiddenParts.has(part))}
      title=${words.showPart(words.partNames[part])}
      @click=${() => this.tell('part', part)}
    >
      <svg viewBox="0 0 20 8" aria-hidden="true">
        ${svg`<path d="M0 4h20" class=${part} fill="none" stroke-width="2" stroke-dasharray=${dash} />`}
      </svg>
      ${words.parts[part]}
      <span class="value" data-value=${part}>${this.valueText(values[row], isAsked)}</span>
    </button>`;
  }

  /** The row of the moment that is looked at: its values are shown unless others are asked for. */
  private lookedAt(): number | null {
    const { curves, looking } = this;
    return looking && curves && curves.length > 0 ? nearestRow(curves.steps, looking.step) : null;
  }

  private moment(): Mark | null {
    const { looking, across } = this;
    if (!looking) return null;
    const x = across === 'steps' ? looking.step : looking.passes;
    return { x, label: text.time.mark(formatPlace(x)) };
  }

  /** The plot as it stands, in the colours of a palette. */
  plot(palette: Palette): Plot | null {
    const { curves, info, metric, across } = this;
    if (!curves) return null;
    const settings: CurveSettings = {
      metric,
      across,
      logarithmic: { x: this.logx, y: this.logy },
      hidden: this.hiddenParts,
      range: this.range,
      row: this.row,
      overlays: this.overlays,
      moment: this.moment(),
    };
    const baselines = [
      ...baselinesOf(metric, info, this.settings),
      ...modelLines(metric, this.models, info),
    ];
    return curvePlot(
      curves,
      this.series(),
      baselines,
      this.bestEpoch,
      settings,
      this.words(),
      palette,
    );
  }

  /** The plot with a legend above it, for saving. */
  source(): PlotSource | null {
    const { curves } = this;
    const { palette, size } = this.drawn;
    if (!curves) return null;
    const series = this.series().filter(({ part }) => !this.hiddenParts.has(part));
    const entries = series.map(({ part }) => ({ part, name: words.partNames[part] }));
    const title = words.metrics[this.metric];
    return {
      name: this.metric,
      title,
      width: size.width,
      height: size.height + legendHeight,
      ground: palette.surface,
      forPaper: true,
      draw: ({ context, width, height }, onPaper) => {
        const colours = onPaper ? paper : palette;
        const plot = this.plot(colours);
        if (!plot) return;
        drawLegend(context, title, entries, colours);
        context.save();
        context.translate(0, legendHeight);
        const frame = frameOf(plot, width, height - legendHeight);
        drawPlot(context, frame, plot, colours);
        labelLines(context, frame, plot, colours);
        context.restore();
      },
      csv: () =>
        csvOfColumns([
          { name: 'epoch', values: curves.passes },
          { name: 'step', values: curves.steps },
          ...this.series().map(({ part, values }) => ({ name: `${part} ${this.metric}`, values })),
        ]),
    };
  }

  private draw({ context, width, height }: Surface, palette: Palette): void {
    const plot = this.plot(palette);
    if (!plot) return;
    this.frame = frameOf(plot, width, height);
    drawPlot(context, this.frame, plot, palette);
    labelLines(context, this.frame, plot, palette);
    if (this.selection) drawSelection(context, this.frame, ...this.selection, palette);
  }

  private series(): readonly Series[] {
    return this.curves ? seriesOf(this.curves, this.metric, this.info) : [];
  }

  private words(): CurveWords {
    const kind = this.info?.task.kind;
    return {
      x: words.acrossUnits[this.across],
      baseline: ({ kind: baseline, name: model, part, value }) => {
        const shown = this.valueText(value, false);
        if (baseline === 'noise') return words.noiseLine(shown);
        const name = words.partNames[part ?? 'train'];
        if (baseline === 'model') return words.modelLine(model ?? '', name, shown);
        return (kind === 'regression' ? words.meanLine : words.sharesLine)(name, shown);
      },
      best: words.bestEpoch(formatCount(this.bestEpoch ?? 0)),
    };
  }

  private reading(series: readonly Series[], row: number): string {
    if (!this.curves || this.curves.length === 0) return words.nothingYet;
    const values = series.map(
      ({ part, values: of }) => `${words.partNames[part]} ${this.valueText(of[row], true)}`,
    );
    const unit = words.acrossUnits[this.across];
    return words.reading(unit, this.placeText(row), values.join(', '));
  }

  private placeText(row: number): string {
    const x = this.curves ? xOf(this.curves, this.across)[row] : undefined;
    if (x === undefined) return '–';
    return this.across === 'steps' || Number.isInteger(x) ? formatCount(x) : formatNumber(x, 4);
  }

  private valueText(value: number | undefined, isAsked: boolean): string {
    if (this.metric === 'accuracy') return formatShare(value);
    if (this.metric === 'hard-error') return value === undefined ? '–' : formatCount(value);
    return formatNumber(value, isAsked ? digits.asked : digits.latest);
  }

  /** Moves what is read by so many rows that are in sight, from the last one when none is read. */
  private move(rows: number): void {
    const { curves } = this;
    const axis = this.axis;
    if (!curves || !axis || curves.length === 0) return;
    const x = xOf(curves, this.across);
    const { low, high } = this.range ?? axis.whole;
    let [first, last] = [nearestRow(x, low), nearestRow(x, high)];
    if ((x[first] ?? low) < low) ++first;
    if ((x[last] ?? high) > high) --last;
    const from = this.row ?? last;
    const to = Math.max(first, Math.min(last, from + rows));
    this.tell('read', x[to] ?? null);
  }

  private tell(type: 'read' | 'zoom' | 'part', detail: unknown): void {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'fall-line-curves': CurvesView;
  }
}
