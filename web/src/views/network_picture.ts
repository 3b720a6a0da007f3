import { customElement } from 'lit/decorators.js';
import { colourAt, divergingTable, parseHex, type ColourTable } from '../plots/colour';
import { formatCount } from '../plots/format';
import { plotFont, type Surface } from '../plots/surface';
import type { SessionInfo } from '../engine/model';
import type { State } from '../state/state';
import { CanvasView } from './canvas_view';

/** Beyond this the weights are too many to send with every report, and to tell apart as lines. */
const mostParameters = 6000;
const smallestGap = 15;

interface Column {
  /** Units of the column, and the places of those that are drawn. */
  readonly units: number;
  readonly shown: readonly number[];
  readonly x: number;
  readonly y: readonly number[];
}

/** The network from its inputs to its outputs; lines are weights: orange above 0, blue below. */
@customElement('fall-line-network-picture')
export class NetworkPicture extends CanvasView {
  /** The session whose weights have been asked for. */
  private asked: SessionInfo | null = null;
  private table: { dark: boolean; colours: ColourTable } | null = null;

  protected override reads(state: State): readonly unknown[] {
    return [state.info?.layers, state.seen.parameters, state.dark, state.theme];
  }

  protected override description(): string {
    const { info } = this.state;
    if (!info) return 'The network';
    return `Network of layers with ${sizesOf(info).join(', ')} units, from inputs to outputs`;
  }

  protected override updated(): void {
    super.updated();
    const { info, seen } = this.state;
    if (info && info !== this.asked && info.parameters <= mostParameters && !seen.parameters) {
      this.asked = info;
      this.store.watch({ parameters: true });
    }
  }

  protected override draw(surface: Surface): void {
    const { info, seen } = this.state;
    if (!info) return;
    const columns = this.columns(info, surface);
    this.lines(surface, info, columns, seen.parameters);
    this.units(surface, info, columns, seen.parameters);
  }

  private columns(info: SessionInfo, { context, width, height }: Surface): readonly Column[] {
    const sizes = sizesOf(info);
    const room = Math.max(1, Math.floor((height - 34) / smallestGap));
    const names = info.inputs.image ? 46 : 20 + nameWidth(context, info);
    return sizes.map((units, c) => {
      const fits = units <= room;
      const count = fits ? units : Math.max(1, room - 1);
      const half = Math.ceil(count / 2);
      const shown = Array.from({ length: count }, (_, i) =>
        fits || i < half ? i : units - count + i,
      );
      const slots = fits ? count : count + 1;
      const gap = Math.min(32, (height - 34) / slots);
      const middle = (height - 20) / 2;
      const y = shown.map((_, i) => {
        const slot = fits || i < half ? i : i + 1; // a slot stays free for the dots
        return middle + (slot - (slots - 1) / 2) * gap;
      });
      const x = names + (c * (width - names - 34)) / Math.max(1, sizes.length - 1);
      return { units, shown, x, y };
    });
  }

  private lines(
    { context }: Surface,
    info: SessionInfo,
    columns: readonly Column[],
    theta: Float64Array | undefined,
  ): void {
    const colours = this.scaleColours();
    let offset = 0;
    info.layers.forEach((layer, l) => {
      const from = columns[l];
      const to = columns[l + 1];
      if (!from || !to) return;
      const weights = theta?.subarray(offset, offset + layer.units * layer.inputs);
      offset += layer.units * layer.inputs + (layer.bias ? layer.units : 0);
      const most = weights ? largest(weights) : 1;
      to.shown.forEach((unit, i) => {
        from.shown.forEach((input, j) => {
          const weight = weights?.[unit * layer.inputs + input];
          const share = weight === undefined ? 0 : weight / most;
          const [r, g, b] = colourAt(colours, 0.5 + share / 2);
          context.strokeStyle = weights ? `rgb(${r} ${g} ${b})` : this.palette.hairline;
          context.lineWidth = weights ? 0.4 + 3.2 * Math.abs(share) : 0.7;
          context.beginPath();
          const [x0, y0, x1, y1] = [from.x, from.y[j] ?? 0, to.x, to.y[i] ?? 0];
          const bend = (x1 - x0) * 0.4;
          context.moveTo(x0, y0);
          context.bezierCurveTo(x0 + bend, y0, x1 - bend, y1, x1, y1);
          context.stroke();
        });
      });
    });
  }

  private units(
    { context, height }: Surface,
    info: SessionInfo,
    columns: readonly Column[],
    theta: Float64Array | undefined,
  ): void {
    const { surface, edge, ink, muted } = this.palette;
    const colours = this.scaleColours();
    let offset = 0;
    context.font = plotFont;
    context.textAlign = 'center';
    columns.forEach((column, c) => {
      const layer = info.layers[c - 1];
      offset += layer ? layer.units * layer.inputs : 0;
      const biases = layer?.bias ? theta?.subarray(offset, offset + layer.units) : undefined;
      offset += layer?.bias ? layer.units : 0;
      const most = biases ? largest(biases) : 1;
      const gap = (column.y[1] ?? 32) - (column.y[0] ?? 0);
      const radius = Math.min(8, Math.max(4, gap * 0.36));
      column.shown.forEach((unit, i) => {
        const [r, g, b] = colourAt(colours, 0.5 + (biases?.[unit] ?? 0) / most / 2);
        context.beginPath();
        context.arc(column.x, column.y[i] ?? 0, radius, 0, 2 * Math.PI);
        context.fillStyle = biases ? `rgb(${r} ${g} ${b})` : surface;
        context.fill();
        context.strokeStyle = edge;
        context.lineWidth = 1.2;
        context.stroke();
        const name = c === 0 ? info.inputs.names[unit] : undefined;
        const features = info.layers[0]?.inputs === info.inputs.count;
        if (name !== undefined && features) {
          context.fillStyle = ink;
          context.textAlign = 'right';
          context.fillText(shortened(name), column.x - radius - 4, (column.y[i] ?? 0) + 4);
          context.textAlign = 'center';
        }
      });
      if (column.shown.length < column.units) {
        const before = column.y[Math.ceil(column.shown.length / 2) - 1] ?? 0;
        context.fillStyle = muted;
        context.fillText('⋮', column.x, before + gap + 4);
      }
      context.fillStyle = muted;
      context.fillText(formatCount(column.units), column.x, height - 4);
    });
  }

  private scaleColours(): ColourTable {
    const { dark } = this.state;
    if (this.table?.dark !== dark) {
      this.table = { dark, colours: divergingTable(parseHex(this.palette.grid)) };
    }
    return this.table.colours;
  }
}

function sizesOf(info: SessionInfo): readonly number[] {
  return [info.layers[0]?.inputs ?? 0, ...info.layers.map((layer) => layer.units)];
}

function largest(values: Float64Array): number {
  let most = 1e-12;
  for (const value of values) most = Math.max(most, Math.abs(value));
  return most;
}

/** The room that the inputs' names take beside the first column. */
function nameWidth(context: CanvasRenderingContext2D, info: SessionInfo): number {
  context.font = plotFont;
  const widths = info.inputs.names.map((name) => context.measureText(shortened(name)).width);
  return Math.max(10, ...widths);
}

function shortened(name: string): string {
  return name.length > 12 ? `${name.slice(0, 11)}…` : name;
}

declare global {
  interface HTMLElementTagNameMap {
    'fall-line-network-picture': NetworkPicture;
  }
}
