/** A vertical colour scale with ticks, beside a map. */
import { tickText, type Box } from './axes';
import type { ColourTable } from './colour';
import { mapOpacity } from './heatmap';
import type { Domain } from './scales';
import { plotFont, type Palette } from './surface';

/** The room that a scale takes, its numbers included. */
export const legendWidth = 60;
const barWidth = 10;
/** Numbers closer than this would touch. */
const leastGap = 13;

export interface Mark {
  readonly value: number;
  /** Whether it stands for the line that decides. */
  readonly strong?: boolean;
}

/** Fills the box's left edge; the marks are the levels of the contour lines, where there are any. */
export function drawLegend(
  context: CanvasRenderingContext2D,
  palette: Palette,
  { left, top, height }: Box,
  domain: Domain,
  table: ColourTable,
  marks: readonly Mark[],
): void {
  const gradient = context.createLinearGradient(0, top + height, 0, top);
  const stops = 32; // enough for a step in the middle to look like one
  for (let i = 0; i <= stops; ++i) {
    const at = 3 * Math.round((255 * i) / stops);
    gradient.addColorStop(i / stops, `rgb(${table[at]} ${table[at + 1]} ${table[at + 2]})`);
  }
  context.fillStyle = gradient;
  context.globalAlpha = mapOpacity;
  context.fillRect(left, top, barWidth, height);
  context.globalAlpha = 1;
  context.strokeStyle = palette.edge;
  context.lineWidth = 1;
  context.strokeRect(left + 0.5, top + 0.5, barWidth - 1, height - 1);
  context.font = plotFont;
  context.fillStyle = palette.muted;
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  const taken: number[] = [];
  // The strong mark's number comes first: others give way to it.
  const ordered = [...marks].sort((a, b) => Number(b.strong ?? false) - Number(a.strong ?? false));
  for (const { value, strong = false } of ordered) {
    const share = (value - domain.low) / (domain.high - domain.low);
    if (!(share >= -1e-9 && share <= 1 + 1e-9)) continue;
    const y = top + height * (1 - share);
    context.strokeStyle = palette.ink;
    context.globalAlpha = strong ? 1 : lineOpacity;
    context.lineWidth = strong ? strongLine : thinLine;
    context.beginPath();
    context.moveTo(left, y);
    context.lineTo(left + barWidth, y);
    context.stroke();
    context.globalAlpha = 1;
    const textY = Math.min(top + height - 5, Math.max(top + 6, y));
    if (taken.some((other) => Math.abs(other - textY) < leastGap)) continue;
    taken.push(textY);
    context.fillText(tickText(value), left + barWidth + 5, textY);
  }
}

/** Contour lines: the same on the map and on the scale. */
export const strongLine = 2;
export const thinLine = 1;
export const lineOpacity = 0.45;
