/** The inputs of a data set as a person fills them in: numbers, and menus for categories. */
import type { Samples } from '../engine/model';

export interface NumberInput {
  readonly kind: 'number';
  readonly name: string;
  /** Its place among the raw inputs. */
  readonly at: number;
  /** What the samples span; the mean of those that have a value. */
  readonly low: number;
  readonly high: number;
  readonly mean: number;
  readonly whole: boolean;
}

/** A column of texts, which the core has turned into one input per value: 1 for the one it is. */
export interface CategoryInput {
  readonly kind: 'category';
  readonly name: string;
  /** The place of the first of its inputs. */
  readonly at: number;
  readonly levels: readonly string[];
  /** The most frequent level. */
  readonly usual: number;
  /** Whether some sample has none of them. */
  readonly mayMiss: boolean;
}

export type InputField = NumberInput | CategoryInput;

/** The fields for inputs of these names. The core calls the inputs of a category "column=value". */
export function fieldsOf(
  names: readonly string[],
  samples: Pick<Samples, 'count' | 'inputs'>,
): readonly InputField[] {
  const fields: InputField[] = [];
  for (let at = 0; at < names.length;) {
    const category = categoryAt(names, samples, at);
    const field = category ?? numberAt(names, samples, at);
    fields.push(field);
    at += category ? category.levels.length : 1;
  }
  return fields;
}

/** The raw inputs that the fields begin with: means, and the most frequent levels. */
export function usualInputs(fields: readonly InputField[], count: number): Float64Array {
  const inputs = new Float64Array(count);
  for (const field of fields) {
    if (field.kind === 'number') inputs[field.at] = field.mean;
    else inputs[field.at + field.usual] = 1;
  }
  return inputs;
}

/** A missing number is to the core what the mean is: shown as what it counts for. */
export function withoutGaps(fields: readonly InputField[], inputs: Float64Array): Float64Array {
  const whole = inputs.slice();
  for (const field of fields) {
    if (field.kind === 'number' && Number.isNaN(whole[field.at])) whole[field.at] = field.mean;
  }
  return whole;
}

/** The chosen level; -1 when it is none of them. */
export function levelOf(field: CategoryInput, inputs: Float64Array): number {
  return inputs.subarray(field.at, field.at + field.levels.length).indexOf(1);
}

export function withNumber(inputs: Float64Array, at: number, value: number): Float64Array {
  const changed = inputs.slice();
  changed[at] = value;
  return changed;
}

export function withLevel(inputs: Float64Array, field: CategoryInput, level: number): Float64Array {
  const changed = inputs.slice();
  field.levels.forEach((_, i) => (changed[field.at + i] = i === level ? 1 : 0));
  return changed;
}

/**
 * The category whose inputs begin there; null for a number. Names alone do not tell, because a
 * column of numbers may be called "a=b": the inputs must also be one-hot in every sample. A column's
 * own name may hold "=" as well, so each is tried, the first before the others.
 */
function categoryAt(
  names: readonly string[],
  samples: Pick<Samples, 'count' | 'inputs'>,
  at: number,
): CategoryInput | null {
  const name = names[at] ?? '';
  for (let cut = name.indexOf('='); cut > 0; cut = name.indexOf('=', cut + 1)) {
    const prefix = name.slice(0, cut + 1);
    if (names[at - 1]?.startsWith(prefix)) continue; // the whole column would have begun before
    let end = at;
    while (names[end]?.startsWith(prefix)) ++end;
    const counts = countLevels(samples, names.length, at, end);
    if (!counts) continue;
    const told = counts.reduce((sum, one) => sum + one, 0);
    return {
      kind: 'category',
      name: name.slice(0, cut),
      at,
      levels: names.slice(at, end).map((one) => one.slice(prefix.length)),
      usual: counts.indexOf(Math.max(...counts)),
      mayMiss: told < samples.count,
    };
  }
  return null;
}

/** How often each input from `at` to `end` is the 1 among zeros; null when they are not one-hot. */
function countLevels(
  { count, inputs }: Pick<Samples, 'count' | 'inputs'>,
  width: number,
  at: number,
  end: number,
): number[] | null {
  const counts = new Array<number>(end - at).fill(0);
  for (let sample = 0; sample < count; ++sample) {
    let ones = 0;
    for (let i = at; i < end; ++i) {
      const value = inputs[sample * width + i];
      if (value !== 0 && value !== 1) return null;
      ones += value;
      counts[i - at] = (counts[i - at] ?? 0) + value;
    }
    if (ones > 1) return null;
  }
  return counts;
}

function numberAt(
  names: readonly string[],
  { count, inputs }: Pick<Samples, 'count' | 'inputs'>,
  at: number,
): NumberInput {
  let [low, high, sum, present] = [Infinity, -Infinity, 0, 0];
  let whole = true;
  for (let sample = 0; sample < count; ++sample) {
    const value = inputs[sample * names.length + at] ?? NaN;
    if (!Number.isFinite(value)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
    whole &&= Number.isInteger(value);
    sum += value;
    ++present;
  }
  const range = present > 0 ? { low, high, mean: sum / present } : { low: 0, high: 1, mean: 0 };
  return { kind: 'number', name: names[at] ?? '', at, whole: whole && present > 0, ...range };
}
