import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { formatCount } from '../plots/format';
import {
  displayed,
  familySize,
  featuresOf,
  holds,
  offeredTerms,
  toggled,
  withFamily,
  written,
  type Family,
  type Features,
} from '../state/features';
import { manifest } from '../state/manifest';
import { valueAt } from '../state/spec';
import type { State } from '../state/state';
import { controls } from '../styles/controls';
import { text } from '../text/text';
import { textOf } from './fields';
import { StoreElement } from './store_element';
import './term';

/** What the network sees of the inputs: terms as buttons, polynomials and others in a fold. */
@customElement('fall-line-features')
export class FeaturePicker extends StoreElement {
  @property({ type: Boolean }) explain = false;
  @state() private open = false;

  static override styles = [
    controls,
    css`
      .title {
        display: flex;
        align-items: center;
        gap: var(--space-2);
        height: 20px;
        font-size: var(--text-small);
        color: var(--muted);
      }
      .title button {
        margin-left: auto;
        height: 20px;
        padding: 0 6px;
        color: inherit;
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
      .fields {
        margin-top: var(--space-2);
      }
      @media (pointer: coarse) {
        .chips button {
          height: 36px;
          min-width: 44px;
        }
        .title {
          height: 36px;
        }
        .title button {
          height: 36px;
          min-width: 48px;
        }
      }
    `,
  ];

  protected override reads(state: State): readonly unknown[] {
    return [state.info, state.settings];
  }

  protected override render(): TemplateResult | typeof nothing {
    const { info, settings } = this.state;
    if (!info || info.inputs.image) return nothing;
    const inputs = info.inputs.count;
    const given = valueAt(settings, 'data.features');
    const features = featuresOf(Array.isArray(given) ? given.map(textOf) : [], inputs);
    const offered = offeredTerms(inputs);
    const open = this.open || features.family !== null || this.others(features, inputs) !== '';
    // Of three inputs the first row of buttons is full before the sines.
    const shown = offered.filter(
      (term) => open || inputs < 3 || !term.startsWith('sin') || features.terms.includes(term),
    );
    return html`<div role="group" data-path="data.features" aria-label=${text.data.features}>
      <div class="title">
        <fall-line-term term="features">${text.data.features}</fall-line-term>
        ${
          features.family
            ? html`<span class="number"
                >${text.data.featureCount(
                  formatCount(familySize(features.family, inputs) + features.terms.length),
                )}</span
              >`
            : nothing
        }
        <button
          class="quiet"
          data-action="more-features"
          aria-label=${text.data.moreFeatures}
          aria-expanded=${open}
          @click=${() => (this.open = !open)}
        >
          ${text.data.more}
        </button>
      </div>
      ${
        offered.length > 0
          ? html`<div class="chips">${shown.map((term) => this.chip(term, features, inputs))}</div>`
          : nothing
      }
      ${open ? this.fold(features, inputs) : nothing}
    </div>`;
  }

  private chip(term: string, features: Features, inputs: number): TemplateResult {
    const held = holds(features.family, term);
    const on = held || features.terms.includes(term);
    const last = on && !features.family && features.terms.length === 1;
    return html`<button
      data-feature=${term}
      aria-pressed=${on}
      ?disabled=${held || last}
      title=${this.meaning(term)}
      @click=${() => this.send(toggled(features, term, inputs))}
    >
      ${displayed(term)}
    </button>`;
  }

  /** The names of the columns behind x1 and x2, where they have others. */
  private meaning(term: string): string | typeof nothing {
    const { names = [] } = this.state.info?.inputs ?? {};
    const used = [...term.matchAll(/x(\d+)/g)].flatMap(([name, number]) => {
      const own = names[Number(number) - 1];
      return own === undefined || own === name ? [] : [`${name} = ${own}`];
    });
    return used.length > 0 ? used.join(', ') : nothing;
  }

  private fold(features: Features, inputs: number): TemplateResult {
    const { degree = 0, name = 'polynomial' } = features.family ?? {};
    const { maxDegree } = manifest.features;
    const family = (kind: Family, size: number): void =>
      this.send(withFamily(features, size > 0 ? { name: kind, degree: size } : null, inputs));
    return html`<div class="fields">
      <fall-line-number
        class="field"
        label=${text.data.degree}
        help=${text.data.degreeHelp}
        .value=${degree}
        .initial=${0}
        .low=${0}
        .high=${maxDegree}
        whole
        ?explain=${this.explain}
        data-parameter="degree"
        @change=${({ detail }: CustomEvent<number>) => family(name, detail)}
      ></fall-line-number>
      <label class="field">
        <span class="label"
          ><fall-line-term term="polynomial">${text.data.family}</fall-line-term></span
        >
        <select
          data-field="family"
          ?disabled=${!features.family}
          .value=${live(name)}
          @change=${(event: Event) =>
            family((event.target as HTMLSelectElement).value as Family, degree)}
        >
          ${Object.entries(text.data.families).map(
            ([id, label]) => html`<option value=${id} ?selected=${id === name}>${label}</option>`,
          )}
        </select>
      </label>
      <label class="field wide" title=${text.data.otherFeaturesHelp}>
        <span class="label">${text.data.otherFeatures}</span>
        <input
          type="text"
          data-field="other-features"
          spellcheck="false"
          autocomplete="off"
          placeholder="x1^3, cos(x1)"
          .value=${live(this.others(features, inputs))}
          @change=${(event: Event) => {
            const typed = (event.target as HTMLInputElement).value;
            const offered = offeredTerms(inputs);
            const own = features.terms.filter((term) => offered.includes(term));
            const others = typed.split(/[,;\s]+/).filter((term) => term !== '');
            this.send({ ...features, terms: [...new Set([...own, ...others])] });
          }}
        />
      </label>
    </div>`;
  }

  /** Terms that have no button, as they are typed. Raw inputs without buttons need no mention. */
  private others({ terms }: Features, inputs: number): string {
    const offered = offeredTerms(inputs);
    if (offered.length === 0 && written({ terms, family: null }, inputs) === undefined) return '';
    return terms.filter((term) => !offered.includes(term)).join(', ');
  }

  private send(features: Features): void {
    this.store.edit('data.features', written(features, this.state.info?.inputs.count ?? 0));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'fall-line-features': FeaturePicker;
  }
}
