/** Where the weights and biases of a network stand in its parameters: layer by layer, W, then b. */
import type { LayerShape } from '../engine/model';

/** Index of W(0, 0) of every layer; its weights stand row by row, a row per unit. */
export function offsetsOf(layers: readonly LayerShape[]): readonly number[] {
  let offset = 0;
  return layers.map((layer) => {
    const start = offset;
    offset += layer.units * layer.inputs + (layer.bias ? layer.units : 0);
    return start;
  });
}

export function weightIndex(
  layers: readonly LayerShape[],
  layer: number,
  unit: number,
  input: number,
): number {
  return (offsetsOf(layers)[layer] ?? 0) + unit * (layers[layer]?.inputs ?? 0) + input;
}

/** null where the layer has no biases. */
export function biasIndex(
  layers: readonly LayerShape[],
  layer: number,
  unit: number,
): number | null {
  const shape = layers[layer];
  if (!shape?.bias) return null;
  return (offsetsOf(layers)[layer] ?? 0) + shape.units * shape.inputs + unit;
}

/** Units of all columns of the picture, inputs first. */
export function sizesOf(layers: readonly LayerShape[]): readonly number[] {
  return [layers[0]?.inputs ?? 0, ...layers.map(({ units }) => units)];
}

/** The largest magnitude among some finite numbers, 0 when there are none. */
export function largest(values: Float32Array | Float64Array): number {
  let most = 0;
  // By index: iterators take three times as long, and there are up to millions of numbers.
  for (let i = values.length - 1; i >= 0; --i) {
    const size = Math.abs(values[i] ?? 0);
    if (size > most && size < Infinity) most = size;
  }
  return most;
}
