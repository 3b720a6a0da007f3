/** What goes wrong in a run, told one at a time, and the change of the Spec that helps. */
import type { Finding, Spec } from '../engine/model';
import type { Edits } from './edits';
import type { Shared } from './shared';
import { layersOf, withLayers, withValue } from './spec';
import type { State } from './state';

/** The first condition of the run that was not dismissed; null for none, or while another is made. */
export function conditionOf({ seen, dismissed, building }: State): Finding | null {
  if (building) return null;
  return seen.conditions?.find(({ id }) => !dismissed.includes(id)) ?? null;
}

/** The Spec with the change made. Paths into the network want its layers written out. */
export function remedied(spec: Spec, { set }: Finding): Spec {
  const touchesLayers = set.some(({ path }) => path.startsWith('network.'));
  const whole = touchesLayers ? withLayers(spec, layersOf(spec)) : spec;
  return set.reduce((made, { path, value }) => withValue(made, path, value), whole);
}

export class Conditions {
  constructor(
    private readonly shared: Shared,
    private readonly edits: Edits,
  ) {}

  /** Another run: what was dismissed may be told again. */
  started(): void {
    this.shared.set({ dismissed: [] });
  }

  /** Makes the change and trains from the start; undo brings the former run's start back. */
  apply(finding: Finding): void {
    const spec = remedied(this.shared.settled(), finding);
    this.edits.change(spec, `condition ${finding.id}`, { playing: true }, true);
  }

  /** Says no more of it in this run. */
  dismiss(id: string): void {
    this.shared.set({ dismissed: [...this.shared.state.dismissed, id] });
  }
}
