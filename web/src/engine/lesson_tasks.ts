// What the lab module answers of a lesson's claims and tasks, work under way included.

/** A claim, evaluated run by run; core/include/fallline/claim.h. */
export interface ClaimState {
  readonly runs: number;
  readonly done: number;
  /** Of the work, 0 to 1. */
  readonly share: number;
  /**
   * The entries of the claim's value with their names, and whether the relation holds for each; where
   * runs are entries, those that are known so far. null: no figure, or not finite.
   */
  readonly values: readonly (number | null)[] | null;
  readonly labels: readonly string[] | null;
  readonly holds: readonly boolean[] | null;
  /** When all is done. */
  readonly verdict: boolean | null;
}

/** What a task's judgement says of a reader's own Spec. */
export interface JudgeState {
  readonly done: boolean;
  readonly share: number;
  /** Of the run that was judged. */
  readonly fingerprint: string | null;
  /** Paths that the task leaves as they are, and that differ. */
  readonly changed: readonly string[];
  readonly points: readonly JudgedPoint[];
  readonly passed: boolean;
}

export interface JudgedPoint {
  readonly says: string;
  readonly value: number | null;
  readonly holds: boolean;
}
