import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Expansion } from '../engine/sweep_types';
import { paper } from '../plots/paper';
import type { PlotSource } from '../plots/plot_source';
import { curveCells, drawSweepCurves, type CurvesPicture } from '../plots/sweep_curves';
import {
  drawSweepMap,
  layoutSweep,
  mapCells,
  placeAt,
  type CellPlace,
  type SweepLayout,
  type SweepPicture,
} from '../plots/sweep_map';
import { plotScale, pointOn, type Palette } from '../plots/surface';
import type { SweepState } from '../state/sweep';
import { cellsOf, type MetricId, type SweepCell } from '../state/sweep_figures';
import type { Store } from '../state/store';
import { controls } from '../styles/controls';
import { placeText } from '../text/places';
import { Drawn } from './drawn';
import { sweepCsv } from './sweep_csv';
import { metricName, runName } from './sweep_names';
import { cellIndex, curveCellsOf, mapOf, shapeOf } from './sweep_picture';
import { cellText, troubleOf } from './sweep_reading';
import './plot_menu';

const words = placeText.sweep;

/**
 * All cells of a sweep, as a heat map or as small curves; arrow keys go from cell to cell.
 *
 * @fires read - CustomEvent<number | null>: the cell that is pointed at
 * @fires open - CustomEvent<SweepRun>: a run is wanted in the workbench
 */
@customElement('fall-line-sweep-cells')
export class SweepCells extends LitElement {
  @property({ attribute: false }) store!: Store;
  @property({ attribute: false }) sweep!: SweepState;
  @property({ attribute: false }) expansion!: Expansion;
  @property() metric: MetricId = '';
  @property() shows: 'map' | 'curves' = 'map';
  /** Another text when colours or sizes are others. */
  @property() look = '';
  @state() private focusAt: CellPlace | null = null;
  @state() private room = 0;
  @query('canvas') private canvas!: HTMLCanvasElement;
  @query('.scroll') private scroller!: HTMLElement;

  static override styles = [
    controls,
    css`
      :host {
        display: block;
        min-width: 0;
      }
      .head {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        min-height: calc(26px * var(--scale));
        font-size: var(--text-small);
        color: var(--muted);
      }
      .scroll {
        overflow-x: auto;
        scrollbar-width: thin;
      }
      canvas {
        display: block;
        cursor: pointer;
        touch-action: pan-x pan-y;
      }
    `,
  ];

  private layout: SweepLayout | null = null;
  private readonly drawn = new Drawn(
    this,
    ({ context }, palette) => {
      if (this.layout) this.paint(context, this.layout, palette, this.focusAt);
    },
    () => this.measure(),
  );
  /** The canvas is as large as its cells; how large they are depends on what it stands in. */
  private readonly observer = new ResizeObserver(() => this.measure());

  protected override render(): TemplateResult {
    const { rowName, columnName } = shapeOf(this.expansion);
    const name = this.metricName;
    const label =
      this.shows === 'map'
        ? words.mapLabel(name, rowName, columnName)
        : words.curvesLabel(name, rowName, columnName);
    return html`<div class="head">
        <span>${this.shows === 'map' ? words.hatchKey : words.curveKey}</span>
        <fall-line-plot-menu
          .store=${this.store}
          .plot=${() => this.plotSource()}
        ></fall-line-plot-menu>
      </div>
      <div class="scroll">
        <canvas
          role="img"
          tabindex="0"
          aria-label=${label}
          data-ended=${this.sweep.ended}
          @pointermove=${this.pointed}
          @pointerleave=${(event: PointerEvent) => {
            if (event.pointerType === 'mouse' && !this.matches(':focus-within')) this.point(null);
          }}
          @click=${this.clicked}
          @keydown=${this.pressed}
        ></canvas>
      </div>
      <output class="only-heard" data-figure="heard-cell">${this.heard()}</output>`;
  }

  private get metricName(): string {
    return metricName(this.metric, this.expansion);
  }

  protected override firstUpdated(): void {
    this.observer.observe(this.scroller);
    this.measure();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.observer.observe(this.scroller);
  }

  override disconnectedCallback(): void {
    this.observer.disconnect();
    super.disconnectedCallback();
  }

  protected override updated(): void {
    this.redraw();
  }

  private measure(): void {
    this.room = this.scroller.clientWidth / plotScale();
  }

  private get size(): typeof mapCells {
    return this.shows === 'map' ? mapCells : curveCells;
  }

  private map(): SweepPicture {
    return mapOf(this.expansion, this.sweep, this.metric);
  }

  private curves(): CurvesPicture {
    const facets = curveCellsOf(this.expansion, this.sweep, this.metric);
    return { ...shapeOf(this.expansion), facets, metric: this.metricName };
  }

  /** Draws either picture into whatever context, which canvas and files have in common. */
  private paint(
    context: CanvasRenderingContext2D,
    layout: SweepLayout,
    palette: Palette,
    focus: CellPlace | null,
  ): void {
    if (this.shows === 'map') drawSweepMap(context, this.map(), layout, palette, focus);
    else drawSweepCurves(context, this.curves(), layout, palette, focus);
  }

  private redraw(): void {
    if (this.room === 0) return;
    const shape = shapeOf(this.expansion);
    const facets = shape.facets.map((title) => ({ title, cells: [] }));
    const layout = layoutSweep({ ...shape, facets }, this.room, this.size);
    this.layout = layout;
    this.canvas.style.width = `${layout.width * plotScale()}px`;
    this.canvas.style.height = `${layout.height * plotScale()}px`;
    this.drawn.redraw();
  }

  private plotSource(): PlotSource | null {
    const { layout } = this;
    const { palette } = this.drawn;
    if (!layout) return null;
    return {
      name: this.shows === 'map' ? 'sweep' : 'sweep-curves',
      title: this.metricName,
      width: layout.width,
      height: layout.height,
      ground: palette.surface,
      forPaper: true,
      draw: ({ context }, onPaper) => this.paint(context, layout, onPaper ? paper : palette, null),
      csv: () => sweepCsv(this.expansion, this.sweep.runs),
    };
  }

  private cellAt(place: CellPlace | null): SweepCell | null {
    if (!place) return null;
    const index = cellIndex(shapeOf(this.expansion), place);
    return cellsOf(this.expansion, this.sweep.runs, this.metric)[index] ?? null;
  }

  private heard(): string {
    const cell = this.cellAt(this.focusAt);
    if (!cell) return '';
    const what = [cellText(cell, this.metric), ...troubleOf(cell)].join(', ');
    return words.cellText(runName(this.expansion, cell.values), what);
  }

  private point(place: CellPlace | null): void {
    const { focusAt } = this;
    const isSame =
      place?.facet === focusAt?.facet &&
      place?.row === focusAt?.row &&
      place?.column === focusAt?.column;
    if (isSame) return;
    this.focusAt = place;
    const detail = place ? cellIndex(shapeOf(this.expansion), place) : null;
    this.dispatchEvent(new CustomEvent('read', { detail }));
  }

  private placeOf(event: PointerEvent | MouseEvent): CellPlace | null {
    const { x, y } = pointOn(this.canvas, event);
    return this.layout ? placeAt(this.layout, x, y) : null;
  }

  private readonly pointed = (event: PointerEvent): void => {
    const place = this.placeOf(event);
    if (place && event.pointerType === 'mouse') this.point(place);
  };

  /** A mouse shows what it points at before it clicks; a finger has to tap once for that. */
  private readonly clicked = (event: MouseEvent): void => {
    const place = this.placeOf(event);
    if (!place) return;
    const { focusAt } = this;
    const isRead =
      place.facet === focusAt?.facet &&
      place.row === focusAt.row &&
      place.column === focusAt.column;
    if (isRead) this.open();
    else this.point(place);
  };

  private open(): void {
    const run = this.cellAt(this.focusAt)?.runs[0];
    if (run) this.dispatchEvent(new CustomEvent('open', { detail: run }));
  }

  private readonly pressed = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') this.point(null);
    if (event.key === 'Enter' && this.focusAt) {
      event.preventDefault();
      this.open();
    }
    const step = {
      ArrowLeft: [0, -1],
      ArrowRight: [0, 1],
      ArrowUp: [-1, 0],
      ArrowDown: [1, 0],
    }[event.key];
    if (!step) return;
    event.preventDefault();
    this.point(this.focusAt ? this.next(this.focusAt, step) : { facet: 0, row: 0, column: 0 });
  };

  /** The neighbour of a cell; beyond the side of a facet the next facet begins. */
  private next(
    { facet, row, column }: CellPlace,
    [down = 0, right = 0]: readonly number[],
  ): CellPlace {
    const { rows, columns, facets } = shapeOf(this.expansion);
    const below = Math.min(rows.length - 1, Math.max(0, row + down));
    const across = column + right;
    if (across < 0 && facet > 0) return { facet: facet - 1, row, column: columns.length - 1 };
    if (across >= columns.length && facet + 1 < facets.length) {
      return { facet: facet + 1, row, column: 0 };
    }
    return { facet, row: below, column: Math.min(columns.length - 1, Math.max(0, across)) };
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'fall-line-sweep-cells': SweepCells;
  }
}
