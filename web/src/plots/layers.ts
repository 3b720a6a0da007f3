/** Where the numbers of a layer stand among all parameters and all activations. */
import type { SessionInfo } from '../engine/model';

export interface LayerPlace {
  readonly units: number;
  readonly inputs: number;
  /** First weight: row-major, unit × inputs + input. */
  readonly weights: number;
  /** First bias; null without. */
  readonly biases: number | null;
  /** First activation of a sample, or plane of a grid. */
  readonly activations: number;
}

/** One entry a layer, the output layer last. */
export function placesOf({ layers }: Pick<SessionInfo, 'layers'>): readonly LayerPlace[] {
  let parameter = 0;
  let unit = 0;
  return layers.map(({ units, inputs, bias }) => {
    const weights = parameter;
    const biases = bias ? weights + units * inputs : null;
    const activations = unit;
    parameter += units * inputs + (bias ? units : 0);
    unit += units;
    return { units, inputs, weights, biases, activations };
  });
}

/** Units of all layers together: activations of one sample. */
export function unitCount({ layers }: Pick<SessionInfo, 'layers'>): number {
  return layers.reduce((sum, { units }) => sum + units, 0);
}
