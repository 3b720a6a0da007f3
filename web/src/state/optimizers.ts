/** What the manifest says of the methods. */
import type { Choice } from '../engine/model';
import { find, manifest } from './manifest';
import { idOf } from './spec';

/** Whether a method sees the whole training part at every step: those of second order. */
export function needsFullBatch(choice: Choice): boolean {
  return find(manifest.optimizers, idOf(choice))?.fullBatch === true;
}
