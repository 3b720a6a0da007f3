import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Expansion } from '../engine/sweep_types';
import type { Frame } from '../plots/axes';
import { drawIntervals, intervalAt, intervalFrame, type Interval } from '../plots/interval_plot';
import { csvText } from '../plots/csv_text';
import { paper } from '../plots/paper';
import type { PlotSource } from '../plots/plot_source';
import { pointOn, type Palette, type Surface } from '../plots/surface';
import type { Store } from '../state/store';
import type { MetricId, SweepCell } from '../state/sweep_figures';
import type { CellIntervals } from '../state/sweep_intervals';
import { controls } from '../styles/controls';
import { tableStyles } from '../styles/place';
import { placeText } from '../text/places';
import { Drawn, drawnStyles } from './drawn';
import { figureText, metricName, valueName } from './sweep_names';
import './plot_menu';
import './sweep_spread';

const words = placeText.sweep;

/** What one cell says, when all of its runs have ended. */
export interface CellStory {
  readonly cell: SweepCell;
  readonly intervals: CellIntervals | null;
}

/**
 * Intervals of the metric over the repeats of every cell, bias and variance where they are known,
 * and how the values of one cell are spread.
 *
 * @fires read - CustomEvent<number | null>: a cell is read
 */
@customElement('fall-line-sweep-intervals')
export class SweepIntervals extends LitElement {
  @property({ attribute: false }) store!: Store;
  @property({ attribute: false }) expansion!: Expansion;
  @property({ attribute: false }) stories: readonly CellStory[] = [];
  @property() metric: MetricId = '';
  @property() look = '';
  @state() private focusAt: number | null = null;

  static override styles = [
    controls,
    tableStyles,
    drawnStyles,
    css`
      :host {
        display: block;
      }
      .head {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        font-size: var(--text-small);
        color: var(--muted);
      }
      .stages {
        display: grid;
        grid-template-columns: minmax(0, 3fr) minmax(0, 2fr);
        gap: var(--space-3);
        margin-bottom: var(--space-3);
      }
      .stage,
      fall-line-sweep-spread {
        height: calc(260px * var(--scale));
      }
      canvas {
        cursor: pointer;
      }
      table {
        width: auto;
      }
      td {
        padding-left: var(--space-3);
      }
      @media (max-width: 767px) {
        .stages {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `,
  ];

  private frame: Frame | null = null;
  private readonly drawn = new Drawn(this, (surface, palette) => this.draw(surface, palette));

  protected override render(): TemplateResult {
    const name = metricName(this.metric, this.expansion);
    const read = this.readAt;
    return html`<div class="head">
        <span>${words.intervalKey(String(Math.round(this.expansion.level * 1000) / 10))}</span>
        <fall-line-plot-menu
          .store=${this.store}
          .plot=${() => this.plotSource()}
        ></fall-line-plot-menu>
      </div>
      <div class="stages">
        <div class="stage">
          <canvas
            class="intervals"
            role="img"
            tabindex="0"
            aria-label=${words.intervalLabel(name)}
            data-intervals=${this.shown.length}
            @pointermove=${this.pointed}
            @click=${this.pointed}
            @keydown=${this.pressed}
          ></canvas>
        </div>
        <fall-line-sweep-spread
          .values=${read?.intervals.values[this.metric] ?? null}
          .interval=${this.intervals[this.focusAt ?? 0] ?? null}
          .name=${name}
          .label=${read ? words.spreadLabel(name, this.labelOf(read.cell)) : words.noSpread}
          .look=${this.look}
        ></fall-line-sweep-spread>
      </div>
      ${this.table()}`;
  }

  /** Those that are known, in their order. */
  private get shown(): readonly (CellStory & { readonly intervals: CellIntervals })[] {
    return this.stories.flatMap(({ cell, intervals }) =>
      intervals?.figures[this.metric] ? [{ cell, intervals }] : [],
    );
  }

  private get readAt(): (CellStory & { readonly intervals: CellIntervals }) | null {
    return this.shown[this.focusAt ?? 0] ?? null;
  }

  private labelOf({ values }: SweepCell): string {
    const { axes } = this.expansion;
    return values.map((at, i) => valueName(axes[i]?.values[at])).join(' · ');
  }

  private get intervals(): readonly Interval[] {
    return this.shown.map(({ cell, intervals }) => {
      const {
        mean = NaN,
        median = NaN,
        low = NaN,
        high = NaN,
      } = {
        ...intervals.figures[this.metric],
      };
      // A loss may be the mean squared error itself.
      const isTaken =
        this.metric.startsWith('test.') && mean === intervals.figures['test.mse']?.mean;
      const parts = isTaken ? intervals.decomposition : null;
      return {
        label: this.labelOf(cell),
        ...{ mean, median, low, high },
        bias2: parts?.bias2 ?? null,
        variance: parts?.variance ?? null,
      };
    });
  }

  private table(): TemplateResult {
    const { columns } = words.interval;
    const apart = this.shown.some(({ intervals }) => intervals.decomposition !== null);
    const head = [
      ...[columns.cell, columns.mean, columns.deviation, columns.low, columns.median, columns.high],
      ...[columns.count, ...(apart ? [columns.bias, columns.variance] : [])],
    ];
    const text = (value: number | undefined): string => figureText(this.metric, value ?? null);
    return html`<div class="scroll">
      <table data-figure="intervals">
        <thead>
          <tr>
            ${head.map((name) => html`<th scope="col">${name}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${this.shown.map(({ cell, intervals }, i) => {
            const of = intervals.figures[this.metric];
            const parts = intervals.decomposition;
            return html`<tr
              data-cell=${cell.index}
              class=${i === (this.focusAt ?? 0) ? 'here' : nothing}
              aria-current=${i === (this.focusAt ?? 0) ? 'true' : nothing}
            >
              <th scope="row">${this.labelOf(cell) || words.interval.all}</th>
              <td data-mean=${of?.mean ?? ''}>${text(of?.mean)}</td>
              <td>${text(of?.deviation)}</td>
              <td data-low=${of?.low ?? ''}>${text(of?.low)}</td>
              <td>${text(of?.median)}</td>
              <td data-high=${of?.high ?? ''}>${text(of?.high)}</td>
              <td>${of?.count}</td>
              ${
                apart
                  ? html`<td data-bias=${parts?.bias2 ?? ''}>
                        ${figureText('test.mse', parts?.bias2 ?? null)}
                      </td>
                      <td>${figureText('test.mse', parts?.variance ?? null)}</td>`
                  : nothing
              }
            </tr>`;
          })}
        </tbody>
      </table>
    </div>`;
  }

  private draw(surface: Surface, palette: Palette): void {
    const { intervals } = this;
    this.frame = intervalFrame(intervals, surface);
    if (!this.frame) return;
    drawIntervals(surface.context, this.frame, intervals, palette, this.focusAt ?? 0);
  }

  private plotSource(): PlotSource | null {
    const { intervals } = this;
    const { palette, size } = this.drawn;
    if (intervals.length === 0) return null;
    const { columns } = words.interval;
    return {
      name: 'intervals',
      title: words.intervalLabel(metricName(this.metric, this.expansion)),
      ...size,
      ground: palette.surface,
      forPaper: true,
      draw: ({ context, width, height }, onPaper) => {
        const frame = intervalFrame(intervals, { width, height });
        if (frame) drawIntervals(context, frame, intervals, onPaper ? paper : palette, null);
      },
      csv: () =>
        csvText(
          [columns.cell, 'mean', 'low', 'median', 'high', 'bias2', 'variance'],
          intervals.map(({ label, mean, low, median, high, bias2, variance }) => [
            ...[label, mean, low, median, high, bias2, variance],
          ]),
        ),
    };
  }

  private point(index: number | null): void {
    if (index === null || index === this.focusAt) return;
    this.focusAt = index;
    const detail = this.shown[index]?.cell.index ?? null;
    this.dispatchEvent(new CustomEvent('read', { detail }));
  }

  private readonly pointed = (event: PointerEvent): void => {
    const { x, y } = pointOn(event.currentTarget as HTMLElement, event);
    if (this.frame) this.point(intervalAt(this.frame, x, y));
  };

  private readonly pressed = (event: KeyboardEvent): void => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const last = this.shown.length - 1;
    this.point(Math.max(0, Math.min(last, (this.focusAt ?? 0) + step)));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'fall-line-sweep-intervals': SweepIntervals;
  }
}
