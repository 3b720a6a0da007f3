import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Frame } from '../plots/axes';
import { csvOfColumns } from '../plots/csv_text';
import { formatNumber } from '../plots/format';
import { nearestRow } from '../plots/metrics';
import { paper } from '../plots/paper';
import type { PlotSource } from '../plots/plot_source';
import { drawRates, type RateCurve, type RatePlotOptions } from '../plots/rate_plot';
import { pointOn, type Palette, type Surface } from '../plots/surface';
import { controls } from '../styles/controls';
import { placeText } from '../text/places';
import { Drawn, drawnStyles } from './drawn';

const words = placeText.start.finder;

/** Loss over the learning rate, with what is read under it. */
@customElement('fall-line-rate-plot')
export class RatePlotView extends LitElement {
  @property({ attribute: false }) curve: RateCurve | null = null;
  /** The rate in force. */
  @property({ attribute: false }) present = NaN;
  /** What the range is, in words. */
  @property() said = '';
  /** Another text when colours or sizes are others. */
  @property() look = '';
  @state() private row: number | null = null;

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
      output {
        display: block;
        min-height: calc(20px * var(--scale));
        font-size: var(--text-small);
        font-variant-numeric: tabular-nums;
        color: var(--muted);
      }
    `,
  ];

  private frame: Frame | null = null;
  readonly drawn = new Drawn(this, (surface, palette) => this.draw(surface, palette));

  protected override render(): TemplateResult {
    return html`<div class="stage">
        <canvas
          role="img"
          tabindex="0"
          aria-label=${words.plotLabel(this.said)}
          @pointermove=${this.pointed}
          @pointerdown=${this.pointed}
          @pointerleave=${this.left}
          @keydown=${this.pressed}
        ></canvas>
      </div>
      <output>${this.reading()}</output>`;
  }

  private draw(surface: Surface, palette: Palette): void {
    const { curve, row } = this;
    if (!curve) return;
    this.frame = drawRates(surface, curve, { row, words: this.names(curve) }, palette);
  }

  private names({ range }: RateCurve): RatePlotOptions['words'] {
    return { x: words.axis, suggested: words.suggested(formatNumber(range?.suggested, 2)) };
  }

  /** The plot as it stands, for saving. */
  plotSource(): PlotSource | null {
    const { curve } = this;
    const { palette, size } = this.drawn;
    if (!curve) return null;
    const { rates, losses, smooth } = curve;
    const options = { row: null, words: this.names(curve) };
    return {
      name: 'learning-rates',
      title: words.title,
      ...size,
      ground: palette.surface,
      forPaper: true,
      draw: (surface, onPaper) => drawRates(surface, curve, options, onPaper ? paper : palette),
      csv: () =>
        csvOfColumns([
          { name: 'learning rate', values: rates.subarray(0, losses.length) },
          { name: 'loss', values: losses },
          { name: 'smoothed', values: smooth },
        ]),
    };
  }

  private reading(): string {
    const { curve, row } = this;
    if (!curve || row === null) return '';
    const [rate, loss, batch] = [curve.rates[row], curve.smooth[row], curve.losses[row]];
    return words.reading(formatNumber(rate), formatNumber(loss), formatNumber(batch));
  }

  private readonly pointed = (event: PointerEvent): void => {
    const at = this.frame?.xAt(pointOn(event.currentTarget as Element, event).x);
    if (at !== undefined) this.read(nearestRow(this.logarithms, Math.log(at)));
  };

  private readonly left = (event: PointerEvent): void => {
    if (event.pointerType === 'mouse') this.row = null;
  };

  private readonly pressed = (event: KeyboardEvent): void => {
    const last = (this.curve?.losses.length ?? 0) - 1;
    const row = this.row ?? Math.max(0, nearestRow(this.logarithms, Math.log(this.present)));
    const to = {
      ArrowLeft: row - 1,
      ArrowRight: row + 1,
      PageUp: row - 10,
      PageDown: row + 10,
      Home: 0,
      End: last,
    }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    this.read(to);
  };

  private get logarithms(): Float64Array {
    return (this.curve?.rates ?? new Float64Array()).map(Math.log);
  }

  private read(row: number): void {
    const last = (this.curve?.losses.length ?? 0) - 1;
    this.row = last < 0 ? null : Math.min(last, Math.max(0, row));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'fall-line-rate-plot': RatePlotView;
  }
}
