import { html, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { parts, type SessionInfo } from '../engine/model';
import type { Box } from '../plots/axes';
import { cubeEdges, type Body, type Mesh, type Scene, type Segments } from '../plots/bodies';
import type { ColourTable } from '../plots/colour';
import { moveBy, type Place } from '../plots/cursor';
import { formatNumber } from '../plots/format';
import { drawLegend, legendWidth } from '../plots/legend';
import { gridSize, sideOf, targetsOf } from '../plots/map_grid';
import { projector } from '../plots/orbit';
import { describeOutputs, readingOf, type Reading } from '../plots/outputs';
import { rectangleOf } from '../plots/region';
import { extent, niceDomain, ticks, type Domain } from '../plots/scales';
import { drawSpaceAxes } from '../plots/space_axes';
import { plotFont } from '../plots/surface';
import { heightMesh, meshLines, resampled } from '../plots/surface_mesh';
import { residualField } from '../plots/truth_field';
import type { State } from '../state/state';
import { text } from '../text/text';
import { mapKey } from './key';
import type { Region } from './plane_view';
import { RotatingView } from './rotating_view';
import { TruthFinder } from './truth_finder';

/** Points of each surface in both directions, and lines that are drawn of them. */
const side = 33;
const lineStep = 4;
/** How much of the cube's height the surfaces take: flat is easier to compare than steep. */
const reach = 0.72;
/** More samples than this would hide the surface. */
const mostSamples = 400;

/** One of the surfaces: its values, and how they become heights and colours. */
interface Sheet {
  readonly title: string;
  readonly values: Float32Array;
  readonly domain: Domain;
  readonly table: ColourTable;
  readonly bodies: readonly Body[];
}

/** Two inputs: the output as a surface; of a regression the truth and the residual beside it. */
@customElement('fall-line-surfaces')
export class SurfacesView extends RotatingView {
  @state() private cursor: Place | null = null;

  private region: Region | null = null;
  private readonly finder = new TruthFinder();
  private made: { readonly key: readonly unknown[]; readonly sheets: readonly Sheet[] } | null =
    null;
  private shown: readonly Scene[] = [];

  protected override reads(state: State): readonly unknown[] {
    const { seen, samples, info, truth, playing, dark, theme } = state;
    return [seen.grid, samples, info, truth, playing, dark, theme];
  }

  protected override description(): string {
    const { info } = this.state;
    const names = info?.inputs.names ?? [];
    return info?.task.kind === 'regression'
      ? text.result.surfacesOf(names)
      : text.result.surfaceOf(names);
  }

  protected override updated(): void {
    const { info, samples } = this.state;
    const isOurs = info?.inputs.count === 2; // this view may be about to give way to another
    if (info && isOurs && samples.train && this.region?.inputs !== info.inputs) {
      const { x, y } = rectangleOf(samples);
      this.region = { inputs: info.inputs, x, y, targets: targetsOf(info, samples) };
      this.cursor = null;
      const n = gridSize(info);
      this.store.watch({ grid: { x: [x.low, x.high], y: [y.low, y.high], nx: n, ny: n } });
    }
    if (isOurs && info.task.kind === 'regression') void this.store.askTruth();
    super.updated();
  }

  override disconnectedCallback(): void {
    this.store.unwatch('grid');
    this.region = null;
    super.disconnectedCallback();
  }

  protected override foot(): TemplateResult | null {
    const { info } = this.state;
    if (!info) return null;
    const isHidden = info.samples.train + info.samples.test > mostSamples;
    return info.task.kind === 'regression' || isHidden ? html`` : mapKey(info, false);
  }

  protected override scenes(width: number, height: number): readonly Scene[] {
    const { orbit } = this;
    const sheets = this.sheets();
    const boxes = boxesFor(sheets.length, width, height);
    this.shown = sheets.flatMap(({ bodies }, s) => {
      const box = boxes[s];
      return box ? [{ box, orbit, bodies }] : [];
    });
    return this.shown;
  }

  protected override overlay(
    context: CanvasRenderingContext2D,
    scenes: readonly Scene[],
    { width, height }: { readonly width: number; readonly height: number },
  ): void {
    const { info } = this.state;
    const { region } = this;
    if (!info || !region) return;
    const sheets = this.sheets();
    const [first = 'x1', second = 'x2'] = info.inputs.names;
    scenes.forEach(({ box, orbit }, s) => {
      const sheet = sheets[s];
      if (!sheet) return;
      if (scenes.length === 1) {
        drawSpaceAxes(context, this.palette, box, orbit, [
          { name: first, domain: region.x },
          { name: second, domain: region.y },
          { name: '', domain: sheet.domain, reach },
        ]);
      }
      context.font = plotFont;
      context.fillStyle = this.palette.ink;
      context.textAlign = 'left';
      context.textBaseline = 'top';
      context.fillText(sheet.title, box.left + 2, box.top + 2);
      this.drawMarker(context, box, sheet);
    });
    const [sheet] = sheets;
    if (!sheet) return;
    const scales = scaleBoxes(sheets.length, width, height);
    const marks = (domain: Domain): { value: number }[] =>
      ticks(domain, 5).map((value) => ({ value }));
    if (scales[0]) {
      drawLegend(context, this.palette, scales[0], sheet.domain, sheet.table, marks(sheet.domain));
    }
    const rest = sheets[2];
    if (scales[1] && rest) {
      drawLegend(context, this.palette, scales[1], rest.domain, rest.table, marks(rest.domain));
    }
  }

  /** A pin at the place that is read, in every surface. */
  private drawMarker(context: CanvasRenderingContext2D, box: Box, sheet: Sheet): void {
    const at = this.cursorIndex();
    if (at === null) return;
    const value = sheet.values[at] ?? NaN;
    if (!Number.isFinite(value)) return;
    const [x, y, z] = placeOf(sheet, at);
    const project = projector(this.orbit, box);
    const [foot, head] = [
      { x: 0, y: 0, depth: 0 },
      { x: 0, y: 0, depth: 0 },
    ];
    project(x, y, -1, foot);
    project(x, y, z, head);
    context.strokeStyle = this.palette.ink;
    context.fillStyle = this.palette.ink;
    context.lineWidth = 1.5;
    context.beginPath();
    context.moveTo(foot.x, foot.y);
    context.lineTo(head.x, head.y);
    context.stroke();
    context.beginPath();
    context.arc(head.x, head.y, 4, 0, 2 * Math.PI);
    context.fill();
  }

  /** The lattice point nearest to the cursor. */
  private cursorIndex(): number | null {
    const { cursor, region } = this;
    if (!cursor || !region) return null;
    const step = ({ low, high }: Domain, value: number): number =>
      Math.round(((value - low) / (high - low)) * (side - 1));
    return step(region.y, cursor.y) * side + step(region.x, cursor.x);
  }

  protected override readout(): string {
    const { info, settings } = this.state;
    const { cursor } = this;
    const at = this.cursorIndex();
    if (!info || !cursor || at === null) return '';
    const [first = 'x1', second = 'x2'] = info.inputs.names;
    const place = `${first} ${formatNumber(cursor.x)}, ${second} ${formatNumber(cursor.y)}`;
    const [prediction, truth, residual] = this.sheets().map(({ values }) => {
      const value = values[at] ?? NaN;
      return Number.isFinite(value) ? value : null;
    });
    if (info.task.kind !== 'regression') {
      const said = describeOutputs(readingOf(info, settings), info, [prediction ?? NaN]);
      return text.result.at(place, said);
    }
    const [p, t, r] = [prediction, truth, residual].map((value) => formatNumber(value));
    return text.result.at(place, text.result.three(p ?? '', t ?? '', r ?? ''));
  }

  /** All surfaces of the latest grid; the same objects until something changes. */
  private sheets(): readonly Sheet[] {
    const { info, seen, samples, settings } = this.state;
    const { palette, region } = this;
    if (!info || !region || !seen.grid) return [];
    const isRegression = info.task.kind === 'regression';
    const field = isRegression ? this.finder.field(this.state, region) : null;
    const key = [seen.grid, samples, palette, region, field];
    if (this.made?.key.every((one, i) => Object.is(one, key[i]))) return this.made.sheets;
    const reading = readingOf(info, settings);
    const colourings = this.colourings();
    const grid = seen.grid;
    const gridSide = sideOf(grid);
    // Where the truth is known without noise, noisy targets do not flatten the surfaces.
    const truth = field && this.finder.isSmooth ? extent(field.values) : null;
    const domain = colourings.domainOf(reading, grid, truth ?? region.targets);
    const table = colourings.tableOf(reading);
    const sheets: Sheet[] = [];
    const add = (title: string, values: Float32Array, of: Domain, colours: ColourTable): void => {
      const mesh = heightMesh(values, side, of, reach, colours);
      const lines = meshLines(mesh, values, side, lineStep, this.palette.ink);
      const bodies: Body[] = [this.edges(), mesh, lines];
      if (sheets.length === 0) bodies.push(...this.samplesOn(info, reading, of));
      sheets.push({ title, values, domain: of, table: colours, bodies });
    };
    add(
      isRegression ? text.result.prediction : '',
      resampled(grid.values, gridSide, side),
      domain,
      table,
    );
    if (field) {
      const name = this.finder.isSmooth ? text.result.truthSmooth : text.result.truthNearest;
      add(name, resampled(field.values, field.n, side), domain, table);
      const left = resampled(residualField(field, grid, gridSide), field.n, side);
      const { low: lowest, high: highest } = extent(left) ?? { low: -1, high: 1 };
      const most = Math.max(1e-9, -lowest, highest);
      const { high } = niceDomain({ low: 0, high: most }, 4);
      add(text.result.residual, left, { low: -high, high }, colourings.diverging);
    }
    this.made = { key, sheets };
    return sheets;
  }

  private edges(): Segments {
    return { kind: 'segments', positions: cubeEdges, colour: this.palette.edge, opacity: 0.45 };
  }

  /** The samples at the heights of their targets, where they are few enough. */
  private samplesOn(info: SessionInfo, reading: Reading, domain: Domain): readonly Body[] {
    const { samples } = this.state;
    const { region } = this;
    if (!region || info.samples.train + info.samples.test > mostSamples) return [];
    const { fills, fill } = this.colourings().targetFills(reading, domain, info);
    const height = (target: number): number => {
      const value = reading.kind === 'sides' ? (target > 0 ? reading.high : reading.low) : target;
      return reach * ((2 * (value - domain.low)) / (domain.high - domain.low) - 1);
    };
    const share = ({ low, high }: Domain, value: number): number =>
      (2 * (value - low)) / (high - low) - 1;
    const bodies: Body[] = [];
    for (const part of parts) {
      const set = samples[part];
      if (!set) continue;
      fills.forEach((colour, f) => {
        const positions: number[] = [];
        for (let i = 0; i < set.count; ++i) {
          const target = set.targets[(i * set.targets.length) / set.count] ?? NaN;
          if (fill(target) !== f) continue;
          positions.push(
            share(region.x, set.inputs[2 * i] ?? NaN),
            share(region.y, set.inputs[2 * i + 1] ?? NaN),
            height(target),
          );
        }
        if (positions.length === 0) return;
        bodies.push({
          kind: 'points',
          positions: Float32Array.from(positions),
          shape: part === 'train' ? 'disc' : part === 'test' ? 'diamond' : 'triangle',
          hollow: false,
          colour,
          ground: part === 'train' ? this.palette.surface : this.palette.ink,
          radius: 3,
        });
      });
    }
    return bodies;
  }

  protected override hovered(place: { readonly x: number; readonly y: number } | null): void {
    const { region } = this;
    this.cursor = null;
    if (!place || !region) return;
    const sheets = this.sheets();
    const at = { x: 0, y: 0, depth: 0 };
    // Of the points under the pointer the one nearest to the eye.
    let best = Infinity;
    this.shown.forEach(({ box, orbit }, s) => {
      const sheet = sheets[s];
      if (!sheet || !isWithin(box, place)) return;
      const project = projector(orbit, box);
      for (let i = 0; i < side * side; ++i) {
        if (!Number.isFinite(sheet.values[i])) continue;
        project(...placeOf(sheet, i), at);
        if (Math.hypot(at.x - place.x, at.y - place.y) > 6 || at.depth >= best) continue;
        best = at.depth;
        this.cursor = {
          x: region.x.low + ((i % side) / (side - 1)) * (region.x.high - region.x.low),
          y: region.y.low + (Math.floor(i / side) / (side - 1)) * (region.y.high - region.y.low),
        };
      }
    });
  }

  protected override chose({ key }: KeyboardEvent): boolean {
    if (!this.region) return false;
    this.cursor = moveBy({ key, shiftKey: false }, this.cursor, this.region);
    return true;
  }
}

/** A point of a surface's lattice in the cube. */
function placeOf({ bodies }: Sheet, i: number): readonly [number, number, number] {
  const mesh = bodies.find((body): body is Mesh => body.kind === 'mesh');
  const at = (k: number): number => mesh?.positions[3 * i + k] ?? NaN;
  return [at(0), at(1), at(2)];
}

function isWithin(box: Box, { x, y }: { readonly x: number; readonly y: number }): boolean {
  return x >= box.left && x < box.left + box.width && y >= box.top && y < box.top + box.height;
}

/** Whether three lie beside each other: in a flat frame, where each has room for its name. */
function isInRow(width: number, height: number): boolean {
  return width > 1.9 * height && (width - 2 * legendWidth) / 3 >= 132;
}

/** One picture beside its scale; three in a row, or two by two with the scales in the last place. */
function boxesFor(count: number, width: number, height: number): readonly Box[] {
  const legends = (count > 1 ? 2 : 1) * legendWidth;
  if (count <= 1) {
    return [{ left: 0, top: 0, width: Math.max(40, width - legends), height }];
  }
  if (isInRow(width, height)) {
    const third = Math.floor((width - legends) / 3);
    return [0, 1, 2].map((i) => ({ left: i * third, top: 0, width: third, height }));
  }
  const [w, h] = [Math.floor(width / 2), Math.floor(height / 2)];
  return [
    { left: 0, top: 0, width: w, height: h },
    { left: w, top: 0, width: w, height: h },
    { left: 0, top: h, width: w, height: h },
  ];
}

function scaleBoxes(count: number, width: number, height: number): readonly Box[] {
  const isRow = count <= 1 || isInRow(width, height);
  const top = isRow ? 24 : Math.floor(height / 2) + 24;
  const tall = Math.max(40, (isRow ? height : height / 2) - 40);
  const scale = (left: number): Box => ({ left, top, width: legendWidth, height: tall });
  if (count <= 1) return [scale(width - legendWidth + 8)];
  const first = isRow ? width - 2 * legendWidth + 8 : Math.floor(width / 2) + 40;
  return [scale(first), scale(first + legendWidth)];
}

declare global {
  interface HTMLElementTagNameMap {
    'fall-line-surfaces': SurfacesView;
  }
}
