/**
 * Former runs, as the store holds them: what handles them is loaded with the first of them, or
 * when the page finds that some were kept in this browser.
 */
import { problemOf } from './engine_face';
import type { Edits } from './edits';
import type { Notices } from './notices';
import type { Departing } from './run_record';
import type { RunsDesk } from './runs_desk';
import type { Shared } from './shared';

/** The storage of the browser, when it is asked for; it may throw, which says that there is none. */
export type OpenStorage = () => Storage;

/** Where the choice is remembered, and where runs and the progress in lessons are. */
export const storageKeys = {
  choice: 'fall-line-keep-runs',
  runs: 'fall-line-runs',
  lessons: 'fall-line-lessons',
};

export class Runs {
  private desk: Promise<RunsDesk> | null = null;

  constructor(
    private readonly shared: Shared,
    private readonly edits: Edits,
    private readonly notices: Notices,
    readonly storage: OpenStorage | null,
  ) {}

  /** Whether what handles the runs is loaded, or on its way. */
  get isLoaded(): boolean {
    return this.desk !== null;
  }

  /** Asks whoever handles the runs, in the order of asking. */
  async ask<T>(what: (desk: RunsDesk) => T | Promise<T>): Promise<T | null> {
    const { shared, edits, notices, storage } = this;
    this.desk ??= import('./runs_desk').then(
      (script) => new script.RunsDesk(shared, edits, notices, storage),
    );
    try {
      return await this.desk.then(what);
    } catch (reason) {
      notices.report(problemOf(reason));
      return null;
    }
  }

  /** A run has come to its end, or gives way to one that may begin at a moment of it. */
  departs(
    run: Departing,
    forkedTo: { readonly step: number; readonly passes: number } | null,
  ): void {
    void this.ask((desk) => desk.departs(run, forkedTo));
  }

  /** Another run is under way. */
  started(): void {
    if (this.isLoaded) void this.ask((desk) => desk.started());
  }

  /** Reads what was kept in this browser, if that was wished for and is allowed. */
  begin(): void {
    try {
      if (this.storage?.().getItem(storageKeys.choice) !== '1') return;
    } catch {
      this.shared.set({ keeping: 'blocked' });
      return;
    }
    void this.ask((desk) => desk.read());
  }
}
