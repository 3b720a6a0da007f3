import { html, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { parts, type SessionInfo } from '../engine/model';
import { Frame, tickText } from '../plots/axes';
import { parseHex } from '../plots/colour';
import { formatNumber } from '../plots/format';
import { Heatmap, interpolate, mapOpacity } from '../plots/heatmap';
import { Colourings, describeOutputs, readingOf, type Reading } from '../plots/outputs';
import { drawGlyph, glyphRadius } from '../plots/points';
import { rectangleOf } from '../plots/region';
import { extent, ticks, union, type Domain } from '../plots/scales';
import { plotFont, pointOn, type Surface } from '../plots/surface';
import type { State } from '../state/state';
import { CanvasView } from './canvas_view';
import { mapKey } from './key';

const gridSize = 100;
const darkOutline = '#10151b';
const lightOutline = '#ffffff';
const legendWidth = 60;

interface Region {
  readonly info: SessionInfo;
  readonly x: Domain;
  readonly y: Domain;
  /** Of the targets of a regression. */
  readonly targets: Domain | null;
}

/** Two inputs: the output over the plane, the samples on it, the value under the cursor. */
@customElement('fall-line-output-map')
export class OutputMap extends CanvasView {
  @state() private cursor: { readonly x: number; readonly y: number } | null = null;

  private readonly heatmap = new Heatmap();
  private region: Region | null = null;
  private frame: Frame | null = null;
  private themed: { dark: boolean; colourings: Colourings } | null = null;

  protected override reads(state: State): readonly unknown[] {
    return [state.seen.grid, state.samples, state.info, state.dark, state.theme];
  }

  protected override description(): string {
    const names = this.state.info?.inputs.names ?? [];
    return `Map of the network's output over ${names.join(' and ')}, with the samples on it`;
  }

  protected override render(): TemplateResult {
    const { info } = this.state;
    const readout = this.readout();
    return html`<div class="stage">
        <canvas
          role="img"
          tabindex="0"
          aria-label="${this.description()}. Arrow keys move a cursor that reads values."
          @pointermove=${this.pointed}
          @pointerdown=${this.pointed}
          @pointerleave=${() => (this.cursor = null)}
          @blur=${() => (this.cursor = null)}
          @keydown=${this.moved}
        ></canvas>
      </div>
      <div class="key">
        ${readout === '' && info ? mapKey(info, this.hasHoles()) : html`<output>${readout}</output>`}
      </div>`;
  }

  protected override updated(): void {
    const { info, samples } = this.state;
    const isOurs = info?.inputs.count === 2; // this view may be about to give way to another
    if (info && isOurs && samples.train && this.region?.info.inputs !== info.inputs) {
      this.region = regionOf(info, this.state);
      const { x, y } = this.region;
      this.store.watch({
        grid: { x: [x.low, x.high], y: [y.low, y.high], nx: gridSize, ny: gridSize },
      });
    }
    super.updated();
  }

  /** Whether some outputs are not finite, as after a divergence. */
  private hasHoles(): boolean {
    return this.state.seen.grid?.values.some((value) => !Number.isFinite(value)) ?? false;
  }

  /** What stands under the cursor, in words. */
  private readout(): string {
    const { info, seen, settings } = this.state;
    const { cursor, region } = this;
    if (!info || !cursor || !region || !seen.grid) return '';
    const u = (cursor.x - region.x.low) / (region.x.high - region.x.low);
    const v = (cursor.y - region.y.low) / (region.y.high - region.y.low);
    const outputs = interpolate(seen.grid, gridSize, gridSize, u, v);
    const [first = 'x1', second = 'x2'] = info.inputs.names;
    return (
      `${first} ${formatNumber(cursor.x)}, ${second} ${formatNumber(cursor.y)}: ` +
      describeOutputs(readingOf(info, settings), info, outputs)
    );
  }

  protected override draw(surface: Surface): void {
    const { info, seen, settings } = this.state;
    const { context, width, height } = surface;
    if (!info || !this.region) return;
    const reading = readingOf(info, settings);
    const legend = reading.kind === 'classes' ? 0 : legendWidth;
    const room = { width: width - 38 - legend, height: height - 30 };
    const { x, y } = this.region;
    const shape = (y.high - y.low) / (x.high - x.low);
    const keepShape = shape > 0.5 && shape < 2;
    const side = keepShape
      ? Math.min(room.width, room.height / shape)
      : Math.min(room.width, room.height * 1.6);
    const box = {
      left: 38 + Math.max(0, Math.floor((room.width - side) / 2)),
      top: 4,
      width: Math.floor(Math.max(40, side)),
      height: Math.floor(Math.max(40, keepShape ? side * shape : room.height)),
    };
    const frame = new Frame(box, x, y);
    this.frame = frame;
    const colourings = this.colourings();
    const grid = seen.grid ?? { outputs: 1, values: new Float32Array() };
    const domain = colourings.domainOf(reading, grid, this.region.targets);
    if (seen.grid) {
      this.heatmap.fill(grid, gridSize, gridSize, colourings.colouring(reading, domain, info));
      this.heatmap.draw(context, frame);
    }
    const [first = 'x1', second = 'x2'] = info.inputs.names;
    frame.drawAxes(context, this.palette, { x: first, y: second });
    this.drawSamples(context, frame, reading, domain, info);
    if (legend > 0) this.drawLegend(context, frame, reading, domain);
    this.drawCursor(context, frame);
  }

  private drawSamples(
    context: CanvasRenderingContext2D,
    frame: Frame,
    reading: Reading,
    domain: Domain,
    info: SessionInfo,
  ): void {
    const { samples, dark } = this.state;
    const colourings = this.colourings();
    for (const part of parts) {
      const set = samples[part];
      if (!set) continue;
      const radius = glyphRadius(set.count);
      const width = set.targets.length / set.count;
      for (let i = 0; i < set.count; ++i) {
        const target = set.targets[i * width] ?? 0;
        drawGlyph(
          context,
          part,
          frame.toX(set.inputs[2 * i] ?? NaN),
          frame.toY(set.inputs[2 * i + 1] ?? NaN),
          radius,
          {
            fill: colourings.targetColour(reading, domain, info, target),
            outline: (part === 'train') === dark ? darkOutline : lightOutline,
          },
        );
      }
    }
  }

  private drawLegend(
    context: CanvasRenderingContext2D,
    frame: Frame,
    reading: Reading,
    domain: Domain,
  ): void {
    const { top, left, width, height } = frame.box;
    const x = left + width + 14;
    const table = this.colourings().tableOf(reading);
    const gradient = context.createLinearGradient(0, top + height, 0, top);
    for (let i = 0; i <= 16; ++i) {
      const at = 3 * Math.round((255 * i) / 16);
      gradient.addColorStop(i / 16, `rgb(${table[at]} ${table[at + 1]} ${table[at + 2]})`);
    }
    context.fillStyle = gradient;
    context.globalAlpha = mapOpacity;
    context.fillRect(x, top, 10, height);
    context.globalAlpha = 1;
    context.strokeStyle = this.palette.edge;
    context.lineWidth = 1;
    context.strokeRect(x + 0.5, top + 0.5, 9, height - 1);
    context.font = plotFont;
    context.fillStyle = this.palette.muted;
    context.textAlign = 'left';
    context.textBaseline = 'middle';
    for (const value of ticks(domain, 5)) {
      const share = (value - domain.low) / (domain.high - domain.low);
      const y = Math.min(top + height - 5, Math.max(top + 6, top + height * (1 - share)));
      context.fillText(tickText(value), x + 15, y);
    }
  }

  private drawCursor(context: CanvasRenderingContext2D, frame: Frame): void {
    if (!this.cursor) return;
    const x = Math.round(frame.toX(this.cursor.x)) + 0.5;
    const y = Math.round(frame.toY(this.cursor.y)) + 0.5;
    const { left, top, width, height } = frame.box;
    context.strokeStyle = this.palette.ink;
    context.lineWidth = 1;
    context.setLineDash([2, 3]);
    context.beginPath();
    context.moveTo(x, top);
    context.lineTo(x, top + height);
    context.moveTo(left, y);
    context.lineTo(left + width, y);
    context.stroke();
    context.setLineDash([]);
  }

  private readonly pointed = (event: PointerEvent): void => {
    const { x, y } = pointOn(this.canvas, event);
    this.cursor = this.frame?.at(x, y) ?? null;
  };

  private readonly moved = (event: KeyboardEvent): void => {
    const ways: Readonly<Record<string, readonly [number, number]>> = {
      ArrowLeft: [-1, 0],
      ArrowRight: [1, 0],
      ArrowUp: [0, 1],
      ArrowDown: [0, -1],
    };
    const way = ways[event.key];
    if (!way || !this.region) return;
    event.preventDefault();
    const { x, y } = this.region;
    const from = this.cursor ?? { x: (x.low + x.high) / 2, y: (y.low + y.high) / 2 };
    const within = ({ low, high }: Domain, value: number): number =>
      Math.min(high, Math.max(low, value));
    this.cursor = {
      x: within(x, from.x + (way[0] * (x.high - x.low)) / 50),
      y: within(y, from.y + (way[1] * (y.high - y.low)) / 50),
    };
  };

  private colourings(): Colourings {
    const { dark } = this.state;
    if (this.themed?.dark !== dark) {
      const colourings = new Colourings(parseHex(this.palette.surface));
      this.themed = { dark, colourings };
    }
    return this.themed.colourings;
  }
}

/** The rectangle around all samples, and the domain of a regression's targets. */
function regionOf(info: SessionInfo, { samples }: State): Region {
  let targets: Domain | null = null;
  if (info.task.kind === 'regression') {
    for (const part of parts) {
      const domain = samples[part] ? extent(samples[part].targets) : null;
      targets = targets ? union(targets, domain) : domain;
    }
  }
  return { info, ...rectangleOf(samples), targets };
}

declare global {
  interface HTMLElementTagNameMap {
    'fall-line-output-map': OutputMap;
  }
}
