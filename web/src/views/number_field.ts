import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { editText, formatNumber, parseNumber } from '../plots/format';
import { Track } from '../plots/scales';
import { controls } from '../styles/controls';
import type { TermId } from '../text/glossary';
import { text } from '../text/text';
import './term';
import { typedValue } from './typed_value';

const positions = 1000;

/**
 * A number as a slider and as a text that can be typed, side by side in meaning. Arrow keys move
 * the slider, a double click on it (or Delete) brings the default back. What is typed may lie beyond the
 * slider: whether it is valid is for the core to say.
 *
 * @fires change - CustomEvent<number>: the wanted value, also while the slider is dragged
 */
@customElement('fall-line-number')
export class NumberField extends LitElement {
  @property() label = '';
  @property({ attribute: false }) value = 0;
  /** What a double click brings back; none when absent. */
  @property({ attribute: false }) initial: number | undefined = undefined;
  @property({ attribute: false }) low = 0;
  @property({ attribute: false }) high = 1;
  @property({ type: Boolean }) logarithmic = false;
  @property({ type: Boolean }) whole = false;
  @property({ type: Boolean }) disabled = false;
  /** One sentence on what it is; shown when `explain` is set, heard and on hover always. */
  @property() help = '';
  /** What the label is called in the glossary, where it is there. */
  @property({ attribute: false }) term: TermId | null = null;
  @property({ type: Boolean }) explain = false;
  /** Whether a change is heard while it trains, without a new start: says so beside the name. */
  @property({ type: Boolean }) live = false;

  static override styles = [
    controls,
    css`
      .line {
        display: flex;
        align-items: center;
        gap: var(--space-1);
        height: calc(22px * var(--scale));
      }
      label {
        flex: 1;
        min-width: 0;
        overflow: hidden;
        font-size: var(--text-small);
        text-overflow: ellipsis;
        white-space: nowrap;
        color: var(--muted);
      }
      input[type='text'] {
        width: calc(56px * var(--scale)); /* 0.0001 is seen whole */
        height: calc(22px * var(--scale));
        flex: none;
        padding: 0 3px;
        text-align: right;
        font-variant-numeric: tabular-nums;
        border-color: transparent;
        background: var(--page);
      }
      input[type='text']:hover,
      input[type='text']:focus {
        border-color: var(--edge);
      }
      label i {
        display: inline-block;
        width: calc(7px * var(--scale));
        height: calc(7px * var(--scale));
        margin-left: 3px;
        border-radius: 50%;
        background: var(--accent);
      }
      .slider {
        display: flex;
        align-items: center;
        gap: var(--space-2);
      }
      input[type='range'] {
        display: block;
        flex: 1;
        min-width: 0;
        height: 20px;
        margin: 0;
      }
      @media (pointer: coarse) {
        input[type='text'] {
          height: 32px;
        }
        .line {
          height: 34px;
        }
        input[type='range'] {
          height: 32px;
        }
      }
    `,
  ];

  private track = new Track(0, 1, false, false);

  protected override willUpdate(): void {
    const { low, high, logarithmic, whole, track } = this;
    if (
      track.low !== low ||
      track.high !== high ||
      track.logarithmic !== logarithmic ||
      track.whole !== whole
    ) {
      this.track = new Track(low, high, logarithmic, whole);
    }
  }

  protected override render(): TemplateResult {
    const position = Math.round(positions * this.track.position(this.value));
    return html`
      <div class="line">
        <label for="text" title=${this.help}
          ><fall-line-term .term=${this.term} .line=${this.help}>${this.label}</fall-line-term
          >${this.live ? html`<i title=${text.training.live}></i><span class="only-heard">${text.training.live}</span>` : nothing}</label
        >
        <input
          id="text"
          type="text"
          inputmode="decimal"
          autocomplete="off"
          spellcheck="false"
          aria-describedby="help"
          ?disabled=${this.disabled}
          .value=${typedValue(editText(this.value))}
          @change=${this.typed}
        />
      </div>
      <div class="slider">
        <input
          type="range"
          min="0"
          max=${positions}
          step="1"
          aria-label=${this.label}
          aria-valuetext=${formatNumber(this.value)}
          title=${this.help}
          ?disabled=${this.disabled}
          .value=${live(String(position))}
          @input=${this.slid}
          @keydown=${this.nudged}
          @dblclick=${this.restored}
        /><slot></slot>
      </div>
      <p id="help" class=${this.explain ? 'help' : 'only-heard'}>${this.help || nothing}</p>
    `;
  }

  private send(value: number): void {
    this.value = value;
    this.dispatchEvent(new CustomEvent('change', { detail: value }));
  }

  private readonly slid = (event: Event): void => {
    const value = this.track.value(Number((event.target as HTMLInputElement).value) / positions);
    if (value !== this.value) this.send(value);
  };

  /**
   * One arrow press moves whole numbers by one and others by a hundredth of the track; Delete does
   * what a double click does.
   */
  private readonly nudged = (event: KeyboardEvent): void => {
    if (event.key === 'Delete' || event.key === 'Backspace') {
      event.preventDefault();
      this.restored();
      return;
    }
    const way =
      event.key === 'ArrowRight' || event.key === 'ArrowUp'
        ? 1
        : event.key === 'ArrowLeft' || event.key === 'ArrowDown'
          ? -1
          : 0;
    if (way === 0) return;
    event.preventDefault();
    const moved = this.track.value(this.track.position(this.value) + way / 100);
    const next = this.whole && Math.abs(moved - this.value) < 1 ? this.value + way : moved;
    const value = Math.min(this.high, Math.max(this.low, next));
    if (value !== this.value) this.send(value);
  };

  private readonly restored = (): void => {
    if (this.initial !== undefined && this.initial !== this.value) this.send(this.initial);
  };

  private readonly typed = (event: Event): void => {
    const value = parseNumber((event.target as HTMLInputElement).value);
    if (value !== null && value !== this.value) this.send(value);
    else this.requestUpdate();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'fall-line-number': NumberField;
  }
}
