import { css, html, LitElement, unsafeCSS, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import uPlotStyles from 'uplot/dist/uPlot.min.css?inline';
import { formatNumber } from '../plots/format';
import { Lines, partsWith, type Curves, type MetricName } from '../plots/lines';
import { paletteOf } from '../plots/surface';
import { controls } from '../styles/controls';

/** One plot of a metric of all parts over the epochs. */
@customElement('fall-line-curves')
export class CurvesView extends LitElement {
  @property({ attribute: false }) curves: Curves | null = null;
  /** Another number when the curves have grown. */
  @property({ type: Number }) revision = 0;
  @property() metric: MetricName = 'loss';
  @property() label = '';
  @property({ type: Boolean }) logarithmic = false;
  @property({ type: Boolean }) dark = false;
  @property() theme = '';

  @query('.plot') private root!: HTMLElement;

  static override styles = [
    unsafeCSS(uPlotStyles),
    controls,
    css`
      :host {
        position: relative;
        min-width: 0;
        min-height: 0;
      }
      .plot {
        position: absolute;
        inset: 0;
        overflow: hidden;
        touch-action: pan-y;
      }
      .u-legend {
        font-size: 12px;
        font-variant-numeric: tabular-nums;
        text-align: left;
        white-space: nowrap;
        line-height: 18px;
        height: 24px;
        overflow: hidden;
        color: var(--ink);
      }
      .u-legend.u-inline tr {
        margin-right: 8px;
      }
      .u-inline.u-live th::after {
        content: ' ';
        white-space: pre;
      }
      .u-legend th {
        font-weight: 400;
        color: var(--muted);
      }
      .u-legend th,
      .u-legend td {
        padding: 0;
      }
      .u-legend .u-marker {
        width: 18px;
        height: 0;
        border-width: 2px 0 0 !important;
        background: none !important;
        vertical-align: middle;
      }
      .u-legend .u-value {
        min-width: 3.6em;
        display: inline-block;
      }
      .u-cursor-x,
      .u-cursor-y {
        border-color: var(--edge) !important;
      }
      .u-select {
        background: var(--accent-soft);
        opacity: 0.5;
      }
    `,
  ];

  private lines: Lines | null = null;
  private shown = '';
  private readonly observer = new ResizeObserver(() => this.lines?.resize());

  protected override render(): TemplateResult {
    return html`<div
      class="plot"
      role="img"
      tabindex="0"
      aria-label="${this.label} over the epochs. ${this.latest()} Left and right arrows read values."
    ></div>`;
  }

  protected override firstUpdated(): void {
    this.observer.observe(this.root);
  }

  protected override updated(): void {
    const { curves, metric, logarithmic } = this;
    if (!curves) return;
    const parts = partsWith(curves, metric);
    const shown = [metric, logarithmic, this.dark, this.theme, ...parts].join(' ');
    if (shown !== this.shown || !this.lines) {
      this.lines?.destroy();
      const palette = paletteOf(this);
      this.lines = new Lines(this.root, { metric, parts, logarithmic, palette });
      this.shown = shown;
    }
    this.lines.update(curves);
  }

  override disconnectedCallback(): void {
    this.observer.disconnect();
    this.lines?.destroy();
    this.lines = null;
    super.disconnectedCallback();
  }

  private latest(): string {
    const { curves } = this;
    if (!curves || curves.length === 0) return 'Nothing is measured yet.';
    const values = partsWith(curves, this.metric).map(
      (part) => `${part} ${formatNumber(curves.column(part, this.metric)?.at(-1))}`,
    );
    return `At epoch ${formatNumber(curves.passes.at(-1))}: ${values.join(', ')}.`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'fall-line-curves': CurvesView;
  }
}
