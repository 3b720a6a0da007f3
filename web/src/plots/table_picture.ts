/** A table as a plot: what a view shows as elements of the page, to be saved as picture and data. */
import { csvText, type Cell } from './csv_text';
import { formatNumber } from './format';
import { paper } from './paper';
import type { PlotSource } from './plot_source';
import { plotFont, type Palette } from './surface';

export interface PictureTable {
  readonly name: string;
  readonly title: string;
  readonly header: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
  /** An image for each row, left of its cells. */
  readonly images?: readonly (HTMLCanvasElement | null)[];
  /** An image above all rows. */
  readonly above?: HTMLCanvasElement | null;
}

const edge = 12;
const rowHeight = 20;
const imageRow = 34;
const aboveSize = 84;
const gap = 16;
/** Pixels of a letter of the plots' font, generously. */
const letter = 6.6;
const mostLetters = 28;

export function tablePicture(table: PictureTable, palette: Palette): PlotSource {
  const { header, rows, images, above } = table;
  const shown = rows.map((row) => row.map(cellText));
  const widths = header.map((name, k) =>
    shown.reduce((most, row) => Math.max(most, row[k]?.length ?? 0), name.length),
  );
  const left = edge + (images ? imageRow + gap : 0);
  const top = edge + (above ? aboveSize + gap : 0);
  const height = images ? imageRow : rowHeight;
  const total = widths.reduce((sum, width) => sum + width * letter + gap, 0);
  return {
    name: table.name,
    title: table.title,
    width: Math.ceil(Math.max(left + total, 2 * edge + aboveSize, 160)),
    height: top + rowHeight + rows.length * height + edge,
    ground: palette.surface,
    forPaper: true,
    draw: ({ context }, onPaper) => {
      const { ink, muted, hairline } = onPaper ? paper : palette;
      context.imageSmoothingEnabled = false;
      if (above) context.drawImage(above, edge, edge, aboveSize, aboveSize);
      context.font = plotFont;
      context.textAlign = 'left';
      context.textBaseline = 'middle';
      const line = (cells: readonly string[], y: number): void => {
        let x = left;
        cells.forEach((cell, k) => {
          context.fillText(cell, x, y);
          x += (widths[k] ?? 0) * letter + gap;
        });
      };
      context.fillStyle = muted;
      line(header, top + rowHeight / 2);
      context.strokeStyle = hairline;
      context.lineWidth = 1;
      context.beginPath();
      context.moveTo(edge, top + rowHeight);
      context.lineTo(left + total - gap, top + rowHeight);
      context.stroke();
      context.fillStyle = ink;
      shown.forEach((cells, i) => {
        const y = top + rowHeight + i * height;
        const image = images?.[i];
        if (image) context.drawImage(image, edge, y + 2, imageRow - 4, imageRow - 4);
        line(cells, y + height / 2);
      });
    },
    csv: () => csvText(header, rows),
  };
}

function cellText(cell: Cell): string {
  const text = typeof cell === 'number' ? numberText(cell) : (cell ?? '');
  return text.length > mostLetters ? `${text.slice(0, mostLetters - 1)}…` : text;
}

/** Counts in full, measured numbers to three digits. */
function numberText(value: number): string {
  return Number.isInteger(value) ? String(value) : formatNumber(value);
}
