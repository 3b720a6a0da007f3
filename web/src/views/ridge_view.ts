import { css, html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { LinearModels } from '../engine/linear';
import { drawPlot, frameOf } from '../plots/lines';
import { ridgePlot, type RidgePlotOptions } from '../plots/ridge_plot';
import { openSurface, paletteOf, type Palette } from '../plots/surface';

/** Ridge over λ, every part a line. */
@customElement('fall-line-ridge')
export class RidgeView extends LitElement {
  @property({ attribute: false }) models: LinearModels | null = null;
  @property({ attribute: false }) options: RidgePlotOptions | null = null;
  @property() label = '';
  /** Another text when colours or sizes are others. */
  @property() look = '';
  @query('canvas') private canvas!: HTMLCanvasElement;

  static override styles = css`
    :host {
      position: relative;
      display: block;
      min-height: 200px;
    }
    canvas {
      position: absolute;
      inset: 0;
      width: 100%;
      height: 100%;
    }
  `;

  private palette: Palette | null = null;
  private readonly observer = new ResizeObserver(() => this.redraw());

  protected override render(): TemplateResult {
    return html`<canvas role="img" aria-label=${this.label}></canvas>`;
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('look')) this.palette = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.updateComplete.then(() => this.observer.observe(this.canvas));
  }

  override disconnectedCallback(): void {
    this.observer.disconnect();
    super.disconnectedCallback();
  }

  protected override updated(): void {
    this.redraw();
  }

  private redraw(): void {
    const { models, options } = this;
    const surface = openSurface(this.canvas);
    if (!surface || !models || !options) return;
    this.palette ??= paletteOf(this);
    const plot = ridgePlot(models, options, this.palette);
    drawPlot(surface.context, frameOf(plot, surface.width, surface.height), plot, this.palette);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'fall-line-ridge': RidgeView;
  }
}
