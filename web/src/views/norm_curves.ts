import { css, html, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { activationColour } from '../plots/activations';
import { formatNumber } from '../plots/format';
import { normPlot, normsOf, normTable, rowNear, type Norms } from '../plots/inside';
import { drawPlot, frameOf } from '../plots/lines';
import { pointOn, type Surface } from '../plots/surface';
import type { State } from '../state/state';
import { text } from '../text/text';
import { CanvasView } from './canvas_view';

const words = text.inside;
/** Layers that a key can hold; of more the first and the last ones are told apart. */
const mostLayers = 6;

/** Gradient and update norms of every layer over the run, on a logarithmic axis. */
@customElement('fall-line-norms')
export class NormCurves extends CanvasView {
  @state() private row: number | null = null;
  private norms: Norms | null = null;
  private of: unknown = null;

  static override styles = [
    ...CanvasView.styles,
    css`
      :host {
        flex: 1;
        min-height: calc(140px * var(--scale));
      }
      canvas {
        cursor: crosshair;
      }
    `,
  ];

  protected override reads({ seen }: State): readonly unknown[] {
    return [seen.inside];
  }

  protected override description(): string {
    return words.normsLabel;
  }

  protected override willUpdate(): void {
    const { inside } = this.state.seen;
    if (this.of === inside) return;
    this.of = inside;
    this.norms = inside ? normsOf(inside) : null;
    if (this.row !== null && this.row >= (this.norms?.passes.length ?? 0)) this.row = null;
  }

  protected override render(): TemplateResult {
    return html`<div class="stage">
        <canvas
          role="img"
          tabindex="0"
          aria-label=${`${this.description()} ${this.reading()}`}
          @pointermove=${this.pointed}
          @pointerdown=${this.pointed}
          @pointerleave=${() => (this.row = null)}
          @blur=${() => (this.row = null)}
          @keydown=${this.pressed}
        ></canvas>
      </div>
      <div class="key">${this.key()}</div>`;
  }

  private reading(): string {
    const { norms } = this;
    if (!norms) return '';
    const row = this.row ?? norms.passes.length - 1;
    return norms.gradients
      .map((values, l) => `${this.nameOf(l)} ${formatNumber(values[row])}`)
      .join(', ');
  }

  protected override key(): TemplateResult {
    const { norms, row } = this;
    const layers = norms?.gradients.slice(0, mostLayers) ?? [];
    const at = row ?? (norms?.passes.length ?? 0) - 1;
    return html`${layers.map(
        (values, l) =>
          html`<span>
            ${stroke(this.colourOf(l))}${this.nameOf(l)}
            <output>${formatNumber(values[at])}</output>
          </span>`,
      )}<span>${stroke('currentColor')}${words.gradient}</span
      ><span>${stroke('currentColor', '5 3')}${words.update}</span>
      ${row === null ? null : html`<span>${words.normsAt(formatNumber(norms?.passes[row]))}</span>`}`;
  }

  private nameOf(layer: number): string {
    const count = this.norms?.gradients.length ?? 0;
    return layer === count - 1 ? text.network.outputShort : text.network.hiddenShort(layer + 1);
  }

  private colourOf(layer: number): string {
    return activationColour(layer, this.palette);
  }

  protected override csv(): string | null {
    return this.norms ? normTable(this.norms) : null;
  }

  protected override draw(surface: Surface): void {
    const { norms, row } = this;
    if (!norms || norms.passes.length === 0) return;
    const colours = norms.gradients.map((_, l) => this.colourOf(l));
    const plot = normPlot(norms, colours, words.epochs, row);
    drawPlot(surface.context, frameOf(plot, surface.width, surface.height), plot, this.palette);
  }

  private readonly pointed = (event: PointerEvent): void => {
    const { norms, canvas } = this;
    if (!norms) return;
    const plot = normPlot(norms, [], '', null);
    const frame = frameOf(plot, canvas.clientWidth, canvas.clientHeight);
    this.row = rowNear(norms.passes, frame.xAt(pointOn(canvas, event).x));
  };

  private readonly pressed = (event: KeyboardEvent): void => {
    const rows = this.norms?.passes.length ?? 0;
    const way = { ArrowLeft: -1, ArrowRight: 1, Home: -rows, End: rows }[event.key];
    if (way === undefined || rows === 0) return;
    event.preventDefault();
    this.row = Math.min(rows - 1, Math.max(0, (this.row ?? rows - 1) + way));
  };
}

/** A piece of a line as it is drawn. */
function stroke(colour: string, dash = 'none'): TemplateResult {
  return html`<svg viewBox="0 0 18 6" width="18" height="6" aria-hidden="true">
    <path d="M0 3h18" stroke=${colour} stroke-width="2" stroke-dasharray=${dash} />
  </svg>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'fall-line-norms': NormCurves;
  }
}
