/** A canvas that fits its element on any screen, and the tokens' colours for drawing on it. */

export interface Surface {
  readonly context: CanvasRenderingContext2D;
  /** In CSS pixels; the context is scaled so that these are its units. */
  readonly width: number;
  readonly height: number;
  /** Device pixels per CSS pixel. */
  readonly ratio: number;
}

/** The canvas's context at its present size, cleared; null while it has no size. */
export function openSurface(canvas: HTMLCanvasElement): Surface | null {
  const width = canvas.clientWidth;
  const height = canvas.clientHeight;
  const ratio = window.devicePixelRatio || 1;
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
