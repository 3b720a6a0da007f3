import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { type Part, parts } from '../engine/model';
import type { Frame } from '../plots/axes';
import { formatNumber } from '../plots/format';
import { paper } from '../plots/paper';
import type { PlotSource } from '../plots/plot_source';
import {
  drawRace,
  raceCsv,
  raceFrame,
  rowAt,
  type RaceAxes,
  type RaceLine,
} from '../plots/race_plot';
import { openSurface, paletteOf, plotScale, pointOn, type Palette } from '../plots/surface';
import type { RaceState } from '../state/race';
import type { Store } from '../state/store';
import { controls } from '../styles/controls';
import { placeText } from '../text/places';
import { laneColumns, laneNames, raceAxes, raceLines, type RaceAxis } from './race_columns';
import { laneMark } from './race_mark';
import { segments, segmentStyles } from './segments';
import './plot_menu';

const words = placeText.race;
/** What an arrow key moves the reading by, as a share of the axis. */
const stride = 0.02;

/** The loss of every lane over iterations, evaluations or time; the value of each under a cursor. */
@customElement('fall-line-race-chart')
export class RaceChart extends LitElement {
  @property({ attribute: false }) store!: Store;
  @property({ attribute: false }) race!: RaceState;
  /** Another text when colours or sizes are others. */
  @property() look = '';
  @state() private axis: RaceAxis = 'iterations';
  @state() private partShown: Part = 'train';
  @state() private logX = false;
  @state() private logY = true;
  /** What is read, in the units of the axis. */
  @state() private place: number | null = null;
  @query('canvas') private canvas!: HTMLCanvasElement;

  static override styles = [
    controls,
    segmentStyles,
    css`
      :host {
        display: flex;
        flex-direction: column;
        min-width: 0;
        min-height: 0;
      }
      .head,
      .legend {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-1) var(--space-3);
      }
      .stage {
        position: relative;
        flex: 1;
        min-height: calc(220px * var(--scale));
      }
      canvas {
        position: absolute;
        inset: 0;
        width: 100%;
        height: 100%;
        cursor: crosshair;
        touch-action: pan-y;
      }
      .legend {
        min-height: calc(22px * var(--scale));
        font-size: var(--text-small);
        font-variant-numeric: tabular-nums;
      }
      .legend .place {
        min-width: calc(150px * var(--scale));
        color: var(--muted);
      }
      .legend b {
        display: inline-block;
        min-width: calc(72px * var(--scale));
        font-weight: 400;
      }
    `,
  ];

  private frame: Frame | null = null;
  private palette: Palette | null = null;
  private paletteLook = '';
  private readonly observer = new ResizeObserver(() => this.redraw());

  protected override render(): TemplateResult {
    const names = laneNames(this.race);
    return html`<div class="head">
        ${segments(
          words.across,
          raceAxes.map((id) => ({ id, label: words.axes[id] })),
          this.axis,
          (id) => {
            this.axis = id as RaceAxis;
            this.place = null;
          },
        )}
        ${segments(
          words.part,
          this.shownParts().map((id) => ({ id, label: words.parts[id] })),
          this.partShown,
          (id) => (this.partShown = id as Part),
        )}
        ${this.toggle('log-x', words.logX, this.logX, (on) => (this.logX = on))}
        ${this.toggle('log-y', words.logY, this.logY, (on) => (this.logY = on))}
        <fall-line-plot-menu
          .store=${this.store}
          .plot=${() => this.source()}
        ></fall-line-plot-menu>
      </div>
      <div class="stage">
        <canvas
          role="img"
          tabindex="0"
          aria-label=${words.plotLabel(words.axisNames[this.axis], this.reading())}
          @pointermove=${this.pointed}
          @pointerdown=${this.pointed}
          @pointerleave=${() => (this.place = null)}
          @blur=${() => (this.place = null)}
          @keydown=${this.pressed}
        ></canvas>
      </div>
      <div class="legend">
        <span class="place">${words.axisNames[this.axis]} ${this.placeText()}</span>
        ${this.lines().map(
          (line, i) =>
            html`<span data-reading=${i}
              >${laneMark(i)}${names[i]} <b>${this.valueText(line)}</b></span
            >`,
        )}
      </div>
      <output class="only-heard">${this.place === null ? '' : this.reading()}</output>`;
  }

  private toggle(
    field: string,
    label: string,
    on: boolean,
    set: (on: boolean) => void,
  ): TemplateResult {
    return html`<label class="check">
      <input
        type="checkbox"
        data-field=${field}
        .checked=${on}
        @change=${(event: Event) => set((event.target as HTMLInputElement).checked)}
      />
      ${label}
    </label>`;
  }

  protected override firstUpdated(): void {
    this.observer.observe(this.canvas);
  }

  protected override updated(): void {
    this.redraw();
  }

  override disconnectedCallback(): void {
    this.observer.disconnect();
    super.disconnectedCallback();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.observer.observe(this.canvas);
  }

  private shownParts(): readonly Part[] {
    return parts.filter((part) => part === 'train' || (this.race.info?.samples[part] ?? 0) > 0);
  }

  private lines(): readonly RaceLine[] {
    return raceLines(this.race, this.axis, this.partShown);
  }

  private axes(): RaceAxes {
    return {
      names: { x: words.axisNames[this.axis], y: '' },
      logarithmic: { x: this.logX, y: this.logY },
    };
  }

  private valueText(line: RaceLine): string {
    const row = this.place === null ? line.x.length - 1 : rowAt(line, this.place);
    return row < 0 ? '–' : formatNumber(line.y[row]);
  }

  private placeText(): string {
    return this.place === null ? '' : formatNumber(this.place);
  }

  private reading(): string {
    const names = laneNames(this.race);
    const values = this.lines().map((line, i) => `${names[i] ?? ''} ${this.valueText(line)}`);
    return `${this.placeText()} ${values.join(', ')}.`;
  }

  private redraw(): void {
    const surface = openSurface(this.canvas);
    if (!surface) return;
    if (!this.palette || this.paletteLook !== this.look) {
      this.palette = paletteOf(this);
      this.paletteLook = this.look;
    }
    const lines = this.lines();
    const { context, width, height } = surface;
    this.frame = raceFrame(lines, this.axes(), width, height);
    drawRace(context, this.frame, lines, this.axes(), this.palette);
    if (this.place === null) return;
    const x = Math.round(this.frame.toX(this.place)) + 0.5;
    const { top, height: tall } = this.frame.box;
    context.strokeStyle = this.palette.ink;
    context.setLineDash([2, 3]);
    context.beginPath();
    context.moveTo(x, top);
    context.lineTo(x, top + tall);
    context.stroke();
    context.setLineDash([]);
  }

  /** The plot as it stands, for saving. */
  private source(): PlotSource | null {
    const { palette } = this;
    if (!palette) return null;
    const names = laneNames(this.race);
    return {
      name: 'race',
      title: words.lossOf(words.parts[this.partShown]),
      width: this.canvas.clientWidth / plotScale(),
      height: this.canvas.clientHeight / plotScale(),
      ground: palette.surface,
      forPaper: true,
      draw: ({ context, width, height }, onPaper) => {
        const lines = this.lines();
        const frame = raceFrame(lines, this.axes(), width, height);
        drawRace(context, frame, lines, this.axes(), onPaper ? paper : palette);
      },
      csv: () =>
        raceCsv(
          this.race.lanes.map((lane, i) => ({ name: names[i] ?? '', columns: laneColumns(lane) })),
        ),
    };
  }

  private readonly pointed = (event: PointerEvent): void => {
    const { x, y } = pointOn(this.canvas, event);
    this.place = this.frame?.at(x, y)?.x ?? null;
  };

  private readonly pressed = (event: KeyboardEvent): void => {
    const { frame } = this;
    if (!frame) return;
    if (event.key === 'Escape') this.place = null;
    const way = { ArrowLeft: -stride, ArrowRight: stride }[event.key];
    if (way === undefined) return;
    event.preventDefault();
    const { left, width } = frame.box;
    const from = this.place === null ? left + width : frame.toX(this.place);
    this.place = frame.xAt(from + way * width);
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'fall-line-race-chart': RaceChart;
  }
}
