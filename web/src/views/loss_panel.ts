import { css, html, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { partsWith, type MetricName } from '../plots/lines';
import type { State } from '../state/state';
import { controls } from '../styles/controls';
import { StoreElement } from './store_element';
import './curves_view';

const labels: Readonly<Record<MetricName, string>> = {
  loss: 'Loss',
  penalty: 'Penalty',
  mse: 'Mean squared error',
  r2: 'R²',
  accuracy: 'Accuracy',
  'cross-entropy': 'Cross-entropy',
};

/** How well it does over the epochs: the loss, and beside it what people understand at once. */
@customElement('fall-line-loss')
export class LossPanel extends StoreElement {
  @state() private logarithmic = false;
  @state() private chosen: MetricName | null = null;

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
      .plots {
        flex: 1;
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(280px, 100%), 1fr));
        gap: var(--space-3);
        min-height: 0;
      }
      figure {
        display: flex;
        flex-direction: column;
        margin: 0;
        min-height: 0;
        min-width: 0;
      }
      figcaption {
        display: flex;
        align-items: center;
        gap: var(--space-3);
        height: 26px;
        font-weight: 600;
      }
      figcaption .small {
        font-weight: 400;
      }
      figcaption select {
        width: auto;
        height: 24px;
        font-weight: 600;
      }
      figcaption .check {
        min-height: 24px;
        font-weight: 400;
        color: var(--muted);
      }
      fall-line-curves {
        flex: 1;
        min-height: 150px;
      }
    `,
  ];

  protected override reads(state: State): readonly unknown[] {
    return [state.revision, state.history, state.dark, state.theme];
  }

  protected override render(): TemplateResult {
    const { history } = this.state;
    const others: readonly MetricName[] = history
      ? (['accuracy', 'r2', 'mse', 'cross-entropy', 'penalty'] as const).filter(
          (metric) => partsWith(history, metric).length > 0,
        )
      : [];
    const second = others.find((metric) => metric === this.chosen) ?? others[0];
    return html`<section aria-label="Loss and metrics">
      <div class="plots">
        <figure>
          <figcaption>
            Loss
            <label class="check">
              <input
                type="checkbox"
                data-field="log"
                .checked=${this.logarithmic}
                @change=${(event: Event) =>
                  (this.logarithmic = (event.target as HTMLInputElement).checked)}
              />
              log scale
            </label>
          </figcaption>
          ${this.plot('loss', this.logarithmic)}
        </figure>
        ${
          second === undefined
            ? null
            : html`<figure>
                <figcaption>
                  <select
                    aria-label="Second metric"
                    @change=${(event: Event) =>
                      (this.chosen = (event.target as HTMLSelectElement).value as MetricName)}
                  >
                    ${others.map(
                      (metric) =>
                        html`<option value=${metric} ?selected=${metric === second}>
                          ${labels[metric]}
                        </option>`,
                    )}
                  </select>
                  ${second === 'r2' ? html`<span class="muted small">from −1 up</span>` : null}
                </figcaption>
                ${this.plot(second, false)}
              </figure>`
        }
      </div>
    </section>`;
  }

  private plot(metric: MetricName, logarithmic: boolean): TemplateResult {
    const { history, revision, dark, theme } = this.state;
    return html`<fall-line-curves
      .curves=${history}
      .revision=${revision}
      .metric=${metric}
      .label=${labels[metric]}
      .theme=${theme}
      ?logarithmic=${logarithmic}
      ?dark=${dark}
    ></fall-line-curves>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'fall-line-loss': LossPanel;
  }
}
