import { html, type TemplateResult } from 'lit';
import { query } from 'lit/decorators.js';
import type { PlotSource } from '../plots/plot_source';
import type { Palette, Surface } from '../plots/surface';
import { controls } from '../styles/controls';
import { Drawn, drawnStyles } from './drawn';
import { keyStyles } from './key';
import { tableOf } from './plot_of';
import { StoreElement } from './store_element';

/** A view that draws: again when what it reads, its size or the theme changes. */
export abstract class CanvasView extends StoreElement {
  @query('canvas') protected canvas!: HTMLCanvasElement;

  static override styles = [controls, keyStyles, drawnStyles];

  private readonly drawn = new Drawn(
    this,
    (surface) => this.draw(surface),
    () => this.redraw(), // views follow up their updates, and draw then
  );

  /** The colours of the theme in force. */
  protected get palette(): Palette {
    return this.drawn.palette;
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

  protected override updated(): void {
    this.redraw();
  }

  /** The picture as it stands, for saving. */
  plotSource(): PlotSource | null {
    const name = this.localName.replace('fall-line-', '');
    return {
      name,
      title: this.description(),
      ...this.drawn.size,
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
    this.drawn.redraw();
  }
}
