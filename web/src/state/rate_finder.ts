/**
 * The learning-rate finder (Smith 2015, "Cyclical learning rates for training neural networks"):
 * the experiment is trained from its start with a rate that grows by the same factor at every
 * step, and the loss of each batch tells where learning begins and where it ends.
 *
 * The run is one Spec, whose `changes` are the rates: the command line makes the same.
 */
import type { Spec } from '../engine/model';
import type { OwnEngine, SessionFace, StartEngine } from './engine_face';
import { find, manifest } from './manifest';
import { idOf, withoutChanges, withValue } from './spec';

export interface FinderWish {
  readonly from: number;
  readonly to: number;
  /** Also the number of rates; at least 2. */
  readonly steps: number;
}

export interface FinderSubject {
  /** Of finderKey. */
  readonly key: string;
  /** With every default filled in. */
  readonly settings: Spec;
  readonly files: Readonly<Record<string, Blob>>;
}

/** What the losses say. */
export interface UsableRange {
  /** Where the loss has begun to fall, and where it is lowest. */
  readonly from: number;
  readonly to: number;
  /** A rate to take. */
  readonly suggested: number;
}

export interface FinderResult {
  readonly key: string;
  readonly spec: Spec;
  readonly rates: Float64Array;
  /** Of each step's batch; shorter than `rates` when the loss had risen too far. */
  readonly losses: Float64Array;
  readonly smooth: Float64Array;
  /** null: the loss never fell. */
  readonly range: UsableRange | null;
  /** `risen`: 4 times the lowest; `diverged`: no numbers any more; `done`: all rates were tried. */
  readonly end: 'done' | 'risen' | 'diverged';
}

/** Steps that the smoothing reaches to either side. */
const reach = 6;
/** Share of the whole fall after which learning has begun. */
const begun = 0.1;
/** Share of the steps that are taken to learn nothing: the first decade of seven. */
const idle = 1 / 7;
/** The suggested rate is so many times smaller than that of the lowest loss. */
const safety = 3;
/** A fall that is less than this share of the loss at the start is none. */
const leastFall = 0.02;
/** The run ends where the loss of so many steps is that many times the lowest of such a mean. */
const [risenOver, risenTimes] = [5, 4];
/** Steps asked for at a time: the plot grows with each answer. */
const portion = 20;

/** The rates that a slider offers for the method; null for a method without a learning rate. */
export function ratesOffered(
  optimizer: Spec['optimizer'],
): { readonly low: number; readonly high: number } | null {
  const rate = find(manifest.optimizers, idOf(optimizer))?.parameters.find(
    ({ name }) => name === 'learningRate',
  );
  return rate ? { low: rate.low ?? 1e-6, high: rate.high ?? 10 } : null;
}

/** The rates of a run, ascending by one factor, written with six digits. */
export function ratesOf({ from, to, steps }: FinderWish): Float64Array {
  const rate = (i: number): number => from * (to / from) ** (i / Math.max(1, steps - 1));
  return Float64Array.from({ length: steps }, (_, i) => Number(rate(i).toPrecision(6)));
}

/** Another key when the losses are others: rate, schedule and stop rules are the finder's own. */
export function finderKey(settings: Spec, wish: FinderWish): string {
  return JSON.stringify(finderSpec(settings, wish));
}

/** The experiment with growing rates, and without what would change them or end it early. */
export function finderSpec(settings: Spec, wish: FinderWish): Spec {
  const rates = [...ratesOf(wish)];
  const still = { ...withoutChanges(settings), schedule: 'constant', stop: { steps: wish.steps } };
  return {
    ...withValue(still, 'optimizer.learningRate', rates[0]),
    changes: rates.slice(1).map((rate, i) => ({
      step: i + 1,
      set: { 'optimizer.learningRate': rate },
    })),
  };
}

/** A mean over the steps around, whose weights fall to 0 at `reach` + 1: it lags behind nothing. */
export function smoothed(losses: Float64Array): Float64Array {
  return losses.map((_, i) => {
    let [sum, weights] = [0, 0];
    for (let k = -reach; k <= reach; ++k) {
      const loss = losses[i + k];
      if (loss === undefined || !Number.isFinite(loss)) continue;
      const weight = reach + 1 - Math.abs(k);
      sum += weight * loss;
      weights += weight;
    }
    return weights > 0 ? sum / weights : NaN;
  });
}

/** Whether the loss has risen so far that greater rates have nothing more to tell. */
export function hasRisen(losses: Float64Array): boolean {
  let [best, latest] = [Infinity, NaN];
  for (let i = risenOver; i <= losses.length; ++i) {
    latest = meanOf(losses.subarray(i - risenOver, i));
    best = Math.min(best, latest);
  }
  return best > 0 && latest > risenTimes * best;
}

/**
 * The usable range: from the rate at which the smoothed loss has made a tenth of its fall, for good,
 * to the rate at which it is lowest. Suggested is a third of the latter: a run that stays there has
 * to be stable for longer than the one step that the finder makes. The fall is from the mean of the
 * first seventh of the steps, whose rates are too small to learn; null where it is less than 2 %, or where
 * the loss is lowest among them.
 */
export function usableRange(
  rates: Float64Array,
  losses: Float64Array,
  smooth: Float64Array,
): UsableRange | null {
  const before = Math.ceil(rates.length * idle);
  const start = meanOf(losses.subarray(0, before));
  const last = lowest(smooth);
  const fall = start - (smooth[last] ?? NaN);
  if (last < before || !(fall > leastFall * Math.abs(start))) return null;
  let first = last;
  while (first > 0 && (smooth[first - 1] ?? NaN) <= start - begun * fall) --first;
  const [from, to] = [rates[first] ?? NaN, rates[last] ?? NaN];
  return { from, to, suggested: Math.max(from, Number((to / safety).toPrecision(2))) };
}

function meanOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function lowest(values: Float64Array): number {
  let at = 0;
  values.forEach((value, i) => {
    if (value < (values[at] ?? Infinity)) at = i;
  });
  return at;
}

export class RateFinder {
  private engine: Promise<OwnEngine> | null = null;
  private turn = 0;

  constructor(private readonly start: StartEngine) {}

  /**
   * @param told hears of every portion of steps
   * @return null when another run or `end` came meanwhile
   */
  async find(
    { key, settings, files }: FinderSubject,
    wish: FinderWish,
    told: (soFar: FinderResult) => void = () => undefined,
  ): Promise<FinderResult | null> {
    const turn = ++this.turn;
    const spec = finderSpec(settings, wish);
    try {
      this.engine ??= this.start();
      const engine = await this.engine;
      if (turn !== this.turn) return null;
      const session = await engine.session(spec, { files });
      try {
        for await (const { losses, end } of portions(session, wish.steps)) {
          if (turn !== this.turn) return null;
          const rates = ratesOf(wish);
          const smooth = smoothed(losses);
          const range = end ? usableRange(rates, losses, smooth) : null;
          const result = { key, spec, rates, losses, smooth, range, end: end ?? 'done' } as const;
          if (end) return result;
          told(result);
        }
        return null;
      } finally {
        void session.close().catch(() => undefined);
      }
    } catch (reason) {
      if (turn !== this.turn) return null;
      this.end(); // the next one starts another engine
      throw reason;
    }
  }

  /** Ends the worker. */
  end(): void {
    ++this.turn;
    void this.engine?.then((open) => open.close()).catch(() => undefined);
    this.engine = null;
  }
}

interface Portion {
  readonly losses: Float64Array;
  /** Only of the last. */
  readonly end: FinderResult['end'] | null;
}

/** The losses so far after every portion of steps. */
async function* portions(session: SessionFace, steps: number): AsyncGenerator<Portion> {
  const all: number[] = [];
  for (let end: FinderResult['end'] | null = null; end === null;) {
    const { losses, position } = await session.takeSteps(Math.min(portion, steps - all.length));
    for (const loss of losses) {
      all.push(loss);
      // Judged step by step, so that the end does not depend on how the steps came.
      if (hasRisen(Float64Array.from(all))) {
        end = 'risen';
        break;
      }
    }
    if (position.status === 'diverged') end ??= 'diverged';
    else if (position.status !== 'running' || all.length >= steps) end ??= 'done';
    yield { losses: Float64Array.from(all), end };
  }
}
