/** The numbers that a run is set by, with a name each: what a live change sets again. */
import { isChanged, isEverSet, valueOf, type Program } from './program';
import type { Json } from '../engine/model';

export interface Setting {
  readonly path: string;
  /** The variable, as Python spells it. */
  readonly name: string;
  readonly value: number;
  readonly help: string;
}

/** By the parameters' names in the Spec. */
const ofOptimizer: Readonly<Record<string, readonly [name: string, help: string]>> = {
  learningRate: ['learning_rate', 'step size'],
  momentum: ['momentum', 'share of the velocity that is kept'],
  alpha: ['alpha', 'share of the mean square that is kept'],
  beta1: ['beta1', 'share of the mean gradient that is kept'],
  beta2: ['beta2', 'share of the mean square that is kept'],
  epsilon: ['epsilon', 'keeps the division finite'],
  weightDecay: ['weight_decay', 'share of a weight that a step of rate 1 takes off'],
  clipNorm: ['clip_norm', 'longest gradient that is let through'],
};

const ofSchedule: Readonly<Record<string, readonly [name: string, help: string]>> = {
  gamma: ['rate_factor', 'factor of the learning rate'],
  stepSize: ['step_size', 'epochs between two drops of the rate'],
  warmup: ['warmup', 'epochs during which the rate climbs'],
  epochs: ['fall_epochs', 'epochs until the rate is 0'],
};

/** All that the run uses, in the order of a script's head. */
export function settingsOf(program: Program): readonly Setting[] {
  const { optimizer, schedule } = program;
  const settings: Setting[] = [];
  for (const [key, [name, help]] of Object.entries(ofOptimizer)) {
    const path = `optimizer.${key}`;
    if (!(key in optimizer.values)) continue;
    if (key === 'clipNorm' && !isEverSet(program, path, valueOf(optimizer, key))) continue;
    settings.push({ path, name, value: valueOf(optimizer, key), help });
  }
  for (const [key, [name, help]] of Object.entries(ofSchedule)) {
    const path = `schedule.${key}`;
    if (!(key in schedule.values)) continue;
    settings.push({ path, name, value: settingValue(program, path, valueOf(schedule, key)), help });
  }
  for (const [key, name] of [
    ['l1', 'l1'],
    ['l2', 'l2'],
  ] as const) {
    if (!isEverSet(program, `regularization.${key}`, program[key])) continue;
    const help = key === 'l1' ? 'penalty l1 |W|' : 'penalty l2 / 2 |W|^2';
    settings.push({ path: `regularization.${key}`, name, value: program[key], help });
  }
  return settings;
}

/** What a variable holds when the Spec says `value`: a length of 0 is the stop rule's, or 100. */
export function settingValue({ stop }: Program, path: string, value: Json): number {
  if (path !== 'schedule.epochs' || value !== 0) return Number(value);
  return stop.epochs > 0 ? stop.epochs : 100;
}

/** The samples of a step; the whole training part when a batch is no smaller. */
export function batchOf({ batchSize, data }: Program): number {
  return batchSize === 'full' ? data.train : Math.min(batchSize, data.train);
}

/** The step that ends the run whatever else holds; null: none does. */
export function lastStep({ stop, steps }: Program): number | null {
  if (stop.steps === 0) return steps;
  return Math.min(stop.steps, steps ?? Infinity);
}

export function hasFixedBatch(program: Program): boolean {
  return !isChanged(program, 'batchSize');
}

/** Whether mini-batches are drawn at any time of the run. */
export function shuffles(program: Program): boolean {
  return batchOf(program) < program.data.train || !hasFixedBatch(program);
}

/** Whether any penalty holds at any time, and whether it can reach biases. */
export function penaltiesOf(program: Program): {
  readonly l1: boolean;
  readonly l2: boolean;
  readonly biases: boolean;
  readonly changing: boolean;
} {
  const path = 'regularization.biases';
  return {
    l1: isEverSet(program, 'regularization.l1', program.l1),
    l2: isEverSet(program, 'regularization.l2', program.l2),
    biases: program.biases || program.changes.some(({ set }) => set[path] === true),
    changing: isChanged(program, path),
  };
}

/** The changes by the variables that they set; 'full' batches as the number of samples. */
export function changedSettings(
  program: Program,
): readonly { readonly step: number; readonly set: readonly (readonly [string, string])[] }[] {
  const names = new Map(settingsOf(program).map(({ path, name }) => [path, name]));
  return program.changes.flatMap(({ step, set }) => {
    const variables = Object.entries(set).flatMap(([path, value]): [string, string][] => {
      if (path === 'batchSize') {
        const size = value === 'full' ? program.data.train : Number(value);
        return [['batch_size', String(Math.min(size, program.data.train))]];
      }
      if (path === 'regularization.biases')
        return [['penalise_biases', value === true ? 'true' : 'false']];
      const name = names.get(path);
      return name === undefined ? [] : [[name, String(settingValue(program, path, value))]];
    });
    return variables.length > 0 ? [{ step, set: variables }] : [];
  });
}
