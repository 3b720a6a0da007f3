import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Part } from '../engine/model';
import { tickText } from '../plots/axes';
import { binned, type Bins } from '../plots/errors';
import { csvText } from '../plots/csv_text';
import { formatCount, formatNumber } from '../plots/format';
import { linear, ticks } from '../plots/scales';
import { plotFont, pointOn, type Palette, type Surface } from '../plots/surface';
import type { Store } from '../state/store';
import { controls } from '../styles/controls';
import { viewText } from '../text/views';
import { Drawn, drawnStyles } from './drawn';
import { keyStyles } from './key';
import { outcomeStyles } from './outcome_controls';
import './plot_menu';

const words = viewText.scatter;
const bottom = 20;
const margin = { left: 46, right: 8 };

/** How often which error: bars over the errors, zero marked. */
@customElement('fall-line-error-histogram')
export class ErrorHistogram extends LitElement {
  @property({ attribute: false }) store!: Store;
  @property({ attribute: false }) errors: Float64Array | null = null;
  @property({ attribute: false }) shown: Part = 'test';
  /** Another text when colours or sizes are others. */
  @property() look = '';
  @state() private cursor: number | null = null;

  private bins: Bins | null = null;
  private readonly drawn = new Drawn(this, (surface, palette) => this.draw(surface, palette));
  private readonly plot = () =>
    this.bins && this.drawn.source({ name: 'errors', title: words.errors, csv: () => this.csv() });

  static override styles = [
    controls,
    keyStyles,
    outcomeStyles,
    drawnStyles,
    css`
      :host {
        gap: 0;
      }
      .line {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
      }
      .line span {
        flex: 1;
        min-width: 0;
      }
    `,
  ];

  protected override willUpdate(changed: Map<string, unknown>): void {
    if (changed.has('errors')) this.bins = this.errors ? binned(this.errors) : null;
  }

  protected override render(): TemplateResult {
    const { bins } = this;
    return html`<div class="stage">
        <canvas
          role="img"
          tabindex="0"
          data-bins=${bins?.counts.length ?? 0}
          aria-label=${words.histogram(formatCount(bins?.counts.length ?? 0))}
          @pointermove=${this.pointed}
          @pointerdown=${this.pointed}
          @pointerleave=${() => (this.cursor = null)}
          @blur=${() => (this.cursor = null)}
          @keydown=${this.moved}
        ></canvas>
      </div>
      <div class="note line">
        <span>${this.reading()}</span>
        <fall-line-plot-menu .store=${this.store} .plot=${this.plot}></fall-line-plot-menu>
      </div>`;
  }

  /** A row a bin. */
  private csv(): string | null {
    const { bins } = this;
    if (!bins) return null;
    const { low, width, counts } = bins;
    const rows = Array.from(counts, (count, i) => [low + i * width, low + (i + 1) * width, count]);
    return csvText(['error from', 'to', 'count'], rows);
  }

  private reading(): TemplateResult | null {
    const { bins, cursor } = this;
    if (!bins) return null;
    const count = cursor === null ? undefined : bins.counts[cursor];
    if (cursor === null || count === undefined) {
      return html`${words.errors}, ${words.width(formatNumber(bins.width))}`;
    }
    const low = bins.low + cursor * bins.width;
    const samples = words.samples(count, formatCount(count));
    const [from, to] = [formatNumber(low), formatNumber(low + bins.width)];
    return html`<output>${words.bin(from, to, samples)}</output>`;
  }

  private draw({ context, width, height }: Surface, palette: Palette): void {
    const { bins } = this;
    if (!bins) return;
    const [left, right] = [margin.left, width - margin.right];
    const floor = height - bottom;
    const most = Math.max(1, ...bins.counts);
    const domain = { low: bins.low, high: bins.low + bins.width * bins.counts.length };
    const toX = linear(domain, left, right);
    const toY = linear({ low: 0, high: most }, floor, 6);
    context.font = plotFont;
    context.lineWidth = 1;
    context.textBaseline = 'middle';
    context.textAlign = 'right';
    for (const value of ticks({ low: 0, high: most }, Math.max(1, Math.floor(height / 40)))) {
      if (!Number.isInteger(value)) continue;
      const y = Math.round(toY(value)) + 0.5;
      context.strokeStyle = palette.grid;
      stroke(context, left, y, right, y);
      context.fillStyle = palette.muted;
      context.fillText(tickText(value), left - 7, y);
    }
    bins.counts.forEach((count, i) => {
      const x0 = toX(bins.low + i * bins.width);
      const x1 = toX(bins.low + (i + 1) * bins.width);
      context.fillStyle = palette[this.shown];
      context.globalAlpha = this.cursor === null || this.cursor === i ? 0.85 : 0.45;
      const y = toY(count);
      context.fillRect(x0, y, Math.max(1, x1 - x0 - (x1 - x0 > 4 ? 1 : 0)), floor - y);
    });
    context.globalAlpha = 1;
    context.strokeStyle = palette.edge;
    stroke(context, left, floor + 0.5, right, floor + 0.5);
    if (domain.low <= 0 && domain.high >= 0) {
      const x = Math.round(toX(0)) + 0.5;
      context.strokeStyle = palette.ink;
      context.setLineDash([2, 3]);
      stroke(context, x, 2, x, floor);
      context.setLineDash([]);
    }
    context.fillStyle = palette.muted;
    context.textAlign = 'center';
    context.textBaseline = 'top';
    for (const value of ticks(domain, Math.max(2, Math.floor(width / 80)))) {
      const x = Math.round(toX(value)) + 0.5;
      context.strokeStyle = palette.edge;
      stroke(context, x, floor, x, floor + 4);
      context.fillText(tickText(value), x, floor + 6);
    }
  }

  private readonly pointed = (event: PointerEvent): void => {
    const { bins } = this;
    if (!bins) return;
    const { width } = this.drawn.size;
    const { x } = pointOn(event.currentTarget as Element, event);
    const share = (x - margin.left) / (width - margin.left - margin.right);
    const at = Math.floor(share * bins.counts.length);
    this.cursor = at >= 0 && at < bins.counts.length ? at : null;
  };

  private readonly moved = (event: KeyboardEvent): void => {
    const steps: Readonly<Record<string, number>> = {
      ArrowRight: 1,
      ArrowLeft: -1,
      Home: -Infinity,
      End: Infinity,
    };
    const step = steps[event.key];
    if (!this.bins || step === undefined) return;
    event.preventDefault();
    const last = this.bins.counts.length - 1;
    this.cursor = Math.min(last, Math.max(0, (this.cursor ?? (step > 0 ? -1 : last + 1)) + step));
  };
}

function stroke(
  context: CanvasRenderingContext2D,
  x0: number,
  y0: number,
  x1: number,
  y1: number,
): void {
  context.beginPath();
  context.moveTo(x0, y0);
  context.lineTo(x1, y1);
  context.stroke();
}

declare global {
  interface HTMLElementTagNameMap {
    'fall-line-error-histogram': ErrorHistogram;
  }
}
