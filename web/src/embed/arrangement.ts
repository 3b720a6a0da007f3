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
  const isHigh = height >= leastOf(rows);
  if (rows > 1 && !isHigh) return { kind: 'tabs', columns: 1 };
  return { kind: 'grid', columns };
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

/** More columns would be narrow strips, on the widest screens too. */
const mostColumns = 4;

/** As many columns as fit, but no row that is nearly empty: four views are two and two. */
function columnsIn(views: number, width: number): number {
  const fitting = Math.floor((width + gap) / (leastWidth + gap));
  const most = Math.min(mostColumns, Math.max(1, fitting));
  const rows = Math.ceil(views / Math.min(views, most));
  return Math.ceil(views / rows);
}
