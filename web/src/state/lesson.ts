/** A lesson's document, as far as the page reads it: the core evaluates what it claims and asks. */
import type { Spec } from '../engine/model';
import { applySetting } from './link';
import { sameJson, type Json } from './json';
import { asJson, asSpec, layersOf, valueAt, withLayers } from './spec';

export type Relation = '<' | '<=' | '>' | '>=' | 'between';

interface Bounded {
  readonly is: Relation;
  readonly bound: number | readonly [number, number];
}

export interface Claim extends Bounded {
  readonly id: string;
  /** The sentence that it backs. */
  readonly says: string;
  /** Of the entries that it has to hold for; 1 unless said. */
  readonly share?: number;
  readonly long?: boolean;
}

export interface Task {
  readonly id: string;
  readonly asks: string;
  /** The name of the Spec that is begun with. */
  readonly spec: string;
  /** Paths that the reader may change. */
  readonly vary: readonly string[];
  /** A number to be said before. */
  readonly answer?: { readonly label: string; readonly unit?: string };
}

export interface NamedSpec {
  readonly title: string;
  readonly spec: Spec;
}

export interface Lesson {
  readonly title: string;
  readonly summary: string;
  readonly minutes: number;
  readonly specs: Readonly<Record<string, NamedSpec>>;
  readonly claims: readonly Claim[];
  readonly tasks: readonly Task[];
}

export function lessonOf(text: string): Lesson {
  return JSON.parse(text) as Lesson;
}

/**
 * The places that a path of a sweep stands for: `network.hidden.*` is every hidden layer,
 * `network.layers.*` every layer.
 */
export function placesOf(spec: Spec, path: string): readonly string[] {
  const [, group, rest = ''] = /^network\.(hidden|layers)\.\*(.*)$/.exec(path) ?? [];
  if (group === undefined) return [path];
  const layers = layersOf(spec).length - (group === 'hidden' ? 1 : 0);
  return Array.from({ length: layers }, (_, i) => `network.layers.${i}${rest}`);
}

/** What stands there; of several places, in the first. */
export function settingOf(spec: Spec, path: string): Json | undefined {
  const [place = path] = placesOf(spec, path);
  return valueAt(spec, place);
}

/** The Spec with one of its settings replaced, as the command line's --set does it. */
export function withSetting(spec: Spec, path: string, value: Json): Spec {
  const places = placesOf(spec, path);
  const isBare = path.startsWith('network.') && !spec.network?.layers;
  const whole = isBare ? withLayers(spec, layersOf(spec)) : spec;
  return places.reduce(
    (changed, place) => asSpec(applySetting(asJson(changed), place, value)),
    whole,
  );
}

/** The first Spec with the settings that a task leaves open taken from the second. */
export function withSettingsOf(first: Spec, second: Spec, vary: readonly string[]): Spec {
  let spec = first;
  for (const path of vary) {
    const value = settingOf(second, path);
    if (value !== undefined && !sameJson(value, settingOf(first, path))) {
      spec = withSetting(spec, path, value);
    }
  }
  return spec;
}

/** The entry that says most about how near the bound a claim is: the worst; -1 when there is none. */
export function decidingEntry({ is, bound }: Bounded, values: readonly (number | null)[]): number {
  const worst = (value: number): number => {
    if (is === '<' || is === '<=') return value;
    if (is === '>' || is === '>=') return -value;
    const [low, high] = typeof bound === 'number' ? [bound, bound] : bound;
    return Math.max(low - value, value - high);
  };
  let found = -1;
  let most = -Infinity;
  values.forEach((value, i) => {
    const far = value === null ? Infinity : worst(value);
    if (found < 0 || far > most) [found, most] = [i, far];
  });
  return found;
}
