import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
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
import { drawCross } from '../plots/cursor';
import { pointOn, type Palette, type Surface } from '../plots/surface';
import type { RaceState } from '../state/race';
import type { Store } from '../state/store';
import { controls } from '../styles/controls';
import { placeText } from '../text/places';
import { Drawn, drawnStyles } from './drawn';
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

  static override styles = [
    controls,
    segmentStyles,
    drawnStyles,
    css`
      :host {
        display: flex;
        flex-direction: column;
      }
      .head,
      .legend {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-1) var(--space-3);
      }
      .stage {
        min-height: calc(220px * var(--scale));
      }
      canvas {
        cursor: crosshair;
      }
      .legend {
        min-height: calc(22px * var(--scale));
        font-size: var(--text-small);
        font-variant-numeric: tabular-nums;
      }
      .legend .mark {
        margin-right: 6px;
        vertical-align: middle;
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
  private readonly drawn = new Drawn(this, (surface, palette) => this.draw(surface, palette));

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

  private draw({ context, width, height }: Surface, palette: Palette): void {
    const lines = this.lines();
    this.frame = raceFrame(lines, this.axes(), width, height);
    drawRace(context, this.frame, lines, this.axes(), palette);
    const { place } = this;
    if (place !== null) drawCross(context, palette, this.frame, { x: place, y: 0 }, false);
  }

  /** The plot as it stands, for saving. */
  private source(): PlotSource {
    const { palette } = this.drawn;
    const names = laneNames(this.race);
    return {
      name: 'race',
      title: words.lossOf(words.parts[this.partShown]),
      ...this.drawn.size,
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
    const { x, y } = pointOn(event.currentTarget as Element, event);
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
