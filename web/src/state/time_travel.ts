/**
 * Looking back at a kept moment of the run, and going on from there.
 *
 * The session itself is put where it stood, so that every view follows and data are not held
 * twice; where it had come to is kept aside meanwhile. Of several moments asked for only the newest
 * is shown, so that a dragged slider never falls behind.
 */
import type { Problem, Spec } from '../engine/model';
import { problemOf, type SessionFace } from './engine_face';
import type { Departing } from './run_record';
import { withValue } from './spec';
import type { State } from './state';

export interface TravelHost {
  get(): State;
  set(patch: Partial<State>): void;
  session(): SessionFace | null;
  /** After all that was asked for before. */
  enqueue<T>(job: () => Promise<T>): Promise<T>;
  /** Ends training, and says where the session stands; null before the first step. */
  depart(session: SessionFace): Promise<Departing | null>;
  /** The session stands elsewhere; resolves when its figures are known. */
  moved(session: SessionFace): Promise<void>;
  /** A run has been left for one that goes on from an earlier moment. */
  forked(former: Departing, spec: Spec): void;
  report(problem: Problem): void;
}

export class TimeTravel {
  /** Where the run had come to; null while that is what is shown. */
  private aside: Departing | null = null;
  private wanted: number | null = null;
  /** Movements that were asked for and are not over; of two waiting the second is the first. */
  private moves = 0;
  private waiting: Promise<void> | null = null;
  /** The step at which something was first changed by hand. */
  private tweakedAt = Infinity;

  constructor(private readonly host: TravelHost) {}

  /** What the run had come to, while something else is looked at. */
  get newest(): Departing | null {
    return this.aside;
  }

  /** Shows a kept moment; that of the newest step ends the looking back. */
  look(step: number): Promise<void> {
    this.wanted = step;
    if (this.waiting) return this.waiting;
    ++this.moves;
    this.waiting = this.host.enqueue(() => this.move()).finally(() => --this.moves);
    return this.waiting;
  }

  /** Whether a former moment is shown, or is about to be. */
  get isAway(): boolean {
    return this.aside !== null || this.moves > 0;
  }

  /** Back to where the run has come to. */
  back(): Promise<void> {
    return this.isAway ? this.look(Infinity) : Promise.resolve();
  }

  /** Waits for a movement that is under way. */
  async settled(): Promise<void> {
    if (this.moves > 0) await this.host.enqueue(() => Promise.resolve());
  }

  /** The run goes on from the moment that is shown; the one that led there is told to the host. */
  fork(): boolean {
    const former = this.aside;
    const session = this.host.session();
    if (!former || !session) return false;
    this.aside = null;
    session.branch();
    const { changes } = session.info.spec;
    const some = changes && changes.length > 0 ? changes : undefined;
    this.host.set({ looking: null });
    this.host.forked(former, withValue(former.spec, 'changes', some));
    void this.host.moved(session);
    return true;
  }

  /** Something was changed by hand, at the present step. */
  tweaked(step: number): void {
    this.tweakedAt = Math.min(this.tweakedAt, step);
  }

  /** Another session, or another start of it; `tweakedAt`: when it was first changed by hand. */
  begin(tweakedAt = Infinity): void {
    this.aside = null;
    this.wanted = null;
    this.tweakedAt = tweakedAt;
    if (this.host.get().looking) this.host.set({ looking: null });
  }

  private async move(): Promise<void> {
    const session = this.host.session();
    const step = this.wanted;
    this.wanted = null;
    this.waiting = null; // what is asked for from here on is another movement
    if (!session || step === null || (step === Infinity && !this.aside)) return;
    try {
      this.aside ??= await this.host.depart(session);
      const newest = this.aside;
      if (!newest) return;
      if (step >= newest.progress.step) {
        await session.unbranch(newest.snapshot, newest.progress.seconds);
        this.aside = null;
        this.host.set({ looking: null, tweaked: newest.tweaked });
      } else {
        await session.goBack(step);
        const { passes } = session.progress;
        const tweaked = newest.tweaked && step >= this.tweakedAt;
        this.host.set({ looking: { step, passes, newest: newest.progress }, tweaked });
      }
      await this.host.moved(session);
    } catch (reason) {
      this.host.report(problemOf(reason));
    }
  }
}
