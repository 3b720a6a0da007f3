import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { Frame } from '../plots/axes';
import { colourAt, toHex, viridisTable } from '../plots/colour';
import { formatNumber } from '../plots/format';
import { drawMark, markColours } from '../plots/marks';
import { extent, padded, union, type Domain } from '../plots/scales';
import { openSurface, paletteOf, pointOn, type Surface } from '../plots/surface';
import {
  classCount,
  mostClasses,
  nearest,
  placeOf,
  rowAt,
  targetOf,
  without,
  withoutRow,
  withRow,
  type Drawing,
  type Place,
  type Row,
} from '../state/points';
import { controls } from '../styles/controls';
import { viewText } from '../text/views';

export interface SheetChange {
  readonly drawing: Drawing;
  /** The same for all changes of one stroke. */
  readonly stroke: symbol;
}

const viridis = viridisTable();
const markRadius = 4.4;
/** In pixels: between the points of a stroke, around an eraser, and before a press is a drag. */
const spacing = 13;
const reach = 11;
const slack = 6;
/** Milliseconds until a press of a finger erases. */
const longPress = 500;

interface Stroke {
  readonly key: symbol;
  readonly erases: boolean;
  readonly from: { readonly x: number; readonly y: number };
  last: { readonly x: number; readonly y: number };
  /** A finger that rests may still mean to erase: its point waits for it to move or to go. */
  waits: boolean;
}

/**
 * A sheet with axes that takes points by pointer and by keys.
 *
 * @fires sheet-change - CustomEvent<SheetChange>
 * @fires sheet-class - CustomEvent<number>: a digit was pressed
 */
@customElement('fall-line-sheet')
export class DrawingSheet extends LitElement {
  @property({ attribute: false }) drawing: Drawing = { rows: [], inputs: 2, task: 'classes' };
  /** Class or value of what is added. */
  @property({ attribute: false }) mark = 0;
  @property({ type: Boolean }) erasing = false;
  @property({ type: Boolean }) dark = false;
  /** Where keys add and remove. */
  @state() private cross: Place | null = null;
  @state() private said = '';
  @query('canvas') private canvas!: HTMLCanvasElement;

  static override styles = [
    controls,
    css`
      :host {
        display: block;
      }
      .stage {
        position: relative;
        height: clamp(164px, 18vh, 360px);
      }
      @media (max-width: 767px) {
        .stage {
          height: 300px;
        }
      }
      canvas {
        position: absolute;
        inset: 0;
        display: block;
        width: 100%;
        height: 100%;
        cursor: crosshair;
        touch-action: none; /* a finger draws here; beside the sheet it scrolls */
        user-select: none;
        -webkit-user-select: none;
        -webkit-touch-callout: none;
      }
      output {
        display: block;
        min-height: 18px;
        font-size: var(--text-small);
        line-height: 18px;
        font-variant-numeric: tabular-nums;
        color: var(--muted);
      }
    `,
  ];

  private frame: Frame | null = null;
  private region: { readonly x: Domain; readonly y: Domain } | null = null;
  private stroke: Stroke | null = null;
  private press: ReturnType<typeof setTimeout> | null = null;
  private observer: ResizeObserver | null = null;

  /** Axes that fit what is there, anew. */
  fit(): void {
    this.region = null;
    this.cross = null;
  }

  protected override render(): TemplateResult {
    const words = viewText.drawing;
    return html`<div class="stage">
        <canvas
          tabindex="0"
          role="application"
          aria-label=${words.sheet}
          aria-describedby="keys"
          @pointerdown=${this.pressed}
          @pointermove=${this.moved}
          @pointerup=${this.lifted}
          @pointercancel=${this.left}
          @pointerleave=${() => (this.said = '')}
          @contextmenu=${(event: Event) => event.preventDefault()}
          @keydown=${this.keyed}
          @blur=${() => (this.cross = null)}
        ></canvas>
      </div>
      <output aria-live="polite">${this.said || words.short}</output>
      <p id="keys" class="only-heard">${words.keys}</p>`;
  }

  protected override firstUpdated(): void {
    this.observer = new ResizeObserver(() => this.redraw());
    this.observer.observe(this.canvas);
  }

  override disconnectedCallback(): void {
    this.observer?.disconnect();
    this.left();
    super.disconnectedCallback();
  }

  protected override updated(): void {
    this.redraw();
  }

  // --- the picture ------------------------------------------------------------------------------

  /** From −1 to 1 with room, and wider where points lie; it never shrinks under a pen. */
  private domains(): { readonly x: Domain; readonly y: Domain } {
    const { drawing } = this;
    const places = drawing.rows.map((row) => placeOf(drawing, row));
    if (places.length === 0 && !this.stroke) this.region = null;
    const lanes = drawing.inputs === 1 && drawing.task === 'classes';
    const sheet = { low: -1.1, high: 1.1 };
    const around = (now: Domain, values: readonly number[]): Domain => {
      const all = extent(values);
      return !all || (all.low >= now.low && all.high <= now.high)
        ? now
        : padded(union({ low: -1, high: 1 }, all), 0.05);
    };
    this.region = {
      x: around(
        this.region?.x ?? sheet,
        places.map(({ x }) => x),
      ),
      y: lanes
        ? { low: -0.5, high: mostClasses - 0.5 }
        : around(
            this.region?.y ?? sheet,
            places.map(({ y }) => y),
          ),
    };
    return this.region;
  }

  private redraw(): void {
    const surface = openSurface(this.canvas);
    if (!surface) return;
    const { context, width, height } = surface;
    const { drawing } = this;
    const { x, y } = this.domains();
    const box = { left: 36, top: 5, width: width - 42, height: height - 29 };
    this.frame = new Frame(box, x, y);
    const palette = paletteOf(this);
    const second =
      drawing.inputs === 2 ? 'x2' : drawing.task === 'classes' ? viewText.drawing.lane : 'y';
    this.frame.drawAxes(context, palette, { x: 'x1', y: second }, true);
    this.drawRows(surface, this.frame);
    this.drawCross(surface, this.frame, palette.ink);
  }

  private drawRows({ context }: Surface, frame: Frame): void {
    const { drawing, dark } = this;
    const outline = dark ? '#10151b' : '#ffffff';
    const colours = markColours(classCount(drawing));
    const range = union({ low: -1, high: 1 }, extent(drawing.rows.map(targetOf)));
    for (const row of drawing.rows) {
      const { x, y } = placeOf(drawing, row);
      const target = targetOf(row);
      const fill =
        drawing.task === 'classes'
          ? (colours[target] ?? '#888888')
          : toHex(colourAt(viridis, (target - range.low) / (range.high - range.low)));
      const shape = drawing.task === 'classes' ? target : 0;
      drawMark(context, shape, frame.toX(x), frame.toY(y), markRadius, { fill, outline });
    }
  }

  private drawCross({ context }: Surface, frame: Frame, ink: string): void {
    if (!this.cross) return;
    const x = Math.round(frame.toX(this.cross.x)) + 0.5;
    const y = Math.round(frame.toY(this.cross.y)) + 0.5;
    const { left, top, width, height } = frame.box;
    context.strokeStyle = ink;
    context.lineWidth = 1;
    context.setLineDash([2, 3]);
    context.beginPath();
    context.moveTo(x, top);
    context.lineTo(x, top + height);
    context.moveTo(left, y);
    context.lineTo(left + width, y);
    context.stroke();
    context.setLineDash([]);
  }

  // --- adding and removing ----------------------------------------------------------------------

  private send(drawing: Drawing, stroke: symbol): void {
    if (drawing === this.drawing) return;
    this.drawing = drawing; // the next move of this stroke builds on it
    this.dispatchEvent(
      new CustomEvent<SheetChange>('sheet-change', { detail: { drawing, stroke } }),
    );
  }

  private add(place: Place, stroke: symbol): void {
    const row = rowAt(this.drawing, this.rounded(place), this.mark);
    this.send(withRow(this.drawing, row), stroke);
  }

  private erase(at: { readonly x: number; readonly y: number }, stroke: symbol): void {
    this.send(without(this.drawing, this.distanceFrom(at), reach), stroke);
  }

  /** To what a pixel can mean: three or four digits. */
  private rounded({ x, y }: Place): Place {
    const { frame } = this;
    const round = (value: number, { low, high }: Domain): number => {
      const step = 10 ** Math.floor(Math.log10((high - low) / 500));
      return Number((Math.round(value / step) * step).toPrecision(10));
    };
    return frame ? { x: round(x, frame.x), y: round(y, frame.y) } : { x, y };
  }

  /** How many pixels a place is away from a pixel. */
  private distanceFrom({ x, y }: { readonly x: number; readonly y: number }) {
    const { frame } = this;
    return (place: Place): number =>
      frame ? Math.hypot(frame.toX(place.x) - x, frame.toY(place.y) - y) : Infinity;
  }

  // --- by pointer -------------------------------------------------------------------------------

  private pixel(event: PointerEvent): { readonly x: number; readonly y: number } {
    return pointOn(this.canvas, event);
  }

  private readonly pressed = (event: PointerEvent): void => {
    if (event.button !== 0 && event.button !== 2) return;
    const at = this.pixel(event);
    const place = this.frame?.at(at.x, at.y);
    if (!place) return;
    this.canvas.setPointerCapture(event.pointerId);
    this.cross = null;
    const erases = this.erasing || event.button === 2;
    const waits = event.pointerType !== 'mouse' && !erases;
    this.left();
    this.stroke = { key: Symbol('stroke'), erases, from: at, last: at, waits };
    if (erases) this.erase(at, this.stroke.key);
    else if (!waits) this.add(place, this.stroke.key);
    else this.press = setTimeout(() => this.heldLong(at), longPress);
  };

  private readonly moved = (event: PointerEvent): void => {
    const at = this.pixel(event);
    const place = this.frame?.at(at.x, at.y);
    const { stroke } = this;
    if (!stroke) {
      if (place) this.tell(at, place);
      return;
    }
    const far = (from: typeof at): number => Math.hypot(at.x - from.x, at.y - from.y);
    if (stroke.waits) {
      if (far(stroke.from) < slack) return;
      this.settle(stroke);
    }
    if (stroke.erases) {
      this.erase(at, stroke.key);
    } else if (place && far(stroke.last) >= spacing) {
      stroke.last = at;
      this.add(place, stroke.key);
    }
  };

  private readonly lifted = (): void => {
    if (this.stroke?.waits) this.settle(this.stroke);
    this.left();
  };

  private readonly left = (): void => {
    if (this.press !== null) clearTimeout(this.press);
    this.press = null;
    this.stroke = null;
  };

  /** A finger meant to add: its first point comes now. */
  private settle(stroke: Stroke): void {
    if (this.press !== null) clearTimeout(this.press);
    stroke.waits = false;
    const place = this.frame?.at(stroke.from.x, stroke.from.y);
    if (place) this.add(place, stroke.key);
  }

  private heldLong(at: { readonly x: number; readonly y: number }): void {
    if (!this.stroke?.waits) return;
    this.stroke = { ...this.stroke, waits: false, erases: true };
    this.erase(at, this.stroke.key);
  }

  /** What lies under the pointer. */
  private tell(at: { readonly x: number; readonly y: number }, place: Place): void {
    const { drawing } = this;
    const near = nearest(drawing, this.distanceFrom(at));
    const row = near && near.distance <= reach ? drawing.rows[near.index] : undefined;
    this.said = row ? this.nameOf(row) : this.where(this.rounded(place));
  }

  // --- by keys ----------------------------------------------------------------------------------

  private readonly keyed = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || !this.frame) return;
    const { key } = event;
    const { x, y } = this.frame;
    const middle = { x: (x.low + x.high) / 2, y: (y.low + y.high) / 2 };
    const cross = this.cross ?? middle;
    const ways: Readonly<Record<string, readonly [number, number]>> = {
      ArrowLeft: [-1, 0],
      ArrowRight: [1, 0],
      ArrowUp: [0, 1],
      ArrowDown: [0, -1],
    };
    const way = ways[key];
    if (way) {
      const step = event.shiftKey ? 0.1 : 0.02;
      this.moveCross({
        x: cross.x + way[0] * step * (x.high - x.low),
        y: cross.y + way[1] * step * (y.high - y.low),
      });
    } else if (key === 'Enter') {
      this.cross = cross;
      this.add(cross, Symbol('stroke'));
      const row = this.drawing.rows.at(-1);
      if (row) this.said = viewText.drawing.added(this.nameOf(row));
    } else if (key === 'Delete' || key === 'Backspace') {
      this.cross = cross;
      this.removeNearest(cross);
    } else if (/^[0-4]$/.test(key) && this.drawing.task === 'classes') {
      this.said = viewText.drawing.classOf(Number(key));
      this.dispatchEvent(new CustomEvent('sheet-class', { detail: Number(key) }));
    } else {
      return;
    }
    event.preventDefault();
  };

  private moveCross(to: Place): void {
    const { frame } = this;
    if (!frame) return;
    const inside = ({ low, high }: Domain, value: number): number =>
      Math.min(high, Math.max(low, value));
    this.cross = { x: inside(frame.x, to.x), y: inside(frame.y, to.y) };
    this.tell({ x: frame.toX(this.cross.x), y: frame.toY(this.cross.y) }, this.cross);
  }

  private removeNearest(to: Place): void {
    const { frame, drawing } = this;
    if (!frame) return;
    const near = nearest(drawing, this.distanceFrom({ x: frame.toX(to.x), y: frame.toY(to.y) }));
    const row = near && drawing.rows[near.index];
    if (!row) return;
    this.said = viewText.drawing.removed(this.nameOf(row));
    this.send(withoutRow(drawing, near.index), Symbol('stroke'));
  }

  private nameOf(row: Row): string {
    const { drawing } = this;
    const words = viewText.drawing;
    const at = this.where(placeOf(drawing, row));
    if (drawing.task === 'classes') return words.classPoint(targetOf(row), at);
    return drawing.inputs === 1 ? at : words.valuePoint(formatNumber(targetOf(row)), at);
  }

  private where({ x, y }: Place): string {
    return viewText.drawing.at(formatNumber(x), formatNumber(y));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'fall-line-sheet': DrawingSheet;
  }
}
