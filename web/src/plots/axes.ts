/** A rectangle of a canvas with two scales, and ticks along it. */
import { formatNumber, formatPowerOfTen } from './format';
import { logarithmic as logScale, logTicks } from './log_scale';
import { linear, ticks, type Domain } from './scales';
import { plotFont, type Palette } from './surface';

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Which of the two scales are logarithmic; their domains lie above 0 then. */
export interface Logarithmic {
  readonly x: boolean;
  readonly y: boolean;
}

export class Frame {
  readonly toX: (value: number) => number;
  readonly toY: (value: number) => number;

  constructor(
    readonly box: Box,
    readonly x: Domain,
    readonly y: Domain,
    readonly logarithmic: Logarithmic = { x: false, y: false },
  ) {
    const scale = (isLogarithmic: boolean): typeof linear => (isLogarithmic ? logScale : linear);
    this.toX = scale(logarithmic.x)(x, box.left, box.left + box.width);
    this.toY = scale(logarithmic.y)(y, box.top + box.height, box.top);
  }

  /** The values at a place; null outside of the box. */
  at(px: number, py: number): { readonly x: number; readonly y: number } | null {
    const { left, top, width, height } = this.box;
    const u = (px - left) / width;
    const v = (top + height - py) / height;
    if (!(u >= 0 && u <= 1 && v >= 0 && v <= 1)) return null;
    return {
      x: valueAt(this.x, u, this.logarithmic.x),
      y: valueAt(this.y, v, this.logarithmic.y),
    };
  }

  /** The value at a horizontal place; places outside of the box count as its edges. */
  xAt(px: number): number {
    const share = (px - this.box.left) / this.box.width;
    return valueAt(this.x, Math.min(1, Math.max(0, share)), this.logarithmic.x);
  }

  /** Ticks and names at the left and the bottom, and a hairline around. */
  drawAxes(
    context: CanvasRenderingContext2D,
    palette: Palette,
    names: { readonly x: string; readonly y: string },
    grid = false,
  ): void {
    const { left, top, width, height } = this.box;
    const bottom = top + height;
    context.font = plotFont;
    context.lineWidth = 1;
    context.fillStyle = palette.muted;
    context.textAlign = 'center';
    context.textBaseline = 'top';
    const right = left + width;
    // The name stands at the end of the row of ticks, which leave it its room.
    const room = names.x === '' ? 0 : context.measureText(names.x).width + 22;
    const ticksOf = (isLogarithmic: boolean): typeof ticks => (isLogarithmic ? logTicks : ticks);
    // Powers of ten are short, and no other ticks will do: they may stand closer.
    const countX = Math.max(2, Math.floor(width / (this.logarithmic.x ? 45 : 70)));
    const countY = Math.max(3, Math.floor(height / (this.logarithmic.y ? 32 : 50)));
    for (const value of ticksOf(this.logarithmic.x)(this.x, countX)) {
      const x = Math.round(this.toX(value)) + 0.5;
      this.tick(context, palette, grid, [x, top, x, bottom], [x, bottom, x, bottom + 4]);
      if (x <= right - room) context.fillText(tickText(value), x, bottom + 6);
    }
    context.textAlign = 'right';
    context.textBaseline = 'middle';
    for (const value of ticksOf(this.logarithmic.y)(this.y, countY)) {
      const y = Math.round(this.toY(value)) + 0.5;
      this.tick(context, palette, grid, [left, y, right, y], [left - 4, y, left, y]);
      if (y > top + 20 || names.y === '') context.fillText(tickText(value), left - 7, y);
    }
    context.fillStyle = palette.ink;
    context.textBaseline = 'top';
    if (names.x !== '') context.fillText(names.x, right, bottom + 6);
    context.textBaseline = 'middle';
    if (names.y !== '') context.fillText(names.y, left - 7, top + 5);
    context.strokeStyle = palette.edge;
    context.strokeRect(left + 0.5, top + 0.5, width - 1, height - 1);
  }

  private tick(
    context: CanvasRenderingContext2D,
    palette: Palette,
    grid: boolean,
    across: readonly [number, number, number, number],
    mark: readonly [number, number, number, number],
  ): void {
    if (grid) line(context, palette.grid, across);
    line(context, palette.edge, mark);
  }
}

function valueAt({ low, high }: Domain, share: number, isLogarithmic: boolean): number {
  return isLogarithmic ? low * (high / low) ** share : low + share * (high - low);
}

function line(
  context: CanvasRenderingContext2D,
  colour: string,
  [x0, y0, x1, y1]: readonly [number, number, number, number],
): void {
  context.strokeStyle = colour;
  context.beginPath();
  context.moveTo(x0, y0);
  context.lineTo(x1, y1);
  context.stroke();
}

/** A round value without the zeros that three digits would add. */
export function tickText(value: number): string {
  const size = Math.abs(value);
  if (size !== 0 && (size >= 1e5 || size < 1e-3)) {
    return formatPowerOfTen(value) ?? formatNumber(value, 1);
  }
  return String(Number(value.toPrecision(6))).replace('-', '\u2212');
}
