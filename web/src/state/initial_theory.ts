/**
 * How far values and gradients spread in a network before training, by theory: with many units
 * whose weights are drawn independently around 0, every z of a layer is normal with mean 0 and
 *
 *   q_l = n_{l−1} E[w²] E[a²_{l−1}] + E[b²],        E[a²_l] = E f(√q_l t)²,   t ~ N(0, 1)
 *   E[δ²_l] = E f′(√q_l t)² · n_{l+1} E[w²] E[δ²_{l+1}]
 *
 * from the inputs forward and from the output's gradient back. (Glorot & Bengio 2010 and He et al.
 * 2015 have the first step of it, where f is linear or ReLU: E f² = q or q / 2; the whole is Poole
 * et al. 2016, Schoenholz et al. 2017.) Dropout of share p multiplies E[a²] and E[δ²] by 1 / (1 − p).
 */
import type { ActivationCurve, Choice } from '../engine/model';
import { find, manifest } from './manifest';
import { idOf } from './spec';

/** What theory needs to know of a layer. */
export interface TheoryLayer {
  readonly inputs: number;
  readonly units: number;
  readonly init: Choice;
  readonly biasInit: Choice;
  readonly bias: boolean;
  readonly dropout: number;
  /** null: of the output layer, which nothing follows. */
  readonly activation: Choice | null;
}

/** Variances over units and samples. */
export interface Spread {
  readonly activation: number;
  /** Of ∂C/∂z, C the loss of a sample. */
  readonly gradient: number;
}

export type Curve = (activation: Choice, z: Float64Array) => Promise<ActivationCurve | null>;

type Variance = (parameter: (name: string) => number, fanIn: number, fanOut: number) => number;

/** E[w²] of every initializer. */
const secondMoments: Readonly<Record<string, Variance>> = {
  zeros: () => 0,
  normal: (parameter) => parameter('sigma') ** 2,
  uniform: (parameter) => {
    const [low, high] = [parameter('low'), parameter('high')];
    return (low * low + low * high + high * high) / 3;
  },
  'glorot-uniform': (_, fanIn, fanOut) => 2 / (fanIn + fanOut),
  'glorot-normal': (_, fanIn, fanOut) => 2 / (fanIn + fanOut),
  'he-uniform': (_, fanIn) => 2 / fanIn,
  'he-normal': (_, fanIn) => 2 / fanIn,
  'lecun-normal': (_, fanIn) => 1 / fanIn,
};

/**
 * E[w²] of a layer's weights; null where the theory does not hold: an initializer that is not
 * known, or one that is not centred on 0, whose weights pull all sums the same way.
 */
export function weightVariance(init: Choice, fanIn: number, fanOut: number): number | null {
  const id = idOf(init) ?? '';
  const parameter = (name: string): number => {
    const given = typeof init === 'string' ? undefined : init[name];
    const usual = find(manifest.initializers, id)?.parameters.find((one) => one.name === name);
    return Number(given ?? usual?.default ?? NaN);
  };
  if (id === 'uniform' && parameter('low') !== -parameter('high')) return null;
  return secondMoments[id]?.(parameter, fanIn, fanOut) ?? null;
}

/** The normal distribution at evenly spaced t: the sum over them is exact to ten digits for smooth f. */
const [nodes, farthest] = [641, 8];
const t = Float64Array.from({ length: nodes }, (_, i) => farthest * ((2 * i) / (nodes - 1) - 1));
const weights = t.map((at) => Math.exp((-at * at) / 2));
const whole = weights.reduce((sum, weight) => sum + weight, 0);

function normalMean(values: Float64Array, of: (value: number) => number): number {
  return values.reduce((sum, value, i) => sum + (weights[i] ?? 0) * of(value), 0) / whole;
}

/**
 * The spread in every hidden layer; null from the layer on where the theory says nothing.
 * @param inputs E[x²] over the inputs of the first layer
 * @param output E[δ²] at the output; the way back begins there
 */
export async function predicted(
  layers: readonly TheoryLayer[],
  inputs: number,
  output: number,
  curve: Curve,
): Promise<readonly (Spread | null)[] | null> {
  const variances = layers.map(({ init, inputs: fanIn, units }) =>
    weightVariance(init, fanIn, units),
  );
  const forward: { readonly variance: number; readonly slope: number }[] = [];
  let square = inputs;
  for (const [l, layer] of layers.slice(0, -1).entries()) {
    const ofWeights = variances[l] ?? null;
    const ofBiases = layer.bias ? weightVariance(layer.biasInit, layer.inputs, layer.units) : 0;
    if (ofWeights === null || ofBiases === null || layer.activation === null) return null;
    const size = Math.sqrt(layer.inputs * ofWeights * square + ofBiases);
    const curves = await curve(
      layer.activation,
      t.map((at) => size * at),
    );
    if (!curves) return null; // it takes all units of the layer together
    const mean = normalMean(curves.values, (a) => a);
    const ofActivation = normalMean(curves.values, (a) => a * a);
    forward.push({
      variance: ofActivation - mean * mean,
      slope: normalMean(curves.slopes, (f) => f * f),
    });
    square = ofActivation / (1 - layer.dropout);
  }
  const spreads: Spread[] = [];
  let back = output;
  for (let l = forward.length - 1; l >= 0; --l) {
    const [next, here] = [layers[l + 1], forward[l]];
    const ofWeights = variances[l + 1] ?? null;
    if (!next || !here || ofWeights === null) return null;
    const kept = 1 - (layers[l]?.dropout ?? 0);
    back *= (here.slope * next.units * ofWeights) / kept;
    spreads.unshift({ activation: here.variance, gradient: back });
  }
  return spreads;
}
