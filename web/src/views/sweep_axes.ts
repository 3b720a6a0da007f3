import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { Spec } from '../engine/model';
import type { Json } from '../state/json';
import {
  mostAxes,
  offersOf,
  parseValues,
  valuesText,
  type AxisOffer,
  type AxisPlan,
} from '../state/sweep_plan';
import { controls } from '../styles/controls';
import { placeText } from '../text/places';
import { icon } from './icons';
import { segments, segmentStyles } from './segments';
import { axisName } from './sweep_names';
import './number_field';

const words = placeText.sweep;

/**
 * The axes of a sweep: what varies, and through which values.
 *
 * @fires axes - CustomEvent<readonly AxisPlan[]>: others are wanted
 */
@customElement('fall-line-sweep-axes')
export class SweepAxes extends LitElement {
  @property({ attribute: false }) base!: Spec;
  @property({ attribute: false }) axes: readonly AxisPlan[] = [];
  @property({ type: Boolean }) disabled = false;

  static override styles = [
    controls,
    segmentStyles,
    css`
      ol {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(calc(250px * var(--scale)), 100%), 1fr));
        gap: var(--space-2) var(--space-4);
        margin: 0;
        padding: 0;
        list-style: none;
      }
      li {
        display: grid;
        align-content: start;
        gap: 6px;
        padding: var(--space-2) 0;
        border-top: 1px solid var(--hairline);
      }
      .line {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: var(--space-2);
        align-items: end;
      }
      .segments {
        justify-self: start;
      }
      .role {
        font-size: var(--text-small);
        color: var(--muted);
      }
      .range {
        display: grid;
        grid-template-columns: repeat(3, minmax(0, 1fr)) auto;
        gap: var(--space-2);
        align-items: end;
      }
      .range label,
      .values {
        display: grid;
        gap: 2px;
        font-size: var(--text-small);
      }
      input[type='text'],
      select {
        width: 100%;
        min-width: 0;
      }
      .choices {
        display: flex;
        flex-wrap: wrap;
        gap: 2px var(--space-3);
      }
      .icon {
        width: var(--control);
        height: var(--control);
        padding: 0;
      }
      .add {
        margin-top: var(--space-2);
      }
    `,
  ];

  protected override render(): TemplateResult {
    const offers = offersOf(this.base);
    return html`<ol aria-label=${words.axes}>
        ${this.axes.map((axis, i) => this.axis(axis, i, offers))}
      </ol>
      <button
        class="add"
        data-action="add-axis"
        ?disabled=${this.disabled || this.axes.length >= mostAxes}
        @click=${() => this.add(offers)}
      >
        ${words.addAxis}
      </button>`;
  }

  private axis(axis: AxisPlan, i: number, offers: readonly AxisOffer[]): TemplateResult {
    const offer = offers.find(({ path }) => path === axis.path);
    const name = axisName(axis.path);
    const role = this.axes.length === 1 ? words.axisAlone : (words.axisRole[i] ?? '');
    return html`<li data-axis=${i}>
      <div class="line">
        <label>
          <span class="role">${role}</span>
          <select
            data-menu="axis-${i}"
            aria-label=${words.axisPath(i + 1)}
            ?disabled=${this.disabled}
            .value=${live(axis.path)}
            @change=${(event: Event) =>
              this.choose(i, (event.target as HTMLSelectElement).value, offers)}
          >
            ${offers.map(
              ({ path }) =>
                html`<option value=${path} ?selected=${path === axis.path}>
                  ${axisName(path)}
                </option>`,
            )}
          </select>
        </label>
        <button
          class="icon"
          data-action="remove-axis"
          aria-label=${words.removeAxis(name)}
          title=${words.removeAxis(name)}
          ?disabled=${this.disabled || this.axes.length < 2}
          @click=${() => this.want(this.axes.filter((_, k) => k !== i))}
        >
          ${icon('close')}
        </button>
      </div>
      ${offer ? this.valuesOf(axis, i, offer) : nothing}
    </li>`;
  }

  private valuesOf(axis: AxisPlan, i: number, offer: AxisOffer): TemplateResult {
    if (offer.kind === 'choice') return this.choices(axis, i, offer);
    if (offer.kind === 'list') return axis.kind === 'values' ? this.list(axis, i) : html``;
    return html`${segments(
      words.axisKind,
      [
        { id: 'values', label: words.axisKinds.values },
        { id: 'range', label: words.axisKinds.range },
      ],
      axis.kind,
      (kind) => this.turn(axis, i, kind, offer),
    )}
    ${axis.kind === 'range' ? this.range(axis, i) : this.list(axis, i)}`;
  }

  private list(axis: Extract<AxisPlan, { kind: 'values' }>, i: number): TemplateResult {
    return html`<label class="values" title=${words.valuesHelp}>
      <span class="only-heard">${words.values}</span>
      <input
        type="text"
        data-field="values-${i}"
        ?disabled=${this.disabled}
        .value=${live(valuesText(axis.values))}
        @change=${(event: Event) => {
          const values = parseValues((event.target as HTMLInputElement).value);
          if (values.length > 0) this.replace(i, { ...axis, values });
          else this.requestUpdate();
        }}
      />
    </label>`;
  }

  private range(axis: Extract<AxisPlan, { kind: 'range' }>, i: number): TemplateResult {
    const field = (name: 'from' | 'to' | 'count', label: string): TemplateResult =>
      html`<label>
        <span>${label}</span>
        <input
          type="text"
          inputmode="decimal"
          data-field="${name}-${i}"
          ?disabled=${this.disabled}
          .value=${live(String(axis[name]))}
          @change=${(event: Event) => {
            const value = Number((event.target as HTMLInputElement).value.replace(',', '.'));
            if (Number.isFinite(value)) this.replace(i, { ...axis, [name]: value });
            else this.requestUpdate();
          }}
        />
      </label>`;
    return html`<div class="range">
      ${field('from', words.from)} ${field('to', words.to)} ${field('count', words.count)}
      <label class="check">
        <input
          type="checkbox"
          data-field="log-${i}"
          ?disabled=${this.disabled}
          .checked=${live(axis.scale === 'logarithmic')}
          @change=${(event: Event) => {
            const isLog = (event.target as HTMLInputElement).checked;
            this.replace(i, { ...axis, scale: isLog ? 'logarithmic' : 'linear' });
          }}
        />
        ${words.logarithmic}
      </label>
    </div>`;
  }

  private choices(axis: AxisPlan, i: number, { path, choices }: AxisOffer): TemplateResult {
    const chosen: readonly Json[] = axis.kind === 'values' ? axis.values : [];
    const change = (id: string, on: boolean): void => {
      const ids = choices.map((choice) => choice.id);
      const values = ids.filter((one) => (one === id ? on : chosen.includes(one)));
      if (values.length > 0) this.replace(i, { path, kind: 'values', values });
      else this.requestUpdate();
    };
    return html`<div class="choices" role="group" aria-label=${words.values}>
      ${choices.map(
        ({ id, label }) =>
          html`<label class="check">
            <input
              type="checkbox"
              data-choice=${id}
              ?disabled=${this.disabled}
              .checked=${live(chosen.includes(id))}
              @change=${(event: Event) => change(id, (event.target as HTMLInputElement).checked)}
            />
            ${label}
          </label>`,
      )}
    </div>`;
  }

  /** From values to a range that spans them, or back to a few values of the range's own. */
  private turn(axis: AxisPlan, i: number, kind: string, offer: AxisOffer): void {
    if (kind === axis.kind || this.disabled) return;
    const { path, low, high, scale } = offer;
    if (kind === 'range' && axis.kind === 'values') {
      const numbers = axis.values.filter((value) => typeof value === 'number');
      const [from, to] =
        numbers.length > 1 ? [Math.min(...numbers), Math.max(...numbers)] : [low, high];
      const count = Math.max(2, axis.values.length);
      this.replace(i, { path, kind: 'range', from, to, count, scale });
    } else if (axis.kind === 'range') {
      this.replace(i, { path, kind: 'values', values: [axis.from, axis.to] });
    }
  }

  private choose(i: number, path: string, offers: readonly AxisOffer[]): void {
    const offer = offers.find((one) => one.path === path);
    if (offer) this.replace(i, offer.initial);
  }

  private add(offers: readonly AxisOffer[]): void {
    const taken = new Set(this.axes.map(({ path }) => path));
    const next = offers.find(({ path }) => !taken.has(path));
    if (next) this.want([...this.axes, next.initial]);
  }

  private replace(index: number, axis: AxisPlan): void {
    this.want(this.axes.map((other, i) => (i === index ? axis : other)));
  }

  private want(axes: readonly AxisPlan[]): void {
    this.dispatchEvent(new CustomEvent('axes', { detail: axes }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'fall-line-sweep-axes': SweepAxes;
  }
}
