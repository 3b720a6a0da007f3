import { css, html, svg, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { GradientPart } from '../engine/lab_tasks';
import { cellAt, drawHeat, heatOf, type Heat, type HeatCell } from '../plots/check_plot';
import { csvText } from '../plots/csv_text';
import { formatNumber } from '../plots/format';
import { colourAt, toHex, viridisTable } from '../plots/colour';
import { plotScale, pointOn, type Surface } from '../plots/surface';
import { placeText } from '../text/places';
import { CanvasView } from './canvas_view';
import './term';

const words = placeText.check;
/** From here on an element is marked as wrong. */
const wrongFrom = 0.01;
const scaleStops = 8;

/** Errors of the parameters of one part: a row for each unit, a column for each input. */
@customElement('fall-line-check-heat')
export class CheckHeat extends CanvasView {
  @property({ attribute: false }) checked!: GradientPart;
  /** The number of its first parameter. */
  @property({ type: Number }) first = 0;
  /** How the part is called. */
  @property() name = '';
  @state() private cell: HeatCell | null = null;
  /** The one that arrow keys have come to. */
  private at = -1;

  static override styles = [
    ...CanvasView.styles,
    css`
      :host {
        display: flex;
        flex-direction: column;
      }
      .stage {
        min-height: calc(160px * var(--scale));
      }
      canvas {
        cursor: crosshair;
      }
      .key {
        min-height: calc(40px * var(--scale));
      }
      .ramp {
        vertical-align: middle;
      }
      output {
        flex-basis: 100%;
      }
    `,
  ];

  protected override reads(): readonly unknown[] {
    return [];
  }

  private get heat(): Heat {
    return heatOf(this.checked, this.first);
  }

  protected override description(): string {
    const { worst, largest, inputs } = this.checked;
    const isBias = this.checked.part === 'biases';
    if (worst === null) return words.heatLabel(this.name, '');
    const at = worst - this.first;
    const [row, column] = [Math.floor(at / inputs) + 1, (at % inputs) + 1];
    return words.heatLabel(
      this.name,
      isBias
        ? words.worstBias(at + 1, formatNumber(largest))
        : words.worst(row, column, formatNumber(largest)),
    );
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('checked')) {
      this.cell = null;
      this.at = -1;
    }
  }

  protected override render(): TemplateResult {
    return html`<div class="stage">
        <canvas
          role="img"
          tabindex="0"
          aria-label=${this.description()}
          @pointermove=${this.pointed}
          @pointerdown=${this.pointed}
          @pointerleave=${() => (this.cell = null)}
          @keydown=${this.pressed}
        ></canvas>
      </div>
      <div class="key">${this.key()}</div>`;
  }

  protected override key(): TemplateResult {
    const table = viridisTable();
    const { low, high } = this.heat;
    const stops = Array.from({ length: scaleStops }, (_, i) => i / (scaleStops - 1));
    return html`<span>
        <svg
          class="ramp"
          width="64"
          height="8"
          viewBox="0 0 ${scaleStops} 1"
          preserveAspectRatio="none"
          aria-hidden="true"
        >
          ${stops.map((share, i) => ramp(i, toHex(colourAt(table, share))))}
        </svg>
        ${words.scale(formatNumber(low), formatNumber(high))}
      </span>
      ${this.checked.kinks > 0 ? html`<span>× <fall-line-term .term=${'kink'}>${words.kinks(String(this.checked.kinks))}</fall-line-term></span>` : null}
      <output data-figure="cell">${this.reading()}</output>`;
  }

  private reading(): string {
    const { cell } = this;
    if (!cell) return '\u00a0';
    const error = cell.error === null ? words.kink : formatNumber(cell.error);
    return this.checked.part === 'biases'
      ? words.cellBias(cell.row + 1, error)
      : words.cell(cell.row + 1, cell.column + 1, error);
  }

  protected override draw({ context, width, height }: Surface): void {
    drawHeat(context, this.heat, wrongFrom, width, height, this.palette);
  }

  protected override csv(): string {
    return csvText(
      ['unit', 'input', 'error'],
      this.heat.cells.map(({ row, column, error }) => [row + 1, column + 1, error ?? '']),
    );
  }

  private readonly pointed = (event: PointerEvent): void => {
    const { x, y } = pointOn(this.canvas, event);
    const scale = plotScale();
    const [width, height] = [this.canvas.clientWidth / scale, this.canvas.clientHeight / scale];
    this.cell = cellAt(this.heat, x / width, y / height);
  };

  private readonly pressed = (event: KeyboardEvent): void => {
    const way = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (way === undefined) return;
    event.preventDefault();
    const { cells } = this.heat;
    this.at = Math.min(cells.length - 1, Math.max(0, this.at + way));
    this.cell = cells[this.at] ?? null;
  };
}

function ramp(place: number, colour: string): TemplateResult {
  return svg`<rect x=${place} y="0" width="1.02" height="1" fill=${colour} />`;
}

declare global {
  interface HTMLElementTagNameMap {
    'fall-line-check-heat': CheckHeat;
  }
}
