import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Json } from '../state/json';
import { find, manifest, type Component, type Parameter } from '../state/manifest';
import { idOf, valueAt } from '../state/spec';
import type { State } from '../state/state';
import { controls } from '../styles/controls';
import { componentMenu, parameterField } from './fields';
import { StoreElement } from './store_element';

/** The method and its numbers, the schedule, the loss, the penalties: all from the manifest. */
@customElement('fall-line-optimizer')
export class OptimizerPanel extends StoreElement {
  @property({ type: Boolean }) explain = false;

  static override styles = [
    controls,
    css`
      .fields {
        grid-template-columns: repeat(auto-fill, minmax(160px, 1fr));
      }
      .head {
        margin-bottom: var(--space-1);
      }
      .head .formula {
        margin-left: auto;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .full {
        display: flex;
        align-items: center;
        justify-content: space-between;
      }
      .batch {
        position: relative;
      }
      @media (max-width: 767px) {
        .fields {
          grid-template-columns: repeat(2, minmax(0, 1fr));
        }
        .head {
          flex-wrap: wrap;
        }
        .head .formula {
          margin-left: 0;
          white-space: normal;
        }
      }
    `,
  ];

  protected override reads(state: State): readonly unknown[] {
    return [state.settings, state.info, state.spec.precision];
  }

  protected override render(): TemplateResult {
    const { settings } = this.state;
    const optimizer = find(manifest.optimizers, idOf(settings.optimizer));
    const schedule = find(manifest.schedules, idOf(settings.schedule));
    const loss = find(manifest.losses, idOf(settings.loss));
    return html`<section aria-labelledby="title">
      <div class="head">
        <h2 id="title">Optimizer</h2>
        <span class="formula muted small" title=${optimizer?.source ?? nothing}>
          ${optimizer?.formula ?? ''}
        </span>
      </div>
      ${this.sentence(optimizer)}
      <div class="fields">
        ${this.menu('optimizer', 'Method', manifest.optimizers, optimizer)}
        ${this.parameters('optimizer', optimizer)} ${this.batchSize()}
        ${this.menu('schedule', 'Learning rate schedule', manifest.schedules, schedule)}
        ${this.parameters('schedule', schedule)} ${this.menu('loss', 'Loss', manifest.losses, loss)}
        ${this.parameters('loss', loss)}
        ${this.penalty('l2', 'L2 penalty λ', 'Adds λ·θ to the gradient: keeps weights small.')}
        ${this.penalty('l1', 'L1 penalty λ', 'Adds λ·sign θ to the gradient: drives weights to 0.')}
        ${this.precision()}
      </div>
      ${
        this.explain
          ? html`<p class="help formula">${schedule?.formula} · ${schedule?.summary}</p>
              <p class="help formula">${loss?.formula} · ${loss?.summary}</p>`
          : nothing
      }
    </section>`;
  }

  private sentence(component: Component | undefined): TemplateResult | typeof nothing {
    return this.explain ? html`<p class="help">${component?.summary}</p>` : nothing;
  }

  private menu(
    path: string,
    label: string,
    list: readonly Component[],
    chosen: Component | undefined,
  ): TemplateResult {
    return componentMenu({
      label,
      name: path,
      list,
      chosen: chosen?.id,
      choose: (id) => this.store.edit(path, id),
    });
  }

  private parameters(path: string, component: Component | undefined): readonly TemplateResult[] {
    const context = {
      value: (parameter: Parameter): Json | undefined =>
        valueAt(this.state.settings, `${path}.${parameter.name}`),
      edit: (parameter: Parameter, value: Json) =>
        this.store.edit(`${path}.${parameter.name}`, value),
      explain: this.explain,
    };
    return (component?.parameters ?? []).map((parameter) => parameterField(parameter, context));
  }

  private batchSize(): TemplateResult {
    const { settings, info } = this.state;
    const samples = info?.samples.train ?? 1;
    const { batchSize } = settings;
    const size = typeof batchSize === 'number' ? batchSize : samples;
    return html`<div class="batch">
      <fall-line-number
        class="field"
        label="Batch size"
        help="Samples per step; the largest is the full batch."
        .value=${Math.min(size, samples)}
        .initial=${Math.min(32, samples)}
        .low=${1}
        .high=${Math.max(2, samples)}
        logarithmic
        whole
        ?explain=${this.explain}
        data-parameter="batchSize"
        @change=${({ detail }: CustomEvent<number>) =>
          this.store.edit('batchSize', detail >= samples ? 'full' : detail)}
      ></fall-line-number>
    </div>`;
  }

  private penalty(name: 'l1' | 'l2', label: string, help: string): TemplateResult {
    return html`<fall-line-number
      class="field"
      label=${label}
      help=${help}
      .value=${this.state.settings.regularization?.[name] ?? 0}
      .initial=${0}
      .low=${0}
      .high=${1}
      logarithmic
      ?explain=${this.explain}
      data-parameter=${name}
      @change=${({ detail }: CustomEvent<number>) =>
        this.store.edit(`regularization.${name}`, detail)}
    ></fall-line-number>`;
  }

  private precision(): TemplateResult {
    const chosen = this.state.spec.precision ?? 'auto';
    const choices = { auto: 'Automatic', float32: 'Single (float32)', float64: 'Double (float64)' };
    return html`<label class="field" title="The numbers that the network computes with">
      <span class="label">Precision</span>
      <select
        .value=${chosen}
        @change=${(event: Event) =>
          this.store.edit('precision', (event.target as HTMLSelectElement).value)}
      >
        ${Object.entries(choices).map(
          ([id, label]) => html`<option value=${id} ?selected=${id === chosen}>${label}</option>`,
        )}
      </select>
    </label>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'fall-line-optimizer': OptimizerPanel;
  }
}
