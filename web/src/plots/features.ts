/**
 * The features that the network sees instead of the raw inputs, for drawing them: the same terms in
 * the same order as the core makes them (core/include/fallline/features.h). What the core computes
 * with is its own; a picture needs no last bit.
 */

export interface Feature {
  readonly name: string;
  /** The value for a sample's scaled inputs. */
  readonly at: (x: ArrayLike<number>) => number;
}

interface Factor {
  readonly input: number;
  readonly of: 'power' | 'sin' | 'cos';
  readonly power: number;
}

const factorPattern = /^(?:(sin|cos)\(x([1-9]\d*)\)|x([1-9]\d*)(?:\^([1-9]\d?))?)$/;

/** All features of a Spec; null when one of them is none that is known here. */
export function featuresOf(names: readonly string[], inputs: number): readonly Feature[] | null {
  const features: Feature[] = [];
  for (const name of names) {
    const family = /^(tensor-)?polynomial:([1-9]\d?)$/.exec(name);
    if (family) {
      features.push(...monomials(Number(family[2]), family[1] !== undefined, inputs));
      continue;
    }
    const factors = name.split('*').map(factorOf);
    if (factors.some((factor) => factor === null || factor.input >= inputs)) return null;
    features.push(product(name, factors as readonly Factor[]));
  }
  return features;
}

function factorOf(text: string): Factor | null {
  const match = factorPattern.exec(text);
  if (!match) return null;
  const [, call, called, input, power] = match;
  if (call === 'sin' || call === 'cos') return { input: Number(called) - 1, of: call, power: 1 };
  return { input: Number(input) - 1, of: 'power', power: Number(power ?? 1) };
}

function product(name: string, factors: readonly Factor[]): Feature {
  return {
    name,
    at: (x) => factors.reduce((value, factor) => value * valueOf(factor, x), 1),
  };
}

function valueOf({ input, of, power }: Factor, x: ArrayLike<number>): number {
  const value = x[input] ?? NaN;
  return of === 'power' ? value ** power : Math[of](value);
}

/** By total degree, then by falling powers of the first inputs. */
function monomials(degree: number, tensor: boolean, inputs: number): readonly Feature[] {
  const features: Feature[] = [];
  const add = (total: number, input: number, powers: readonly number[]): void => {
    if (input === inputs) {
      if (total === 0) features.push(monomial(powers));
      return;
    }
    for (let power = Math.min(total, degree); power >= 0; --power) {
      add(total - power, input + 1, [...powers, power]);
    }
  };
  const top = tensor ? degree * inputs : degree;
  for (let total = 1; total <= top; ++total) add(total, 0, []);
  return features;
}

function monomial(powers: readonly number[]): Feature {
  const factors = powers.flatMap((power, input): readonly Factor[] =>
    power > 0 ? [{ input, of: 'power', power }] : [],
  );
  const name = factors.map(({ input, power }) => `x${input + 1}${power > 1 ? `^${power}` : ''}`);
  return product(name.join('*'), factors);
}

/** "x1^2*x2" with a raised two and a true multiplication sign. */
export function featureLabel(name: string): string {
  const raised = '⁰¹²³⁴⁵⁶⁷⁸⁹';
  return name
    .replace(/\^(\d+)/g, (_, digits: string) =>
      digits.replace(/\d/g, (digit) => raised[Number(digit)] ?? ''),
    )
    .replace(/\*/g, '·');
}

/** How one raw input is scaled before features are made of it. */
export interface Scaling {
  readonly shift: number;
  readonly factor: number;
}

/** The scalings of the core, from samples of the training part: `count` of them, row by row. */
export function scalingsOf(
  scale: string,
  samples: ArrayLike<number>,
  inputs: number,
): readonly Scaling[] {
  return Array.from({ length: inputs }, (_, input) => {
    let [count, sum, squares, low, high] = [0, 0, 0, Infinity, -Infinity];
    for (let i = input; i < samples.length; i += inputs) {
      const value = samples[i] ?? 0;
      ++count;
      sum += value;
      squares += value * value;
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    if (count === 0 || scale === 'none') return { shift: 0, factor: 1 };
    const mean = sum / count;
    if (scale === 'minmax') return { shift: low, factor: high > low ? 1 / (high - low) : 0 };
    if (scale === 'center') return { shift: mean, factor: 1 };
    const deviation = Math.sqrt(Math.max(0, squares / count - mean * mean));
    return { shift: mean, factor: deviation > 0 ? 1 / deviation : 0 };
  });
}
