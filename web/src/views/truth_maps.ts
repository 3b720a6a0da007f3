import { html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import type { Planes } from '../engine/model';
import { Frame, type Box } from '../plots/axes';
import { drawCross, type Place } from '../plots/cursor';
import { formatNumber } from '../plots/format';
import { Heatmap, interpolate } from '../plots/heatmap';
import { drawLegend, legendWidth, type Mark } from '../plots/legend';
import { sideOf } from '../plots/map_grid';
import { drawLines, linesOf, type MapLine } from '../plots/map_lines';
import { planeOf } from '../plots/outputs';
import { extent, niceDomain, ticks, union, type Domain } from '../plots/scales';
import { plotFont, type Palette, type Surface } from '../plots/surface';
import { threeBoxes } from '../plots/three_boxes';
import { residualField } from '../plots/truth_field';
import type { State } from '../state/state';
import { text } from '../text/text';
import { PlaneView } from './plane_view';
import { TruthFinder } from './truth_finder';

/** The three maps of the latest grid, coloured. */
interface Painted {
  readonly grid: Planes;
  readonly truth: Float32Array | null;
  readonly residual: Float32Array | null;
  readonly n: number;
  readonly palette: Palette;
  readonly domain: Domain;
  readonly reach: Domain;
  readonly marks: readonly Mark[];
  readonly lines: readonly (readonly MapLine[])[];
}

const number = { kind: 'number' } as const;

/** A regression of two inputs: what is predicted, what is true, and what is left, side by side. */
@customElement('fall-line-truth-maps')
export class TruthMaps extends PlaneView {
  private readonly heatmaps = [new Heatmap(), new Heatmap(), new Heatmap()] as const;
  private readonly finder = new TruthFinder();
  private shown: readonly Frame[] = [];
  private painted: Painted | null = null;

  protected override reads(state: State): readonly unknown[] {
    return [...super.reads(state), state.truth];
  }

  protected override description(): string {
    return text.result.truthMapsOf(this.state.info?.inputs.names ?? []);
  }

  protected override frames(): readonly Frame[] {
    return this.shown;
  }

  protected override foot(): TemplateResult {
    const { painted } = this;
    if (!painted?.residual) return html`<div class="key">${text.result.truthComing}</div>`;
    let [sum, count, largest] = [0, 0, 0];
    for (const value of painted.residual) {
      if (!Number.isFinite(value)) continue;
      sum += value * value;
      ++count;
      largest = Math.max(largest, Math.abs(value));
    }
    const rms = count > 0 ? Math.sqrt(sum / count) : NaN;
    return html`<div class="key" data-figure-line>
      ${text.result.residualSize(formatNumber(rms), formatNumber(largest))}
    </div>`;
  }

  protected override willUpdate(): void {
    // Before the words below the maps are rendered: they speak of the same grid.
    if (this.hasUpdated) this.paint();
  }

  protected override updated(): void {
    if (this.state.info?.task.kind === 'regression') void this.store.askTruth();
    super.updated();
  }

  protected override readout(place: Place): string {
    const { info } = this.state;
    const { painted } = this;
    if (!info || !painted) return '';
    const side = sideOf(painted.grid);
    const [u, v] = this.shareOf(place);
    const [prediction = NaN] = interpolate(painted.grid, side, side, u, v);
    const { n, truth, residual } = painted;
    const at = Math.round(v * (n - 1)) * n + Math.round(u * (n - 1));
    const known = (values: Float32Array | null): number | null => {
      const value = values?.[at] ?? NaN;
      return Number.isFinite(value) ? value : null;
    };
    const [first = 'x1', second = 'x2'] = info.inputs.names;
    return text.result.at(
      `${first} ${formatNumber(place.x)}, ${second} ${formatNumber(place.y)}`,
      text.result.three(
        formatNumber(prediction),
        formatNumber(known(truth)),
        formatNumber(known(residual)),
      ),
    );
  }

  protected override draw({ context, width, height }: Surface): void {
    const { region } = this;
    if (!region) return;
    const painted = this.paint();
    const { maps, scales } = threeBoxes(region, width, height, legendWidth);
    this.shown = maps.map((box) => new Frame(box, region.x, region.y));
    const truthName = this.finder.isSmooth ? text.result.truthSmooth : text.result.truthNearest;
    const names = [text.result.prediction, truthName, text.result.residual];
    this.shown.forEach((frame, m) => {
      if (painted && (m === 0 || painted.truth)) {
        const side = m === 0 ? sideOf(painted.grid) : painted.n;
        this.heatmaps[m as 0 | 1 | 2].draw(context, frame);
        drawLines(context, this.palette, frame, side, painted.lines[m] ?? []);
      }
      frame.drawAxes(context, this.palette, { x: '', y: '' });
      this.drawTitle(context, frame.box, names[m] ?? '');
      if (this.cursor) drawCross(context, this.palette, frame, this.cursor);
    });
    const [values, rest] = scales;
    if (!painted) return;
    const { viridis, diverging } = this.colourings();
    drawLegend(context, this.palette, values, painted.domain, viridis, painted.marks);
    if (!painted.residual) return;
    const marks = ticks(painted.reach, 4).map((value) => ({ value }));
    drawLegend(context, this.palette, rest, painted.reach, diverging, marks);
  }

  /** Colours and lines of the latest grid and the truth. */
  private paint(): Painted | null {
    const { info, seen } = this.state;
    const { palette, region } = this;
    if (!info || !region || !seen.grid) return null;
    const field = this.finder.field(this.state, region);
    const same = this.painted;
    const truth = field?.values ?? null;
    if (same?.grid === seen.grid && same.truth === truth && same.palette === palette) return same;
    const grid = planeOf(seen.grid, 0);
    const side = sideOf(seen.grid);
    const residual = field ? residualField(field, grid, side) : null;
    const colourings = this.colourings();
    const known = truth ? extent(truth) : null;
    const targets = this.finder.isSmooth && known ? known : region.targets;
    const domain = colourings.domainOf(number, grid, targets);
    const left = (residual && extent(residual)) ?? { low: -1, high: 1 };
    const most = niceDomain(union({ low: 0, high: Math.max(-left.low, left.high) }, null), 4).high;
    const reach = { low: -most, high: most };
    const n = field?.n ?? 2;
    const marks = ticks(domain, 7).map((value) => ({ value }));
    const isLined = field !== null && this.finder.isSmooth;
    const lines = [linesOf(grid, side, number, marks, false), []] as (readonly MapLine[])[];
    const scale = { kind: 'scale', domain, table: colourings.viridis } as const;
    this.heatmaps[0].fill(grid, side, side, scale);
    if (truth && residual) {
      const planes = { outputs: 1, values: truth };
      if (isLined) lines[1] = linesOf(planes, n, number, marks, false);
      this.heatmaps[1].fill(planes, n, n, { ...scale, holes: true });
      const diverging = { kind: 'scale', domain: reach, table: colourings.diverging } as const;
      this.heatmaps[2].fill({ outputs: 1, values: residual }, n, n, { ...diverging, holes: true });
    }
    this.painted = { grid: seen.grid, truth, residual, n, palette, domain, reach, marks, lines };
    return this.painted;
  }

  private drawTitle(context: CanvasRenderingContext2D, { left, top }: Box, title: string): void {
    context.font = plotFont;
    context.fillStyle = this.palette.ink;
    context.textAlign = 'left';
    context.textBaseline = 'alphabetic';
    context.fillText(title, left, top - 5);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'fall-line-truth-maps': TruthMaps;
  }
}
