import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Histogram } from '../engine/model';
import { formatNumber, formatShare } from '../plots/format';
import { binAt, drawHistogram, edgesOf, shareOf, shownBins } from '../plots/inside';
import { pointOn } from '../plots/surface';
import { controls } from '../styles/controls';
import type { TermId } from '../text/glossary';
import { text } from '../text/text';
import { Drawn } from './drawn';
import './term';

const words = text.inside;

/** One layer's histogram, small, with its name and a figure or two below. */
@customElement('fall-line-layer-histogram')
export class LayerHistogram extends LitElement {
  @property({ attribute: false }) histogram!: Histogram;
  /** The activation at the ends of the bins; null for none. */
  @property({ attribute: false }) curve: Float64Array | null = null;
  @property() name = '';
  /** What is counted. */
  @property() what = '';
  /** What stands below while no bin is read. */
  @property() figures = '';
  /** What the figures are called in the glossary. */
  @property({ attribute: false }) term: TermId | null = null;
  /** Another one when colours or sizes change. */
  @property() look = '';
  @state() private bin: number | null = null;

  private readonly drawn = new Drawn(this, (surface, palette) =>
    drawHistogram(surface, this.histogram, this.curve, this.bin, palette),
  );

  static override styles = [
    controls,
    css`
      figure {
        display: flex;
        flex-direction: column;
        height: 100%;
        margin: 0;
        min-width: 0;
      }
      canvas {
        flex: 1;
        display: block;
        width: 100%;
        min-height: calc(64px * var(--scale));
        height: 0;
        touch-action: pan-y;
      }
      figcaption,
      output {
        display: block;
        overflow: hidden;
        font-size: var(--text-small);
        line-height: calc(18px * var(--scale));
        font-variant-numeric: tabular-nums;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      output {
        font-size: calc(12px * var(--scale)); /* "100 % saturated" beside two others */
        color: var(--muted);
      }
    `,
  ];

  protected override render(): TemplateResult {
    const { histogram, name, what, bin } = this;
    const shown = bin === null ? this.figures : this.reading(bin);
    const reach = formatNumber(histogram.reach);
    return html`<figure>
      <figcaption>${name}</figcaption>
      <canvas
        role="img"
        tabindex="0"
        aria-label=${words.histogram(name, what, reach, shown)}
        @pointermove=${this.pointed}
        @pointerdown=${this.pointed}
        @pointerleave=${() => (this.bin = null)}
        @blur=${() => (this.bin = null)}
        @keydown=${this.pressed}
      ></canvas>
      <output title=${shown}
        ><fall-line-term .term=${bin === null ? this.term : null}>${shown}</fall-line-term></output
      >
    </figure>`;
  }

  private reading(bin: number): string {
    const edges = edgesOf(this.histogram);
    const [low, high] = [formatNumber(edges[bin]), formatNumber(edges[bin + 1])];
    return words.bin(low, high, formatShare(shareOf(this.histogram, bin)));
  }

  private readonly pointed = (event: PointerEvent): void => {
    const { x } = pointOn(event.currentTarget as Element, event);
    this.bin = binAt(this.histogram, x, this.drawn.size.width);
  };

  private readonly pressed = (event: KeyboardEvent): void => {
    const ways: Readonly<Record<string, number>> = {
      ArrowLeft: -1,
      ArrowRight: 1,
      Home: -Infinity,
      End: Infinity,
    };
    const way = ways[event.key];
    if (way === undefined) return;
    event.preventDefault();
    const { from, to } = shownBins(this.histogram);
    const start = this.bin ?? Math.floor((from + to) / 2) - (way > 0 ? 1 : 0);
    this.bin = Math.min(to - 1, Math.max(from, start + way));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'fall-line-layer-histogram': LayerHistogram;
  }
}
