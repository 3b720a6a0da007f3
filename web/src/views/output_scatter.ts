import { css, html, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { Part, SessionInfo } from '../engine/model';
import { Frame } from '../plots/axes';
import { errorFigures, type ErrorFigures } from '../plots/errors';
import { formatNumber } from '../plots/format';
import { drawGlyph, glyphRadius } from '../plots/points';
import { extent, niceDomain, union, type Domain } from '../plots/scales';
import { pointOn, type Surface } from '../plots/surface';
import type { State } from '../state/state';
import type { TermId } from '../text/glossary';
import { text } from '../text/text';
import { viewText } from '../text/views';
import './term';
import { CanvasView } from './canvas_view';
import { outcomeStyles, partChoice, partOf } from './outcome_controls';
import './outcome_histogram';
import { segmentStyles } from './segments';

const words = viewText.scatter;
const termOf: Readonly<Partial<Record<string, TermId>>> = {
  r2: 'r2',
  mse: 'mse',
  mean: 'residual',
  deviation: 'residual',
};

/** Truths and predictions of one target. */
interface Pairs {
  readonly truths: Float64Array;
  readonly predicted: Float64Array;
  readonly errors: Float64Array;
  readonly figures: ErrorFigures;
  /** The samples' places from the smallest truth to the largest. */
  readonly order: readonly number[];
}

/** Predicted against true: on the diagonal both are equal. The errors' histogram below. */
@customElement('fall-line-output-scatter')
export class OutputScatter extends CanvasView {
  @state() private wanted: Part | null = null;
  @state() private target = 0;
  /** The sample whose numbers are read. */
  @state() private cursor: number | null = null;

  private followed: Part | null = null;
  private frame: Frame | null = null;
  private made: { readonly from: readonly unknown[]; readonly pairs: Pairs } | null = null;

  static override styles = [
    ...CanvasView.styles,
    segmentStyles,
    outcomeStyles,
    css`
      .sides {
        display: grid;
        grid-template-columns: minmax(0, 1fr) calc(92px * var(--scale));
        flex: 2.2;
        gap: var(--space-3);
        min-height: calc(150px * var(--scale));
      }
      .errors {
        flex: 1.2;
        min-height: calc(116px * var(--scale));
      }
      dl {
        margin: 0;
        font-size: var(--text-small);
        line-height: calc(18px * var(--scale));
        min-width: 0;
      }
      dt {
        color: var(--muted);
      }
      dd {
        margin: 0 0 var(--space-2);
        font-size: var(--text-large);
        line-height: calc(20px * var(--scale));
        font-variant-numeric: tabular-nums;
        white-space: nowrap;
      }
      fall-line-error-histogram {
        min-height: 0;
      }
      .bar select {
        width: auto;
        max-width: 12em;
      }
      @media (max-width: 767px) {
        .sides {
          min-height: 230px;
        }
        .errors {
          min-height: 140px;
        }
      }
    `,
  ];

  protected override reads(state: State): readonly unknown[] {
    return [state.predictions, state.samples, state.info, state.dark, state.theme];
  }

  protected override description(): string {
    const { info } = this.state;
    const r2 = this.pairs()?.figures.r2;
    return words.description(info?.task.names[this.targetOf(info)] ?? '', formatNumber(r2));
  }

  private get shownPart(): Part {
    const { info } = this.state;
    return info ? partOf(info, this.wanted) : 'train';
  }

  private targetOf(info: SessionInfo | null): number {
    return this.target < (info?.outputs ?? 1) ? this.target : 0;
  }

  /** Of the part and target shown; null until predictions are here. */
  private pairs(): Pairs | null {
    const { info, samples, predictions } = this.state;
    const part = this.shownPart;
    const set = samples[part];
    if (!info || !set || predictions?.part !== part) return null;
    const { outputs } = info;
    if (predictions.values.length !== set.targets.length) return null;
    const k = this.targetOf(info);
    const from = [set, predictions.values, k];
    if (this.made && from.every((one, i) => one === this.made?.from[i])) return this.made.pairs;
    const truths = Float64Array.from(
      { length: set.count },
      (_, i) => set.targets[i * outputs + k] ?? NaN,
    );
    const predicted = truths.map((_, i) => predictions.values[i * outputs + k] ?? NaN);
    const errors = truths.map((truth, i) => (predicted[i] ?? NaN) - truth);
    const order = [...truths.keys()].sort((a, b) => (truths[a] ?? 0) - (truths[b] ?? 0));
    const pairs = { truths, predicted, errors, figures: errorFigures(truths, predicted), order };
    this.made = { from, pairs };
    return pairs;
  }

  override disconnectedCallback(): void {
    this.store.follow(null);
    this.followed = null;
    super.disconnectedCallback();
  }

  protected override updated(): void {
    super.updated();
    const part = this.shownPart;
    if (this.state.info && this.followed !== part) {
      this.followed = part;
      this.cursor = null;
      this.store.follow(part);
    }
  }

  protected override render(): TemplateResult {
    const { info } = this.state;
    const pairs = this.pairs();
    const figures = pairs?.figures;
    const part = this.shownPart;
    return html`<div class="bar">
        ${info ? partChoice(info, part, (chosen) => (this.wanted = chosen)) : null}
        ${info && info.outputs > 1 ? this.targets(info) : null}
      </div>
      <div class="sides">
        <div class="stage">
          <canvas
            role="img"
            tabindex="0"
            aria-label=${this.description()}
            @pointermove=${this.pointed}
            @pointerdown=${this.pointed}
            @pointerleave=${() => (this.cursor = null)}
            @blur=${() => (this.cursor = null)}
            @keydown=${this.moved}
          ></canvas>
        </div>
        ${this.figures([
          ['r2', words.r2, figures?.r2],
          ['mse', words.mse, figures?.mse],
        ])}
      </div>
      <p class="note">${this.reading(info, pairs, part)}</p>
      <div class="sides errors">
        <fall-line-error-histogram
          .store=${this.store}
          .errors=${pairs?.errors ?? null}
          .shown=${part}
          .look=${this.look}
        ></fall-line-error-histogram>
        ${this.figures([
          ['mean', words.mean, figures?.mean],
          ['deviation', words.deviation, figures?.deviation],
        ])}
      </div>`;
  }

  private targets(info: SessionInfo): TemplateResult {
    return html`<label class="check"
      >${words.target}
      <select
        data-field="target-shown"
        @change=${(event: Event) => {
          this.target = Number((event.target as HTMLSelectElement).value);
          this.cursor = null;
        }}
      >
        ${info.task.names.map(
          (name, i) =>
            html`<option value=${i} ?selected=${i === this.targetOf(info)}>${name}</option>`,
        )}
      </select>
    </label>`;
  }

  private figures(
    rows: readonly (readonly [string, string, number | undefined])[],
  ): TemplateResult {
    return html`<dl aria-label=${words.figures}>
      ${rows.map(
        ([id, name, value]) =>
          html`<dt><fall-line-term .term=${termOf[id] ?? null}>${name}</fall-line-term></dt>
            <dd data-figure=${`errors-${id}`}>
              ${value !== undefined && Number.isNaN(value) ? '\u2013' : formatNumber(value)}
            </dd>`,
      )}
    </dl>`;
  }

  private reading(
    info: SessionInfo | null,
    pairs: Pairs | null,
    part: Part,
  ): TemplateResult | null {
    const set = this.state.samples[part];
    if (!info || !set) return null;
    const { cursor } = this;
    if (pairs && cursor !== null && cursor < set.count) {
      const at = (values: Float64Array): string => formatNumber(values[cursor]);
      return html`<output
        >${words.reading(at(pairs.truths), at(pairs.predicted), at(pairs.errors))}</output
      >`;
    }
    const [name = ''] = info.task.names.slice(this.targetOf(info));
    const shown =
      set.count < set.total ? words.subset(String(set.count), String(set.total)) : `${set.count}`;
    return html`${words.key(name, shown, text.outcome.samplesOf[part])}`;
  }

  protected override draw({ context, width, height }: Surface): void {
    const { info, samples, dark } = this.state;
    const set = samples[this.shownPart];
    if (!info || !set) return;
    const pairs = this.pairs();
    const known = extent(pairs?.truths ?? set.targets) ?? { low: 0, high: 1 };
    const domain: Domain = niceDomain(union(known, pairs ? extent(pairs.predicted) : null), 5);
    const side = Math.max(60, Math.min(width - 50, height - 30));
    const left = 46 + Math.max(0, Math.floor((width - 54 - side) / 2));
    const frame = new Frame({ left, top: 7, width: side, height: side }, domain, domain);
    this.frame = frame;
    frame.drawAxes(context, this.palette, { x: words.axis, y: '' }, true);
    context.strokeStyle = this.palette.muted;
    context.setLineDash([5, 4]);
    context.beginPath();
    context.moveTo(frame.toX(domain.low), frame.toY(domain.low));
    context.lineTo(frame.toX(domain.high), frame.toY(domain.high));
    context.stroke();
    context.setLineDash([]);
    if (!pairs) return;
    const style = { fill: this.palette[this.shownPart], outline: dark ? '#10151b' : '#ffffff' };
    const radius = glyphRadius(set.count);
    pairs.truths.forEach((truth, i) => {
      const [x, y] = [frame.toX(truth), frame.toY(pairs.predicted[i] ?? NaN)];
      drawGlyph(context, this.shownPart, x, y, radius, style);
    });
    const { cursor } = this;
    if (cursor === null || cursor >= set.count) return;
    const [x, y] = [
      frame.toX(pairs.truths[cursor] ?? NaN),
      frame.toY(pairs.predicted[cursor] ?? NaN),
    ];
    context.strokeStyle = this.palette.ink;
    context.lineWidth = 2;
    context.beginPath();
    context.arc(x, y, radius + 4, 0, 2 * Math.PI);
    context.stroke();
  }

  /** The nearest sample within a finger's width. */
  private readonly pointed = (event: PointerEvent): void => {
    const { frame } = this;
    const pairs = this.pairs();
    if (!frame || !pairs) return;
    const { x, y } = pointOn(this.canvas, event);
    let nearest = 24;
    this.cursor = null;
    pairs.truths.forEach((truth, i) => {
      const away = Math.hypot(frame.toX(truth) - x, frame.toY(pairs.predicted[i] ?? NaN) - y);
      if (away < nearest) {
        nearest = away;
        this.cursor = i;
      }
    });
  };

  private readonly moved = (event: KeyboardEvent): void => {
    const pairs = this.pairs();
    const steps: Readonly<Record<string, number>> = {
      ArrowRight: 1,
      ArrowUp: 1,
      ArrowLeft: -1,
      ArrowDown: -1,
      Home: -Infinity,
      End: Infinity,
    };
    const step = steps[event.key];
    if (!pairs || step === undefined) return;
    event.preventDefault();
    const from = this.cursor === null ? -1 : pairs.order.indexOf(this.cursor);
    const to = Math.min(pairs.order.length - 1, Math.max(0, from + step));
    this.cursor = pairs.order[to] ?? null;
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'fall-line-output-scatter': OutputScatter;
  }
}
