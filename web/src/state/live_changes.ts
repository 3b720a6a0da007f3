/** Live changes on their way to the session; of many values of one path the newest goes. */
import type { Problem, Spec } from '../engine/model';
import { problemOf, type SessionFace } from './engine_face';
import type { Json } from './json';
import { withChange, withValue } from './spec';
import type { State } from './state';

export interface LiveHost {
  get(): State;
  set(patch: Partial<State>): void;
  session(): SessionFace | null;
  /** After all that was asked for before. */
  enqueue<T>(job: () => Promise<T>): Promise<T>;
  /** The session has taken them; `spec` is the experiment with them. */
  taken(session: SessionFace, spec: Spec): void;
}

export class LiveChanges {
  private readonly waiting = new Map<string, Json>();
  private unanswered = false;
  /** The step at which they act, when that is the next one: one that has begun ends as it began. */
  private actFrom = 0;

  constructor(private readonly host: LiveHost) {}

  /** Another run, or another moment of it. */
  begin(): void {
    this.actFrom = 0;
  }

  /** Whether the session's reports may not know yet of what a person has set. */
  areAheadOf(session: SessionFace): boolean {
    return this.waiting.size > 0 || this.unanswered || session.progress.step < this.actFrom;
  }

  /** Tells the session another value; it is on show at once. */
  tell(path: string, value: Json): Promise<Problem | null> {
    const { host } = this;
    const { spec, settings, progress } = host.get();
    host.set({
      spec: withChange(spec, progress?.step ?? 0, path, value),
      settings: withValue(settings, path, value),
    });
    const waits = this.waiting.size > 0;
    this.waiting.set(path, value);
    return waits ? Promise.resolve(null) : host.enqueue(() => this.send());
  }

  private async send(): Promise<Problem | null> {
    const { host } = this;
    const session = host.session();
    const changes = [...this.waiting];
    this.waiting.clear();
    this.unanswered = true;
    let problem: Problem | null = null;
    for (const [path, value] of changes) {
      try {
        await session?.retune(path, value);
      } catch (reason) {
        problem = problemOf(reason);
      }
    }
    this.unanswered = false;
    if (session && session === host.session() && this.waiting.size === 0) {
      const recorded = session.info.spec.changes ?? [];
      const next = session.progress.step + 1;
      this.actFrom = recorded.some(({ step }) => step === next) ? next : 0;
      host.taken(session, withValue(host.get().spec, 'changes', recorded));
    }
    return problem;
  }
}
