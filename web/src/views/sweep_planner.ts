import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { Spec } from '../engine/model';
import { find, manifest } from '../state/manifest';
import {
  axesAt,
  presets,
  randomPreset,
  repeatRanges,
  type AxisPlan,
  type PlannedRepeat,
  type PresetId,
  type RandomPreset,
  type SweepPlan,
} from '../state/sweep_plan';
import { controls } from '../styles/controls';
import { placeStyles } from '../styles/place';
import { placeText } from '../text/places';
import { segments, segmentStyles } from './segments';
import { sweepStyles } from './sweep_styles';
import './number_field';
import './sweep_axes';
import './sweep_networks';

const words = placeText.sweep;
const repeatKinds = Object.keys(repeatRanges) as readonly PlannedRepeat[];
const presetIds = Object.keys(presets) as readonly PresetId[];

/**
 * What a sweep is to be.
 *
 * @fires plan - CustomEvent<SweepPlan>: another one is wanted
 */
@customElement('fall-line-sweep-planner')
export class SweepPlanner extends LitElement {
  @property({ attribute: false }) plan!: SweepPlan;
  /** The experiment in the workbench, where it is another one. */
  @property({ attribute: false }) other: Spec | null = null;
  @property({ type: Boolean }) disabled = false;

  static override styles = [
    controls,
    segmentStyles,
    placeStyles,
    sweepStyles,
    css`
      :host {
        display: block;
        height: auto;
      }
    `,
  ];

  protected override render(): TemplateResult {
    const { plan } = this;
    const { base, kind } = plan;
    const range = repeatRanges[plan.repeat];
    const source = find(manifest.datasets, base.data.source)?.label ?? base.data.source;
    return html`<div class="side-content">
      <p data-figure="experiment">${words.experiment(source, base.seed ?? 1)}</p>
      ${this.other === null ? nothing : this.take(this.other)}
      ${segments(
        words.kind,
        [
          { id: 'grid', label: words.kinds.grid },
          { id: 'random', label: words.kinds.random },
        ],
        kind,
        (id) => this.turn(id === 'random' ? 'random' : 'grid'),
      )}
      ${kind === 'grid' ? this.grid() : this.random()}
      <div class="settings numbers">
        ${this.number('epochs', words.epochs, words.epochsHelp, plan.epochs, 1, 1e4, (epochs) => ({
          epochs,
        }))}
        <div class="line">
          <span class="small">${words.repeat}</span>
          ${segments(
            words.repeat,
            repeatKinds.map((id) => ({ id, label: words.repeats[id] })),
            plan.repeat,
            (id) => this.repeat(repeatKinds.find((kind) => kind === id) ?? 'seeds'),
          )}
        </div>
        ${this.number(
          'repeats',
          words.repeatCount,
          words.repeatHelp[plan.repeat],
          plan.repeats,
          range.low,
          range.high,
          (repeats) => ({ repeats }),
        )}
      </div>
    </div>`;
  }

  private repeat(repeat: PlannedRepeat): void {
    if (repeat === this.plan.repeat || this.disabled) return;
    this.want({ repeat, repeats: repeatRanges[repeat].usual });
  }

  private take(base: Spec): TemplateResult {
    return html`<p>
      <button
        data-action="take"
        ?disabled=${this.disabled}
        @click=${() => {
          const paths = this.plan.axes.map(({ path }) => path);
          const axes = axesAt(base, paths);
          this.want({ base, axes: axes.length > 0 ? axes : axesAt(base, presets.width) });
        }}
      >
        ${words.take}
      </button>
    </p>`;
  }

  private grid(): TemplateResult {
    const { base, axes } = this.plan;
    const chosen = presetIds.find(
      (id) => presets[id].join() === axes.map(({ path }) => path).join(),
    );
    return html`<label class="field">
        <span>${words.preset}</span>
        <select
          data-menu="sweep-preset"
          ?disabled=${this.disabled}
          .value=${live(chosen ?? '')}
          @change=${(event: Event) => {
            const id = presetIds.find((one) => one === (event.target as HTMLSelectElement).value);
            if (id) this.want({ axes: axesAt(base, presets[id]) });
          }}
        >
          <option value="" ?selected=${chosen === undefined}>${words.ownAxes}</option>
          ${presetIds.map(
            (id) =>
              html`<option value=${id} ?selected=${id === chosen}>${words.presets[id]}</option>`,
          )}
        </select>
      </label>
      <fall-line-sweep-axes
        .base=${base}
        .axes=${axes}
        ?disabled=${this.disabled}
        @axes=${({ detail }: CustomEvent<readonly AxisPlan[]>) => this.want({ axes: detail })}
      ></fall-line-sweep-axes>`;
  }

  private random(): TemplateResult {
    const preset = (id: RandomPreset): TemplateResult =>
      html`<button
        data-action="random-${id}"
        ?disabled=${this.disabled}
        @click=${() => this.want(randomPreset(this.plan, id))}
      >
        ${words.randomPresets[id]}
      </button>`;
    return html`<p class="line">${preset('franke')} ${preset('digits')}</p>
      <fall-line-sweep-networks
        .ranges=${this.plan.random}
        ?disabled=${this.disabled}
        @ranges=${({ detail }: CustomEvent<SweepPlan['random']>) => this.want({ random: detail })}
      ></fall-line-sweep-networks>`;
  }

  private number(
    name: string,
    label: string,
    help: string,
    value: number,
    low: number,
    high: number,
    patch: (value: number) => Partial<SweepPlan>,
  ): TemplateResult {
    return html`<fall-line-number
      label=${label}
      help=${help}
      data-parameter=${name}
      .value=${value}
      .low=${low}
      .high=${high}
      logarithmic
      whole
      ?disabled=${this.disabled}
      @change=${({ detail }: CustomEvent<number>) =>
        this.want(patch(Math.max(1, Math.round(detail))))}
    ></fall-line-number>`;
  }

  /** Random networks stand alone; a grid has axes. */
  private turn(kind: SweepPlan['kind']): void {
    if (kind === this.plan.kind || this.disabled) return;
    const axes = kind === 'grid' ? axesAt(this.plan.base, presets.width) : [];
    this.want({ kind, axes });
  }

  private want(patch: Partial<SweepPlan>): void {
    const detail: SweepPlan = { ...this.plan, ...patch };
    this.dispatchEvent(new CustomEvent('plan', { detail }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'fall-line-sweep-planner': SweepPlanner;
  }
}
