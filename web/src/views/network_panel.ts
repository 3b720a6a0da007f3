import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { editText, formatCount, parseNumber } from '../plots/format';
import type { LayerSpec } from '../engine/model';
import { find, manifest, type Parameter } from '../state/manifest';
import { idOf, layersOf } from '../state/spec';
import type { State } from '../state/state';
import { controls } from '../styles/controls';
import type { TermId } from '../text/glossary';
import { text } from '../text/text';
import './term';
import { componentMenu, parameterField } from './fields';
import { icon } from './icons';
import { columnName } from './network_names';
import { plotOf } from './plot_of';
import { StoreElement } from './store_element';
import './network_picture';
import './plot_menu';
import { typedValue } from './typed_value';

const words = text.network;

/** The layers as a picture and as a list: what each is made of can be changed in place. */
@customElement('fall-line-network')
export class NetworkPanel extends StoreElement {
  @property({ type: Boolean }) explain = false;
  /** Whether the picture is all that is shown. */
  @property({ type: Boolean }) bare = false;

  static override styles = [
    controls,
    css`
      :host {
        container-type: inline-size;
      }
      .head {
        flex-wrap: wrap;
        --plot-menu-push: 0;
      }
      .head.bare {
        --plot-menu-push: auto;
      }
      .rest + fall-line-plot-menu {
        margin-left: 0;
      }
      :host,
      section {
        display: flex;
        flex-direction: column;
        min-height: 0;
        height: 100%;
      }
      fall-line-network-picture {
        flex: 1 1 252px;
        min-height: 252px;
      }
      /* Of a deep network the picture shows all layers, the list a few at a time. */
      .layers {
        flex: 0 1 auto;
        min-height: 90px;
        margin-top: var(--space-2);
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
      .name .short {
        display: none;
      }
      .row.titles span {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
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
      /* Where the page scrolls the list need not. */
      @media (max-width: 1199px) {
        .layers {
          flex: none;
          overflow: visible;
        }
        fall-line-network-picture {
          flex: 1 0 auto;
        }
      }
      @container (max-width: 529px) {
        .row {
          grid-template-columns: 28px 68px minmax(54px, 1fr) minmax(54px, 1fr) 46px 27px 48px;
          gap: var(--space-1);
        }
        .units {
          grid-template-columns: 20px 1fr 20px;
        }
        .units button {
          width: 20px;
        }
        .acts button {
          width: 24px;
        }
        .name .long {
          display: none;
        }
        .name .short {
          display: inline;
        }
      }
      @container (max-width: 399px) {
        .name .long {
          display: inline;
        }
        .name .short {
          display: none;
        }
        .acts button {
          width: var(--control);
        }
        .row.titles {
          display: none;
        }
        .cell-label {
          display: block;
        }
        .row {
          /* The last is for the longest words: of initial weights. */
          grid-template-columns: minmax(0, 1fr) minmax(0, 1.05fr) minmax(0, 1.15fr);
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

  private readonly plot = () => plotOf(this.renderRoot);

  protected override reads(state: State): readonly unknown[] {
    return [state.settings, state.spec.network, state.info];
  }

  protected override render(): TemplateResult {
    const layers = layersOf(this.state.settings);
    return html`<section aria-labelledby="title">
      <div class="head ${this.bare ? 'bare' : ''}">
        <h2 id="title">${words.title}</h2>
        <button
          class="rest"
          ?hidden=${this.bare}
          data-path="network.layers"
          data-action="add-layer"
          @click=${() => this.store.addLayer()}
        >
          ${icon('plus')} ${words.layer}
        </button>
        <fall-line-plot-menu .store=${this.store} .plot=${this.plot}></fall-line-plot-menu>
      </div>
      <fall-line-network-picture
        .store=${this.store}
        ?bare=${this.bare}
      ></fall-line-network-picture>
      <div class="layers" ?hidden=${this.state.projector || this.bare}>
        <div class="row titles">
          <span></span>${this.heading('units', words.units)}
          ${this.heading('activation', words.activation)}
          ${this.heading('initialWeights', words.initialWeights)}
          ${this.heading('dropout', words.dropout)} ${this.heading('bias', words.bias)}<span></span>
        </div>
        ${layers.map((layer, index) => this.row(layer, index, index === layers.length - 1))}
      </div>
    </section>`;
  }

  private heading(term: TermId, label: string): TemplateResult {
    return html`<span><fall-line-term .term=${term}>${label}</fall-line-term></span>`;
  }

  private row(layer: LayerSpec, index: number, isOutput: boolean): TemplateResult {
    const columns = layersOf(this.state.settings).length + 1;
    const name = columnName(index + 1, columns);
    const short = columnName(index + 1, columns, true);
    const path = `network.layers.${index}`;
    const units = this.state.info?.layers[index]?.units ?? layer.units ?? 1;
    return html`<div class="row" role="group" aria-label=${name} data-layer=${index}>
      <span class="name"
        ><span class="long">${name}</span><span class="short" title=${name}>${short}</span></span
      >
      ${
        isOutput
          ? html`<span class="follows small muted" title=${words.outputUnitsHelp}
              >${formatCount(units)}</span
            >`
          : cell(words.units, this.units(units, path))
      }
      ${cell(words.activation, this.component(path, 'activation', words.activation, layer))}
      ${cell(words.initialWeights, this.component(path, 'init', words.initialWeights, layer))}
      ${isOutput ? html`<span class="blank"></span>` : cell(words.dropout, this.dropout(layer, path))}
      <label class="check cell" data-path="${path}.bias" title=${words.biasHelp}>
        <span class="cell-label">${words.bias}</span>
        <input
          type="checkbox"
          aria-label=${words.bias}
          .checked=${live(layer.bias ?? true)}
          @change=${(event: Event) =>
            this.store.edit(`${path}.bias`, (event.target as HTMLInputElement).checked)}
        />
      </label>
      ${
        isOutput
          ? html`<span class="blank"></span>`
          : html`<span class="acts" data-path="network.layers">
              <button
                class="icon quiet"
                title=${words.duplicateHelp}
                aria-label=${words.duplicate(name)}
                @click=${() => this.store.duplicateLayer(index)}
              >
                ${icon('copy')}
              </button>
              <button
                class="icon quiet"
                title=${words.removeHelp}
                aria-label=${words.remove(name)}
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
    return html`<span class="units" data-path="${path}.units">
      <button aria-label=${words.fewer} ?disabled=${units <= 1} @click=${() => set(units - 1)}>
        ${icon('minus')}
      </button>
      <input
        type="text"
        inputmode="numeric"
        aria-label=${words.units}
        .value=${typedValue(String(units))}
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
      <button aria-label=${words.more} @click=${() => set(units + 1)}>${icon('plus')}</button>
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
      path: `${path}.${key}`,
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
            path: `${path}.${key}`,
          })}
        </div>`,
    );
  }

  private dropout(layer: LayerSpec, path: string): TemplateResult {
    return html`<input
      class="dropout"
      data-path="${path}.dropout"
      type="text"
      inputmode="decimal"
      aria-label=${words.dropout}
      title=${words.dropoutHelp}
      .value=${typedValue(editText(layer.dropout ?? 0))}
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
