/** The truth over a region: the function without noise where it is known, else the samples. */
import { parts, type Samples } from '../engine/model';
import { nearestField, smoothField, type Field, type Sites } from '../plots/truth_field';
import type { State } from '../state/state';
import { truthIn } from '../state/truth';
import type { Region } from './plane_view';

/** Points of the truth's lattice in each direction. */
const side = 64;

export class TruthFinder {
  /** Whether the field is that of a function without noise. */
  isSmooth = true;
  private found: {
    readonly region: Region;
    readonly of: Samples | null;
    readonly field: Field;
  } | null = null;

  /** Found once a session; null while the truth is on its way. */
  field(state: State, region: Region): Field | null {
    const truth = truthIn(state);
    if (truth === undefined) return null;
    if (this.found?.region !== region || this.found.of !== truth) {
      this.isSmooth = truth !== null;
      const field = truth
        ? smoothField(sitesOf([truth]), region, side)
        : nearestField(sitesOf(parts.flatMap((part) => state.samples[part] ?? [])), region, side);
      this.found = { region, of: truth, field };
    }
    return this.found.field;
  }
}

function sitesOf(sets: readonly Samples[]): Sites {
  const count = sets.reduce((sum, set) => sum + set.count, 0);
  const inputs = new Float32Array(2 * count);
  const values = new Float32Array(count);
  let at = 0;
  for (const set of sets) {
    const width = set.targets.length / set.count;
    inputs.set(set.inputs, 2 * at);
    for (let i = 0; i < set.count; ++i) values[at + i] = set.targets[i * width] ?? NaN;
    at += set.count;
  }
  return { count, inputs, values };
}
