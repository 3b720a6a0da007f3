import { css, html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { Moment } from '../engine/moments';
import { formatCount, formatNumber, formatPlace } from '../plots/format';
import type { State } from '../state/state';
import { controls } from '../styles/controls';
import { text } from '../text/text';
import { StoreElement } from './store_element';

const words = text.time;

/** The slider through the kept moments of the run: each is a stop, the last one is now. */
@customElement('fall-line-moments')
export class MomentsBar extends StoreElement {
  static override styles = [
    controls,
    css`
      .bar {
        display: flex;
        align-items: center;
        gap: var(--space-2);
        font-size: var(--text-small);
        font-variant-numeric: tabular-nums;
        white-space: nowrap;
      }
      input {
        flex: 1;
        min-width: 60px;
        height: calc(28px * var(--scale));
        margin: 0;
      }
      .count {
        min-width: calc(86px * var(--scale));
        color: var(--muted);
      }
      /* The longest that there is: numbers that change move nothing. */
      .at {
        width: calc(300px * var(--scale));
        overflow: hidden;
        text-overflow: ellipsis;
      }
      .past {
        font-weight: 600;
      }
      @media (max-width: 767px) {
        .bar {
          flex-wrap: wrap;
          gap: 0 var(--space-2);
        }
        input {
          flex-basis: 100%;
        }
        .at {
          flex: 1;
          width: auto;
          text-align: right;
        }
      }
      @media (pointer: coarse) {
        input {
          height: 40px;
        }
      }
    `,
  ];

  protected override reads(state: State): readonly unknown[] {
    return [state.moments, state.looking];
  }

  /** The step that a finger is on, until it is shown: the slider never jumps back under it. */
  private wanted: number | null = null;

  protected override willUpdate(): void {
    const { looking, moments } = this.state;
    const shown = looking?.step ?? moments.at(-1)?.step;
    if (shown === this.wanted || this.indexOf(this.wanted) < 0) this.wanted = null;
  }

  private indexOf(step: number | null): number {
    return this.state.moments.findIndex((moment) => moment.step === step);
  }

  protected override render(): TemplateResult {
    const { moments, looking } = this.state;
    const last = moments.length - 1;
    const found = this.indexOf(this.wanted ?? looking?.step ?? null);
    const at = found < 0 ? Math.max(0, last) : found;
    const moment = moments[at];
    const isEmpty = last < 1 || !moment;
    // A run from the list or from a file has come without the moments before its last.
    const isRestored = moment !== undefined && moment.step > 0;
    const empty = isRestored ? words.restored : words.empty;
    return html`<div class="bar">
      <span class="count">${isEmpty ? words.now : words.count(moments.length)}</span>
      <input
        type="range"
        min="0"
        max=${Math.max(1, last)}
        step="1"
        data-field="moment"
        aria-label=${words.slider}
        aria-valuetext=${isEmpty ? empty : labelOf(moment, words.heard)}
        title=${words.sliderHelp}
        ?disabled=${isEmpty}
        .value=${live(String(isEmpty ? 1 : at))}
        @input=${this.moved}
      />
      <span class="at ${looking ? 'past' : ''}" data-figure="moment"
        >${isEmpty ? empty : labelOf(moment, words.moment)}</span
      >
    </div>`;
  }

  private readonly moved = (event: Event): void => {
    const moment = this.state.moments[Number((event.target as HTMLInputElement).value)];
    if (!moment) return;
    this.wanted = moment.step;
    this.store.lookBack(moment.step);
    this.requestUpdate();
  };
}

function labelOf(
  { step, passes, loss, batchLoss }: Moment,
  say: (epoch: string, step: string, loss: string) => string,
): string {
  const measured =
    loss !== null
      ? words.loss(formatNumber(loss))
      : batchLoss !== null
        ? words.batchLoss(formatNumber(batchLoss))
        : words.start;
  return say(formatPlace(passes), formatCount(step), measured);
}

declare global {
  interface HTMLElementTagNameMap {
    'fall-line-moments': MomentsBar;
  }
}
