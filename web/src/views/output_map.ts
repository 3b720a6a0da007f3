import { html, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { parts, type Planes, type SessionInfo } from '../engine/model';
import { Frame, type Box } from '../plots/axes';
import { drawCross, type Place } from '../plots/cursor';
import { formatNumber } from '../plots/format';
import { Heatmap, interpolate } from '../plots/heatmap';
import { drawLegend, legendWidth, type Mark } from '../plots/legend';
import { sideOf } from '../plots/map_grid';
import { classLevels, drawLines, levelsOf, linesOf, type MapLine } from '../plots/map_lines';
import { describeOutputs, planeOf, readingOf, type Reading } from '../plots/outputs';
import { drawCloud, glyphRadius, outlineOf } from '../plots/points';
import type { Domain } from '../plots/scales';
import type { Palette, Surface } from '../plots/surface';
import { text } from '../text/text';
import { mapKey } from './key';
import { PlaneView, type Region } from './plane_view';
import { segments, segmentStyles } from './segments';

/** What was made of the latest grid: a moved cursor needs none of it again. */
interface Painted {
  readonly grid: Planes;
  readonly decided: boolean;
  readonly output: number;
  readonly palette: Palette;
  readonly domain: Domain;
  readonly marks: readonly Mark[];
  readonly lines: readonly MapLine[];
}

/** Two inputs: the output over the plane with its contours, and the samples on it. */
@customElement('fall-line-output-map')
export class OutputMap extends PlaneView {
  /** Whether the map shows what is decided, not how strongly. */
  @state() private decided = false;
  /** Of several outputs that are no classes, the one shown. */
  @state() private output = 0;

  private readonly heatmap = new Heatmap();
  private frame: Frame | null = null;
  private painted: Painted | null = null;

  static override styles = [...PlaneView.styles, segmentStyles];

  protected override description(): string {
    return text.result.mapOf(this.state.info?.inputs.names ?? []);
  }

  protected override frames(): readonly Frame[] {
    return this.frame ? [this.frame] : [];
  }

  protected override foot(info: SessionInfo): TemplateResult {
    const isClasses = info.task.kind !== 'regression';
    const { kind } = readingOf(info, this.state.settings);
    const lines = kind === 'classes' && !this.decided ? text.result.classLines(classLevels) : null;
    return html`<div class="key">
        ${mapKey(info, this.hasHoles())} ${lines === null ? null : html`<span>${lines}</span>`}
      </div>
      ${this.outputMenu(info, kind)}
      ${
        isClasses
          ? segments(
              text.result.shown,
              [
                { id: 'strength', label: text.result.strength(this.isProbability(info)) },
                { id: 'decision', label: text.result.decision },
              ],
              this.decided ? 'decision' : 'strength',
              (id) => (this.decided = id === 'decision'),
            )
          : null
      }`;
  }

  /** Several labels or targets: which of them the map is of. */
  private outputMenu(info: SessionInfo, kind: Reading['kind']): TemplateResult | null {
    if (info.outputs === 1 || kind === 'classes') return null;
    return html`<select
      aria-label=${text.result.output}
      @change=${(event: Event) => (this.output = Number((event.target as HTMLSelectElement).value))}
    >
      ${info.task.names.map(
        (name, k) => html`<option value=${k} ?selected=${k === this.shown(info)}>${name}</option>`,
      )}
    </select>`;
  }

  private shown(info: SessionInfo): number {
    return Math.min(this.output, info.outputs - 1);
  }

  private isProbability(info: SessionInfo): boolean {
    const reading = readingOf(info, this.state.settings);
    return reading.kind === 'classes' || (reading.kind === 'sides' && reading.low === 0);
  }

  /** Whether some outputs are not finite, as after a divergence. */
  private hasHoles(): boolean {
    return this.state.seen.grid?.values.some((value) => !Number.isFinite(value)) ?? false;
  }

  protected override readout(place: Place): string {
    const { info, seen, settings } = this.state;
    if (!info || !seen.grid) return '';
    const side = sideOf(seen.grid);
    const outputs = interpolate(seen.grid, side, side, ...this.shareOf(place));
    const [first = 'x1', second = 'x2'] = info.inputs.names;
    return text.result.at(
      `${first} ${formatNumber(place.x)}, ${second} ${formatNumber(place.y)}`,
      describeOutputs(readingOf(info, settings), info, outputs),
    );
  }

  protected override draw({ context, width, height }: Surface): void {
    const { info, settings } = this.state;
    const { region } = this;
    if (!info || !region) return;
    const reading = readingOf(info, settings);
    const frame = new Frame(mapBox(region, width, height, reading), region.x, region.y);
    this.frame = frame;
    const painted = this.paint(info, reading, region);
    const domain = painted?.domain ?? region.targets ?? { low: 0, high: 1 };
    if (painted) {
      const side = sideOf(painted.grid);
      this.heatmap.draw(context, frame);
      drawLines(context, this.palette, frame, side, painted.lines);
    }
    const [first = 'x1', second = 'x2'] = info.inputs.names;
    frame.drawAxes(context, this.palette, { x: first, y: second });
    this.drawSamples(context, frame, reading, domain, info);
    if (painted && reading.kind !== 'classes') {
      const { left, top, width: w, height: h } = frame.box;
      const box = { left: left + w + 14, top, width: legendWidth, height: h };
      const table = this.colourings().tableOf(reading, this.decided);
      drawLegend(context, this.palette, box, domain, table, painted.marks);
    }
    if (this.cursor) drawCross(context, this.palette, frame, this.cursor);
  }

  /** Colours and lines of the latest grid. */
  private paint(info: SessionInfo, reading: Reading, { targets }: Region): Painted | null {
    const { seen } = this.state;
    const { decided, palette } = this;
    if (!seen.grid) return null;
    const output = this.shown(info);
    const { painted } = this;
    const isSame = painted?.grid === seen.grid && painted.decided === decided;
    if (isSame && painted.palette === palette && painted.output === output) return painted;
    const grid = seen.grid;
    const planes = reading.kind === 'classes' ? grid : planeOf(grid, output);
    const side = sideOf(grid);
    const colourings = this.colourings();
    const domain = colourings.domainOf(reading, planes, targets);
    this.heatmap.fill(planes, side, side, colourings.colouring(reading, domain, info, decided));
    const marks = levelsOf(reading, domain, decided);
    const lines = linesOf(planes, side, reading, marks, decided);
    this.painted = { grid, decided, output, palette, domain, marks, lines };
    return this.painted;
  }

  private drawSamples(
    context: CanvasRenderingContext2D,
    frame: Frame,
    reading: Reading,
    domain: Domain,
    info: SessionInfo,
  ): void {
    const { samples, dark } = this.state;
    const { fills, fill } = this.colourings().targetFills(reading, domain, info);
    for (const part of parts) {
      const set = samples[part];
      if (!set) continue;
      const width = set.targets.length / set.count;
      const k = width > 1 ? this.shown(info) : 0;
      drawCloud(context, {
        part,
        count: set.count,
        radius: glyphRadius(set.count),
        outline: outlineOf(part, dark),
        fills,
        fill: (i) => fill(set.targets[i * width + k] ?? 0),
        x: (i) => frame.toX(set.inputs[2 * i] ?? NaN),
        y: (i) => frame.toY(set.inputs[2 * i + 1] ?? NaN),
      });
    }
  }
}

const axisRoom = { left: 38, top: 4, right: 0, bottom: 26 };

/** As large as it can be; undistorted where the two inputs are of about one size. */
function mapBox({ x, y }: Region, width: number, height: number, { kind }: Reading): Box {
  const legend = kind === 'classes' ? 0 : legendWidth;
  const room = {
    width: width - axisRoom.left - legend,
    height: height - axisRoom.top - axisRoom.bottom,
  };
  const shape = (y.high - y.low) / (x.high - x.low);
  const keepsShape = shape > 0.5 && shape < 2;
  const side = keepsShape
    ? Math.min(room.width, room.height / shape)
    : Math.min(room.width, room.height * 1.6);
  return {
    left: axisRoom.left + Math.max(0, Math.floor((room.width - side) / 2)),
    top: axisRoom.top,
    width: Math.floor(Math.max(40, side)),
    height: Math.floor(Math.max(40, keepsShape ? side * shape : room.height)),
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'fall-line-output-map': OutputMap;
  }
}
