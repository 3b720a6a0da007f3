import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { LayerShape } from '../engine/model';
import { viridisTable } from '../plots/colour';
import { csvText } from '../plots/csv_text';
import { formatCount } from '../plots/format';
import { Heatmap } from '../plots/heatmap';
import {
  onPlane,
  planeAlong,
  planeOfParameters,
  planeOfPaths,
  regionAround,
  rowOfGrid,
  type Plane,
} from '../plots/landscape';
import {
  drawLandscape,
  type LandscapeArrow,
  type LandscapePath,
  type Survey,
} from '../plots/landscape_plot';
import type { PlotSource } from '../plots/plot_source';
import type { Palette, Surface } from '../plots/surface';
import { mostParameters, type Race } from '../state/race';
import { idOf } from '../state/spec';
import type { Store } from '../state/store';
import { controls } from '../styles/controls';
import { placeText } from '../text/places';
import { Drawn, drawnStyles } from './drawn';
import { laneColour, laneDash, laneNames } from './race_columns';
import { segments, segmentStyles } from './segments';
import './number_field';
import './plot_menu';

const words = placeText.race.landscape;
const kinds = ['path', 'step', 'parameters'] as const;
type Kind = (typeof kinds)[number];
/** Points of the grid in each direction: odd, so that the middle is one of them. */
const side = 45;
/** As far as every step of a path is kept. */
const singleSteps = 127;
const undampedDash = [7, 6];

/** The loss over a plane of the parameters, with the path of every lane. */
@customElement('fall-line-race-landscape')
export class RaceLandscape extends LitElement {
  @property({ attribute: false }) store!: Store;
  @property({ attribute: false }) race!: Race;
  /** Another number with everything new in the race. */
  @property({ type: Number }) revision = 0;
  /** Another text when colours or sizes are others. */
  @property() look = '';
  @state() private kind: Kind = 'path';
  /** The lane whose gradient and step span the plane. */
  @state() private lane = 0;
  /** The two parameters. */
  @state() private chosen: readonly [number, number] = [0, 1];
  @state() private survey: Survey | null = null;
  @state() private surveying = false;
  /** The kind of plane that is drawn in full. */
  @state() private surveyed: Kind | null = null;
  /** Of the lane with arrows, the step at which they are drawn, from 0. */
  @state() private arrowStep = 0;
  @state() private arrows: readonly LandscapeArrow[] = [];
  @state() private lacks = '';

  static override styles = [
    controls,
    segmentStyles,
    drawnStyles,
    css`
      :host {
        display: flex;
        flex-direction: column;
      }
      .head {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-1) var(--space-3);
      }
      .head fall-line-number {
        width: calc(190px * var(--scale));
      }
      .stage {
        min-height: calc(260px * var(--scale));
      }
      p {
        min-height: calc(20px * var(--scale));
        margin: 0;
      }
      select {
        width: auto;
      }
    `,
  ];

  private readonly heatmap = new Heatmap();
  private readonly drawn = new Drawn(this, (surface, palette) => this.drawOn(surface, palette));
  private readonly table = viridisTable();
  /** Another one with every survey: what a former one still finds is not drawn. */
  private turn = 0;
  private wasRunning = false;

  protected override willUpdate(): void {
    const { race } = this;
    const { running } = race.state;
    const ended = this.wasRunning && !running;
    this.wasRunning = running;
    if (ended) void this.draw();
    // Another start line has other parameters.
    if (this.survey && this.survey.plane.origin.length !== race.state.info?.parameters) {
      this.survey = null;
    }
  }

  protected override render(): TemplateResult {
    const { race } = this;
    if (race.state.info && !race.hasPaths) {
      return html`<p class="muted">${words.tooMany(formatCount(mostParameters))}</p>`;
    }
    const [across, up] = this.names();
    return html`<div class="head">
        ${segments(
          words.plane,
          kinds.map((id) => ({ id, label: words.planes[id] })),
          this.kind,
          (id) => {
            this.kind = id as Kind;
            void this.draw();
          },
        )}
        ${this.kind === 'step' ? this.laneMenu() : nothing}
        ${this.kind === 'parameters' ? this.parameterFields() : nothing} ${this.stepField()}
        <button
          data-action="survey"
          ?disabled=${this.surveying || race.state.running}
          @click=${() => void this.draw()}
        >
          ${this.surveying ? words.surveying : words.survey}
        </button>
        <fall-line-plot-menu
          .store=${this.store}
          .plot=${() => this.source()}
        ></fall-line-plot-menu>
      </div>
      <div class="stage">
        <canvas
          role="img"
          aria-label=${words.label(across, up)}
          data-survey=${this.surveying ? nothing : (this.surveyed ?? nothing)}
        ></canvas>
      </div>
      <p class="muted small">
        ${this.lacks === '' ? words.key : this.lacks}
        ${this.arrows.length > 1 ? words.arrowKey : ''}
      </p>`;
  }

  private laneMenu(): TemplateResult {
    return html`<label class="small">
      ${words.of}
      <select
        data-field="landscape-lane"
        @change=${(event: Event) => {
          this.lane = Number((event.target as HTMLSelectElement).value);
          void this.draw();
        }}
      >
        ${laneNames(this.race.state).map(
          (name, i) => html`<option value=${i} ?selected=${i === this.lane}>${name}</option>`,
        )}
      </select>
    </label>`;
  }

  private parameterFields(): TemplateResult {
    const field = (index: 0 | 1, label: string): TemplateResult =>
      html`<fall-line-number
        label="${label}: ${this.nameOf(this.chosen[index])}"
        data-parameter="parameter-${index}"
        .value=${this.chosen[index]}
        .low=${0}
        .high=${Math.max(1, (this.race.state.info?.parameters ?? 2) - 1)}
        whole
        @change=${({ detail }: CustomEvent<number>) => this.choose(index, detail)}
      ></fall-line-number>`;
    return html`${field(0, words.firstParameter)} ${field(1, words.secondParameter)}`;
  }

  /** The first lane of Levenberg-Marquardt, whose steps have arrows; −1: there is none. */
  private get arrowLane(): number {
    return this.race.state.lanes.findIndex(({ choice }) => idOf(choice) === 'levenberg-marquardt');
  }

  private stepField(): TemplateResult | typeof nothing {
    const path = this.race.state.lanes[this.arrowLane]?.path ?? [];
    if (path.length < 2) return nothing;
    return html`<fall-line-number
      label=${words.arrowStep}
      help=${words.arrowHelp}
      data-parameter="arrow-step"
      .value=${this.arrowStep + 1}
      .low=${1}
      .high=${Math.max(2, Math.min(singleSteps, path.length - 1))}
      whole
      @change=${({ detail }: CustomEvent<number>) => {
        this.arrowStep = Math.max(
          0,
          Math.min(singleSteps, path.length - 1, Math.round(detail)) - 1,
        );
        void this.drawArrows(this.turn);
      }}
    ></fall-line-number>`;
  }

  /** The step that was taken, damped, and the one that Gauss-Newton would have taken. */
  private async drawArrows(turn: number): Promise<void> {
    const lane = this.arrowLane;
    const path = this.race.state.lanes[lane]?.path ?? [];
    const [from, to] = [path[this.arrowStep], path[this.arrowStep + 1]];
    if (!from || !to) {
      this.arrows = [];
      return;
    }
    const free = await this.race.dampedStepAt(from, 0).catch(() => null);
    if (turn !== this.turn) return;
    const colour = laneColour(lane);
    const undamped = free?.map((value, i) => value + (from[i] ?? 0));
    this.arrows = [
      ...(undamped ? [{ colour, dash: undampedDash, from, to: undamped }] : []),
      { colour, dash: [], from, to },
    ];
  }

  private choose(index: 0 | 1, value: number): void {
    const last = (this.race.state.info?.parameters ?? 1) - 1;
    const wanted = Math.max(0, Math.min(last, Math.round(value)));
    const [first, second] = this.chosen;
    if (wanted === (index === 0 ? second : first)) return; // one parameter is no plane
    this.chosen = index === 0 ? [wanted, second] : [first, wanted];
    void this.draw();
  }

  private names(): readonly [string, string] {
    if (this.kind === 'parameters')
      return [this.nameOf(this.chosen[0]), this.nameOf(this.chosen[1])];
    const [across, up] = words.along[this.kind];
    return [across, up];
  }

  private nameOf(index: number): string {
    return parameterName(this.race.state.info?.layers ?? [], index);
  }

  protected override firstUpdated(): void {
    if (!this.race.state.running) void this.draw();
  }

  override disconnectedCallback(): void {
    ++this.turn;
    super.disconnectedCallback();
  }

  /** Computes the loss over the plane, row by row, drawing what is there. */
  private async draw(): Promise<void> {
    const turn = ++this.turn;
    const { race } = this;
    this.lacks = '';
    this.arrows = [];
    this.surveyed = null;
    this.surveying = true;
    try {
      const plane = await this.plane();
      if (turn !== this.turn || !plane) return;
      const points = race.state.lanes.flatMap(({ path }) => path ?? []);
      const region = regionAround(points.map((theta) => onPlane(plane, theta)));
      const losses = new Float64Array(side * side).fill(NaN);
      this.survey = { plane, region, side, losses };
      for (let row = 0; row < side; ++row) {
        const values = await race.lossesAt(rowOfGrid(plane, region, side, row));
        if (turn !== this.turn) return;
        losses.set(values, row * side);
        this.drawn.redraw();
      }
      await this.drawArrows(turn);
      this.surveyed = this.kind;
    } catch (reason) {
      if (turn === this.turn)
        this.lacks = reason instanceof Error ? reason.message : String(reason);
    } finally {
      if (turn === this.turn) this.surveying = false;
    }
  }

  /** The plane that was asked for; null, and why in `lacks`, while there is none. */
  private async plane(): Promise<Plane | null> {
    const paths = this.race.state.lanes.map(({ path }) => path ?? []);
    const path = paths[this.lane] ?? [];
    const here = (this.kind === 'parameters' ? paths[0] : path)?.at(-1);
    const missing = (why: string): null => {
      this.lacks = why;
      return null;
    };
    switch (this.kind) {
      case 'path':
        return planeOfPaths(paths) ?? missing(words.notMoved);
      case 'parameters':
        return here ? planeOfParameters(here, ...this.chosen) : missing(words.notMoved);
      case 'step': {
        const before = path.at(-2);
        if (!here || !before) return missing(words.noStep);
        const step = here.map((value, i) => value - (before[i] ?? 0));
        const gradient = await this.race.gradientAt(here);
        return planeAlong(here, gradient, step) ?? missing(words.noStep);
      }
    }
  }

  private drawOn(surface: Surface, palette: Palette): void {
    if (!this.survey) return;
    const [x, y] = this.names();
    const names = { x, y };
    const { survey, arrows, table, heatmap } = this;
    drawLandscape(surface, survey, this.paths(), arrows, names, table, heatmap, palette);
  }

  private paths(): readonly LandscapePath[] {
    return this.race.state.lanes.map(({ path }, i) => ({
      colour: laneColour(i),
      dash: laneDash(i),
      points: path ?? [],
    }));
  }

  private source(): PlotSource | null {
    const { survey } = this;
    const { palette, size } = this.drawn;
    if (!survey) return null;
    const [across, up] = this.names();
    return {
      name: 'landscape',
      title: words.label(across, up),
      ...size,
      ground: palette.surface,
      forPaper: false,
      draw: (surface) => this.drawOn(surface, palette),
      csv: () => csvText(['u', 'v', 'loss'], rowsOf(survey)),
    };
  }
}

function rowsOf({ region, side: n, losses }: Survey): (readonly number[])[] {
  const place = ({ low, high }: { low: number; high: number }, i: number): number =>
    low + (i / (n - 1)) * (high - low);
  return Array.from(losses, (loss, i) => [
    place(region.u, i % n),
    place(region.v, Math.floor(i / n)),
    loss,
  ]);
}

/** Layer by layer: W row-major out×in, then b. */
function parameterName(layers: readonly LayerShape[], index: number): string {
  let left = index;
  for (const [l, { inputs, units, bias }] of layers.entries()) {
    const weights = inputs * units;
    if (left < weights) {
      return words.weight(l + 1, Math.floor(left / inputs) + 1, (left % inputs) + 1);
    }
    left -= weights;
    if (bias && left < units) return words.bias(l + 1, left + 1);
    left -= bias ? units : 0;
  }
  return '';
}

declare global {
  interface HTMLElementTagNameMap {
    'fall-line-race-landscape': RaceLandscape;
  }
}
