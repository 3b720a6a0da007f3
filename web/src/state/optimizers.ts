/** What the manifest says of the methods, and what a Spec must be for them. */
import type { Choice, Spec } from '../engine/model';
import { find, manifest } from './manifest';
import { idOf, valueAt, withValue } from './spec';

/** Whether a method sees the whole training part at every step: those of second order. */
export function needsFullBatch(choice: Choice): boolean {
  return find(manifest.optimizers, idOf(choice))?.fullBatch === true;
}

/**
 * The Spec without what its method cannot take, so that choosing the method is enough: those of
 * second order have neither mini-batches nor schedules, l1 or dropout, and compute in double.
 */
export function suited(spec: Spec): Spec {
  if (spec.optimizer === undefined || !needsFullBatch(spec.optimizer)) return spec;
  const paths = ['batchSize', 'schedule', 'precision', 'regularization.l1'];
  const dropouts = (spec.network?.layers ?? []).map((_, i) => `network.layers.${i}.dropout`);
  return [...paths, ...dropouts]
    .filter((path) => valueAt(spec, path) !== undefined)
    .reduce((next, path) => withValue(next, path, undefined), spec);
}
