/** A plot as a file: SVG written by the code that draws it, PNG of twice the size, CSV. */
import { paper } from './paper';
import type { PlotSource } from './plot_source';
import { SvgContext } from './svg_context';

/** Pixels of a PNG per pixel of the plot: sharp on paper and on large screens. */
const ratio = 2;

export type Format = 'png' | 'svg' | 'csv';

/** Puts the picture on the clipboard, and where that is not allowed saves it instead. */
export async function copyPicture(plot: PlotSource, onPaper: boolean): Promise<'copied' | 'saved'> {
  const picture = pictureOf(plot, onPaper);
  try {
    // The promise is handed over as it is: some browsers allow copying only at once after a press.
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': picture })]);
    return 'copied';
  } catch {
    save(await picture, fileName(plot, 'png'));
    return 'saved';
  }
}

/** Saves the plot in a format; the answer is the file's name. */
export async function savePlot(
  plot: PlotSource,
  format: Format,
  onPaper: boolean,
): Promise<string> {
  const name = fileName(plot, format);
  if (format === 'png') {
    save(await pictureOf(plot, onPaper), name);
  } else if (format === 'svg') {
    save(new Blob([svgOf(plot, onPaper)], { type: 'image/svg+xml' }), name);
  } else {
    save(new Blob([plot.csv() ?? ''], { type: 'text/csv' }), name);
  }
  return name;
}

export function svgOf(plot: PlotSource, onPaper: boolean): string {
  const { width, height } = plot;
  const measuring = contextOf(document.createElement('canvas'));
  const drawing = new SvgContext(width, height, {
    textWidth: (text, font) => {
      measuring.font = font;
      return measuring.measureText(text).width;
    },
    dataUrl,
  });
  // The stand-in has what our drawings use; its own comment says what happens beyond that.
  const context = drawing as unknown as CanvasRenderingContext2D;
  plot.draw({ context, width, height, ratio: 1 }, onPaper);
  return drawing.toText(plot.title, groundOf(plot, onPaper));
}

/** As PNG. */
export function pictureOf(plot: PlotSource, onPaper: boolean): Promise<Blob> {
  const { width, height } = plot;
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  const context = contextOf(canvas);
  context.fillStyle = groundOf(plot, onPaper);
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  plot.draw({ context, width, height, ratio }, onPaper);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => {
      if (blob) resolve(blob);
      else reject(new Error('The browser made no picture of the canvas.'));
    }, 'image/png');
  });
}

function groundOf(plot: PlotSource, onPaper: boolean): string {
  return onPaper && plot.forPaper ? paper.surface : plot.ground;
}

function fileName({ name }: PlotSource, format: Format): string {
  return `fall-line-${name}.${format}`;
}

function contextOf(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  const context = canvas.getContext('2d');
  if (!context) throw new Error('The browser gives no canvas to draw on.');
  return context;
}

/** Whatever can be drawn as an image, or a rectangle of it, as the data of a PNG. */
function dataUrl(image: CanvasImageSource, part: readonly number[]): string {
  const [x, y, width, height] = part.length === 4 ? part : [0, 0, ...sizeOf(image)];
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(width ?? 1));
  canvas.height = Math.max(1, Math.round(height ?? 1));
  contextOf(canvas).drawImage(image, -(x ?? 0), -(y ?? 0));
  return canvas.toDataURL();
}

function sizeOf(image: CanvasImageSource): readonly [number, number] {
  if (image instanceof HTMLImageElement) return [image.naturalWidth, image.naturalHeight];
  if (image instanceof HTMLCanvasElement) return [image.width, image.height];
  if (image instanceof OffscreenCanvas || image instanceof ImageBitmap) {
    return [image.width, image.height];
  }
  throw new Error('This kind of image has no data that a file could hold.');
}

function save(blob: Blob, name: string): void {
  const address = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The download has begun by then; at once it might not.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
