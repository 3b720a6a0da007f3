import type { TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { parts, type Part, type SessionInfo } from '../engine/model';
import { cubeEdges, shapes, type Body, type Points, type Scene } from '../plots/bodies';
import { parseHex } from '../plots/colour';
import { lead } from '../plots/contour';
import { decisionPlane, scalingOf } from '../plots/decision_plane';
import { formatNumber } from '../plots/format';
import { boxOf } from '../plots/map_grid';
import { projector } from '../plots/orbit';
import { classColours, readingOf } from '../plots/outputs';
import type { Domain } from '../plots/scales';
import { placesTable, type PlaceRow } from '../plots/places_table';
import { drawSpaceAxes } from '../plots/space_axes';
import { shadedMesh } from '../plots/surface_mesh';
import { isosurface, lattice } from '../plots/tetrahedra';
import { idOf } from '../state/spec';
import type { State } from '../state/state';
import { text } from '../text/text';
import { shapeKey } from './key';
import { RotatingView } from './rotating_view';

const probeName = 'space';
/** Points of the lattice in each direction, and milliseconds between two answers. */
const side = 24;
const every = 300;

type Box3 = readonly [Domain, Domain, Domain];

/** Three inputs: the samples in space, and the surface on which the network decides. */
@customElement('fall-line-space')
export class SpaceView extends RotatingView {
  @state() private chosen: { readonly part: Part; readonly index: number } | null = null;

  private box: { readonly inputs: SessionInfo['inputs']; readonly box: Box3 } | null = null;
  private asked: Float64Array | null = null;
  private points: { readonly key: readonly unknown[]; readonly bodies: readonly Body[] } | null =
    null;
  private surfaces: { readonly key: readonly unknown[]; readonly bodies: readonly Body[] } | null =
    null;
  private shown: Scene | null = null;

  protected override reads(state: State): readonly unknown[] {
    const { probed, samples, info, playing, dark, theme, seen } = state;
    const theta = isPlane(info) ? seen.parameters : null;
    return [probed[probeName], theta, samples, info, playing, dark, theme];
  }

  protected override description(): string {
    return text.result.spaceOf(this.state.info?.inputs.names ?? []);
  }

  protected override updated(): void {
    const { info, samples } = this.state;
    const isOurs = info?.inputs.count === 3; // this view may be about to give way to another
    if (info && isOurs && samples.train && this.box?.inputs !== info.inputs) {
      const box = boxOf(samples);
      this.box = { inputs: info.inputs, box };
      this.chosen = null;
      this.asked = null;
      if (isPlane(info)) this.store.watch({ parameters: true });
      else {
        this.asked = lattice(box, side);
        this.store.probe(probeName, { of: 'outputs', inputs: this.asked, every });
      }
    }
    super.updated();
  }

  override disconnectedCallback(): void {
    this.store.probe(probeName, null);
    this.box = null;
    super.disconnectedCallback();
  }

  protected override foot(): TemplateResult | null {
    const { info } = this.state;
    return info ? shapeKey(info, text.result.decidesHere) : null;
  }

  protected override scenes(width: number, height: number): readonly Scene[] {
    const { info } = this.state;
    if (!info || !this.box) return [];
    const { box } = this.box;
    const bodies = [...this.pointBodies(info, box), ...this.surfaceBodies(info, box)];
    this.shown = { box: { left: 0, top: 0, width, height }, orbit: this.orbit, bodies };
    return [this.shown];
  }

  protected override overlay(context: CanvasRenderingContext2D, [scene]: readonly Scene[]): void {
    const { info, samples } = this.state;
    if (!scene || !info || !this.box) return;
    const [x, y, z] = this.box.box;
    const [first = 'x1', second = 'x2', third = 'x3'] = info.inputs.names;
    drawSpaceAxes(context, this.palette, scene.box, scene.orbit, [
      { name: first, domain: x },
      { name: second, domain: y },
      { name: third, domain: z },
    ]);
    const set = this.chosen && samples[this.chosen.part];
    if (!this.chosen || !set) return;
    const at = { x: 0, y: 0, depth: 0 };
    const [u, v, w] = unitPlace(set.inputs, this.chosen.index, this.box.box);
    projector(scene.orbit, scene.box)(u, v, w, at);
    context.beginPath();
    context.arc(at.x, at.y, 10, 0, 2 * Math.PI);
    context.strokeStyle = this.palette.ink;
    context.lineWidth = 1.5;
    context.stroke();
  }

  /** Samples by class and part, and the edges of the box. */
  private pointBodies(info: SessionInfo, box: Box3): readonly Body[] {
    const { samples } = this.state;
    const { palette } = this;
    const key = [samples, palette, box];
    if (this.points && same(this.points.key, key)) return this.points.bodies;
    const colours = classColours(info);
    const edges: Body = {
      kind: 'segments',
      positions: cubeEdges,
      colour: this.palette.edge,
      opacity: 0.6,
    };
    const bodies: Body[] = [edges];
    for (const part of parts) {
      const set = samples[part];
      if (!set) continue;
      colours.forEach((colour, k) => {
        const members = Array.from({ length: set.count }, (_, i) => i).filter(
          (i) => set.targets[(i * set.targets.length) / set.count] === k,
        );
        if (members.length === 0) return;
        const positions = Float32Array.from(members.flatMap((i) => unitPlace(set.inputs, i, box)));
        const look: Omit<Points, 'positions'> = {
          kind: 'points',
          shape: shapes[k % shapes.length] ?? 'disc',
          hollow: part !== 'train',
          colour,
          ground: this.palette.surface,
          radius: set.count > 500 ? 3.2 : 4.6,
        };
        bodies.push({ ...look, positions });
      });
    }
    this.points = { key, bodies };
    return bodies;
  }

  /** Where the network changes its mind. */
  private surfaceBodies(info: SessionInfo, box: Box3): readonly Body[] {
    const { probed, seen } = this.state;
    const answer = probed[probeName];
    const values = answer?.probe.inputs === this.asked ? answer.values : null;
    const key = [values, isPlane(info) ? seen.parameters : null, this.palette, box];
    if (this.surfaces && same(this.surfaces.key, key)) return this.surfaces.bodies;
    const bodies = isPlane(info) ? this.plane(info, box) : this.levels(info, values);
    this.surfaces = { key, bodies };
    return bodies;
  }

  private plane(info: SessionInfo, box: Box3): readonly Body[] {
    const { samples, seen, settings } = this.state;
    const { parameters } = seen;
    const { train } = samples;
    const scaling = scalingOf(idOf(settings.data['scale']) ?? 'none', train?.inputs ?? [], 3);
    if (!parameters || !scaling) return [];
    const bias = info.layers[0]?.bias ? (parameters[3] ?? 0) : 0;
    return [this.mesh(decisionPlane(parameters, bias, scaling, box), 1)];
  }

  private levels(info: SessionInfo, values: Float64Array | null): readonly Body[] {
    if (!values) return [];
    const reading = readingOf(info, this.state.settings);
    if (reading.kind !== 'classes') {
      const level = reading.kind === 'sides' ? (reading.low + reading.high) / 2 : 0;
      return [this.mesh(isosurface(values, side, level), side - 1)];
    }
    // Answers come sample by sample; planes are class by class.
    const { outputs } = info;
    const count = values.length / outputs;
    const planes = new Float32Array(values.length);
    for (let i = 0; i < values.length; ++i) {
      planes[(i % outputs) * count + Math.floor(i / outputs)] = values[i] ?? NaN;
    }
    // The last class has no border that is not another's.
    return Array.from({ length: outputs - 1 }, (_, k) =>
      this.mesh(isosurface(lead(planes, outputs, k), side, 0), side - 1),
    );
  }

  /** Triangles on a lattice from 0 to `top`, in the cube. */
  private mesh(triangles: Float32Array, top: number): Body {
    const positions = triangles.map((at) => (2 * at) / top - 1);
    return shadedMesh(positions, parseHex(this.palette.muted), 0.42);
  }

  /** The samples, and the lattice on which the border was looked for. */
  protected override csv(): string | null {
    const { info, samples, probed } = this.state;
    if (!info || !samples.train) return null;
    const { outputs, task, inputs } = info;
    const rows = parts.flatMap((part) =>
      Array.from({ length: samples[part]?.count ?? 0 }, (_, i): PlaceRow => {
        const set = samples[part];
        const target = set?.targets[(i * set.targets.length) / set.count] ?? NaN;
        const place = set?.inputs.subarray(3 * i, 3 * i + 3) ?? [];
        return { part, inputs: place, truth: task.names[target] ?? target, said: null };
      }),
    );
    const answer = probed[probeName];
    const lattice = this.asked;
    if (lattice && answer?.probe.inputs === lattice) {
      for (let i = 0; i < lattice.length / 3; ++i) {
        rows.push({
          part: 'grid',
          inputs: lattice.subarray(3 * i, 3 * i + 3),
          truth: null,
          said: answer.values.subarray(i * outputs, (i + 1) * outputs),
        });
      }
    }
    const columns = Array.from({ length: outputs }, (_, k) =>
      outputs === 1 ? 'output' : `output ${k + 1}`,
    );
    return placesTable({ inputs: inputs.names, columns, rows });
  }

  protected override readout(): string {
    const { info, samples } = this.state;
    const set = this.chosen && samples[this.chosen.part];
    if (!info || !this.chosen || !set) return '';
    const { part, index } = this.chosen;
    const target = set.targets[(index * set.targets.length) / set.count] ?? NaN;
    const place = info.inputs.names
      .map((name, d) => `${name} ${formatNumber(set.inputs[3 * index + d] ?? NaN)}`)
      .join(', ');
    const name = (info.task.names[target] ?? String(target)).replace('-', '\u2212');
    return text.result.sampleAt(text.result.parts[part], place, text.result.className(name));
  }

  protected override hovered(place: { readonly x: number; readonly y: number } | null): void {
    const { shown, box } = this;
    const { samples } = this.state;
    let found: typeof this.chosen = null;
    if (place && shown && box) {
      const project = projector(shown.orbit, shown.box);
      const at = { x: 0, y: 0, depth: 0 };
      let nearest = 14;
      for (const part of parts) {
        const set = samples[part];
        for (let index = 0; set && index < set.count; ++index) {
          const [u, v, w] = unitPlace(set.inputs, index, box.box);
          project(u, v, w, at);
          const far = Math.hypot(at.x - place.x, at.y - place.y);
          if (far < nearest) [nearest, found] = [far, { part, index }];
        }
      }
    }
    if (found?.part !== this.chosen?.part || found?.index !== this.chosen?.index) {
      this.chosen = found;
    }
  }

  /** From sample to sample. */
  protected override chose({ key }: KeyboardEvent): boolean {
    const { samples } = this.state;
    const all = parts.flatMap((part) =>
      Array.from({ length: samples[part]?.count ?? 0 }, (_, index) => ({ part, index })),
    );
    const { chosen } = this;
    const at = all.findIndex(({ part, index }) => part === chosen?.part && index === chosen.index);
    const step = key === 'ArrowRight' || key === 'ArrowUp' ? 1 : -1;
    const next = at < 0 ? 0 : (at + step + all.length) % all.length;
    this.chosen = all[next] ?? null;
    return true;
  }
}

/** Whether the network is one linear unit on the raw inputs: its border is a plane. */
function isPlane(info: SessionInfo | null): boolean {
  const [layer] = info?.layers ?? [];
  return info?.layers.length === 1 && layer?.units === 1 && layer.inputs === 3 && isAll(info);
}

/** Whether the scaling can be found from the training samples that are here. */
function isAll({ samples }: SessionInfo): boolean {
  return samples.train <= 2000;
}

/** A sample's place in the cube. */
function unitPlace(
  inputs: Float32Array,
  index: number,
  box: Box3,
): readonly [number, number, number] {
  const at = (d: 0 | 1 | 2): number =>
    (2 * ((inputs[3 * index + d] ?? NaN) - box[d].low)) / (box[d].high - box[d].low) - 1;
  return [at(0), at(1), at(2)];
}

function same(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.every((one, i) => Object.is(one, b[i]));
}

declare global {
  interface HTMLElementTagNameMap {
    'fall-line-space': SpaceView;
  }
}
