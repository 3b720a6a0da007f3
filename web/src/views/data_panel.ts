import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { Json } from '../state/json';
import { find, manifest, type Dataset, type Parameter } from '../state/manifest';
import { valueAt } from '../state/spec';
import type { State } from '../state/state';
import { controls } from '../styles/controls';
import { parameterField, textOf } from './fields';
import { icon } from './icons';
import { StoreElement } from './store_element';
import './gallery';

/** Parameters that the page fills in by itself, from the files that the user gave. */
const filled: ReadonlySet<string> = new Set([
  'file',
  'target',
  'images',
  'labels',
  'testImages',
  'testLabels',
]);
/** Parameters that most files do well without. */
const advanced: ReadonlySet<string> = new Set(['inputs', 'categories', 'missing', 'header']);
const scales = {
  none: 'As they are',
  center: 'Centred',
  standardize: 'Standardized',
  minmax: '0 to 1',
};
const offered: readonly string[] = ['x1', 'x2', 'x1^2', 'x2^2', 'x1*x2', 'sin(x1)', 'sin(x2)'];
const written: Readonly<Record<string, string>> = {
  x1: 'x₁',
  x2: 'x₂',
  'x1^2': 'x₁²',
  'x2^2': 'x₂²',
  'x1*x2': 'x₁x₂',
  'sin(x1)': 'sin x₁',
  'sin(x2)': 'sin x₂',
};

/** Where the samples come from, how many there are, how they are split and scaled. */
@customElement('fall-line-data')
export class DataPanel extends StoreElement {
  @property({ type: Boolean }) explain = false;

  static override styles = [
    controls,
    css`
      .summary {
        margin: var(--space-2) 0;
        min-height: 36px;
        font-size: var(--text-small);
        line-height: 18px;
        color: var(--muted);
      }
      .summary b {
        color: var(--ink);
        font-weight: 600;
      }
      .chips {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-1);
      }
      .chips button {
        flex: 1 0 auto;
        height: 24px;
        min-width: 26px;
        padding: 0 3px;
        font-size: 12px;
      }
      .chips button[aria-pressed='true'] {
        background: var(--accent);
        border-color: var(--accent);
        color: var(--accent-ink);
      }
      summary {
        font-size: var(--text-small);
        line-height: 24px;
        cursor: pointer;
      }
      input[type='file'] {
        display: none;
      }
      @media (pointer: coarse) {
        .chips button {
          height: 36px;
          min-width: 44px;
        }
      }
    `,
  ];

  protected override reads(state: State): readonly unknown[] {
    return [state.settings, state.info, state.table, state.gallery, state.dark, state.theme];
  }

  protected override render(): TemplateResult {
    const { source } = this.state.settings.data;
    const dataset = find(manifest.datasets, source);
    return html`<section aria-labelledby="title">
      <div class="head">
        <h2 id="title">Data</h2>
        <button
          class="rest"
          data-action="files"
          title="CSV, or IDX images and labels, plain or .gz; or drop them anywhere on the page"
          @click=${() => this.picker?.click()}
        >
          ${icon('file')} Open files …
        </button>
        <input
          type="file"
          multiple
          aria-label="Files: CSV, or IDX images and labels"
          tabindex="-1"
          @change=${this.picked}
        />
      </div>
      <fall-line-gallery .store=${this.store}></fall-line-gallery>
      <p class="summary"><b>${dataset?.label ?? source}.</b> ${dataset?.summary ?? ''}</p>
      <div class="fields">
        ${dataset ? this.parameters(dataset) : nothing} ${this.target()} ${this.share('train')}
        ${this.share('validation')} ${this.scale()} ${this.seed()} ${this.features()}
      </div>
      ${
        this.explain && dataset
          ? html`<p class="help formula">${dataset.formula}</p>
              <p class="help">${dataset.source}</p>`
          : nothing
      }
    </section>`;
  }

  private get picker(): HTMLInputElement | null {
    return this.renderRoot.querySelector('input[type="file"]');
  }

  private readonly picked = (event: Event): void => {
    const input = event.target as HTMLInputElement;
    const files = [...(input.files ?? [])];
    input.value = ''; // so that the same file can be chosen again
    void this.store.addFiles(files);
  };

  private parameters({ parameters }: Dataset): readonly TemplateResult[] {
    const context = {
      value: ({ name }: Parameter): Json | undefined =>
        valueAt(this.state.settings, `data.${name}`),
      edit: ({ name }: Parameter, value: Json) => this.store.edit(`data.${name}`, value),
      explain: this.explain,
    };
    const shown = parameters.filter(({ name }) => !filled.has(name));
    const field = (parameter: Parameter): TemplateResult => parameterField(parameter, context);
    const folded = shown.filter(({ name }) => advanced.has(name));
    return [
      ...shown.filter(({ name }) => !advanced.has(name)).map(field),
      ...(folded.length > 0
        ? [
            html`<details class="wide">
              <summary>How the file is read</summary>
              <div class="fields">${folded.map(field)}</div>
            </details>`,
          ]
        : []),
    ];
  }

  /** The columns of a table, to choose what is to be predicted. */
  private target(): TemplateResult | typeof nothing {
    const { table, settings } = this.state;
    if (!table || settings.data.source !== 'table') return nothing;
    const { columns } = table.preview;
    const given = settings.data['target'];
    const chosen = typeof given === 'string' && given !== '' ? given : columns.at(-1)?.name;
    return html`<label class="field">
      <span class="label">Predict</span>
      <select
        data-field="target"
        @change=${(event: Event) =>
          this.store.chooseTarget((event.target as HTMLSelectElement).value)}
      >
        ${columns.map(
          ({ name }) => html`<option value=${name} ?selected=${name === chosen}>${name}</option>`,
        )}
      </select>
    </label>`;
  }

  /** What training and validation do not take is the test part. */
  private share(part: 'train' | 'validation'): TemplateResult {
    const dataset = find(manifest.datasets, this.state.settings.data.source);
    const split = this.split();
    const other = part === 'train' ? 'validation' : 'train';
    const label = part === 'train' ? 'Training' : 'Validation';
    return html`<fall-line-number
      class="field"
      label=${label}
      help="Share of the samples; what training and validation leave is the test part."
      .value=${split[part]}
      .initial=${dataset?.split[part] ?? 0}
      .low=${part === 'train' ? 0.05 : 0}
      .high=${1}
      ?explain=${this.explain}
      data-parameter=${part}
      @change=${({ detail }: CustomEvent<number>) => {
        const mine = Math.min(1, Math.max(0, detail));
        const theirs = Math.min(split[other], Number((1 - mine).toFixed(6)));
        const { train, validation } =
          part === 'train'
            ? { train: mine, validation: theirs }
            : { train: theirs, validation: mine };
        const test = Number((1 - train - validation).toFixed(6));
        this.store.edit('data.split', { train, validation, test });
      }}
    ></fall-line-number>`;
  }

  private split(): { readonly train: number; readonly validation: number } {
    const at = (part: string, otherwise: number): number => {
      const value = valueAt(this.state.settings, `data.split.${part}`);
      return typeof value === 'number' ? value : otherwise;
    };
    return { train: at('train', 0.75), validation: at('validation', 0) };
  }

  private scale(): TemplateResult {
    const chosen = valueAt(this.state.settings, 'data.scale') ?? 'none';
    return html`<label
      class="field"
      title="How inputs are scaled, with figures from the training part alone"
    >
      <span class="label">Scaling</span>
      <select
        data-field="scale"
        .value=${live(textOf(chosen))}
        @change=${(event: Event) =>
          this.store.edit('data.scale', (event.target as HTMLSelectElement).value)}
      >
        ${Object.entries(scales).map(
          ([id, label]) => html`<option value=${id} ?selected=${id === chosen}>${label}</option>`,
        )}
      </select>
    </label>`;
  }

  private seed(): TemplateResult {
    const { settings } = this.state;
    const seed = valueAt(settings, 'data.seed') ?? settings.seed ?? 1;
    return html`<label class="field" title="Draws the samples, their noise and the split">
      <span class="label">Data seed</span>
      <input
        type="text"
        inputmode="numeric"
        data-field="data-seed"
        .value=${live(textOf(seed))}
        @change=${(event: Event) => {
          const value = Number((event.target as HTMLInputElement).value);
          if (Number.isSafeInteger(value)) this.store.edit('data.seed', value);
          else this.requestUpdate();
        }}
      />
    </label>`;
  }

  private features(): TemplateResult | typeof nothing {
    const { info, settings } = this.state;
    if (info?.inputs.count !== 2 || info.inputs.names.join() !== 'x1,x2') return nothing;
    const given = valueAt(settings, 'data.features');
    const chosen = Array.isArray(given) && given.length > 0 ? given.map(textOf) : ['x1', 'x2'];
    const others = chosen.filter((name) => !offered.includes(name));
    return html`<div class="wide" role="group" aria-label="Features">
      <span class="small muted">Features</span>
      <div class="chips">
        ${offered.map((name) => {
          const on = chosen.includes(name);
          const next = on ? chosen.filter((one) => one !== name) : [...chosen, name];
          const ordered = [...offered.filter((one) => next.includes(one)), ...others];
          return html`<button
            data-feature=${name}
            aria-pressed=${on}
            ?disabled=${on && chosen.length === 1}
            @click=${() => this.store.edit('data.features', ordered)}
          >
            ${written[name]}
          </button>`;
        })}
      </div>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'fall-line-data': DataPanel;
  }
}
