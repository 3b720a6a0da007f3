/** How views lie in a frame of a given size: beside each other, below each other, or one at a time. */
import type { Layout } from './presentation';

export interface Arrangement {
  readonly kind: 'grid' | 'tabs';
  readonly columns: number;
}

/** CSS pixels that a view takes at least, and the gap between two. */
export const leastWidth = 240;
export const leastHeight = 236;
export const gap = 8;

/**
 * In a row as long as there is room; where there is none, rows below each other if the frame is as
 * high as that, otherwise one view at a time: a frame that scrolls within a page is a nuisance.
 */
export function arrange(layout: Layout, views: number, width: number, height: number): Arrangement {
  if (views <= 1) return { kind: 'grid', columns: 1 };
  if (layout === 'tabs') return { kind: 'tabs', columns: 1 };
  if (layout === 'column') return { kind: 'grid', columns: 1 };
  const columns = columnsIn(views, width);
  const rows = Math.ceil(views / columns);
  if (rows === 1 || height >= leastOf(rows)) return { kind: 'grid', columns };
  // Too low for rows below each other, and perhaps wide enough for a single long one.
  const isWide = views <= mostInRow && views <= fitting(width);
  return isWide ? { kind: 'grid', columns: views } : { kind: 'tabs', columns: 1 };
}

/** The height at which all views of a width are seen well. */
export function wantedHeight(layout: Layout, views: number, width: number): number {
  if (views === 0) return 0;
  const columns = layout === 'row' ? columnsIn(views, width) : 1;
  const rows = layout === 'tabs' ? 1 : Math.ceil(views / columns);
  const each = (width - (columns - 1) * gap) / columns;
  const high = Math.min(440, Math.max(leastHeight + 24, Math.round(0.8 * each)));
  return rows * high + (rows - 1) * gap;
}

/** The height that so many rows take at least. */
export function leastOf(rows: number): number {
  return rows * leastHeight + (rows - 1) * gap;
}

/** Four views in a high frame are two and two; in a low one a single row. */
const mostColumns = 3;
const mostInRow = 4;

function fitting(width: number): number {
  return Math.max(1, Math.floor((width + gap) / (leastWidth + gap)));
}

/** As many columns as fit, but no row that is nearly empty: four views are two and two. */
function columnsIn(views: number, width: number): number {
  const most = Math.min(mostColumns, fitting(width));
  const rows = Math.ceil(views / Math.min(views, most));
  return Math.ceil(views / rows);
}
