import { css, html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { domainOfX, domainOfY, drawPlot, frameOf, type Line, type Plot } from '../plots/lines';
import type { CurveMetric } from '../plots/metrics';
import { labelLines, runLines, type RunCurve } from '../plots/run_curves';
import { openSurface, paletteOf, type Palette } from '../plots/surface';
import { controls } from '../styles/controls';
import { placeText } from '../text/places';
import { text } from '../text/text';

/** One metric of several runs over their epochs. */
@customElement('fall-line-runs-plot')
export class RunsPlot extends LitElement {
  @property({ attribute: false }) runs: readonly RunCurve[] = [];
  @property() metric: CurveMetric = 'loss';
  @property({ type: Boolean }) logy = false;
  /** Another text when colours or sizes are others. */
  @property() look = '';
  @query('canvas') private canvas!: HTMLCanvasElement;

  static override styles = [
    controls,
    css`
      :host {
        position: relative;
        min-width: 0;
        min-height: 0;
      }
      canvas {
        position: absolute;
        inset: 0;
        width: 100%;
        height: 100%;
      }
    `,
  ];

  private palette: Palette | null = null;
  private readonly observer = new ResizeObserver(() => this.redraw());

  protected override render(): TemplateResult {
    const names = this.runs.map(({ name }) => name).join(', ');
    const label = placeText.runs.plotLabel(text.training.metrics[this.metric], names);
    return html`<canvas role="img" aria-label=${label}></canvas>`;
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('look')) this.palette = null;
  }

  protected override firstUpdated(): void {
    this.observer.observe(this.canvas);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.observer.observe(this.canvas);
  }

  override disconnectedCallback(): void {
    this.observer.disconnect();
    super.disconnectedCallback();
  }

  protected override updated(): void {
    this.redraw();
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

  private redraw(): void {
    const surface = openSurface(this.canvas);
    if (!surface) return;
    this.palette ??= paletteOf(this);
    const plot = this.plot(this.palette);
    const frame = frameOf(plot, surface.width, surface.height);
    drawPlot(surface.context, frame, plot, this.palette);
    labelLines(surface.context, frame, plot, this.palette);
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
