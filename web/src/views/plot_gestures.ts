/** Mouse, fingers and keys on a plot over one axis: reading, zooming, and the way back. */
import type { Frame } from '../plots/axes';
import type { Domain } from '../plots/scales';
import { pointOn } from '../plots/surface';
import { panned, pinched, stretch, zoomed, type Axis } from '../plots/zoom';

/** A plot, as far as gestures need it. */
export interface Gestured {
  readonly frame: () => Frame | null;
  readonly axis: () => Axis | null;
  /** What is zoomed into; null: all. */
  readonly range: () => Domain | null;
  /** What is read: a place on x. */
  readonly place: () => number | null;
  readonly read: (place: number | null) => void;
  readonly zoom: (range: Domain | null) => void;
  /** The stretch under a drag, in pixels. */
  readonly select: (selection: readonly [number, number] | null) => void;
  /** Moves what is read by so many rows. */
  readonly move: (rows: number) => void;
}

/** A press that moves less than this is no drag. */
const slack = 6;
/** How much one press of + or − changes the stretch. */
const zoomStep = 0.6;

const rowsOf: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowRight: 1,
  PageUp: -20,
  PageDown: 20,
  Home: -Infinity,
  End: Infinity,
};

export class PlotGestures {
  /** The mouse's drag: where it began. */
  private begun: number | null = null;
  private readonly fingers = new Map<number, number>();
  /** The values under two fingers when they came down. */
  private held: readonly [number, number] | null = null;

  constructor(private readonly plot: Gestured) {}

  readonly down = (event: PointerEvent): void => {
    const x = placeIn(event);
    if (event.pointerType === 'mouse') {
      if (event.button !== 0) return;
      this.begun = x;
    } else {
      this.fingers.set(event.pointerId, x);
      const [a, b] = [...this.fingers.values()];
      const frame = this.plot.frame();
      this.held = frame && a !== undefined && b !== undefined ? [frame.xAt(a), frame.xAt(b)] : null;
      if (!this.held) this.read(x);
    }
    if (event.target instanceof Element) event.target.setPointerCapture(event.pointerId);
  };

  readonly moved = (event: PointerEvent): void => {
    const x = placeIn(event);
    if (this.fingers.has(event.pointerId)) this.fingers.set(event.pointerId, x);
    const [a, b] = [...this.fingers.values()];
    const frame = this.plot.frame();
    const axis = this.plot.axis();
    if (this.held && frame && axis && a !== undefined && b !== undefined) {
      const { left, width } = frame.box;
      this.plot.zoom(pinched(axis, this.held, [(a - left) / width, (b - left) / width]));
      return;
    }
    this.read(x);
    if (this.begun !== null && Math.abs(x - this.begun) > slack) this.plot.select([this.begun, x]);
  };

  readonly up = (event: PointerEvent): void => {
    const x = placeIn(event);
    const frame = this.plot.frame();
    const axis = this.plot.axis();
    if (this.begun !== null && frame && axis && Math.abs(x - this.begun) > slack) {
      this.plot.zoom(stretch(axis, frame.xAt(this.begun), frame.xAt(x)));
    }
    this.end(event);
  };

  readonly cancelled = (event: PointerEvent): void => this.end(event);

  readonly left = (event: PointerEvent): void => {
    if (event.pointerType === 'mouse' && this.begun === null) this.plot.read(null);
  };

  readonly whole = (): void => this.plot.zoom(null);

  readonly pressed = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (this.act(event)) event.preventDefault();
  };

  private act({ key, shiftKey }: KeyboardEvent): boolean {
    const axis = this.plot.axis();
    const rows = rowsOf[key];
    const range = this.plot.range();
    if (rows !== undefined && axis) {
      const isPan = shiftKey && Math.abs(rows) === 1;
      if (isPan) this.plot.zoom(panned(axis, range, rows * 0.1));
      else this.plot.move(rows);
    } else if ((key === '+' || key === '=' || key === '-') && axis) {
      const shown = range ?? axis.whole;
      const about = this.plot.place() ?? (axis.logarithmic ? shown.high : middleOf(shown));
      this.plot.zoom(zoomed(axis, range, key === '-' ? 1 / zoomStep : zoomStep, about));
    } else if (key === '0') {
      this.plot.zoom(null);
    } else if (key === 'Escape' && (this.plot.place() !== null || range)) {
      if (range) this.plot.zoom(null);
      else this.plot.read(null);
    } else {
      return false;
    }
    return true;
  }

  private read(x: number): void {
    const frame = this.plot.frame();
    if (!frame) return;
    const { left, width } = frame.box;
    const isInside = x >= left - slack && x <= left + width + slack;
    this.plot.read(isInside ? frame.xAt(x) : null);
  }

  private end(event: PointerEvent): void {
    this.begun = null;
    this.plot.select(null);
    this.fingers.delete(event.pointerId);
    if (this.fingers.size < 2) this.held = null;
  }
}

function placeIn(event: PointerEvent): number {
  const target = event.currentTarget;
  return target instanceof Element ? pointOn(target, event).x : event.clientX;
}

function middleOf({ low, high }: Domain): number {
  return (low + high) / 2;
}
