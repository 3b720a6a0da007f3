/** The part of the input space that maps and curves show, the same in every view of a session. */
import { parts, type Part, type Samples, type SessionInfo } from '../engine/model';
import { extent, padded, union, type Domain } from './scales';

export interface Region {
  readonly info: SessionInfo;
  readonly x: Domain;
  readonly y: Domain;
  /** Of the targets of a regression. */
  readonly targets: Domain | null;
}

interface HasSamples {
  readonly samples: Readonly<Record<Part, Samples | null>>;
}

/** The rectangle around all samples of two inputs, with a margin. */
export function regionOf(info: SessionInfo, { samples }: HasSamples): Region {
  const column = (offset: number): Domain =>
    padded(columnOf(samples, offset, 2) ?? { low: -1, high: 1 }, 0.06);
  return { info, ...squared(column(0), column(1)), targets: targetsOf(info, { samples }) };
}

/** The interval around all samples of one input, with a margin. */
export function intervalOf({ samples }: HasSamples): Domain {
  return padded(columnOf(samples, 0, 1) ?? { low: -1, high: 1 }, 0.04);
}

/** The box around all samples of three inputs. */
export function boxOf({ samples }: HasSamples): readonly [Domain, Domain, Domain] {
  const column = (offset: number): Domain =>
    padded(columnOf(samples, offset, 3) ?? { low: -1, high: 1 }, 0.04);
  return [column(0), column(1), column(2)];
}

/** All target values of a regression. */
export function targetsOf(info: SessionInfo, { samples }: HasSamples): Domain | null {
  if (info.task.kind !== 'regression') return null;
  let all: Domain | null = null;
  for (const part of parts) {
    const domain = samples[part] ? extent(samples[part].targets) : null;
    all = all ? union(all, domain) : domain;
  }
  return all;
}

function columnOf(samples: HasSamples['samples'], offset: number, count: number): Domain | null {
  let all: Domain | null = null;
  for (const part of parts) {
    const set = samples[part];
    if (!set) continue;
    const domain = extent(set.inputs.filter((_, i) => i % count === offset));
    all = all ? union(all, domain) : domain;
  }
  return all;
}

/** Domains of about one size become of one size: a unit is then as long in both directions. */
function squared(x: Domain, y: Domain): { readonly x: Domain; readonly y: Domain } {
  const [width, height] = [x.high - x.low, y.high - y.low];
  const side = Math.max(width, height);
  if (side > 2 * Math.min(width, height)) return { x, y };
  const grown = ({ low, high }: Domain): Domain => {
    const more = (side - (high - low)) / 2;
    return { low: low - more, high: high + more };
  };
  return { x: grown(x), y: grown(y) };
}

/** Multiplications that the worker may spend on a grid, so that looking does not slow training. */
const gridWork = 3e7;
const finestGrid = 100;
const coarsestGrid = 32;

/** Points of a square grid in each direction: fewer the larger the network is. */
export function gridSize({ parameters, outputs }: SessionInfo): number {
  const byWork = Math.sqrt(gridWork / (parameters + 50));
  const byPaint = Math.sqrt(4e4 / outputs); // many planes take the page time, too
  return Math.round(Math.max(coarsestGrid, Math.min(finestGrid, byWork, byPaint)));
}

/** Points of square planes in each direction: a watched grid says by its length how fine it is. */
export function sideOf(planes: {
  readonly outputs: number;
  readonly values: Float32Array;
}): number {
  return Math.round(Math.sqrt(planes.values.length / Math.max(1, planes.outputs)));
}
