import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { parseHex } from '../plots/colour';
import { Heatmap } from '../plots/heatmap';
import { Colourings } from '../plots/outputs';
import { drawSmallMap, type SmallMap } from '../plots/small_map';
import type { Palette, Surface } from '../plots/surface';
import { Drawn } from './drawn';

/** What one lane has learned, small enough to stand beside the others. */
@customElement('fall-line-race-map')
export class RaceMap extends LitElement {
  @property({ attribute: false }) map: SmallMap | null = null;
  @property() label = '';
  /** Another text when colours or sizes are others. */
  @property() look = '';

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
  private themed: { readonly palette: Palette; readonly colourings: Colourings } | null = null;
  readonly drawn = new Drawn(this, (surface, palette) => this.draw(surface, palette));

  protected override render(): TemplateResult {
    return html`<canvas role="img" aria-label=${this.label}></canvas>`;
  }

  private draw(surface: Surface, palette: Palette): void {
    if (!this.map) return;
    if (this.themed?.palette !== palette) {
      this.themed = { palette, colourings: new Colourings(parseHex(palette.surface)) };
    }
    drawSmallMap(surface, this.map, this.heatmap, this.themed.colourings, palette);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'fall-line-race-map': RaceMap;
  }
}
