import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { Json } from '../state/json';
import { find, manifest, type Dataset, type Parameter } from '../state/manifest';
import { valueAt } from '../state/spec';
import type { Split } from '../state/split';
import { shownData, type State } from '../state/state';
import { controls } from '../styles/controls';
import { text } from '../text/text';
import { parameterField, textOf } from './fields';
import { icon } from './icons';
import { imageFacts } from './image_files';
import { StoreElement } from './store_element';
import './feature_picker';
import './gallery';
import './split_bar';
import { typedValue } from './typed_value';

/** Views of sources that are used rarely: each is loaded when its source is chosen. */
const rare = {
  points: () => import('./drawing_view'),
  table: () => import('./table_view'),
} as const;
type Rare = keyof typeof rare;

function isRare(source: string): source is Rare {
  return Object.hasOwn(rare, source);
}

/** Parameters that the page fills in by itself, from the files that the user gave. */
const filled: ReadonlySet<string> = new Set(['images', 'labels', 'testImages', 'testLabels']);

/** Where the samples come from, how many there are, how they are split and scaled. */
@customElement('fall-line-data')
export class DataPanel extends StoreElement {
  @property({ type: Boolean }) explain = false;
  /** Whether files of one's own are asked for. */
  @state() private asked = false;
  @state() private hasIntake = false;
  @state() private loaded: readonly Rare[] = [];

  static override styles = [
    controls,
    css`
      .head {
        margin-bottom: var(--space-1);
      }
      summary {
        min-height: 24px;
        font-size: var(--text-small);
        line-height: 24px;
        color: var(--muted);
        cursor: pointer;
      }
      input[type='file'] {
        display: none;
      }
      .facts {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: 2px var(--space-3);
        margin: 0;
        font-size: var(--text-small);
        font-variant-numeric: tabular-nums;
      }
      .facts dt {
        color: var(--muted);
      }
      .facts dd {
        margin: 0;
        overflow-wrap: anywhere;
      }
      .rarely.points {
        min-height: 270px;
      }
      @media (pointer: coarse) {
        summary {
          min-height: 36px;
          line-height: 36px;
        }
      }
    `,
  ];

  private readonly fetched = new Set<Rare>();
  private opened: Json | undefined = undefined;

  protected override reads(state: State): readonly unknown[] {
    const { settings, info, draft, spec, waiting } = state;
    return [settings, info, draft, spec.data.source, waiting];
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('paste', this.pasted);
  }

  override disconnectedCallback(): void {
    document.removeEventListener('paste', this.pasted);
    super.disconnectedCallback();
  }

  protected override willUpdate(): void {
    const { source } = shownData(this.state);
    if (isRare(source) && !this.fetched.has(source)) {
      this.fetched.add(source);
      void rare[source]().then(() => (this.loaded = [...this.loaded, source]));
    }
    const { data } = this.state.settings;
    const file = data['file'] ?? data['images'];
    if (file !== this.opened && file !== undefined) this.asked = false; // they have arrived
    this.opened = file;
    if (this.state.waiting.length > 0) this.asked = true;
    if (this.asked && !this.hasIntake) {
      void import('./intake_view').then(() => (this.hasIntake = true));
    }
  }

  protected override render(): TemplateResult {
    const data = shownData(this.state);
    const dataset = find(manifest.datasets, data.source);
    const { draft } = this.state;
    return html`<section aria-labelledby="title">
      <div class="head">
        <h2 id="title">${text.data.title}</h2>
        <button
          class="rest"
          data-path="data.source"
          data-replaces="data"
          data-action="files"
          aria-expanded=${this.asked}
          title=${text.data.sources.files.sentence}
          @click=${this.ask}
        >
          ${icon('file')} ${text.data.open}
        </button>
        <input
          type="file"
          multiple
          aria-label=${text.data.ownFiles}
          tabindex="-1"
          @change=${this.picked}
        />
      </div>
      <fall-line-gallery
        data-path="data.source"
        .store=${this.store}
        @files=${() => (this.asked = true)}
      ></fall-line-gallery>
      ${
        this.asked && this.hasIntake
          ? html`<fall-line-intake
              .store=${this.store}
              @choose=${() => this.picker?.click()}
            ></fall-line-intake>`
          : nothing
      }
      ${isRare(data.source) ? this.rarely(data.source) : nothing}
      ${
        draft
          ? nothing // how to split and scale is asked once there is something to learn
          : isRare(data.source)
            ? html`<details data-fold="prepare">
                <summary>${text.data.prepare}</summary>
                ${this.preparation(dataset)}
              </details>`
            : this.preparation(dataset)
      }
      ${
        this.explain && dataset
          ? html`<p class="help formula">${dataset.formula}</p>
              <p class="help">${dataset.source}</p>`
          : nothing
      }
    </section>`;
  }

  /** How the samples are made, split and scaled. */
  private preparation(dataset: Dataset | undefined): TemplateResult {
    const { source } = shownData(this.state);
    return html`<div class="fields">
      ${source === 'images' ? imageFacts(this.state, this.explain) : nothing}
      ${dataset && !isRare(source) ? this.parameters(dataset) : nothing} ${this.seed()}
      ${this.scale('scale')} ${this.targetScale()} ${this.split(dataset)}
      <fall-line-features
        class="wide"
        data-path="data.features"
        .store=${this.store}
        ?explain=${this.explain}
      ></fall-line-features>
    </div>`;
  }

  private rarely(source: Rare): TemplateResult {
    if (!this.loaded.includes(source)) {
      return html`<p class="rarely ${source} muted small">${text.data.loading}</p>`;
    }
    return source === 'points'
      ? html`<fall-line-drawing class="rarely" .store=${this.store}></fall-line-drawing>`
      : html`<fall-line-table class="rarely" .store=${this.store}></fall-line-table>`;
  }

  private get picker(): HTMLInputElement | null {
    return this.renderRoot.querySelector('input[type="file"]');
  }

  private readonly ask = (): void => {
    this.asked = !this.asked;
    if (!this.asked && this.state.waiting.length > 0) this.store.forgetFiles();
  };

  private readonly picked = (event: Event): void => {
    const input = event.target as HTMLInputElement;
    const files = [...(input.files ?? [])];
    input.value = ''; // so that the same file can be chosen again
    void this.store.addFiles(files);
  };

  /** A table, a Spec, a link or files pasted anywhere on the page, unless a field takes them. */
  private readonly pasted = (event: ClipboardEvent): void => {
    const path = event.composedPath();
    const [target] = path;
    const isField =
      target instanceof HTMLElement &&
      (target.isContentEditable || target.matches('input, textarea, select'));
    const isOthers = isField || path.some((one) => one instanceof HTMLDialogElement);
    const { clipboardData } = event;
    if (event.defaultPrevented || isOthers || !clipboardData) return;
    const files = [...clipboardData.files];
    const content = clipboardData.getData('text/plain');
    if (files.length === 0 && content.trim() === '') return;
    event.preventDefault();
    if (files.length > 0) void this.store.addFiles(files);
    else void this.store.addText(content);
  };

  private parameters({ parameters }: Dataset): readonly TemplateResult[] {
    const context = {
      value: ({ name }: Parameter): Json | undefined => shownData(this.state)[name],
      edit: ({ name }: Parameter, value: Json) => this.store.edit(`data.${name}`, value),
      explain: this.explain,
      path: 'data',
    };
    return parameters
      .filter(({ name }) => !filled.has(name))
      .map((parameter) => parameterField(parameter, context));
  }

  private split(dataset: Dataset | undefined): TemplateResult {
    const { settings } = this.state;
    const at = (part: keyof Split): number => {
      const value = valueAt(settings, `data.split.${part}`);
      return typeof value === 'number' ? value : (dataset?.split[part] ?? 0);
    };
    return html`<fall-line-split
      class="wide"
      data-path="data.split"
      .value=${{ train: at('train'), validation: at('validation'), test: at('test') }}
      .initial=${dataset?.split}
      ?explain=${this.explain}
      @change=${({ detail }: CustomEvent<Split>) => this.store.edit('data.split', { ...detail })}
    ></fall-line-split>`;
  }

  private scale(key: 'scale' | 'scaleTargets'): TemplateResult {
    const chosen = valueAt(this.state.settings, `data.${key}`) ?? 'none';
    const words = text.data;
    const [label, help] =
      key === 'scale'
        ? [words.scaling, words.scalingHelp]
        : [words.targetScaling, words.targetScalingHelp];
    return html`<label class="field" data-path="data.${key}" title=${help}>
      <span class="label"
        ><fall-line-term .term=${key === 'scale' ? 'scaling' : 'targetScaling'}
          >${label}</fall-line-term
        ></span
      >
      <select
        data-field=${key}
        .value=${live(textOf(chosen))}
        @change=${(event: Event) =>
          this.store.edit(`data.${key}`, (event.target as HTMLSelectElement).value)}
      >
        ${Object.entries(words.scales).map(
          ([id, name]) => html`<option value=${id} ?selected=${id === chosen}>${name}</option>`,
        )}
      </select>
      ${this.explain ? html`<p class="help">${help}</p>` : nothing}
    </label>`;
  }

  /** Numbers to predict may be scaled; classes have no scale. */
  private targetScale(): TemplateResult | typeof nothing {
    return this.state.info?.task.kind === 'regression' ? this.scale('scaleTargets') : nothing;
  }

  private seed(): TemplateResult {
    const { settings } = this.state;
    const seed = valueAt(settings, 'data.seed') ?? settings.seed ?? 1;
    return html`<label class="field" data-path="data.seed" title=${text.data.seedHelp}>
      <span class="label"><fall-line-term term="seed">${text.data.seed}</fall-line-term></span>
      <input
        type="text"
        inputmode="numeric"
        data-field="data-seed"
        .value=${typedValue(textOf(seed))}
        @change=${(event: Event) => {
          const value = Number((event.target as HTMLInputElement).value);
          if (Number.isSafeInteger(value)) this.store.edit('data.seed', value);
          else this.requestUpdate();
        }}
      />
      ${this.explain ? html`<p class="help">${text.data.seedHelp}</p>` : nothing}
    </label>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'fall-line-data': DataPanel;
  }
}
