import { css, html, type TemplateResult } from 'lit';
import { query } from 'lit/decorators.js';
import type { PlotSource } from '../plots/plot_source';
import { openSurface, paletteOf, plotScale, type Palette, type Surface } from '../plots/surface';
import { controls } from '../styles/controls';
import { keyStyles } from './key';
import { tableOf } from './plot_of';
import { StoreElement } from './store_element';

/** A view that draws: again when what it reads, its size or the theme changes. */
export abstract class CanvasView extends StoreElement {
  @query('canvas') protected canvas!: HTMLCanvasElement;

  static override styles = [
    controls,
    keyStyles,
    css`
      :host {
        min-width: 0;
        min-height: 0;
      }
      canvas {
        position: absolute;
        inset: 0;
        display: block;
        width: 100%;
        height: 100%;
        touch-action: pan-y;
      }
    `,
  ];

  private observer: ResizeObserver | null = null;
  private paletteOfLook = '';
  private colourSet: Palette | null = null;

  /** The colours of the theme in force. */
  protected get palette(): Palette {
    const { dark, contrast } = this.state;
    const look = `${dark} ${contrast}`;
    if (!this.colourSet || this.paletteOfLook !== look) {
      this.colourSet = paletteOf(this);
      this.paletteOfLook = look;
    }
    return this.colourSet;
  }

  /** What the picture shows, in words. */
  protected abstract description(): string;

  /** What shapes and colours mean, for the line below the picture; null for none. */
  protected key(): TemplateResult | null {
    return null;
  }

  protected abstract draw(surface: Surface): void;

  protected override render(): TemplateResult {
    const key = this.key();
    return html`<div class="stage">
        <canvas role="img" aria-label=${this.description()}></canvas>
      </div>
      ${key === null ? null : html`<div class="key">${key}</div>`}`;
  }

  protected override firstUpdated(): void {
    this.observer = new ResizeObserver(() => this.redraw());
    this.observer.observe(this.canvas);
  }

  protected override updated(): void {
    this.redraw();
  }

  override disconnectedCallback(): void {
    this.observer?.disconnect();
    super.disconnectedCallback();
  }

  /** The picture as it stands, for saving. */
  plotSource(): PlotSource | null {
    const name = this.localName.replace('fall-line-', '');
    return {
      name,
      title: this.description(),
      width: this.canvas.clientWidth / plotScale(),
      height: this.canvas.clientHeight / plotScale(),
      ground: this.palette.surface,
      forPaper: false,
      draw: (surface) => this.draw(surface),
      csv: () => this.csv(),
    };
  }

  /** What the picture is made of, as CSV; null while there is nothing, or where there never is. */
  protected csv(): string | null {
    return tableOf(this.localName.replace('fall-line-', ''), this.state);
  }

  protected redraw(): void {
    const surface = openSurface(this.canvas);
    if (surface) this.draw(surface);
  }
}
