/**
 * What is changed by hand in the network that trains: one number, all of them, a unit switched off. It belongs
 * to the run, not to the Spec: a new start knows nothing of it, and no link can hold it.
 */
import type { SessionFace } from './engine_face';
import type { Run } from './run_record';
import type { Moment } from './state';

export type Tweak =
  | {
      readonly kind: 'parameter';
      readonly index: number;
      readonly value: number;
      /** What stands there before. */
      readonly former: number;
    }
  | {
      /** All of them at once, layer by layer. */
      readonly kind: 'parameters';
      readonly theta: Float64Array;
      readonly former: Float64Array;
    }
  | { readonly kind: 'unit'; readonly layer: number; readonly unit: number; readonly on: boolean };

/** A run of the list that is there again, or gone again. */
export interface RunWay {
  readonly kind: 'run';
  readonly run: Run;
  /** What following the way does. */
  readonly isDeleted: boolean;
}

/** A way back (or forth): to another Spec, through a tweak of the present network, to a run. */
export type Way = SpecWay | Tweak | RunWay;

export interface SpecWay extends Moment {
  readonly kind: 'spec';
  /** Whether the run begins anew on this way, even where live values alone differ. */
  readonly anew: boolean;
}

/** Tells the session. */
export function apply(tweak: Tweak, session: SessionFace): Promise<unknown> {
  if (tweak.kind === 'parameters') return session.setParameters(tweak.theta);
  return tweak.kind === 'parameter'
    ? session.setParameter(tweak.index, tweak.value)
    : session.switchUnit(tweak.layer, tweak.unit, tweak.on);
}

/** The tweak that takes it back. */
export function inverseOf(tweak: Tweak): Tweak {
  if (tweak.kind === 'parameters') return { ...tweak, theta: tweak.former, former: tweak.theta };
  return tweak.kind === 'parameter'
    ? { ...tweak, value: tweak.former, former: tweak.value }
    : { ...tweak, on: !tweak.on };
}

/** Tweaks of one key within a moment are one: a number that is nudged by arrow keys. */
export function keyOf(tweak: Tweak): string {
  if (tweak.kind === 'parameters') return ''; // each is a step of its own
  return tweak.kind === 'parameter'
    ? `parameter ${tweak.index}`
    : `unit ${tweak.layer} ${tweak.unit} ${String(tweak.on)}`;
}

/** One way back of two: to where the first one leads, from where the second one starts. */
export function joined(first: Way, then: Way): Way {
  return first.kind === 'parameter' && then.kind === 'parameter'
    ? { ...first, former: then.former }
    : first;
}
