// When a session is looked into, and when its conditions are measured.
//
// An inspection costs about as much as an epoch of a small set, and on large ones at most some tens
// of milliseconds. For a view that watches, one is made at most every tenth of a second and in no
// more than a tenth of the time. For conditions the core sets epochs that lie ever further apart.
import { type BoundSession, valueOf } from './binding';
import type { Position, Watched } from './model';

/** Milliseconds between two inspections while it trains, at least, and their share of the time. */
const every = 100;
const share = 0.1;

export class Inside {
  readonly #bound: BoundSession;
  /** Of the step that is inspected; -1: none is. */
  #step = -1;
  /** Of the latest whole inspection, and the number of them. */
  #inspected = -1;
  #count = 0;
  #sent = 0;
  #measures = false;
  #took = 0; // ms
  #at = -Infinity;
  #due: number;

  constructor(bound: BoundSession) {
    this.#bound = bound;
    this.#due = valueOf(bound.conditionsDue());
  }

  get isUnderWay(): boolean {
    return this.#step >= 0;
  }

  /** The epoch at which conditions are due; what was due before stays so until it is measured. */
  get dueEpoch(): number {
    return this.#due;
  }

  /** Parameters were changed from outside. */
  forget(): void {
    this.#step = -1;
    this.#inspected = -1;
    this.#at = -Infinity;
    this.#due = valueOf(this.#bound.conditionsDue());
  }

  /** The run has ended: that is due once more. */
  ended(): void {
    this.#due = valueOf(this.#bound.conditionsDue());
  }

  /** Begins what is due at this position, between evaluations. */
  consider(watched: Watched, position: Position, evaluatedStep: number, trains: boolean): void {
    if (this.isUnderWay) return;
    const measures =
      watched.conditions !== undefined &&
      evaluatedStep === position.step &&
      position.epoch >= this.#due;
    if (!measures && !this.#isLookedAt(watched, position, trains)) return;
    this.#measures = measures;
    this.#step = position.step;
    this.#took = 0;
  }

  #isLookedAt(watched: Watched, position: Position, trains: boolean): boolean {
    if (watched.inside === undefined || this.#inspected === position.step) return false;
    return !trains || performance.now() - this.#at >= Math.max(every, this.#took / share);
  }

  /** About that many milliseconds of work; true when there is something new to tell. */
  slice(milliseconds: number): boolean {
    const start = performance.now();
    const done = valueOf(this.#bound.inspect(milliseconds));
    this.#took += performance.now() - start;
    if (!done) return false;
    if (this.#measures) {
      valueOf(this.#bound.measureConditions());
      this.#due = valueOf(this.#bound.conditionsDue());
      if (this.#due < 0) this.#due = Infinity;
    }
    this.#inspected = this.#step;
    this.#step = -1;
    this.#at = performance.now();
    this.#count += 1;
    return true;
  }

  /** All at once, for a single look. */
  now(step: number): void {
    if (this.#inspected === step && !this.isUnderWay) return;
    this.#step = step;
    this.#measures = false;
    this.slice(Infinity);
  }

  /** Whether views have not been told of the latest inspection yet; then they are. */
  takeNews(): boolean {
    const isNew = this.#count !== this.#sent;
    this.#sent = this.#count;
    return isNew;
  }

  /** To be told again. */
  again(): void {
    this.#sent = -1;
  }
}
