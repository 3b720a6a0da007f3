import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { csvText } from '../plots/csv_text';
import { domainOfX, domainOfY, drawPlot, frameOf, type Line, type Plot } from '../plots/lines';
import type { CurveMetric } from '../plots/metrics';
import { paper } from '../plots/paper';
import type { PlotSource } from '../plots/plot_source';
import { labelLines, runLines, type RunCurve } from '../plots/run_curves';
import type { Palette, Surface } from '../plots/surface';
import { controls } from '../styles/controls';
import { placeText } from '../text/places';
import { text } from '../text/text';
import { Drawn, drawnStyles } from './drawn';

/** One metric of several runs over their epochs. */
@customElement('fall-line-runs-plot')
export class RunsPlot extends LitElement {
  @property({ attribute: false }) runs: readonly RunCurve[] = [];
  @property() metric: CurveMetric = 'loss';
  @property({ type: Boolean }) logy = false;
  /** Another text when colours or sizes are others. */
  @property() look = '';

  static override styles = [
    controls,
    drawnStyles,
    css`
      :host {
        position: relative;
      }
    `,
  ];

  readonly drawn = new Drawn(this, (surface, palette) => this.draw(surface, palette));

  protected override render(): TemplateResult {
    const names = this.runs.map(({ name }) => name).join(', ');
    const label = placeText.runs.plotLabel(text.training.metrics[this.metric], names);
    return html`<canvas role="img" aria-label=${label}></canvas>`;
  }

  private plot(palette: Palette): Plot {
    const { metric, logy } = this;
    const lines = runLines(this.runs, metric, null, 'epochs', palette, 1.7);
    const longest = lines.reduce<Float64Array>(
      (most, { x = most }) => ((x.at(-1) ?? 0) > (most.at(-1) ?? 0) ? x : most),
      new Float64Array(),
    );
    const domainX = domainOfX(longest, false);
    const values = lines.flatMap((line) => finite(line));
    const y = domainOfY(longest, [], domainX, logy, values);
    const low = metric === 'r2' ? Math.max(-1, y.low) : y.low; // below only says "worse than the mean"
    return {
      x: longest,
      lines,
      rules: [],
      marks: [],
      dots: [],
      names: { x: text.training.acrossUnits.epochs, y: '' },
      domain: { x: domainX, y: { low, high: y.high } },
      logarithmic: { x: false, y: logy },
      row: null,
    };
  }

  /** The plot as it stands, for saving. */
  plotSource(): PlotSource | null {
    const { metric, runs } = this;
    const { palette, size } = this.drawn;
    if (runs.length === 0) return null;
    return {
      name: 'runs',
      title: text.training.metrics[metric],
      ...size,
      ground: palette.surface,
      forPaper: true,
      draw: (surface, onPaper) => this.draw(surface, onPaper ? paper : palette),
      csv: () => csvText(['run', 'epoch', metric], this.rows(palette)),
    };
  }

  private rows(palette: Palette): readonly (readonly [string, number, number])[] {
    return runLines(this.runs, this.metric, null, 'epochs', palette, 1).flatMap(
      ({ label = '', x, values }) =>
        Array.from(values, (value, i) => [label, x?.[i] ?? NaN, value] as const),
    );
  }

  private draw({ context, width, height }: Surface, palette: Palette): void {
    const plot = this.plot(palette);
    const frame = frameOf(plot, width, height);
    drawPlot(context, frame, plot, palette);
    labelLines(context, frame, plot, palette);
  }
}

function finite({ values }: Line): number[] {
  return [...values].filter((value) => Number.isFinite(value));
}

declare global {
  interface HTMLElementTagNameMap {
    'fall-line-runs-plot': RunsPlot;
  }
}
