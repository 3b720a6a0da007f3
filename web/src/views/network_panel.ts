import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { editText, formatCount, parseNumber } from '../plots/format';
import type { LayerSpec } from '../engine/model';
import { find, manifest, type Parameter } from '../state/manifest';
import { idOf, layersOf } from '../state/spec';
import type { State } from '../state/state';
import { controls } from '../styles/controls';
import { componentMenu, parameterField } from './fields';
import { icon } from './icons';
import { plotOf } from './plot_of';
import { StoreElement } from './store_element';
import './network_picture';
import './plot_menu';

/** The layers as a picture and as a list: what each is made of can be changed in place. */
@customElement('fall-line-network')
export class NetworkPanel extends StoreElement {
  @property({ type: Boolean }) explain = false;

  static override styles = [
    controls,
    css`
      .head {
        flex-wrap: wrap;
        --plot-menu-push: 0;
      }
      :host,
      section {
        display: flex;
        flex-direction: column;
        min-height: 0;
        height: 100%;
      }
      fall-line-network-picture {
        flex: 1 1 120px;
        min-height: 96px;
      }
      .layers {
        flex: none;
        margin-top: var(--space-2);
        max-height: 240px;
        overflow-y: auto;
        scrollbar-width: thin;
      }
      .row {
        display: grid;
        grid-template-columns: 66px 88px minmax(84px, 1fr) minmax(84px, 1.2fr) 54px 32px 58px;
        gap: var(--space-2);
        align-items: center;
        padding: 3px 0;
      }
      .row.titles {
        padding: 0;
        font-size: var(--text-small);
        line-height: 18px;
        color: var(--muted);
      }
      .name {
        font-size: var(--text-small);
        font-weight: 550;
        white-space: nowrap;
      }
      .units {
        display: grid;
        grid-template-columns: 26px 1fr 26px;
      }
      .units input {
        border-radius: 0;
        border-inline: none;
        padding: 0 2px;
        text-align: center;
        font-variant-numeric: tabular-nums;
      }
      .units button {
        width: 26px;
        padding: 0;
      }
      .units button:first-child {
        border-radius: var(--radius) 0 0 var(--radius);
      }
      .units button:last-child {
        border-radius: 0 var(--radius) var(--radius) 0;
      }
      .acts {
        display: flex;
        justify-content: flex-end;
      }
      .dropout {
        text-align: right;
        font-variant-numeric: tabular-nums;
      }
      .more {
        grid-column: 2 / -1;
        max-width: 320px;
      }
      .cell {
        min-width: 0;
      }
      @media (max-width: 1199px) {
        fall-line-network-picture {
          min-height: 190px;
        }
      }
      .cell-label {
        display: none;
        font-size: var(--text-small);
        color: var(--muted);
      }
      .follows {
        padding: 0 6px;
        font-variant-numeric: tabular-nums;
        text-align: center;
      }
      @media (max-width: 767px) {
        .layers {
          max-height: none;
          overflow: visible;
        }
        fall-line-network-picture {
          flex: none;
          height: 180px;
        }
        .row.titles {
          display: none;
        }
        .cell-label {
          display: block;
        }
        .row {
          grid-template-columns: minmax(0, 1.3fr) minmax(0, 1.3fr) minmax(0, 1fr);
          align-items: end;
          padding: var(--space-2) 0;
          border-top: 1px solid var(--hairline);
        }
        .name {
          align-self: center;
          grid-column: 1 / 3;
        }
        .acts,
        .follows {
          order: -1;
          text-align: right;
        }
        .blank {
          display: none;
        }
        .name {
          order: -2;
        }
        .units {
          grid-template-columns: var(--control) 1fr var(--control);
        }
        .units button {
          width: var(--control);
        }
        .more {
          grid-column: 1 / -1;
          max-width: none;
        }
      }
    `,
  ];

  private readonly plot = () => plotOf(this.renderRoot, this.state);

  protected override reads(state: State): readonly unknown[] {
    return [state.settings, state.spec.network, state.info];
  }

  protected override render(): TemplateResult {
    const layers = layersOf(this.state.settings);
    return html`<section aria-labelledby="title">
      <div class="head">
        <h2 id="title">Network</h2>
        <button class="rest" data-action="add-layer" @click=${() => this.store.addLayer()}>
          ${icon('plus')} Layer
        </button>
        <fall-line-plot-menu .store=${this.store} .plot=${this.plot}></fall-line-plot-menu>
      </div>
      <fall-line-network-picture .store=${this.store}></fall-line-network-picture>
      <div class="layers">
        <div class="row titles" aria-hidden="true">
          <span></span><span>Units</span><span>Activation</span><span>Initial weights</span
          ><span>Dropout</span><span>Bias</span><span></span>
        </div>
        ${layers.map((layer, index) => this.row(layer, index, index === layers.length - 1))}
      </div>
    </section>`;
  }

  private row(layer: LayerSpec, index: number, isOutput: boolean): TemplateResult {
    const name = isOutput ? 'Output' : `Hidden ${index + 1}`;
    const path = `network.layers.${index}`;
    const units = this.state.info?.layers[index]?.units ?? layer.units ?? 1;
    return html`<div class="row" role="group" aria-label=${name} data-layer=${index}>
      <span class="name">${name}</span>
      ${
        isOutput
          ? html`<span class="follows small muted" title="Follows from the targets of the data"
              >${formatCount(units)}</span
            >`
          : cell('Units', this.units(units, path))
      }
      ${cell('Activation', this.component(path, 'activation', 'Activation', layer))}
      ${cell('Initial weights', this.component(path, 'init', 'Initial weights', layer))}
      ${isOutput ? html`<span class="blank"></span>` : cell('Dropout', this.dropout(layer, path))}
      <label class="check cell" title="Whether the layer has biases">
        <span class="cell-label">Bias</span>
        <input
          type="checkbox"
          aria-label="Bias"
          .checked=${live(layer.bias ?? true)}
          @change=${(event: Event) =>
            this.store.edit(`${path}.bias`, (event.target as HTMLInputElement).checked)}
        />
      </label>
      ${
        isOutput
          ? html`<span class="blank"></span>`
          : html`<span class="acts">
              <button
                class="icon quiet"
                title="Duplicate the layer"
                aria-label="Duplicate ${name}"
                @click=${() => this.store.duplicateLayer(index)}
              >
                ${icon('copy')}
              </button>
              <button
                class="icon quiet"
                title="Remove the layer"
                aria-label="Remove ${name}"
                @click=${() => this.store.removeLayer(index)}
              >
                ${icon('close')}
              </button>
            </span>`
      }
      ${this.parameters(path, 'activation', layer)} ${this.parameters(path, 'init', layer)}
    </div>`;
  }

  private units(units: number, path: string): TemplateResult {
    const set = (value: number): void => this.store.edit(`${path}.units`, value);
    return html`<span class="units">
      <button aria-label="One unit less" ?disabled=${units <= 1} @click=${() => set(units - 1)}>
        ${icon('minus')}
      </button>
      <input
        type="text"
        inputmode="numeric"
        aria-label="Units"
        .value=${live(String(units))}
        @change=${(event: Event) => {
          const value = parseNumber((event.target as HTMLInputElement).value);
          if (value === null) this.requestUpdate();
          else set(value);
        }}
        @keydown=${(event: KeyboardEvent) => {
          const way = event.key === 'ArrowUp' ? 1 : event.key === 'ArrowDown' ? -1 : 0;
          if (way === 0 || units + way < 1) return;
          event.preventDefault();
          set(units + way);
        }}
      />
      <button aria-label="One unit more" @click=${() => set(units + 1)}>${icon('plus')}</button>
    </span>`;
  }

  private component(
    path: string,
    key: 'activation' | 'init',
    label: string,
    layer: LayerSpec,
  ): TemplateResult {
    return componentMenu({
      label,
      name: key,
      list: key === 'activation' ? manifest.activations : manifest.initializers,
      chosen: idOf(layer[key]),
      choose: (id) => this.store.edit(`${path}.${key}`, id),
      hideLabel: true,
    });
  }

  /** The parameters of an activation or initializer that has some, in a line of their own. */
  private parameters(path: string, key: 'activation' | 'init', layer: LayerSpec): unknown {
    const list = key === 'activation' ? manifest.activations : manifest.initializers;
    const choice = layer[key];
    const { parameters = [] } = find(list, idOf(choice)) ?? {};
    if (parameters.length === 0) return nothing;
    return parameters.map(
      (parameter) =>
        html`<div class="more">
          ${parameterField(parameter, {
            value: ({ name }: Parameter) => (typeof choice === 'object' ? choice[name] : undefined),
            edit: ({ name }, value) => this.store.edit(`${path}.${key}.${name}`, value),
            explain: this.explain,
          })}
        </div>`,
    );
  }

  private dropout(layer: LayerSpec, path: string): TemplateResult {
    return html`<input
      class="dropout"
      type="text"
      inputmode="decimal"
      aria-label="Dropout"
      title="Share of the units switched off in each training step"
      .value=${live(editText(layer.dropout ?? 0))}
      @change=${(event: Event) => {
        const value = parseNumber((event.target as HTMLInputElement).value);
        if (value === null) this.requestUpdate();
        else this.store.edit(`${path}.dropout`, value);
      }}
    />`;
  }
}

/** A cell with its label, which only narrow screens need: wide ones have column titles. */
function cell(label: string, content: TemplateResult): TemplateResult {
  return html`<span class="cell"
    ><span class="cell-label" aria-hidden="true">${label}</span>${content}</span
  >`;
}

declare global {
  interface HTMLElementTagNameMap {
    'fall-line-network': NetworkPanel;
  }
}
