import { css, html, LitElement, nothing, svg, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { formatCount, formatNumber, formatPowerOfTen, formatShare } from '../plots/format';
import { decidingEntry, type Claim } from '../state/lesson';
import type { ClaimWork, LessonWork } from '../state/lesson_work';
import { controls } from '../styles/controls';
import { placeText } from '../text/places';
import { blockStyles } from './lesson_styles';

const words = placeText.lessons.claim;
/** More entries than these are only counted. */
const mostDots = 400;
const relations = { '<': '<', '<=': '≤', '>': '>', '>=': '≥' } as const;

/** A sentence of the text with its evidence, which the reader's own browser makes. */
@customElement('fall-line-claim')
export class LessonClaim extends LitElement {
  @property({ attribute: false }) work!: LessonWork;
  @property({ attribute: false }) claim!: Claim;
  @property({ attribute: false }) worked!: ClaimWork;
  /** The entry that is read. */
  @state() private read: number | null = null;

  static override styles = [
    controls,
    blockStyles,
    css`
      .block {
        border-left: 3px solid var(--edge);
      }
      .block[data-verdict='true'] {
        border-left-color: var(--accent);
      }
      .block[data-verdict='false'] {
        border-left-color: var(--error);
      }
      .dots {
        display: flex;
        flex-wrap: wrap;
        gap: 1px;
        min-height: calc(18px * var(--scale));
        margin-top: var(--space-2);
        border-radius: 3px;
      }
      .dots i {
        display: block;
        width: calc(14px * var(--scale));
        height: calc(16px * var(--scale));
        color: var(--edge);
      }
      .dots [data-holds='true'] {
        color: var(--accent);
      }
      .dots [data-holds='false'] {
        color: var(--error);
      }
      .dots [data-read] {
        border-radius: 3px;
        background: var(--accent-soft);
        box-shadow: 0 0 0 1px var(--ink);
      }
      .dots svg {
        display: block;
        width: 100%;
        height: 100%;
      }
      output {
        display: block;
        min-height: calc(20px * var(--scale));
        font-size: var(--text-small);
        font-variant-numeric: tabular-nums;
      }
      .outcome {
        margin: 0;
        font-size: var(--text);
        font-variant-numeric: tabular-nums;
      }
      .true {
        color: var(--accent);
      }
      .false {
        color: var(--error);
      }
    `,
  ];

  protected override render(): TemplateResult {
    const { claim, worked } = this;
    const { status, state: known, held, problem } = worked;
    const isBusy = status === 'working' || status === 'waiting';
    const verdict = status === 'done' ? (known?.verdict ?? null) : held;
    return html`<div
      class="block"
      role="group"
      aria-label=${words.kind}
      data-verdict=${verdict ?? nothing}
      data-status=${status}
    >
      <p class="kind">${words.kind}</p>
      <p class="says">${claim.says}</p>
      <div class="line">
        <button data-action="check-claim" @click=${this.pressed}>
          ${isBusy ? words.stop : held === null ? words.check : words.again}
        </button>
        ${isBusy ? this.progress() : this.outcome(verdict)}
      </div>
      ${known ? this.dots() : nothing}
      ${problem === '' ? nothing : html`<p class="problem" role="alert">${problem}</p>`}
      <div class="only-heard" role="status">
        ${status === 'done' ? words.heard(claim.says, verdict ? words.came : words.cameNot) : ''}
      </div>
    </div>`;
  }

  private progress(): TemplateResult {
    const { status, state: known } = this.worked;
    if (status === 'waiting') return html`<span class="muted small">${words.waiting}</span>`;
    const said = known
      ? words.working(formatCount(known.done), formatCount(known.runs))
      : words.loading;
    return html`<progress
        max="1"
        .value=${known?.share ?? 0}
        aria-label=${words.progress}
      ></progress>
      <span class="number small">${said}</span>`;
  }

  private outcome(verdict: boolean | null): TemplateResult | typeof nothing {
    const { status, state: known } = this.worked;
    if (verdict === null) {
      return this.claim.long ? html`<span class="muted small">${words.long}</span>` : nothing;
    }
    const mark = html`<span class="mark ${String(verdict)}">${verdict ? '✓' : '✗'}</span>`;
    if (status !== 'done' || !known) {
      return html`<p class="outcome muted">${mark} ${verdict ? words.before : words.beforeNot}</p>`;
    }
    return html`<p class="outcome" data-figure="outcome">
      ${mark} ${verdict ? words.came : words.cameNot} ${this.figures()}
    </p>`;
  }

  /** How many entries hold, and the one that decides beside its bound. */
  private figures(): string {
    const { claim } = this;
    const { values, holds } = this.worked.state ?? {};
    if (!values || !holds) return '';
    const { share = 1, is } = claim;
    const held = holds.filter(Boolean).length;
    const at = decidingEntry(claim, values);
    const { deciding } = words;
    const which =
      values.length === 1
        ? deciding.only
        : is === 'between'
          ? deciding.far
          : is.startsWith('<')
            ? deciding.high
            : deciding.low;
    const figure = words.figure(which, formatNumber(values[at]), this.bound());
    const counted = words.summary(formatCount(held), formatCount(holds.length));
    const needed = share < 1 ? ` (${words.needed(formatShare(share))})` : '';
    return values.length === 1 ? `${figure}.` : `${counted}${needed}: ${figure}.`;
  }

  private bound(): string {
    const { is, bound } = this.claim;
    if (is === 'between' || typeof bound !== 'number') {
      const [low, high] = typeof bound === 'number' ? [bound, bound] : bound;
      return words.between(boundText(low), boundText(high));
    }
    return words.bound(relations[is], boundText(bound));
  }

  /** A shape for each entry; while it runs, and where runs are no entries, one for each run. */
  private dots(): TemplateResult | typeof nothing {
    const { state: known } = this.worked;
    if (!known) return nothing;
    const isDone = known.verdict !== null;
    const { runs, done } = known;
    const holds = known.holds ?? [];
    const count = isDone ? holds.length : Math.max(runs, holds.length);
    if (count > mostDots) {
      return html`<p class="muted small">${words.many(formatCount(count))}</p>`;
    }
    const all = Array.from({ length: count }, (_, i) => holds[i] ?? (i < done ? 'done' : 'open'));
    return html`<div
        class="dots"
        role="group"
        tabindex="0"
        aria-label=${words.entries(count)}
        data-dots=${count}
        @keydown=${this.moved}
        @pointerover=${this.pointed}
        @pointerdown=${this.pointed}
        @pointerleave=${() => (this.read = null)}
        @blur=${() => (this.read = null)}
        @focus=${() => (this.read ??= 0)}
      >
        ${all.map(
          (one, i) =>
            html`<i data-entry=${i} data-holds=${one} ?data-read=${i === this.read}
              >${shapes[String(one)]}</i
            >`,
        )}
      </div>
      <output>${this.reading()}</output>`;
  }

  private reading(): string {
    const { read } = this;
    const { values, labels, holds } = this.worked.state ?? {};
    if (read === null || !values || read >= values.length) return '';
    const label = labels?.[read] ?? words.unnamed(read + 1);
    return words.entry(label, formatNumber(values[read], 5), holds?.[read] ?? false);
  }

  private readonly pressed = (): void => {
    const { status } = this.worked;
    if (status === 'working' || status === 'waiting') this.work.stop();
    else this.work.check([this.claim.id]);
  };

  private readonly pointed = (event: PointerEvent): void => {
    const [target] = event.composedPath();
    const entry =
      target instanceof Element
        ? target.closest<HTMLElement>('[data-entry]')?.dataset['entry']
        : undefined;
    if (entry !== undefined) this.read = Number(entry);
  };

  private readonly moved = (event: KeyboardEvent): void => {
    const last = (this.worked.state?.values?.length ?? 0) - 1;
    const read = this.read ?? 0;
    const to = { ArrowLeft: read - 1, ArrowRight: read + 1, Home: 0, End: last }[event.key];
    if (to === undefined || last < 0) return;
    event.preventDefault();
    this.read = Math.max(0, Math.min(last, to));
  };
}

/** A bound as it was written, where that is short. */
function boundText(bound: number): string {
  const plain = String(bound);
  if (!plain.includes('e') && plain.length <= 7) return plain.replace('-', '−');
  const power = formatPowerOfTen(Math.abs(bound));
  return power === null ? formatNumber(bound) : `${bound < 0 ? '−' : ''}${power}`;
}

/** A full disc for what holds, a cross for what does not, rings for what is not known. */
const shapes: Readonly<Record<string, TemplateResult>> = {
  true: html`<svg viewBox="0 0 14 16" aria-hidden="true">
    ${svg`<circle cx="7" cy="8" r="4.5" fill="currentColor" />`}
  </svg>`,
  false: html`<svg viewBox="0 0 14 16" aria-hidden="true">
    ${svg`<path d="M3 4l8 8M11 4l-8 8" stroke="currentColor" stroke-width="2.2" />`}
  </svg>`,
  done: html`<svg viewBox="0 0 14 16" aria-hidden="true">
    ${svg`<circle cx="7" cy="8" r="3.6" fill="none" stroke="currentColor" stroke-width="2.4" />`}
  </svg>`,
  open: html`<svg viewBox="0 0 14 16" aria-hidden="true">
    ${svg`<circle cx="7" cy="8" r="2" fill="none" stroke="currentColor" />`}
  </svg>`,
};

declare global {
  interface HTMLElementTagNameMap {
    'fall-line-claim': LessonClaim;
  }
}
