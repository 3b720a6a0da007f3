// The moments of a session that can be gone back to: snapshots, few and far between.
//
// Memory is bounded in number and in bytes. When there are too many, the one goes whose neighbours
// lie closest to each other on a logarithmic axis of steps, so that what stays is spread about
// evenly over it: much of the beginning, where much happens, and ever less of the rest. The first
// (step 0, when it was kept) and the newest always stay, even where two of them take more.
import type { Kept } from './protocol';

export const momentLimits = { count: 60, bytes: 32_000_000 };

/** Moments per doubling of the steps, at most; fewer where only a few fit into memory. */
const perOctave = 4;
/** Doublings that a long run has: about a million steps. */
const octaves = 20;

/** The next step after this one at which a moment is worth keeping, for snapshots of that size. */
export function nextMoment(step: number, bytes: number): number {
  const fit = momentLimits.bytes / Math.max(1, bytes) / octaves;
  const each = Math.min(perOctave, Math.max(1, Math.floor(fit)));
  if (step < 1) return 1;
  // The least rung 2^(k/each), rounded, above the step; rounding may put one rung on another.
  for (let k = Math.floor(Math.log2(step) * each); ; ++k) {
    const rung = Math.round(2 ** (k / each));
    if (rung > step) return rung;
  }
}

/** What a moment is called by: everything but the snapshot. */
export type Moment = Omit<Kept, 'snapshot'>;

export class Moments {
  readonly #limits: typeof momentLimits;
  #kept: Kept[] = [];
  #bytes = 0;
  #list: readonly Moment[] | null = [];

  constructor(limits: Partial<typeof momentLimits> = {}) {
    this.#limits = { ...momentLimits, ...limits };
  }

  /** By step, ascending; another object after every change. */
  get list(): readonly Moment[] {
    return (this.#list ??= this.#kept.map(({ step, passes, seconds, loss, batchLoss }): Moment => ({
      ...{ step, passes, seconds, loss, batchLoss },
    })));
  }

  /** Of all snapshots together. */
  get bytes(): number {
    return this.#bytes;
  }

  at(step: number): Kept | null {
    return this.#kept.find((kept) => kept.step === step) ?? null;
  }

  /** A moment of the newest step takes the place of the one that is there; earlier ones are none. */
  add(kept: Kept): void {
    const newest = this.#kept.at(-1);
    if (newest && kept.step < newest.step) return;
    if (newest?.step === kept.step) this.#remove(this.#kept.length - 1);
    this.#kept.push(kept);
    this.#bytes += kept.snapshot.byteLength;
    this.#list = null;
    while (this.#isTooMuch() && this.#kept.length > 2) this.#remove(this.#mostCrowded());
  }

  /** The loss of a moment that was kept before it was measured. */
  measured(step: number, loss: number): void {
    const i = this.#kept.findIndex((kept) => kept.step === step);
    const kept = this.#kept[i];
    if (!kept || kept.loss === loss) return;
    this.#kept[i] = { ...kept, loss };
    this.#list = null;
  }

  /** Forgets what lies after a step. */
  truncate(step: number): void {
    while ((this.#kept.at(-1)?.step ?? -1) > step) this.#remove(this.#kept.length - 1);
  }

  clear(): void {
    this.#kept = [];
    this.#bytes = 0;
    this.#list = null;
  }

  #isTooMuch(): boolean {
    return this.#kept.length > this.#limits.count || this.#bytes > this.#limits.bytes;
  }

  #mostCrowded(): number {
    const place = (i: number): number => Math.log1p(this.#kept[i]?.step ?? 0);
    let [best, least] = [1, Infinity];
    for (let i = 1; i < this.#kept.length - 1; ++i) {
      const gap = place(i + 1) - place(i - 1);
      if (gap < least) [best, least] = [i, gap];
    }
    return best;
  }

  #remove(index: number): void {
    const [gone] = this.#kept.splice(index, 1);
    this.#bytes -= gone?.snapshot.byteLength ?? 0;
    this.#list = null;
  }
}
