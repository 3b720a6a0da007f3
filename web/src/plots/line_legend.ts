/** What the lines of a saved plot mean, in a row above it. On the page the legend is of controls. */
import type { Part } from '../engine/model';
import { dashes } from './curve_plot';
import { plotFont, type Palette } from './surface';

export const legendHeight = 22;

export function drawLegend(
  context: CanvasRenderingContext2D,
  title: string,
  entries: readonly { readonly part: Part; readonly name: string }[],
  palette: Palette,
): void {
  context.save();
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  context.font = `600 ${plotFont}`;
  context.fillStyle = palette.ink;
  const middle = legendHeight / 2 + 2;
  context.fillText(title, 8, middle);
  let x = 8 + context.measureText(title).width + 18;
  context.font = plotFont;
  for (const { part, name } of entries) {
    context.strokeStyle = palette[part];
    context.lineWidth = 2;
    context.setLineDash([...dashes[part]]);
    context.beginPath();
    context.moveTo(x, middle);
    context.lineTo(x + 24, middle);
    context.stroke();
    context.fillText(name, x + 30, middle);
    x += 30 + context.measureText(name).width + 16;
  }
  context.restore();
}
