/** Small plots beside each other as one, for saving: each under its name. */
import { paper } from './paper';
import type { PlotSource } from './plot_source';
import { plotFont, type Palette, type Surface } from './surface';

export interface Tile {
  readonly name: string;
  /** What stands to the right of the name. */
  readonly figure: string;
  readonly draw: (surface: Surface, palette: Palette) => void;
}

const perRow = 4;
const gap = 16;
const head = 20;

export function tiledSource(
  {
    palette,
    ...source
  }: Pick<PlotSource, 'name' | 'title' | 'csv'> & { readonly palette: Palette },
  tiles: readonly Tile[],
  tile: { readonly width: number; readonly height: number },
): PlotSource {
  const columns = Math.min(perRow, tiles.length);
  const rows = Math.ceil(tiles.length / perRow);
  const [across, down] = [tile.width + gap, tile.height + head + gap];
  return {
    ...source,
    width: columns * across + gap,
    height: rows * down + gap,
    ground: palette.surface,
    forPaper: true,
    draw: ({ context, ratio }, onPaper) => {
      const colours = onPaper ? paper : palette;
      tiles.forEach(({ name, figure, draw }, i) => {
        context.save();
        context.translate(gap + (i % perRow) * across, gap + Math.floor(i / perRow) * down);
        context.font = plotFont;
        context.textBaseline = 'top';
        context.fillStyle = colours.ink;
        context.textAlign = 'left';
        context.fillText(name, 0, 0);
        context.fillStyle = colours.muted;
        context.textAlign = 'right';
        context.fillText(figure, tile.width, 0);
        context.translate(0, head);
        context.textAlign = 'left';
        draw({ context, ...tile, ratio }, colours);
        context.restore();
      });
    },
  };
}
