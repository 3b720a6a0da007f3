/** The rules of a race: what every lane shares, and what makes one a lane. */
import type { Choice, Spec } from '../engine/model';
import { find, manifest } from './manifest';
import { needsFullBatch } from './optimizers';
import { effective, idOf, withoutChanges } from './spec';

export const fewestLanes = 2;
export const mostLanes = 6;

/** Where the experiment sets no end. */
const usualEpochs = 1000;

/** What all lanes have in common, beside data, network, loss and seeds. */
export interface RaceRules {
  /** The experiment that is raced; its optimizer is one lane's or none's. */
  readonly base: Spec;
  /** Of the methods that can have mini-batches; the others always see the whole training part. */
  readonly batchSize: number | 'full';
  /** A lane ends after so many passes through the training part. */
  readonly epochs: number;
  /** A lane ends when its training loss is at or below this; 0: never. */
  readonly loss: number;
}

/** The rules for an experiment as the workbench has it. */
export function rulesOf(spec: Spec, step: number): RaceRules {
  const base = withoutChanges(effective(spec, step));
  const { epochs = 0 } = base.stop ?? {};
  return { base, batchSize: 'full', epochs: epochs > 0 ? epochs : usualEpochs, loss: 0 };
}

/**
 * The Spec of a lane. All lanes are in double precision: the start of one in single precision would
 * be another. A schedule belongs to the rate of the experiment's own method and stays with it.
 */
export function laneSpec({ base, batchSize, epochs, loss }: RaceRules, choice: Choice): Spec {
  const { schedule, ...rest } = base;
  const isOwn = idOf(choice) === idOf(base.optimizer);
  return {
    ...rest,
    ...(schedule !== undefined && isOwn ? { schedule } : {}),
    optimizer: choice,
    batchSize: needsFullBatch(choice) ? 'full' : batchSize,
    precision: 'float64',
    stop: { epochs, ...(loss > 0 ? { loss } : {}) },
  };
}

/** Who starts when nobody has been chosen: the experiment's own method and three that differ. */
export function firstLanes(base: Spec): readonly Choice[] {
  const own = base.optimizer ?? 'adam';
  const others: readonly Choice[] = [
    { id: 'sgd', learningRate: 0.1 },
    { id: 'adam', learningRate: 0.01 },
    'lbfgs',
    'levenberg-marquardt',
    { id: 'momentum', learningRate: 0.03 },
  ];
  const known = others.filter((choice) => find(manifest.optimizers, idOf(choice)) !== undefined);
  const different = known.filter((choice) => idOf(choice) !== idOf(own));
  return [own, ...different].slice(0, 4);
}

/** A lane's usual name: the method's, with its rate where lanes of the same method differ by it. */
export function laneName(choice: Choice, all: readonly Choice[]): string {
  const id = idOf(choice);
  const label = find(manifest.optimizers, id)?.label ?? id ?? '';
  const alike = all.filter((other) => idOf(other) === id);
  const rate = typeof choice === 'object' ? choice['learningRate'] : undefined;
  if (alike.length < 2 || typeof rate !== 'number') return label;
  return `${label} ${rate}`;
}
