/** A sweep as a heat map with values in its cells, a facet for each value of a third axis. */
import type { Box } from './axes';
import { colourAt, contrast, parseHex, toHex, type ColourTable } from './colour';
import { formatNumber } from './format';
import { sharesOf, type ColourScale } from './sweep_scale';
import { plotFont, type Palette } from './surface';

export interface MapCell {
  /** What stands in it: the first of them that there is room for. */
  readonly texts: readonly string[];
  /** null: no colour. */
  readonly value: number | null;
  readonly diverged: boolean;
  readonly failed: boolean;
  readonly training: boolean;
  readonly best: boolean;
}

export interface SweepPicture {
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  readonly rowName: string;
  readonly columnName: string;
  /** Cells row by row; the title is empty where there is one facet. */
  readonly facets: readonly { readonly title: string; readonly cells: readonly MapCell[] }[];
  readonly scale: ColourScale;
  readonly metric: string;
}

/** A place in a picture of facets of cells. */
export interface CellPlace {
  readonly facet: number;
  readonly row: number;
  readonly column: number;
}

export interface SweepLayout {
  /** Of the cells of each facet. */
  readonly facets: readonly Box[];
  readonly cell: { readonly width: number; readonly height: number };
  readonly width: number;
  readonly height: number;
}

/** Room for the names of rows, the title and the names of columns. */
const margins = { left: 104, title: 20, top: 40, right: 12, bottom: 8 };
/** The scale below the facets. */
const keyHeight = 34;

export interface CellSize {
  readonly least: number;
  readonly most: number;
  readonly height: number;
}

export const mapCells: CellSize = { least: 52, most: 132, height: 40 };

/** Facets side by side as far as they fit; a map that is wider than the room is scrolled. */
export function layoutSweep(
  picture: Pick<SweepPicture, 'rows' | 'columns' | 'facets'>,
  room: number,
  size: CellSize = mapCells,
): SweepLayout {
  const { rows, columns, facets } = picture;
  const [down, across, count] = [rows.length, Math.max(1, columns.length), facets.length];
  const perRow = Math.max(
    1,
    Math.min(count, Math.floor(room / (margins.left + across * size.least + margins.right))),
  );
  const each = Math.floor(room / perRow) - margins.left - margins.right;
  const width = Math.min(size.most, Math.max(size.least, Math.floor(each / across)));
  const facetWidth = margins.left + across * width + margins.right;
  const facetHeight = margins.top + down * size.height + margins.bottom;
  const boxes = facets.map((_, i): Box => ({
    left: (i % perRow) * facetWidth + margins.left,
    top: Math.floor(i / perRow) * facetHeight + margins.top,
    width: across * width,
    height: down * size.height,
  }));
  return {
    facets: boxes,
    cell: { width, height: size.height },
    width: Math.max(Math.min(room, perRow * facetWidth), facetWidth),
    height: Math.ceil(count / perRow) * facetHeight + keyHeight,
  };
}

export function placeAt(layout: SweepLayout, x: number, y: number): CellPlace | null {
  for (const [facet, { left, top, width, height }] of layout.facets.entries()) {
    if (x < left || y < top || x >= left + width || y >= top + height) continue;
    const column = Math.floor((x - left) / layout.cell.width);
    return { facet, row: Math.floor((y - top) / layout.cell.height), column };
  }
  return null;
}

export function boxOf({ facets, cell }: SweepLayout, { facet, row, column }: CellPlace): Box {
  const { left, top } = facets[facet] ?? { left: 0, top: 0 };
  return { left: left + column * cell.width, top: top + row * cell.height, ...cell };
}

export function drawSweepMap(
  context: CanvasRenderingContext2D,
  picture: SweepPicture,
  layout: SweepLayout,
  palette: Palette,
  focus: CellPlace | null,
): void {
  drawNames(context, picture, layout, palette);
  picture.facets.forEach(({ cells }, facet) => {
    cells.forEach((cell, i) => {
      const column = i % picture.columns.length;
      const row = Math.floor(i / picture.columns.length);
      drawCell(context, cell, boxOf(layout, { facet, row, column }), picture.scale, palette);
    });
  });
  drawFocus(context, layout, focus, palette);
  drawKey(context, picture, layout, palette);
}

export function drawFocus(
  context: CanvasRenderingContext2D,
  layout: SweepLayout,
  focus: CellPlace | null,
  palette: Palette,
): void {
  if (!focus) return;
  const { left, top, width, height } = boxOf(layout, focus);
  context.strokeStyle = palette.ink;
  context.lineWidth = 2;
  context.strokeRect(left + 1, top + 1, width - 2, height - 2);
}

/** Names of axes and their values around every facet. */
export function drawNames(
  context: CanvasRenderingContext2D,
  { rows, columns, rowName, columnName, facets }: Omit<SweepPicture, 'scale' | 'metric'>,
  { facets: boxes, cell }: SweepLayout,
  palette: Palette,
): void {
  context.font = plotFont;
  boxes.forEach(({ left, top, width }, facet) => {
    context.textBaseline = 'middle';
    context.textAlign = 'left';
    context.fillStyle = palette.ink;
    const title = facets[facet]?.title ?? '';
    const above = top - margins.top + margins.title / 2;
    context.fillText(fitted(context, title, width * 0.6), left, above);
    context.fillStyle = palette.muted;
    context.textAlign = 'right';
    context.fillText(fitted(context, columnName, width * 0.38), left + width, above);
    context.fillText(fitted(context, rowName, margins.left - 10), left - 6, top - 11);
    columns.forEach((name, i) => {
      context.textAlign = 'center';
      const text = fitted(context, name, cell.width - 4);
      context.fillText(text, left + (i + 0.5) * cell.width, top - 11);
    });
    rows.forEach((name, i) => {
      context.textAlign = 'right';
      const text = fitted(context, name, margins.left - 10);
      context.fillText(text, left - 6, top + (i + 0.5) * cell.height);
    });
  });
}

/** The text, or as much of it as there is room for. */
export function fitted(context: CanvasRenderingContext2D, text: string, room: number): string {
  if (context.measureText(text).width <= room) return text;
  let end = text.length - 1;
  while (end > 1 && context.measureText(`${text.slice(0, end)}…`).width > room) --end;
  return `${text.slice(0, end)}…`;
}

function drawCell(
  context: CanvasRenderingContext2D,
  cell: MapCell,
  box: Box,
  scale: ColourScale,
  palette: Palette,
): void {
  const { left, top, width, height } = box;
  const [x, y, w, h] = [left + 1, top + 1, width - 2, height - 2];
  const share = cell.value === null ? null : sharesOf(scale, cell.value);
  const ground = share === null ? parseHex(palette.surface) : colourAt(scale.table, share);
  context.fillStyle = toHex(ground);
  context.fillRect(x, y, w, h);
  const isDark = contrast(ground, [255, 255, 255]) > contrast(ground, [0, 0, 0]);
  const ink = isDark ? '#ffffff' : '#000000';
  if (cell.diverged || cell.failed)
    hatch(context, x, y, w, h, share === null ? palette.muted : ink);
  context.lineWidth = cell.training ? 2 : 1;
  context.strokeStyle = cell.training ? palette.accent : palette.hairline;
  context.strokeRect(x + 0.5, y + 0.5, w - 1, h - 1);
  if (cell.texts.length === 0) return;
  context.font = plotFont;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  const texts = cell.best ? cell.texts.map((one) => `★ ${one}`) : cell.texts;
  const first = texts.find((one) => context.measureText(one).width <= w - 4);
  const text = first ?? fitted(context, texts.at(-1) ?? '', w - 4);
  if (cell.diverged || cell.failed) {
    // Numbers stand on a patch of the ground, not on the hatching.
    const wide = context.measureText(text).width + 6;
    context.fillStyle = toHex(ground);
    context.fillRect(x + (w - wide) / 2, y + h / 2 - 8, wide, 16);
  }
  context.fillStyle = ink;
  context.fillText(text, x + w / 2, y + h / 2 + 0.5);
}

/** Diagonals within a rectangle: a run of the cell diverged. */
export function hatch(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  width: number,
  height: number,
  colour: string,
): void {
  context.save();
  context.beginPath();
  context.rect(x, y, width, height);
  context.clip();
  context.strokeStyle = colour;
  context.lineWidth = 1;
  context.globalAlpha = 0.6;
  context.beginPath();
  for (let at = -height; at < width; at += 7) {
    context.moveTo(x + at, y + height);
    context.lineTo(x + at + height, y);
  }
  context.stroke();
  context.restore();
}

/** The colours with the ends of the scale. */
function drawKey(
  context: CanvasRenderingContext2D,
  { scale, metric }: SweepPicture,
  layout: SweepLayout,
  palette: Palette,
): void {
  const { domain, table } = scale;
  if (!domain) return;
  const left = margins.left;
  const top = layout.height - keyHeight + 8;
  const width = Math.max(80, Math.min(200, layout.width - left - 90));
  drawBar(context, table, left, top, width, 8);
  context.font = plotFont;
  context.fillStyle = palette.muted;
  context.textBaseline = 'middle';
  context.textAlign = 'right';
  context.fillText(fitted(context, metric, left - 10), left - 6, top + 4);
  context.textBaseline = 'top';
  context.textAlign = 'left';
  context.fillText(formatNumber(domain.low), left, top + 11);
  context.textAlign = 'right';
  context.fillText(formatNumber(domain.high), left + width, top + 11);
}

function drawBar(
  context: CanvasRenderingContext2D,
  table: ColourTable,
  left: number,
  top: number,
  width: number,
  height: number,
): void {
  const gradient = context.createLinearGradient(left, 0, left + width, 0);
  for (let i = 0; i <= 10; ++i) gradient.addColorStop(i / 10, toHex(colourAt(table, i / 10)));
  context.fillStyle = gradient;
  context.fillRect(left, top, width, height);
}
