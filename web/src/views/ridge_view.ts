import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { LinearModels } from '../engine/linear';
import { parts } from '../engine/model';
import { csvOfColumns } from '../plots/csv_text';
import { drawPlot, frameOf } from '../plots/lines';
import { paper } from '../plots/paper';
import type { PlotSource } from '../plots/plot_source';
import { ridgePlot, type RidgePlotOptions } from '../plots/ridge_plot';
import type { Palette, Surface } from '../plots/surface';
import { Drawn, drawnStyles } from './drawn';

/** Ridge over λ, every part a line. */
@customElement('fall-line-ridge')
export class RidgeView extends LitElement {
  @property({ attribute: false }) models: LinearModels | null = null;
  @property({ attribute: false }) options: RidgePlotOptions | null = null;
  @property() label = '';
  /** Another text when colours or sizes are others. */
  @property() look = '';

  static override styles = [
    drawnStyles,
    css`
      :host {
        position: relative;
        display: block;
        min-height: 200px;
      }
    `,
  ];

  readonly drawn = new Drawn(this, (surface, palette) => this.draw(surface, palette));

  protected override render(): TemplateResult {
    return html`<canvas role="img" aria-label=${this.label}></canvas>`;
  }

  /** The plot as it stands, for saving. */
  plotSource(): PlotSource | null {
    const { models, options } = this;
    const { palette, size } = this.drawn;
    if (!models || !options) return null;
    const { metric } = options;
    return {
      name: 'ridge',
      title: this.label,
      ...size,
      ground: palette.surface,
      forPaper: true,
      draw: (surface, onPaper) => this.draw(surface, onPaper ? paper : palette),
      csv: () =>
        csvOfColumns([
          { name: 'lambda', values: models.path.map(({ lambda }) => lambda) },
          ...parts
            .filter((part) => models.path.some((fit) => fit[part]))
            .map((part) => ({
              name: `${part} ${metric}`,
              values: models.path.map((fit) => fit[part]?.[metric] ?? NaN),
            })),
        ]),
    };
  }

  private draw({ context, width, height }: Surface, palette: Palette): void {
    const { models, options } = this;
    if (!models || !options) return;
    const plot = ridgePlot(models, options, palette);
    drawPlot(context, frameOf(plot, width, height), plot, palette);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'fall-line-ridge': RidgeView;
  }
}
