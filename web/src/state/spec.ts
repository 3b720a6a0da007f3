/** What the page knows of a Spec: where it starts, what may change live, what holds at a step. */
import type { Choice, LayerSpec, Spec } from '../engine/model';
import { getAt, setAt, type Json, type JsonObject } from './json';

/** A spiral that a small network unrolls within seconds; it runs until it is paused. */
export const defaultSpec: Spec = {
  version: 1,
  seed: 1,
  data: { source: 'spiral', seed: 7, scale: 'standardize' },
  network: {
    layers: [{ units: 8, activation: 'tanh' }, { units: 8, activation: 'tanh' }, {}],
  },
  optimizer: { id: 'adam', learningRate: 0.03 },
  batchSize: 10,
  stop: {},
};

/** A Spec is JSON: the one place where the compiler has to be told. */
export function asJson(spec: Spec): JsonObject {
  return spec as unknown as JsonObject;
}

export function asSpec(json: JsonObject): Spec {
  return json as unknown as Spec;
}

export function valueAt(spec: Spec, path: string): Json | undefined {
  return getAt(asJson(spec), path);
}

export function withValue(spec: Spec, path: string, value: Json | undefined): Spec {
  return asSpec(setAt(asJson(spec), path, value));
}

/** The id of a chosen component, written bare or with parameters. */
export function idOf(choice: Json | Choice | undefined): string | undefined {
  if (typeof choice === 'string') return choice;
  if (typeof choice !== 'object' || choice === null) return undefined;
  const id = (choice as JsonObject)['id'];
  return typeof id === 'string' ? id : undefined;
}

/** Whether the core takes a change of this path while it trains, without a reset. */
export function isLive(path: string): boolean {
  return (
    path === 'batchSize' ||
    /^regularization\.(l1|l2|biases)$/.test(path) ||
    (/^(optimizer|schedule)\.[^.]+$/.test(path) && !path.endsWith('.id'))
  );
}

/** The Spec as it holds at a step: its changes up to there applied and left out. */
export function effective(spec: Spec, step: number): Spec {
  let settled = withoutChanges(spec);
  for (const change of spec.changes ?? []) {
    if (change.step > step) continue;
    for (const [path, value] of Object.entries(change.set)) {
      settled = withValue(settled, path, value);
    }
  }
  return settled;
}

export function withoutChanges(spec: Spec): Spec {
  return withValue(spec, 'changes', undefined);
}

/** The Spec with one more live change, as the core will record it. */
export function withChange(spec: Spec, step: number, path: string, value: Json): Spec {
  const changes = [...(spec.changes ?? [])];
  const at = changes.findIndex((change) => change.step === step);
  const set = { ...changes[at]?.set, [path]: value };
  if (at >= 0) changes[at] = { step, set };
  else changes.push({ step, set });
  return { ...spec, changes };
}

/** The paths of live values in which two Specs differ; null when anything else differs, too. */
export function liveDifference(from: Spec, to: Spec): readonly string[] | null {
  const paths = new Set<string>();
  for (const spec of [from, to]) {
    for (const path of leaves(asJson(spec), '')) paths.add(path);
  }
  const different = [...paths].filter((path) => valueAt(from, path) !== valueAt(to, path));
  return different.every((path) => isLive(path) && valueAt(to, path) !== undefined)
    ? different
    : null;
}

function leaves(value: Json, path: string): string[] {
  if (typeof value !== 'object' || value === null) return [path];
  const inner = Object.entries(value as JsonObject);
  if (inner.length === 0) return [];
  return inner.flatMap(([key, item]) => leaves(item, path === '' ? key : `${path}.${key}`));
}

/** Hidden layers first, the output layer last; the default network when the Spec has none. */
export function layersOf(spec: Spec): readonly LayerSpec[] {
  const layers = spec.network?.layers ?? [];
  return layers.length > 0 ? layers : [{ units: 8, activation: 'tanh' }, {}];
}

export function withLayers(spec: Spec, layers: readonly LayerSpec[]): Spec {
  return { ...spec, network: { layers } };
}

/** The same activation in all hidden layers; the output layer keeps its own. */
export function withHiddenActivation(spec: Spec, activation: Choice): Spec {
  const layers = layersOf(spec);
  const hidden = layers.slice(0, -1).map((layer) => ({ ...layer, activation }));
  return withLayers(spec, [...hidden, ...layers.slice(-1)]);
}

/** Another source: its parameters start at their defaults, the output follows the targets. */
export function withSource(spec: Spec, data: Spec['data']): Spec {
  const layers = layersOf(spec);
  const seed = spec.data['seed'] ?? spec.seed ?? 1;
  const free = withValue(withoutChanges(spec), 'loss', undefined);
  return withLayers({ ...free, data: { ...data, seed } }, [...layers.slice(0, -1), {}]);
}

/** Another start from other weights, on the same data. */
export function withSeed(spec: Spec, seed: number): Spec {
  const { seed: former = 1, data } = spec;
  return { ...withoutChanges(spec), seed, data: { seed: former, ...data } };
}

/** Whether a fault is planted in a Spec. */
export function isFaulty({ fault = 'none' }: Spec): boolean {
  return fault !== 'none';
}
