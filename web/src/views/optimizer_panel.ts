import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { Json } from '../state/json';
import { find, manifest, type Component, type Parameter } from '../state/manifest';
import { idOf, isLive, valueAt } from '../state/spec';
import type { State } from '../state/state';
import { controls } from '../styles/controls';
import { text } from '../text/text';
import { componentMenu, parameterField } from './fields';
import { stopText } from './stop_text';
import { StoreElement } from './store_element';
import './schedule_curve';
import './stop_rules';

const words = text.training;
/** What a method is steered with; its other numbers are rarely touched and fold away. */
const always: ReadonlySet<string> = new Set(['learningRate', 'momentum', 'weightDecay']);

/** The method and its numbers, the schedule, the loss, the penalties, when to stop. */
@customElement('fall-line-optimizer')
export class OptimizerPanel extends StoreElement {
  @property({ type: Boolean }) explain = false;
  /** The sentence on what has the focus or lies under the pointer. */
  @state() private hint = '';
  /** Whether the menu of faults is loaded. */
  @state() private hasFaults = false;

  static override styles = [
    controls,
    css`
      .head {
        margin-bottom: var(--space-1);
      }
      .hint {
        flex: 1;
        min-width: 0;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
        text-align: right;
      }
      .groups {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(132px, 100%), 1fr));
        gap: var(--space-3);
        align-items: start;
      }
      .group {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 6px;
        min-width: 0;
      }
      /* Beside a curve that says the same: on one line, and whole where hints and explanations are. */
      .formula.short {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .formula {
        margin: 0;
        font-size: var(--text-small);
        line-height: calc(18px * var(--scale));
        color: var(--muted);
      }
      summary {
        min-height: calc(24px * var(--scale));
        padding: 2px 0;
        line-height: calc(20px * var(--scale));
        font-size: var(--text-small);
        color: var(--muted);
        cursor: pointer;
      }
      details > div {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 6px;
        padding-top: var(--space-1);
      }
      fall-line-number .check {
        min-height: calc(20px * var(--scale));
        color: var(--muted);
      }
      @media (pointer: coarse) {
        summary {
          min-height: 36px;
          padding: 8px 0;
        }
        fall-line-number .check {
          min-height: 36px;
        }
      }
      @media (max-width: 1099px) {
        .head {
          flex-wrap: wrap;
        }
        .hint {
          flex: 1 0 100%;
          min-height: 36px;
          white-space: normal;
          text-align: left;
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
    const ownSteps = optimizer?.fullBatch === true;
    const [shown, more] = split(optimizer);
    return html`<section
      aria-labelledby="title"
      @focusin=${this.pointed}
      @pointerover=${this.pointed}
    >
      <div class="head">
        <h2 id="title">${words.optimizer}</h2>
        <span class="hint muted small" data-figure="hint" title=${this.hint}>
          ${this.explain ? '' : this.hint || words.liveHelp}
        </span>
      </div>
      <div class="groups">
        <div class="group" role="group" aria-label=${words.method}>
          ${this.menu('optimizer', words.method, manifest.optimizers, optimizer)}
          ${this.about(optimizer)} ${this.fields('optimizer', shown)}
          ${ownSteps ? nothing : this.batchSize()}
          ${this.folded('method', words.more, this.fields('optimizer', more))}
        </div>
        ${ownSteps ? this.ownSteps() : this.schedule(schedule)}
        <div class="group" role="group" aria-label=${words.loss}>
          ${this.menu('loss', words.loss, manifest.losses, loss)} ${this.about(loss)}
          ${this.fields('loss', loss?.parameters ?? [])}
          ${this.penalty('l2', words.l2, words.l2Help)}
          ${this.folded(
            'loss',
            words.moreOfLoss,
            html`${this.penalty('l1', words.l1, words.l1Help)} ${this.onBiases()}
            ${this.precision()} ${this.faults()}`,
            () => void import('./fault_menu').then(() => (this.hasFaults = true)),
          )}
          ${this.folded(
            'stop',
            words.stop(stopText(settings)),
            html`<fall-line-stop .store=${this.store} ?explain=${this.explain}></fall-line-stop>`,
          )}
        </div>
      </div>
    </section>`;
  }

  /** What trains wrongly on purpose; its list is loaded when the fold is opened. */
  private faults(): TemplateResult | typeof nothing {
    if (!this.hasFaults) return nothing;
    return html`<fall-line-fault-menu .store=${this.store}></fall-line-fault-menu>`;
  }

  private schedule(schedule: Component | undefined): TemplateResult {
    return html`<div class="group" role="group" aria-label=${words.schedule}>
      ${this.menu('schedule', words.schedule, manifest.schedules, schedule)}
      ${this.about(schedule, 'short')}
      <fall-line-schedule .store=${this.store}></fall-line-schedule>
      ${this.fields('schedule', schedule?.parameters.slice(0, 1) ?? [])}
      ${this.rest('schedule', schedule)}
    </div>`;
  }

  /** Methods of second order have neither batches nor rates to choose. */
  private ownSteps(): TemplateResult {
    return html`<div class="group" role="group" aria-label=${words.schedule}>
      <span class="label">${words.schedule}</span>
      <p class="help">${words.ownSteps}</p>
    </div>`;
  }

  /** The formula always, the sentence when explanations are wanted. */
  private about(component: Component | undefined, length: 'short' | '' = ''): TemplateResult {
    const { formula = '', source = '', summary = '' } = component ?? {};
    return html`<p
        class="formula ${this.explain ? '' : length}"
        data-hint=${formula}
        title="${formula} · ${source}"
      >
        ${formula}
      </p>
      ${this.explain ? html`<p class="help">${summary}</p>` : nothing}`;
  }

  /** What a schedule has beyond its first parameter. */
  private rest(path: 'schedule', component: Component | undefined): unknown {
    const more = component?.parameters.slice(1) ?? [];
    if (!component || more.length === 0) return nothing;
    return this.folded(path, words.more, this.fields(path, more));
  }

  private folded(
    name: string,
    title: string,
    content: unknown,
    opened: () => void = () => undefined,
  ): TemplateResult {
    return html`<details data-fold=${name} @toggle=${opened}>
      <summary title=${title}>${title}</summary>
      <div>${content}</div>
    </details>`;
  }

  private menu(
    path: string,
    label: string,
    list: readonly Component[],
    chosen: Component | undefined,
  ): TemplateResult {
    return componentMenu({
      label,
      ...(path === 'optimizer' || path === 'schedule' || path === 'loss' ? { term: path } : {}),
      name: path,
      path,
      list,
      chosen: chosen?.id,
      choose: (id) => this.store.edit(path, id),
    });
  }

  private fields(path: string, parameters: readonly Parameter[]): readonly TemplateResult[] {
    const context = {
      value: (parameter: Parameter): Json | undefined =>
        valueAt(this.state.settings, `${path}.${parameter.name}`),
      edit: (parameter: Parameter, value: Json) =>
        this.store.edit(`${path}.${parameter.name}`, value),
      explain: this.explain,
      path,
      live: (parameter: Parameter) => isLive(`${path}.${parameter.name}`),
    };
    return parameters.map((parameter) => parameterField(parameter, context));
  }

  private batchSize(): TemplateResult {
    const { settings, info } = this.state;
    const samples = info?.samples.train ?? 1;
    const { batchSize } = settings;
    const size = typeof batchSize === 'number' ? Math.min(batchSize, samples) : samples;
    const usual = Math.min(32, samples);
    const set = (value: number): void =>
      this.store.edit('batchSize', value >= samples ? 'full' : value);
    return html`<fall-line-number
      class="field"
      label=${words.batchSize}
      help=${words.batchHelp}
      .term=${'batchSize' as const}
      .value=${size}
      .initial=${usual}
      .low=${1}
      .high=${Math.max(2, samples)}
      logarithmic
      whole
      live
      ?explain=${this.explain}
      data-path="batchSize"
      data-parameter="batchSize"
      data-hint=${words.batchHelp}
      @change=${({ detail }: CustomEvent<number>) => set(detail)}
    >
      <label class="check" title=${words.fullBatchHelp}>
        <input
          type="checkbox"
          data-field="full-batch"
          .checked=${live(size >= samples)}
          @change=${(event: Event) => {
            event.stopPropagation(); // the number's own changes have a number with them
            set((event.target as HTMLInputElement).checked ? samples : usual);
          }}
        />
        ${words.fullBatch}
      </label>
    </fall-line-number>`;
  }

  private penalty(name: 'l1' | 'l2', label: string, help: string): TemplateResult {
    return html`<fall-line-number
      class="field"
      label=${label}
      help=${help}
      .term=${name}
      .value=${this.state.settings.regularization?.[name] ?? 0}
      .initial=${0}
      .low=${0}
      .high=${1}
      logarithmic
      live
      ?explain=${this.explain}
      data-path="regularization.${name}"
      data-parameter=${name}
      data-hint=${help}
      @change=${({ detail }: CustomEvent<number>) =>
        this.store.edit(`regularization.${name}`, detail)}
    ></fall-line-number>`;
  }

  private onBiases(): TemplateResult {
    return html`<label
      class="check"
      data-path="regularization.biases"
      title=${words.onBiasesHelp}
      data-hint=${words.onBiasesHelp}
    >
      <input
        type="checkbox"
        data-field="on-biases"
        .checked=${live(this.state.settings.regularization?.biases === true)}
        @change=${(event: Event) =>
          this.store.edit('regularization.biases', (event.target as HTMLInputElement).checked)}
      />
      ${words.onBiases}
    </label>`;
  }

  private precision(): TemplateResult {
    const { spec, info } = this.state;
    const chosen = spec.precision ?? 'auto';
    const { auto, float32, float64 } = words.precisions;
    const inForce = chosen === 'auto' && info ? words.precisionNames[info.precision] : '';
    const choices = { auto: auto(inForce), float32, float64 };
    return html`<label
      class="field"
      data-path="precision"
      title=${words.precisionHelp}
      data-hint=${words.precisionHelp}
    >
      <span class="label"
        ><fall-line-term term="precision">${words.precision}</fall-line-term></span
      >
      <select
        data-field="precision"
        .value=${live(chosen)}
        @change=${(event: Event) =>
          this.store.edit('precision', (event.target as HTMLSelectElement).value)}
      >
        ${Object.entries(choices).map(
          ([id, label]) => html`<option value=${id} ?selected=${id === chosen}>${label}</option>`,
        )}
      </select>
    </label>`;
  }

  /** Shows the sentence on the field that was reached, in the place that is kept for it. */
  private readonly pointed = (event: Event): void => {
    for (const target of event.composedPath()) {
      if (target === this.renderRoot) return;
      const hint = target instanceof HTMLElement ? target.dataset['hint'] : undefined;
      if (hint === undefined) continue;
      this.hint = hint;
      return;
    }
  };
}

/** The parameters that are always shown, and the others. */
function split(
  component: Component | undefined,
): readonly [shown: readonly Parameter[], more: readonly Parameter[]] {
  const all = component?.parameters ?? [];
  return [all.filter(({ name }) => always.has(name)), all.filter(({ name }) => !always.has(name))];
}

declare global {
  interface HTMLElementTagNameMap {
    'fall-line-optimizer': OptimizerPanel;
  }
}
