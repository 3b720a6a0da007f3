/** A canvas that fits its element on any screen, and the tokens' colours for drawing on it. */

export interface Surface {
  readonly context: CanvasRenderingContext2D;
  /** In the surface's own units, which the context has, too: CSS pixels but for the scale. */
  readonly width: number;
  readonly height: number;
  /** Device pixels per unit. */
  readonly ratio: number;
}

/** CSS pixels per unit of a surface: type, strokes, marks and margins grow with it alike. */
let scale = 1;

export function plotScale(): number {
  return scale;
}

/** Larger type and strokes on every surface that is opened from now on. */
export function setPlotScale(value: number): void {
  scale = value;
}

/** Where a pointer is on a canvas, in the units of its surface. */
export function pointOn(
  canvas: Element,
  { clientX, clientY }: { readonly clientX: number; readonly clientY: number },
): { readonly x: number; readonly y: number } {
  const { left, top } = canvas.getBoundingClientRect();
  return { x: (clientX - left) / scale, y: (clientY - top) / scale };
}

/** The canvas's context at its present size, cleared; null while it has no size. */
export function openSurface(canvas: HTMLCanvasElement): Surface | null {
  const width = canvas.clientWidth / scale;
  const height = canvas.clientHeight / scale;
  const ratio = (window.devicePixelRatio || 1) * scale;
  const context = canvas.getContext('2d');
  if (!context || width === 0 || height === 0) return null;
  const pixelWidth = Math.round(width * ratio);
  const pixelHeight = Math.round(height * ratio);
  if (canvas.width !== pixelWidth) canvas.width = pixelWidth;
  if (canvas.height !== pixelHeight) canvas.height = pixelHeight;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  return { context, width, height, ratio };
}

export interface Palette {
  readonly ink: string;
  readonly muted: string;
  readonly surface: string;
  readonly hairline: string;
  readonly edge: string;
  readonly grid: string;
  readonly accent: string;
  readonly train: string;
  readonly validation: string;
  readonly test: string;
}

/** The colours in force for an element. */
export function paletteOf(element: Element): Palette {
  const style = getComputedStyle(element);
  const token = (name: keyof Palette): string => style.getPropertyValue(`--${name}`).trim();
  return {
    ink: token('ink'),
    muted: token('muted'),
    surface: token('surface'),
    hairline: token('hairline'),
    edge: token('edge'),
    grid: token('grid'),
    accent: token('accent'),
    train: token('train'),
    validation: token('validation'),
    test: token('test'),
  };
}

export const plotFont = '12px system-ui, -apple-system, "Segoe UI", Roboto, sans-serif';
