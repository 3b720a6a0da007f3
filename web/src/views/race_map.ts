import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { parseHex } from '../plots/colour';
import { Heatmap } from '../plots/heatmap';
import { Colourings } from '../plots/outputs';
import { drawSmallMap, type SmallMap } from '../plots/small_map';
import { openSurface, paletteOf, type Palette } from '../plots/surface';

/** What one lane has learned, small enough to stand beside the others. */
@customElement('fall-line-race-map')
export class RaceMap extends LitElement {
  @property({ attribute: false }) map: SmallMap | null = null;
  @property() label = '';
  /** Another text when colours or sizes are others. */
  @property() look = '';
  @query('canvas') private canvas!: HTMLCanvasElement;

  static override styles = css`
    :host {
      display: block;
    }
    canvas {
      display: block;
      width: 100%;
      height: 100%;
    }
  `;

  private readonly heatmap = new Heatmap();
  private themed: {
    readonly look: string;
    readonly palette: Palette;
    readonly colourings: Colourings;
  } | null = null;
  private readonly observer = new ResizeObserver(() => this.redraw());

  protected override render(): TemplateResult {
    return html`<canvas role="img" aria-label=${this.label}></canvas>`;
  }

  protected override firstUpdated(): void {
    this.observer.observe(this.canvas);
  }

  protected override updated(): void {
    this.redraw();
  }

  override disconnectedCallback(): void {
    this.observer.disconnect();
    super.disconnectedCallback();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.observer.observe(this.canvas);
  }

  private redraw(): void {
    const surface = openSurface(this.canvas);
    if (!surface || !this.map) return;
    if (this.themed?.look !== this.look) {
      const palette = paletteOf(this);
      const colourings = new Colourings(parseHex(palette.surface));
      this.themed = { look: this.look, palette, colourings };
    }
    const { palette, colourings } = this.themed;
    drawSmallMap(surface, this.map, this.heatmap, colourings, palette);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'fall-line-race-map': RaceMap;
  }
}
