/** A confusion matrix, drawn for saving; on the page it is a table. */
import type { Confusion } from '../engine/model';
import { colourAt, contrast, mixTable, parseHex, toHex } from './colour';
import { formatCount } from './format';
import { plotFont, type Palette } from './surface';

const margin = { left: 76, top: 40 };
const cell = { width: 52, height: 30 };

export function matrixSize(classes: number): { readonly width: number; readonly height: number } {
  return {
    width: margin.left + classes * cell.width + 8,
    height: margin.top + classes * cell.height + 8,
  };
}

export function drawMatrix(
  context: CanvasRenderingContext2D,
  { classes, counts }: Confusion,
  names: readonly string[],
  axes: { readonly rows: string; readonly columns: string },
  palette: Palette,
): void {
  const ground = parseHex(palette.surface);
  const tables = {
    right: mixTable([ground, parseHex(palette.accent)]),
    wrong: mixTable([ground, parseHex(palette.test)]),
  };
  context.font = plotFont;
  context.textBaseline = 'middle';
  context.fillStyle = palette.muted;
  context.textAlign = 'left';
  context.fillText(axes.columns, margin.left, 10);
  context.fillText(axes.rows, 4, margin.top - 12);
  for (let k = 0; k < classes; ++k) {
    context.fillStyle = palette.ink;
    context.textAlign = 'center';
    context.fillText(names[k] ?? '', margin.left + (k + 0.5) * cell.width, margin.top - 12);
    context.textAlign = 'right';
    context.fillText(names[k] ?? '', margin.left - 8, margin.top + (k + 0.5) * cell.height);
  }
  for (let row = 0; row < classes; ++row) {
    const values = counts.subarray(row * classes, (row + 1) * classes);
    const sum = values.reduce((a, b) => a + b, 0);
    values.forEach((count, column) => {
      const share = sum > 0 ? count / sum : 0;
      const [x, y] = [margin.left + column * cell.width, margin.top + row * cell.height];
      // As in the table: the square root lets a few mistakes be seen beside many right answers.
      const colour =
        row === column
          ? colourAt(tables.right, 0.7 * share)
          : colourAt(tables.wrong, Math.sqrt(share));
      context.fillStyle = toHex(colour);
      context.fillRect(x + 1, y + 1, cell.width - 2, cell.height - 2);
      context.strokeStyle = palette.hairline;
      context.lineWidth = 1;
      context.strokeRect(x + 1, y + 1, cell.width - 2, cell.height - 2);
      const isDark = contrast(colour, [255, 255, 255]) > contrast(colour, [0, 0, 0]);
      context.fillStyle = isDark ? '#ffffff' : '#000000';
      context.textAlign = 'center';
      context.fillText(formatCount(count), x + cell.width / 2, y + cell.height / 2);
    });
  }
}
