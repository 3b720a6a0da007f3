// Steps that are taken one by one, for what the loss of every batch tells.
import { type BoundSession, valueOf } from './binding';
import type { Position } from './model';

/** What such steps say, and where they ended. */
export interface StepLosses {
  /** The loss of each step's batch before the step; NaN where it was no number. */
  readonly losses: Float64Array;
  readonly position: Position;
}

/** Milliseconds of steps for one question: then the worker listens again. */
const atOnce = 50;

/** At most so many steps, and at least one unless the run has ended. */
export function takeSteps(bound: BoundSession, from: Position, count: number): StepLosses {
  const losses: number[] = [];
  const start = performance.now();
  let position = from;
  while (position.status === 'running' && losses.length < count) {
    if (performance.now() - start >= atOnce) break;
    const text = valueOf(bound.train(Infinity, Infinity, position.step + 1));
    position = JSON.parse(text) as Position;
    losses.push(position.optimizer?.loss ?? NaN); // JSON has null for what is no number
  }
  return { losses: Float64Array.from(losses), position };
}
