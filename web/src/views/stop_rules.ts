import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { State } from '../state/state';
import { controls } from '../styles/controls';
import type { TermId } from '../text/glossary';
import { text } from '../text/text';
import { stopRules, type StopRule } from './stop_text';
import { StoreElement } from './store_element';
import './number_field';

const words = text.training;

interface Range {
  /** What a rule begins with when it is switched on. */
  readonly usual: number;
  readonly low: number;
  readonly high: number;
  readonly whole: boolean;
}

const ranges: Readonly<Record<StopRule, Range>> = {
  epochs: { usual: 100, low: 1, high: 1000, whole: true },
  steps: { usual: 10_000, low: 1, high: 1_000_000, whole: true },
  loss: { usual: 0.01, low: 1e-6, high: 1, whole: false },
  gradient: { usual: 1e-4, low: 1e-9, high: 1, whole: false },
  patience: { usual: 10, low: 1, high: 100, whole: true },
};

const termOf: Readonly<Record<StopRule, TermId>> = {
  epochs: 'epoch',
  steps: 'step',
  loss: 'loss',
  gradient: 'gradient',
  patience: 'patience',
};

/** When training ends by itself: every rule on or off, with its number. */
@customElement('fall-line-stop')
export class StopRules extends StoreElement {
  @property({ type: Boolean }) explain = false;

  static override styles = [
    controls,
    css`
      .rule {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: 0 var(--space-2);
        margin-bottom: 6px;
      }
      .rule > input {
        margin-top: 3px;
      }
      @media (pointer: coarse) {
        .rule > input {
          width: 24px;
          height: 24px;
          margin: 6px;
        }
      }
    `,
  ];

  protected override reads(state: State): readonly unknown[] {
    return [state.settings.stop, state.info?.samples.validation];
  }

  protected override render(): TemplateResult {
    return html`<p class="help">${words.stopHelp}</p>
      ${stopRules.map((rule) => this.rule(rule))}`;
  }

  private rule(rule: StopRule): TemplateResult {
    const { settings, info } = this.state;
    const { usual, low, high, whole } = ranges[rule];
    const value = settings.stop?.[rule] ?? 0;
    const isOn = value > 0;
    const lacks = rule === 'patience' && (info?.samples.validation ?? 0) === 0;
    const help = lacks ? words.needsValidation : words.stopRuleHelp[rule];
    return html`<div class="rule" data-path="stop.${rule}" data-hint=${help}>
      <input
        type="checkbox"
        data-rule=${rule}
        aria-label=${words.useRule(words.stopRules[rule])}
        title=${help}
        .checked=${live(isOn)}
        ?disabled=${lacks && !isOn}
        @change=${(event: Event) =>
          this.set(rule, (event.target as HTMLInputElement).checked ? usual : 0)}
      />
      <fall-line-number
        class="field"
        label=${words.stopRules[rule]}
        help=${help}
        .term=${termOf[rule]}
        .value=${isOn ? value : usual}
        .initial=${usual}
        .low=${low}
        .high=${high}
        logarithmic
        ?whole=${whole}
        ?disabled=${!isOn}
        ?explain=${this.explain}
        data-parameter="stop-${rule}"
        @change=${({ detail }: CustomEvent<number>) => this.set(rule, detail)}
      ></fall-line-number>
      ${lacks && !this.explain ? html`<p class="help wide">${help}</p>` : nothing}
    </div>`;
  }

  /** All rules are written out: without a `stop` in the Spec there would be the usual 100 epochs. */
  private set(rule: StopRule, value: number): void {
    const { stop } = this.state.settings;
    const on = stopRules.flatMap((one) => {
      const number = one === rule ? value : (stop?.[one] ?? 0);
      return number > 0 ? [[one, number] as const] : [];
    });
    this.store.edit('stop', Object.fromEntries(on));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'fall-line-stop': StopRules;
  }
}
