import { css, html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import type { SessionInfo } from '../engine/model';
import type { State } from '../state/state';
import { controls } from '../styles/controls';
import { StoreElement } from './store_element';
import './confusion_view';
import './output_curve';
import './output_map';
import './output_scatter';

type Picture = 'map' | 'curve' | 'confusion' | 'scatter';

/** The picture that fits what is learned from what. */
export function pictureOf({ inputs, task }: SessionInfo): Picture {
  if (!inputs.image && inputs.count === 2) return 'map';
  if (!inputs.image && inputs.count === 1) return 'curve';
  return task.kind === 'classes' ? 'confusion' : 'scatter';
}

const titles: Readonly<Record<Picture, string>> = {
  map: 'Output over the two inputs',
  curve: 'Output over the input',
  confusion: 'Confusion matrix',
  scatter: 'Predicted against true',
};

/** What the network has learned, as a picture. */
@customElement('fall-line-result')
export class ResultPanel extends StoreElement {
  static override styles = [
    controls,
    css`
      :host,
      section {
        display: flex;
        flex-direction: column;
        min-height: 0;
        height: 100%;
      }
      .picture {
        flex: 1;
        min-height: 0;
      }
    `,
  ];

  protected override reads(state: State): readonly unknown[] {
    return [state.info, state.engine];
  }

  protected override render(): TemplateResult {
    const { info } = this.state;
    const picture = info ? pictureOf(info) : null;
    return html`<section aria-labelledby="title">
      <div class="head">
        <h2 id="title">Result</h2>
        <span class="muted small">${picture ? titles[picture] : ''}</span>
      </div>
      ${this.picture(picture)}
    </section>`;
  }

  private picture(picture: Picture | null): TemplateResult {
    switch (picture) {
      case 'map':
        return html`<fall-line-output-map
          class="picture"
          .store=${this.store}
        ></fall-line-output-map>`;
      case 'curve':
        return html`<fall-line-output-curve
          class="picture"
          .store=${this.store}
        ></fall-line-output-curve>`;
      case 'confusion':
        return html`<fall-line-confusion
          class="picture"
          .store=${this.store}
        ></fall-line-confusion>`;
      case 'scatter':
        return html`<fall-line-output-scatter
          class="picture"
          .store=${this.store}
        ></fall-line-output-scatter>`;
      case null:
        return html`<p class="muted">The picture appears when the engine is ready.</p>`;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'fall-line-result': ResultPanel;
  }
}
