/** What the network sees instead of the raw inputs: the Spec's `data.features` and what a page offers. */

/** Families hold all monomials up to a degree: in total, or in each input. */
export type Family = 'polynomial' | 'tensor-polynomial';

export interface Features {
  /** Single terms, in the order of the Spec. */
  readonly terms: readonly string[];
  readonly family: { readonly name: Family; readonly degree: number } | null;
}

const indices = (inputs: number): readonly number[] =>
  Array.from({ length: inputs }, (_, i) => i + 1);

/** The raw inputs: what holds where a Spec names no features. */
export function rawTerms(inputs: number): readonly string[] {
  return indices(inputs).map((i) => `x${i}`);
}

/** The terms that are offered as buttons; none where there are too many inputs to show them. */
export function offeredTerms(inputs: number): readonly string[] {
  if (inputs === 1) return ['x1', 'x1^2', 'x1^3', 'sin(x1)', 'cos(x1)'];
  if (inputs > 3) return [];
  const all = indices(inputs);
  return [
    ...rawTerms(inputs),
    ...all.map((i) => `x${i}^2`),
    ...all.flatMap((i) => all.filter((j) => j > i).map((j) => `x${i}*x${j}`)),
    ...all.map((i) => `sin(x${i})`),
  ];
}

/** Reads `data.features`; nothing given means the raw inputs. */
export function featuresOf(given: readonly string[], inputs: number): Features {
  const match = given.map((name) => /^((?:tensor-)?polynomial):(\d+)$/.exec(name)).find(Boolean);
  const terms = given.filter((name) => !name.includes('polynomial:'));
  if (match) return { terms, family: { name: match[1] as Family, degree: Number(match[2]) } };
  return { terms: given.length > 0 ? terms : rawTerms(inputs), family: null };
}

/** As the Spec writes it; undefined where that is the raw inputs, which need no mention. */
export function written({ terms, family }: Features, inputs: number): string[] | undefined {
  const list = family ? [`${family.name}:${family.degree}`, ...terms] : [...terms];
  const raw = rawTerms(inputs);
  const isRaw = list.length === raw.length && list.every((name, i) => name === raw[i]);
  return list.length === 0 || isRaw ? undefined : list;
}

/** Whether a family already holds a term, which would then be there twice. */
export function holds(family: Features['family'], term: string): boolean {
  if (!family || !/^x\d+(\^\d+)?(\*x\d+(\^\d+)?)*$/.test(term)) return false;
  const powers = term.split('*').map((factor) => Number(factor.split('^')[1] ?? 1));
  const size =
    family.name === 'polynomial' ? powers.reduce((sum, p) => sum + p, 0) : Math.max(...powers);
  return size <= family.degree;
}

/** With a term more or less; offered ones come first and in their order. */
export function toggled(features: Features, term: string, inputs: number): Features {
  const has = features.terms.includes(term);
  const next = has ? features.terms.filter((one) => one !== term) : [...features.terms, term];
  const offered = offeredTerms(inputs);
  return {
    ...features,
    terms: [
      ...offered.filter((one) => next.includes(one)),
      ...next.filter((one) => !offered.includes(one)),
    ],
  };
}

/** With a family, which takes the place of the terms that it holds; null goes back to terms. */
export function withFamily(
  features: Features,
  family: Features['family'],
  inputs: number,
): Features {
  if (!family) {
    const missing = rawTerms(inputs).filter((term) => !features.terms.includes(term));
    return { terms: [...missing, ...features.terms], family: null };
  }
  return { terms: features.terms.filter((term) => !holds(family, term)), family };
}

/** How many inputs of the network a family makes. */
export function familySize({ name, degree }: NonNullable<Features['family']>, inputs: number) {
  if (name === 'tensor-polynomial') return (degree + 1) ** inputs - 1;
  let count = 1;
  for (let i = 1; i <= inputs; ++i) count = (count * (degree + i)) / i;
  return Math.round(count) - 1;
}

const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹';
const subscripts = '₀₁₂₃₄₅₆₇₈₉';

/** "x1^2*x2" as x₁²x₂. */
export function displayed(term: string): string {
  const digits = (text: string, of: string): string =>
    text.replace(/\d/g, (digit) => of.charAt(Number(digit)));
  return term
    .replace(/x(\d+)/g, (_, index: string) => `x${digits(index, subscripts)}`)
    .replace(/\^(\d+)/g, (_, power: string) => digits(power, superscripts))
    .replace(/(sin|cos)\(([^)]*)\)/g, '$1 $2')
    .replace(/\*/g, '');
}
