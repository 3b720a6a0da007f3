import { css, html, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { parts, type Part, type SessionInfo } from '../engine/model';
import { Frame } from '../plots/axes';
import { formatNumber, formatShare } from '../plots/format';
import { placesOf, unitCount, type LayerPlace } from '../plots/layers';
import { targetsOf } from '../plots/map_grid';
import { readingOf, type Reading } from '../plots/outputs';
import { placesTable, type PlaceRow } from '../plots/places_table';
import { drawCloud, drawGlyph, glyphRadius, outlineOf } from '../plots/points';
import { principal, project, type Components } from '../plots/principal';
import { rectangleOf } from '../plots/region';
import { niceDomain, padded, type Domain } from '../plots/scales';
import { pointOn, type Surface } from '../plots/surface';
import { gridLines, samplesBeside, spread, type GridLines } from '../plots/warped';
import type { State } from '../state/state';
import { text } from '../text/text';
import { ReadingView } from './reading_view';
import { mapKey } from './key';

const probeName = 'hidden';
/** Beyond this one answer of the engine could not hold all units at all points. */
const mostUnits = 1500;
/** Points from which the principal axes are found. */
const mostForAxes = 300;
/** Milliseconds between two answers. */
const every = 50;

/** What was asked for: samples first, then the points of the grid. */
interface Asked {
  readonly inputs: SessionInfo['inputs'];
  readonly values: Float64Array;
  readonly samples: readonly { readonly part: Part; readonly index: number }[];
  readonly grid: GridLines;
}

/** Where a layer carries every point that was asked for, along two axes. */
interface Carried {
  readonly of: Float64Array;
  readonly axes: string;
  /** u v, point by point. */
  readonly places: Float64Array;
  /** Shares of the variance; null when both axes are units. */
  readonly shares: readonly [number, number] | null;
}

/** The plane of the inputs as a hidden layer sees it: a grid, bent, and the samples carried along. */
@customElement('fall-line-hidden')
export class HiddenView extends ReadingView {
  @state() private layer: number | null = null;
  /** A unit of the layer, or null for a principal axis. */
  @state() private across: number | null = null;
  @state() private up: number | null = null;
  @state() private chosen: number | null = null;

  private asked: Asked | null = null;
  private components: { readonly layer: number; readonly found: Components } | null = null;
  private carried: Carried | null = null;
  private frame: Frame | null = null;

  static override styles = [
    ...ReadingView.styles,
    css`
      .choices {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-1) var(--space-3);
        padding-bottom: var(--space-1);
      }
      .choices label {
        display: inline-flex;
        align-items: center;
        gap: var(--space-1);
        font-size: var(--text-small);
        color: var(--muted);
      }
      .choices select {
        width: auto;
      }
    `,
  ];

  protected override reads(state: State): readonly unknown[] {
    const { probed, samples, info, playing, dark, theme } = state;
    return [probed[probeName], samples, info, playing, dark, theme];
  }

  protected override description(): string {
    return text.result.hiddenOf(this.shownLayer + 1);
  }

  /** Numbers of the hidden layers that have a plane to show. */
  private get layers(): readonly number[] {
    const layers = this.state.info?.layers.slice(0, -1) ?? [];
    return layers.flatMap(({ units }, l) => (units > 1 ? [l] : []));
  }

  /** The chosen layer, or the last: there the classes have to be apart. */
  private get shownLayer(): number {
    const { layers } = this;
    return layers.find((l) => l === this.layer) ?? layers.at(-1) ?? 0;
  }

  private get place(): LayerPlace | null {
    const { info } = this.state;
    return (info && placesOf(info)[this.shownLayer]) ?? null;
  }

  /** The unit of an axis; null for a principal axis. Two units are their own axes. */
  private unitOf(axis: 'across' | 'up'): number | null {
    const units = this.place?.units ?? 0;
    const unit = this[axis];
    if (unit !== null && unit < units) return unit;
    return units === 2 ? (axis === 'across' ? 0 : 1) : null;
  }

  protected override render(): TemplateResult {
    const { info } = this.state;
    if (info && unitCount(info) > mostUnits) {
      return html`<p class="muted">${text.result.tooWide}</p>`;
    }
    const said = this.readout();
    return html`<div class="choices">
        <label
          >${text.result.layer}
          <select
            data-choice="layer"
            @change=${(event: Event) => {
              this.layer = Number((event.target as HTMLSelectElement).value);
              [this.across, this.up] = [null, null];
            }}
          >
            ${this.layers.map(
              (l) =>
                html`<option value=${l} ?selected=${l === this.shownLayer}>
                  ${text.result.hiddenLayer(l + 1)}
                </option>`,
            )}
          </select></label
        >
        ${this.axisMenu('across', text.result.across, text.result.axis(1))}
        ${this.axisMenu('up', text.result.up, text.result.axis(2))}
      </div>
      <div class="stage">
        <canvas
          role="img"
          tabindex="0"
          aria-label="${this.description()}. ${text.result.keysSamples}"
          @pointermove=${this.pointed}
          @pointerdown=${this.pointed}
          @pointerleave=${() => (this.chosen = null)}
          @blur=${() => (this.chosen = null)}
          @keydown=${this.pressed}
        ></canvas>
      </div>
      ${this.said(said)}
      <div class="key">${info ? mapKey(info, false) : null}</div>`;
  }

  private axisMenu(axis: 'across' | 'up', label: string, principalName: string): TemplateResult {
    const units = this.place?.units ?? 0;
    const unit = this.unitOf(axis);
    return html`<label
      >${label}
      <select
        data-choice=${axis}
        @change=${(event: Event) => {
          const { value } = event.target as HTMLSelectElement;
          this[axis] = value === '' ? null : Number(value);
        }}
      >
        ${
          units > 2
            ? html`<option value="" ?selected=${unit === null}>${principalName}</option>`
            : null
        }
        ${Array.from(
          { length: units },
          (_, k) =>
            html`<option value=${k} ?selected=${unit === k}>
              ${text.result.contribution(k + 1)}
            </option>`,
        )}
      </select></label
    >`;
  }

  protected override updated(): void {
    const { info, samples } = this.state;
    const isOurs = info?.inputs.count === 2 && unitCount(info) <= mostUnits;
    if (info && isOurs && samples.train && this.asked?.inputs !== info.inputs) {
      this.ask(info);
    }
    super.updated();
  }

  override disconnectedCallback(): void {
    this.store.probe(probeName, null);
    this.asked = null;
    super.disconnectedCallback();
  }

  private ask(info: SessionInfo): void {
    const { samples } = this.state;
    const units = unitCount(info);
    const all = parts.flatMap((part) =>
      Array.from({ length: samples[part]?.count ?? 0 }, (_, index) => ({ part, index })),
    );
    const shown = spread(all.length, samplesBeside(units)).flatMap((i) => all[i] ?? []);
    const grid = gridLines(rectangleOf(samples), units);
    const values = new Float64Array(2 * shown.length + grid.inputs.length);
    shown.forEach(({ part, index }, i) => {
      values[2 * i] = samples[part]?.inputs[2 * index] ?? NaN;
      values[2 * i + 1] = samples[part]?.inputs[2 * index + 1] ?? NaN;
    });
    values.set(grid.inputs, 2 * shown.length);
    this.asked = { inputs: info.inputs, values, samples: shown, grid };
    this.chosen = null;
    this.components = null;
    this.store.probe(probeName, { of: 'activations', inputs: values, every });
  }

  /** All activations at the points that were asked for; null until they are here. */
  private get activations(): Float64Array | null {
    const answer = this.state.probed[probeName];
    return answer && answer.probe.inputs === this.asked?.values ? answer.values : null;
  }

  private readout(): string {
    const { info, samples, settings } = this.state;
    const sample = this.chosen === null ? undefined : this.asked?.samples[this.chosen];
    const set = sample ? samples[sample.part] : null;
    const { chosen } = this;
    const carried = this.carry();
    if (!info || !carried) return '';
    if (!sample || !set || chosen === null) {
      const { shares } = carried;
      return shares ? text.result.variance(formatShare(shares[0]), formatShare(shares[1])) : '';
    }
    const { index, part } = sample;
    const [first = 'x1', second = 'x2'] = info.inputs.names;
    const target = set.targets[(index * set.targets.length) / set.count] ?? NaN;
    const isNumber = readingOf(info, settings).kind === 'number';
    const truth = isNumber
      ? formatNumber(target)
      : text.result.className(info.task.names[target] ?? String(target));
    const at = (i: number): string => formatNumber(carried.places[2 * chosen + i] ?? NaN);
    return text.result.carried(
      text.result.parts[part],
      `${first} ${formatNumber(set.inputs[2 * index] ?? NaN)}`,
      `${second} ${formatNumber(set.inputs[2 * index + 1] ?? NaN)}`,
      truth,
      `${at(0)}, ${at(1)}`,
    );
  }

  /** Every point with the activations of the layer that is shown. */
  protected override csv(): string | null {
    const { info } = this.state;
    const { activations, asked, place } = this;
    if (!info || !activations || !asked || !place) return null;
    const units = unitCount(info);
    const rows = Array.from({ length: activations.length / units }, (_, i): PlaceRow => {
      const sample = asked.samples[i];
      const from = i * units + place.activations;
      return {
        part: sample?.part ?? 'grid',
        inputs: asked.values.subarray(2 * i, 2 * i + 2),
        truth: sample ? this.truthOf(info, sample.part, sample.index) : null,
        said: activations.subarray(from, from + place.units),
      };
    });
    const columns = Array.from(
      { length: place.units },
      (_, k) => `layer ${this.shownLayer + 1} unit ${k + 1}`,
    );
    return placesTable({ inputs: info.inputs.names, columns, rows });
  }

  private truthOf({ task }: SessionInfo, part: Part, index: number): string | number {
    const set = this.state.samples[part];
    const target = set?.targets[(index * set.targets.length) / set.count] ?? NaN;
    return task.kind === 'classes' ? (task.names[target] ?? target) : target;
  }

  protected override draw({ context, width, height }: Surface): void {
    const { info, settings, samples } = this.state;
    const { asked, activations } = this;
    const carried = this.carry();
    if (!info || !asked || !activations || !carried) return;
    const { places } = carried;
    const units = unitCount(info);
    const box = { left: 44, top: 4, width: width - 52, height: height - 34 };
    const frame = new Frame(box, spanOf(places, 0), spanOf(places, 1));
    this.frame = frame;
    const reading = readingOf(info, settings);
    const domain = targetsOf(info, samples) ?? { low: 0, high: 1 };
    frame.drawAxes(context, this.palette, { x: '', y: '' });
    context.save();
    context.beginPath();
    context.rect(box.left, box.top, box.width, box.height);
    context.clip();
    const outputs = { values: activations, units, first: units - (info.layers.at(-1)?.units ?? 1) };
    this.drawGrid(context, frame, places, asked, (point) =>
      this.fillOf(reading, domain, info, outputs, point),
    );
    this.drawSamples(context, frame, places, asked, reading, domain, info);
    context.restore();
  }

  /** Where the layer carries every point, along the two chosen axes. */
  private carry(): Carried | null {
    const { info } = this.state;
    const { activations, place } = this;
    if (!info || !activations || !place) return null;
    const units = unitCount(info);
    const [across, up] = [this.unitOf('across'), this.unitOf('up')];
    const axes = [this.shownLayer, across, up].join(' ');
    if (this.carried?.of === activations && this.carried.axes === axes) return this.carried;
    const found = across === null || up === null ? this.axes(activations, units, place) : null;
    const count = activations.length / units;
    const places = new Float64Array(2 * count);
    for (let i = 0; i < count; ++i) {
      const from = i * units + place.activations;
      const [u, v] = found ? project(found, activations, from) : [0, 0];
      places[2 * i] = across === null ? u : (activations[from + across] ?? NaN);
      places[2 * i + 1] = up === null ? v : (activations[from + up] ?? NaN);
    }
    this.carried = { of: activations, axes, places, shares: found?.shares ?? null };
    return this.carried;
  }

  private axes(activations: Float64Array, units: number, place: LayerPlace): Components {
    const shown = spread(this.asked?.samples.length ?? 0, mostForAxes);
    const points = new Float64Array(shown.length * place.units);
    shown.forEach((sample, i) => {
      const from = sample * units + place.activations;
      points.set(activations.subarray(from, from + place.units), i * place.units);
    });
    const { shownLayer: layer } = this;
    const near = this.components?.layer === layer ? this.components.found : null;
    const found = principal(points, shown.length, place.units, near);
    this.components = { layer, found };
    return found;
  }

  /** The fill that a sample would have which the network sees as it sees this point. */
  private fillOf(
    reading: Reading,
    domain: Domain,
    info: SessionInfo,
    { values, units, first }: { values: Float64Array; units: number; first: number },
    point: number,
  ): string {
    const { fills, fill } = this.colourings().targetFills(reading, domain, info);
    const at = point * units + first;
    let said = values[at] ?? NaN;
    if (reading.kind === 'sides') said = said > (reading.low + reading.high) / 2 ? 1 : 0;
    if (reading.kind === 'classes') {
      const outputs = [...values.subarray(at, at + info.outputs)];
      said = outputs.indexOf(Math.max(...outputs));
    }
    return fills[fill(said)] ?? this.palette.muted;
  }

  /** The bent lines, in the colour of what the network says there. */
  private drawGrid(
    context: CanvasRenderingContext2D,
    frame: Frame,
    places: Float64Array,
    { grid, samples }: Asked,
    colourOf: (point: number) => string,
  ): void {
    const paths = new Map<string, number[]>();
    for (let line = 0; line < 2 * grid.lines; ++line) {
      for (let i = 0; i + 1 < grid.points; ++i) {
        const point = samples.length + line * grid.points + i;
        const colour = colourOf(point);
        const path = paths.get(colour);
        if (path) path.push(point);
        else paths.set(colour, [point]);
      }
    }
    context.lineWidth = 1;
    context.globalAlpha = 0.75;
    for (const [colour, path] of paths) {
      context.beginPath();
      for (const point of path) {
        context.moveTo(
          frame.toX(places[2 * point] ?? NaN),
          frame.toY(places[2 * point + 1] ?? NaN),
        );
        context.lineTo(
          frame.toX(places[2 * point + 2] ?? NaN),
          frame.toY(places[2 * point + 3] ?? NaN),
        );
      }
      context.strokeStyle = colour;
      context.stroke();
    }
    context.globalAlpha = 1;
  }

  private drawSamples(
    context: CanvasRenderingContext2D,
    frame: Frame,
    places: Float64Array,
    { samples }: Asked,
    reading: Reading,
    domain: Domain,
    info: SessionInfo,
  ): void {
    const { dark, samples: sets } = this.state;
    const { fills, fill } = this.colourings().targetFills(reading, domain, info);
    const target = (i: number): number => {
      const sample = samples[i];
      const set = sample && sets[sample.part];
      return set ? (set.targets[(sample.index * set.targets.length) / set.count] ?? NaN) : NaN;
    };
    const x = (i: number): number => frame.toX(places[2 * i] ?? NaN);
    const y = (i: number): number => frame.toY(places[2 * i + 1] ?? NaN);
    const radius = glyphRadius(samples.length);
    for (const part of parts) {
      const members = samples.flatMap((sample, i) => (sample.part === part ? [i] : []));
      const of = (i: number): number => members[i] ?? 0;
      drawCloud(context, {
        part,
        count: members.length,
        radius,
        outline: outlineOf(part, dark),
        fills,
        fill: (i) => fill(target(of(i))),
        x: (i) => x(of(i)),
        y: (i) => y(of(i)),
      });
    }
    const { chosen } = this;
    const sample = chosen === null ? undefined : samples[chosen];
    if (chosen === null || !sample) return;
    const style = { fill: fills[fill(target(chosen))] ?? '', outline: this.palette.ink };
    drawGlyph(context, sample.part, x(chosen), y(chosen), radius + 2.5, style);
  }

  private readonly pointed = (event: PointerEvent): void => {
    const { carried, frame, asked } = this;
    if (!carried || !frame || !asked) return;
    const { x, y } = pointOn(this.canvas, event);
    let nearest = 24;
    let found: number | null = null;
    asked.samples.forEach((_, i) => {
      const far = Math.hypot(
        frame.toX(carried.places[2 * i] ?? NaN) - x,
        frame.toY(carried.places[2 * i + 1] ?? NaN) - y,
      );
      if (far < nearest) [nearest, found] = [far, i];
    });
    this.chosen = found;
  };

  /** From sample to sample. */
  private readonly pressed = (event: KeyboardEvent): void => {
    const count = this.asked?.samples.length ?? 0;
    const step = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key];
    if (step === undefined || count === 0) return;
    event.preventDefault();
    this.chosen = this.chosen === null ? 0 : (this.chosen + step + count) % count;
  };
}

/** What a column of u v pairs spans, in whole steps so that it does not twitch. */
function spanOf(places: Float64Array, column: 0 | 1): Domain {
  let low = Infinity;
  let high = -Infinity;
  for (let i = column; i < places.length; i += 2) {
    const value = places[i] ?? NaN;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (!(low <= high)) return { low: -1, high: 1 };
  return niceDomain(padded({ low, high }, 0.02), 8);
}

declare global {
  interface HTMLElementTagNameMap {
    'fall-line-hidden': HiddenView;
  }
}
