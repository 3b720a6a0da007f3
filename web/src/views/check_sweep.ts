import { css, html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { GradientPart, GradientReport } from '../engine/lab_tasks';
import { sweepFrame, sweepLines } from '../plots/check_plot';
import { csvOfColumns } from '../plots/csv_text';
import { formatNumber } from '../plots/format';
import type { Frame } from '../plots/axes';
import { drawCross } from '../plots/cursor';
import { drawRace, rowAt, type RaceAxes, type RaceLine } from '../plots/race_plot';
import { pointOn, type Surface } from '../plots/surface';
import { placeText } from '../text/places';
import { CanvasView } from './canvas_view';

const words = placeText.check;
/** What an arrow key moves the reading by, as a share of the axis. */
const stride = 0.1;

/** The error of one part against the step size of the differences, in double and in float. */
@customElement('fall-line-check-sweep')
export class CheckSweep extends CanvasView {
  @property({ attribute: false }) report!: GradientReport;
  @property({ attribute: false }) checked!: GradientPart;
  /** How the part is called. */
  @property() name = '';
  /** The step size that is read. */
  @state() private place: number | null = null;
  private frame: Frame | null = null;

  static override styles = [
    ...CanvasView.styles,
    css`
      :host {
        display: flex;
        flex-direction: column;
      }
      .stage {
        min-height: calc(200px * var(--scale));
      }
      canvas {
        cursor: crosshair;
      }
      .key {
        min-height: calc(20px * var(--scale));
        font-variant-numeric: tabular-nums;
      }
    `,
  ];

  protected override reads(): readonly unknown[] {
    return [];
  }

  private axes(): RaceAxes {
    return { names: { x: words.sweepAxis, y: '' }, logarithmic: { x: true, y: true } };
  }

  private lines(): readonly RaceLine[] {
    return sweepLines(this.report, this.checked, words.sweepLines, this.palette);
  }

  protected override description(): string {
    return words.sweepLabel(this.name, this.reading());
  }

  private reading(): string {
    const { place } = this;
    if (place === null) return '';
    const values = this.lines().map((line) => {
      const row = rowAt(line, place);
      return `${line.name} ${formatNumber(line.y[row])}`;
    });
    return `${words.sweepAt(formatNumber(place))}: ${values.join(', ')}.`;
  }

  protected override render(): TemplateResult {
    return html`<div class="stage">
        <canvas
          role="img"
          tabindex="0"
          aria-label=${this.description()}
          @pointermove=${this.pointed}
          @pointerdown=${this.pointed}
          @pointerleave=${() => (this.place = null)}
          @blur=${() => (this.place = null)}
          @keydown=${this.pressed}
        ></canvas>
      </div>
      <div class="key">
        ${this.lines().map(
          ({ name, colour, dash }) =>
            html`<span>
              <svg viewBox="0 0 18 6" width="18" height="6" aria-hidden="true">
                <path
                  d="M0 3h18"
                  stroke=${colour}
                  stroke-width="2"
                  stroke-dasharray=${dash.join(' ') || 'none'}
                />
              </svg>
              ${name}
            </span>`,
        )}
        <output data-figure="sweep">${this.reading() || '\u00a0'}</output>
      </div>`;
  }

  protected override draw({ context, width, height }: Surface): void {
    const lines = this.lines();
    this.frame = sweepFrame(lines, this.axes(), width, height);
    drawRace(context, this.frame, lines, this.axes(), this.palette);
    const { place, palette, frame } = this;
    if (place !== null) drawCross(context, palette, frame, { x: place, y: 1 }, false);
  }

  protected override csv(): string {
    return csvOfColumns(
      this.lines().flatMap(({ name, x, y }) => [
        { name: `${name} step`, values: x },
        { name: `${name} error`, values: y },
      ]),
    );
  }

  private readonly pointed = (event: PointerEvent): void => {
    const { x, y } = pointOn(this.canvas, event);
    this.place = this.frame?.at(x, y)?.x ?? null;
  };

  private readonly pressed = (event: KeyboardEvent): void => {
    const way = { ArrowLeft: -stride, ArrowRight: stride }[event.key];
    const { frame } = this;
    if (way === undefined || !frame) return;
    event.preventDefault();
    const { left, width } = frame.box;
    const from = this.place === null ? left + width / 2 : frame.toX(this.place);
    this.place = frame.xAt(Math.min(left + width, Math.max(left, from + way * width)));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'fall-line-check-sweep': CheckSweep;
  }
}
