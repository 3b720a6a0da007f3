/**
 * The parameters of a network as named tensors, and back with every shape looked at. A layer has a
 * `weight`, units × inputs, and a `bias`, units, as in PyTorch; what stands before these two words
 * is anything that is ordered by its numbers: "layers.0.weight", "0.weight", "fc1.bias".
 */
import type { LayerShape } from '../engine/model';
import { placeText } from '../text/places';
import type { Tensor } from './safetensors';

/** Why parameters do not fit; the message is for people and says what was expected and given. */
export class ShapeError extends Error {
  constructor(
    message: string,
    readonly path: string,
  ) {
    super(message);
  }
}

/** From the plain order: layer by layer, W row by row, then b. */
export function tensorsOf(layers: readonly LayerShape[], theta: Float64Array): readonly Tensor[] {
  let next = 0;
  const take = (count: number): Float64Array => theta.slice(next, (next += count));
  return layers.flatMap(({ inputs, units, bias }, layer) => {
    const name = `layers.${layer}`;
    const weight = { name: `${name}.weight`, shape: [units, inputs], values: take(units * inputs) };
    return bias
      ? [weight, { name: `${name}.bias`, shape: [units], values: take(units) }]
      : [weight];
  });
}

/** To the plain order of a network with these layers; throws ShapeError. */
export function thetaOf(layers: readonly LayerShape[], tensors: readonly Tensor[]): Float64Array {
  const words = placeText.share.shapes;
  const given = groupsOf(tensors);
  if (given.length !== layers.length) {
    const shapes = given.map(({ weight }) => shapeText(weight?.shape ?? []));
    const wanted = layers.map(({ units, inputs }) => shapeText([units, inputs]));
    throw new ShapeError(words.layers(wanted.length, wanted, given.length, shapes), '');
  }
  const count = layers.reduce(
    (n, { inputs, units, bias }) => n + units * (inputs + Number(bias)),
    0,
  );
  const theta = new Float64Array(count);
  let next = 0;
  const put = (
    tensor: Tensor | undefined,
    name: string,
    shape: readonly number[],
    what: string,
  ): void => {
    if (!tensor) throw new ShapeError(words.missing(name, shapeText(shape), what), name);
    if (shapeText(tensor.shape) !== shapeText(shape)) {
      const [wanted, is] = [shapeText(shape), shapeText(tensor.shape)];
      throw new ShapeError(words.shape(name, wanted, what, is), name);
    }
    theta.set(tensor.values, next);
    next += tensor.values.length;
  };
  layers.forEach(({ inputs, units, bias }, layer) => {
    const { prefix = '', weight, bias: biases } = given[layer] ?? {};
    put(weight, `${prefix}weight`, [units, inputs], words.ofWeight);
    if (bias) put(biases, `${prefix}bias`, [units], words.ofBias);
    else if (biases) throw new ShapeError(words.noBias(`${prefix}bias`, layer + 1), biases.name);
  });
  return theta;
}

interface Group {
  readonly prefix: string;
  weight?: Tensor;
  bias?: Tensor;
}

/** Tensors of the same layer together, layers in the order of the numbers in their names. */
function groupsOf(tensors: readonly Tensor[]): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const tensor of tensors) {
    const match = /^(?:(.*)\.)?(weight|bias)$/s.exec(tensor.name);
    const kind = match?.[2];
    if (kind !== 'weight' && kind !== 'bias') {
      const name = tensor.name.slice(0, 60);
      throw new ShapeError(placeText.share.shapes.stranger(name), name);
    }
    const prefix = match?.[1] === undefined ? '' : `${match[1]}.`;
    const group = groups.get(prefix) ?? { prefix };
    group[kind] = tensor;
    groups.set(prefix, group);
  }
  const order = new Intl.Collator('en', { numeric: true });
  return [...groups.values()].sort((a, b) => order.compare(a.prefix, b.prefix));
}

/** "8 × 2"; a single number is one. */
function shapeText(shape: readonly number[]): string {
  return shape.length === 0 ? placeText.share.shapes.single : shape.join(' × ');
}
