import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { drawSpread, type Interval } from '../plots/interval_plot';
import { Drawn, drawnStyles } from './drawn';

/** How often which value of a figure, and where its interval ends. */
@customElement('fall-line-sweep-spread')
export class SweepSpread extends LitElement {
  @property({ attribute: false }) values: Float64Array | null = null;
  @property({ attribute: false }) interval: Interval | null = null;
  /** Of the figure. */
  @property() name = '';
  @property() label = '';
  /** Another text when colours or sizes are others. */
  @property() look = '';

  static override styles = [
    drawnStyles,
    css`
      :host {
        position: relative;
        display: block;
      }
    `,
  ];

  readonly drawn = new Drawn(this, (surface, palette) => {
    const { values, interval, name } = this;
    if (values && interval) drawSpread(surface.context, values, interval, name, surface, palette);
  });

  protected override render(): TemplateResult {
    return html`<canvas role="img" aria-label=${this.label}></canvas>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'fall-line-sweep-spread': SweepSpread;
  }
}
