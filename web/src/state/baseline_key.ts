import type { Spec } from '../engine/model';

/** Baselines hold as long as data, features, split and loss stay as they are. */
export function baselineKey(settings: Spec): string {
  return JSON.stringify([settings.data, settings.data['seed'] ?? settings.seed, settings.loss]);
}
