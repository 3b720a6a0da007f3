import { css, html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import type { State } from '../state/state';
import { controls } from '../styles/controls';
import { placeStyles } from '../styles/place';
import { placeText } from '../text/places';
import './initial_spread_view';
import './rate_finder_view';
import { StoreElement } from './store_element';

/** What can be known before training: which rates are of use, and how far values spread. */
@customElement('fall-line-start')
export class StartView extends StoreElement {
  static override styles = [
    controls,
    placeStyles,
    css`
      .all {
        grid-template-columns: minmax(0, 2fr) minmax(0, 3fr);
      }
      section {
        overflow: auto;
        scrollbar-width: thin;
      }
      @media (max-width: 1100px) {
        .all {
          grid-template-columns: minmax(0, 1fr);
          height: auto;
        }
        section {
          overflow: visible;
        }
      }
    `,
  ];

  protected override reads({ info }: State): readonly unknown[] {
    return [info];
  }

  protected override render(): TemplateResult {
    if (!this.state.info) return html`<p class="muted">${placeText.start.waiting}</p>`;
    return html`<div class="all">
      <section aria-label=${placeText.start.finder.title}>
        <fall-line-rate-finder .store=${this.store}></fall-line-rate-finder>
      </section>
      <section aria-label=${placeText.start.spread.title}>
        <fall-line-initial-spread .store=${this.store}></fall-line-initial-spread>
      </section>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'fall-line-start': StartView;
  }
}
