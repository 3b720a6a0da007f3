import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { editText, formatNumber, parseNumber } from '../plots/format';
import { least, tidy, within, withTrain, withValidation, type Split } from '../state/split';
import { controls } from '../styles/controls';
import { text } from '../text/text';
import './term';
import { typedValue } from './typed_value';

/**
 * Training, validation and test as one bar with two borders to drag. The left grip is the end of
 * the training part, the right one the end of validation, so that they lie side by side where
 * there is no validation part. Each share can be typed, too.
 *
 * @fires change - CustomEvent<Split>, also while a border is dragged
 */
@customElement('fall-line-split')
export class SplitBar extends LitElement {
  @property({ attribute: false }) value: Split = { train: 0.75, validation: 0, test: 0.25 };
  /** What a double click on a grip brings back. */
  @property({ attribute: false }) initial: Split | undefined = undefined;
  @property({ type: Boolean }) explain = false;
  @property({ type: Boolean }) disabled = false;

  static override styles = [
    controls,
    css`
      .shares {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: var(--space-1);
        height: 22px;
        font-size: var(--text-small);
        color: var(--muted);
        font-variant-numeric: tabular-nums;
      }
      .shares > * {
        display: inline-flex;
        align-items: center;
        gap: var(--space-1);
        white-space: nowrap;
      }
      input[type='text'] {
        width: 40px;
        height: 22px;
        padding: 0 4px;
        text-align: right;
        border-color: transparent;
        background: var(--page);
      }
      input[type='text']:hover,
      input[type='text']:focus {
        border-color: var(--edge);
      }
      output {
        min-width: 26px;
        text-align: right;
        color: var(--ink);
      }
      .bar {
        position: relative;
        height: 20px;
        margin: 0 8px;
        cursor: ew-resize;
        touch-action: pan-y;
      }
      .part {
        position: absolute;
        top: 6px;
        height: 8px;
      }
      .train {
        left: 0;
        border-radius: 4px 0 0 4px;
        background: var(--train);
      }
      .validation {
        background: radial-gradient(circle at 3px 4px, var(--validation) 2.2px, transparent 2.6px) 0
          0 / 6px 8px;
      }
      .test {
        right: 0;
        background: repeating-linear-gradient(90deg, var(--test) 0 7px, transparent 7px 11px);
        clip-path: inset(2px 0);
      }
      .grip {
        position: absolute;
        top: 1px;
        width: 8px;
        height: 18px;
        padding: 0;
        border: 1px solid var(--edge);
        border-radius: 4px 0 0 4px;
        background: var(--surface);
      }
      .grip.first {
        transform: translateX(-8px);
      }
      .grip.second {
        border-radius: 0 4px 4px 0;
      }
      .grip:hover,
      .grip:focus-visible {
        border-color: var(--accent);
        background: var(--accent-soft);
      }
      .swatch {
        flex: none;
        width: 8px;
        height: 8px;
      }
      @media (pointer: coarse) {
        .shares,
        input[type='text'] {
          height: 34px;
        }
        .bar {
          height: 36px;
          margin: 0 14px;
        }
        .part {
          top: 14px;
        }
        .grip {
          top: 3px;
          width: 14px;
          height: 30px;
        }
        .grip.first {
          transform: translateX(-14px);
        }
      }
    `,
  ];

  private dragged: 'train' | 'validation' | null = null;

  protected override render(): TemplateResult {
    const { train, validation, test } = this.value;
    const words = text.data;
    // As a property: the page's policy allows no style attributes.
    const percent = (share: number): string => `${100 * share}%`;
    return html`<div role="group" aria-label=${words.split}>
      <div class="shares">
        ${this.share('train', train)} ${this.share('validation', validation)}
        <span
          ><fall-line-term term="test">${words.parts.test}</fall-line-term>
          <output data-share="test">${formatNumber(test, 2)}</output></span
        >
      </div>
      <div
        class="bar"
        title=${words.splitHelp}
        @pointerdown=${this.grasped}
        @pointermove=${this.moved}
        @pointerup=${this.released}
        @pointercancel=${this.released}
      >
        <div class="part train" .style=${`width: ${percent(train)}`}></div>
        <div
          class="part validation"
          .style=${`left: ${percent(train)}; width: ${percent(validation)}`}
        ></div>
        <div class="part test" .style=${`width: ${percent(test)}`}></div>
        ${this.grip('train', train, train)}
        ${this.grip('validation', validation, train + validation)}
      </div>
      ${this.explain ? html`<p class="help">${words.splitHelp}</p>` : null}
    </div>`;
  }

  private share(part: 'train' | 'validation', value: number): TemplateResult {
    return html`<label data-parameter=${part}
      ><fall-line-term .term=${part === 'train' ? 'training' : part}
        >${text.data.parts[part]}</fall-line-term
      >
      <input
        type="text"
        inputmode="decimal"
        autocomplete="off"
        ?disabled=${this.disabled}
        .value=${typedValue(editText(value))}
        @change=${(event: Event) => {
          const typed = parseNumber((event.target as HTMLInputElement).value);
          if (typed === null) this.requestUpdate();
          else this.send(part, typed);
        }}
      />
    </label>`;
  }

  private grip(part: 'train' | 'validation', value: number, at: number): TemplateResult {
    const { train } = this.value;
    return html`<div
      class="grip ${part === 'train' ? 'first' : 'second'}"
      role="slider"
      tabindex=${this.disabled ? -1 : 0}
      aria-disabled=${this.disabled}
      data-grip=${part}
      aria-label=${part === 'train' ? text.data.trainEnd : text.data.validationEnd}
      aria-valuemin=${part === 'train' ? least : 0}
      aria-valuemax=${part === 'train' ? 1 : tidy(1 - train)}
      aria-valuenow=${value}
      .style=${`left: ${100 * at}%`}
      @keydown=${(event: KeyboardEvent) => this.nudged(event, part, value)}
      @dblclick=${() => {
        if (this.initial) this.send(part, this.initial[part]);
      }}
    ></div>`;
  }

  private send(part: 'train' | 'validation', share: number): void {
    const change = part === 'train' ? withTrain : withValidation;
    const next = change(this.value, share);
    const { train, validation } = this.value;
    if (this.disabled) return;
    this.requestUpdate();
    if (next.train === train && next.validation === validation) return;
    this.value = next;
    this.dispatchEvent(new CustomEvent('change', { detail: next }));
  }

  private nudged(event: KeyboardEvent, part: 'train' | 'validation', value: number): void {
    const step = event.shiftKey ? 0.1 : 0.01;
    const next = {
      ArrowRight: value + step,
      ArrowUp: value + step,
      ArrowLeft: value - step,
      ArrowDown: value - step,
      Home: 0,
      End: 1,
    }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    this.send(part, tidy(next));
  }

  private readonly grasped = (event: PointerEvent): void => {
    if (event.button !== 0 || this.disabled) return;
    const { train, validation } = this.value;
    // The nearer border; where both are one, the side of it that was pressed.
    const at = this.shareAt(event);
    this.dragged = at < train + validation / 2 ? 'train' : 'validation';
    (event.currentTarget as Element).setPointerCapture(event.pointerId);
  };

  private readonly moved = (event: PointerEvent): void => {
    if (!this.dragged) return;
    const at = Number(this.shareAt(event).toFixed(2));
    this.send(this.dragged, this.dragged === 'train' ? at : at - this.value.train);
  };

  private readonly released = (): void => {
    this.dragged = null;
  };

  private shareAt(event: PointerEvent): number {
    const { left, width } = (event.currentTarget as Element).getBoundingClientRect();
    return within(0, 1, (event.clientX - left) / width);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'fall-line-split': SplitBar;
  }
}
