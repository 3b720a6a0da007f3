/** The features of a Spec one by one, in the core's order (core/include/fallline/features.h). */

export interface Factor {
  /** From 0. */
  readonly input: number;
  readonly function: 'power' | 'sin' | 'cos';
  readonly power: number;
}

/** A product of powers, sines and cosines of single inputs. */
export interface Term {
  readonly factors: readonly Factor[];
}

export function termsOf(features: readonly string[], inputs: number): readonly Term[] {
  return features.flatMap((feature) => {
    const family = /^(tensor-)?polynomial:(\d+)$/.exec(feature);
    if (!family) return [{ factors: feature.split('*').map(factorOf) }];
    const degree = Number(family[2]);
    const top = family[1] === undefined ? degree : degree * inputs;
    return Array.from({ length: top }, (_, i) => monomials(i + 1, degree, inputs)).flat();
  });
}

function factorOf(text: string): Factor {
  const wave = /^(sin|cos)\(x(\d+)\)$/.exec(text);
  if (wave) {
    return { input: Number(wave[2]) - 1, function: wave[1] as 'sin' | 'cos', power: 1 };
  }
  const power = /^x(\d+)(?:\^(\d+))?$/.exec(text);
  if (!power) throw new Error(`${text} is no feature.`);
  return { input: Number(power[1]) - 1, function: 'power', power: Number(power[2] ?? 1) };
}

/** All of one total degree, each exponent at most `each`, by falling powers of the first inputs. */
function monomials(total: number, each: number, inputs: number): readonly Term[] {
  return exponents(total, each, inputs).map((powers) => ({
    factors: powers.flatMap((power, input) =>
      power > 0 ? [{ input, function: 'power' as const, power }] : [],
    ),
  }));
}

function exponents(total: number, each: number, inputs: number): readonly (readonly number[])[] {
  if (inputs === 1) return total > each ? [] : [[total]];
  const first = Math.min(total, each);
  return Array.from({ length: first + 1 }, (_, i) => first - i).flatMap((power) =>
    exponents(total - power, each, inputs - 1).map((rest) => [power, ...rest]),
  );
}

/** The exponents of every input, where all terms are monomials; null otherwise. */
export function powersOf(
  terms: readonly Term[],
  inputs: number,
): readonly (readonly number[])[] | null {
  const table: number[][] = [];
  for (const { factors } of terms) {
    const row = new Array<number>(inputs).fill(0);
    for (const { input, function: kind, power } of factors) {
      if (kind !== 'power') return null;
      row[input] = (row[input] ?? 0) + power;
    }
    table.push(row);
  }
  return table;
}
