/** The next step of the session that stands, opened: asked for by a view, piece by piece. */
import type { StepTrace, TraceWindow } from '../engine/model';
import { problemOf, type SessionFace } from './engine_face';
import type { Notices } from './notices';
import type { Shared } from './shared';

export class OneStep {
  constructor(
    private readonly shared: Shared,
    private readonly notices: Notices,
  ) {}

  /** Opens the step of the next batch (null), or of one sample of the training part. */
  open(sample: number | null): Promise<StepTrace | null> {
    return this.ask((session) => session.trace(sample));
  }

  /** Numbers of the step that was opened last. */
  windows(windows: readonly TraceWindow[]): Promise<readonly Float64Array[] | null> {
    return this.ask((session) => session.traceWindows(windows));
  }

  /** Nobody looks any more. */
  close(): void {
    void this.standing?.closeTrace().catch(() => undefined); // a session that has gone holds none
  }

  /** Really takes so many steps. */
  take(steps: number): void {
    void this.shared.conductor?.run({ steps });
  }

  private get standing(): SessionFace | null {
    return this.shared.conductor?.standing ?? null;
  }

  private async ask<T>(question: (session: SessionFace) => Promise<T>): Promise<T | null> {
    const session = this.standing;
    if (!session) return null;
    try {
      const answer = await question(session);
      return session === this.standing ? answer : null;
    } catch (reason) {
      // A session that has gone need not answer any more.
      if (session === this.standing) this.notices.report(problemOf(reason));
      return null;
    }
  }
}
