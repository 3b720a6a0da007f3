import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { Choice } from '../engine/model';
import type { RandomNetworks } from '../engine/sweep_types';
import { parseValues, valuesText } from '../state/sweep_plan';
import { controls } from '../styles/controls';
import { placeText } from '../text/places';

const words = placeText.sweep.network;
type Ranges = Required<RandomNetworks>;

/**
 * From which ranges networks are drawn.
 *
 * @fires ranges - CustomEvent<Required<RandomNetworks>>: others are wanted
 */
@customElement('fall-line-sweep-networks')
export class SweepNetworks extends LitElement {
  @property({ attribute: false }) ranges!: Ranges;
  @property({ type: Boolean }) disabled = false;

  static override styles = [
    controls,
    css`
      :host {
        display: grid;
        gap: var(--space-2);
        padding: var(--space-2) 0;
      }
      label,
      .pair {
        display: grid;
        grid-template-columns: 1fr auto;
        gap: var(--space-2);
        align-items: center;
        font-size: var(--text-small);
      }
      .pair span:last-child {
        display: flex;
        gap: 6px;
        align-items: center;
      }
      input[type='text'] {
        width: calc(64px * var(--scale));
      }
      .wide {
        grid-template-columns: minmax(0, 1fr);
        gap: 2px;
      }
      .wide input[type='text'] {
        width: 100%;
      }
    `,
  ];

  protected override render(): TemplateResult {
    return html`${this.number('count', words.count)} ${this.number('seed', words.seed)}
    ${this.pair('depth', words.depth)} ${this.pair('units', words.units)}
    ${this.list('activations', words.activations)} ${this.list('inits', words.inits)}
    ${this.list('biasInits', words.biasInits)}`;
  }

  private number(key: 'count' | 'seed', label: string): TemplateResult {
    return html`<label>
      <span>${label}</span>
      ${this.input(key, String(this.ranges[key]), (text) => {
        const value = Number(text);
        if (Number.isInteger(value) && value >= 0) this.want({ [key]: value });
        else this.requestUpdate();
      })}
    </label>`;
  }

  private pair(key: 'depth' | 'units', label: string): TemplateResult {
    const [least, most] = this.ranges[key];
    const end = (index: 0 | 1, name: string): TemplateResult =>
      this.input(
        `${key}-${index}`,
        String(this.ranges[key][index]),
        (text) => {
          const value = Number(text);
          if (!Number.isInteger(value) || value < 1) this.requestUpdate();
          else this.want({ [key]: index === 0 ? [value, most] : [least, value] });
        },
        name,
      );
    return html`<div class="pair" role="group" aria-label=${label}>
      <span>${label}</span>
      <span>${end(0, words.least(label))} ${words.to} ${end(1, words.most(label))}</span>
    </div>`;
  }

  private list(key: 'activations' | 'inits' | 'biasInits', label: string): TemplateResult {
    return html`<label class="wide" title=${placeText.sweep.valuesHelp}>
      <span>${label}</span>
      ${this.input(key, valuesText(this.ranges[key]), (text) => {
        const values = parseValues(text) as readonly Choice[];
        if (values.length > 0) this.want({ [key]: values });
        else this.requestUpdate();
      })}
    </label>`;
  }

  private input(
    field: string,
    value: string,
    change: (text: string) => void,
    name = '',
  ): TemplateResult {
    return html`<input
      type="text"
      data-field="network-${field}"
      aria-label=${name === '' ? nothing : name}
      ?disabled=${this.disabled}
      .value=${live(value)}
      @change=${(event: Event) => change((event.target as HTMLInputElement).value)}
    />`;
  }

  private want(patch: Partial<Ranges>): void {
    const detail: Ranges = { ...this.ranges, ...patch };
    this.dispatchEvent(new CustomEvent('ranges', { detail }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'fall-line-sweep-networks': SweepNetworks;
  }
}
