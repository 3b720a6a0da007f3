import { css, html, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { csvOfColumns } from '../plots/csv_text';
import { formatCount, formatNumber } from '../plots/format';
import { plotFont, type Palette, type Surface } from '../plots/surface';
import type { State } from '../state/state';
import { controls } from '../styles/controls';
import { text } from '../text/text';
import { Drawn } from './drawn';
import { StoreElement } from './store_element';
import './plot_menu';

const words = text.training;
const points = 201;
/** What is drawn where no rule says when training ends. */
const usualEpochs = 100;

/** The learning rate over the epochs to come, small, with a mark where training stands. */
@customElement('fall-line-schedule')
export class ScheduleCurve extends StoreElement {
  @state() private rates: Float64Array | null = null;
  /** The point that is read. */
  @state() private place: number | null = null;
  readonly drawn = new Drawn(this, (surface, palette) => {
    if (this.rates) drawRates(surface, this.rates, this.marks(), palette);
  });

  private readonly plot = () =>
    this.rates && this.drawn.source({ name: 'rate', title: words.schedule, csv: () => this.csv() });

  /** What `rates` belongs to, and what was asked for last. */
  private asked = '';
  private epochs = usualEpochs;

  static override styles = [
    controls,
    css`
      section {
        display: flex;
        flex-wrap: wrap;
        align-items: start;
      }
      canvas {
        display: block;
        flex: 1;
        min-width: 0;
        height: calc(46px * var(--scale));
        touch-action: pan-y;
        cursor: crosshair;
      }
      div {
        display: flex;
        justify-content: space-between;
        gap: var(--space-2);
        font-size: var(--text-small);
        line-height: calc(18px * var(--scale));
        font-variant-numeric: tabular-nums;
        white-space: nowrap;
        color: var(--muted);
      }
      output {
        color: var(--ink);
      }
    `,
  ];

  protected override reads(state: State): readonly unknown[] {
    const { settings, info } = state;
    return [settings, info?.stepsPerEpoch, this.placeOf(state)];
  }

  /** The point at which training stands: a new one is drawn only when it is another pixel. */
  private placeOf({ progress }: State): number {
    const share = (progress?.passes ?? 0) / this.epochs;
    return Math.round((points - 1) * Math.min(1, share));
  }

  protected override willUpdate(): void {
    const { settings, info } = this.state;
    const { schedule, optimizer, stop } = settings;
    const asked = JSON.stringify([schedule, optimizer, stop?.epochs, info?.stepsPerEpoch]);
    if (!info || asked === this.asked) return;
    this.asked = asked;
    const wanted = stop?.epochs ?? 0;
    const epochs = wanted > 0 ? wanted : usualEpochs;
    const passes = Float64Array.from({ length: points }, (_, i) => (epochs * i) / (points - 1));
    void this.store.rates(passes).then((rates) => {
      if (asked !== this.asked) return;
      this.epochs = epochs;
      this.rates = rates;
    });
  }

  protected override render(): TemplateResult {
    const { rates, place, epochs } = this;
    const at = place ?? this.placeOf(this.state);
    const rate = formatNumber(rates?.[at]);
    const shown =
      place === null
        ? words.rateNow(rate)
        : words.rateAt(formatNumber((epochs * place) / (points - 1)), rate);
    const [from, to] = [formatNumber(rates?.[0]), formatNumber(rates?.at(-1))];
    return html`<section>
        <canvas
          role="img"
          tabindex="0"
          aria-label=${words.scheduleLabel(from, to, formatCount(epochs), shown)}
          @pointermove=${this.pointed}
          @pointerdown=${this.pointed}
          @pointerleave=${() => (this.place = null)}
          @blur=${() => (this.place = null)}
          @keydown=${this.pressed}
        ></canvas>
        <fall-line-plot-menu .store=${this.store} .plot=${this.plot}></fall-line-plot-menu>
      </section>
      <div>
        <output data-figure="rate">${shown}</output>
        <span>${words.epochsLong(formatCount(epochs))}</span>
      </div>`;
  }

  private csv(): string | null {
    const { rates, epochs } = this;
    if (!rates) return null;
    const passes = rates.map((_, i) => (epochs * i) / (points - 1));
    return csvOfColumns([
      { name: 'epoch', values: passes },
      { name: 'learning rate', values: rates },
    ]);
  }

  /** Where training stands, and what is read. */
  private marks(): { readonly now: number; readonly read: number | null } {
    return { now: this.placeOf(this.state), read: this.place };
  }

  private readonly pointed = (event: PointerEvent): void => {
    const { left, width } = (event.currentTarget as Element).getBoundingClientRect();
    const share = (event.clientX - left) / width;
    this.place = Math.round((points - 1) * Math.min(1, Math.max(0, share)));
  };

  private readonly pressed = (event: KeyboardEvent): void => {
    const way = { ArrowLeft: -2, ArrowRight: 2, Home: -points, End: points }[event.key];
    if (way === undefined) return;
    event.preventDefault();
    const from = this.place ?? this.placeOf(this.state);
    this.place = Math.min(points - 1, Math.max(0, from + way));
  };
}

function drawRates(
  { context, width, height }: Surface,
  rates: Float64Array,
  marks: { readonly now: number; readonly read: number | null },
  palette: Palette,
): void {
  const most = Math.max(...rates, Number.MIN_VALUE);
  const [top, bottom] = [15, height - 2];
  const toX = (i: number): number => 1 + (i / (points - 1)) * (width - 2);
  const toY = (rate: number): number => bottom - (rate / most) * (bottom - top);
  context.strokeStyle = palette.hairline;
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(0, bottom + 0.5);
  context.lineTo(width, bottom + 0.5);
  context.stroke();
  context.font = plotFont;
  context.fillStyle = palette.muted;
  context.textBaseline = 'top';
  context.fillText(formatNumber(most), 0, 0);
  context.beginPath();
  rates.forEach((rate, i) => context.lineTo(toX(i), toY(rate)));
  context.strokeStyle = palette.ink;
  context.lineWidth = 1.6;
  context.stroke();
  const at = marks.read ?? marks.now;
  const x = Math.round(toX(at)) + 0.5;
  context.setLineDash([2, 3]);
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(x, top);
  context.lineTo(x, bottom);
  context.stroke();
  context.setLineDash([]);
  context.beginPath();
  context.arc(toX(at), toY(rates[at] ?? 0), 3.5, 0, 2 * Math.PI);
  context.fillStyle = palette.accent;
  context.fill();
}

declare global {
  interface HTMLElementTagNameMap {
    'fall-line-schedule': ScheduleCurve;
  }
}
