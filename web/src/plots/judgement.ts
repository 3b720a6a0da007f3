/** What a network's outputs for one sample say of its classes or labels. */
import type { SessionInfo, Spec } from '../engine/model';
import { readingOf } from './outputs';

export interface Judgement {
  /** Shares of one for each class or label; or the one output that says a side, from −1 to 1. */
  readonly kind: 'shares' | 'side';
  readonly names: readonly string[];
  readonly values: readonly number[];
  /** The class that is chosen; −1 for labels, of which several may hold. */
  readonly best: number;
}

/** For tasks other than regression. */
export function judgementOf(
  info: SessionInfo,
  settings: Spec,
  outputs: readonly number[],
): Judgement {
  const { kind, names } = info.task;
  const reading = readingOf(info, settings);
  if (kind === 'classes' && reading.kind === 'sides') {
    const [value = NaN] = outputs;
    const best = value >= (reading.low + reading.high) / 2 ? 1 : 0; // as the core decides
    return reading.low === 0
      ? { kind: 'shares', names, values: [1 - value, value], best }
      : { kind: 'side', names, values: [value], best };
  }
  const best = kind === 'classes' ? outputs.indexOf(Math.max(...outputs)) : -1;
  return { kind: 'shares', names, values: outputs, best };
}

/** A class's name with a true minus sign. */
export function className(name: string | undefined): string {
  return (name ?? '\u2013').replace(/^-/, '\u2212');
}

/** Whether a name is too long to be written large. */
export function isLong(name: string): boolean {
  return name.length > 5;
}
