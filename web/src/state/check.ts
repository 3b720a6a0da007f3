/** A gradient check of the network that stands, made in an engine of the lab. */
import type { GradientReport, UpdateCheck } from '../engine/lab_tasks';
import type { Spec } from '../engine/model';
import type { OwnEngine, StartEngine } from './engine_face';

/** What is checked: a Spec, its files, and the state of its session. */
export interface CheckSubject {
  readonly spec: Spec;
  readonly files: Readonly<Record<string, Blob>>;
  readonly snapshot: Uint8Array;
  readonly step: number;
}

export interface CheckResult {
  readonly gradient: GradientReport;
  readonly update: UpdateCheck;
  readonly subject: CheckSubject;
}

/** Of the work between two looks at whether it is still wanted. */
const slice = 60;

export class GradientCheck {
  private engine: Promise<OwnEngine> | null = null;
  private turn = 0;

  constructor(private readonly start: StartEngine) {}

  /**
   * Checks; `onShare` hears what is done, 0 to 1. null when another check or `stop` came meanwhile.
   */
  async run(subject: CheckSubject, onShare: (share: number) => void): Promise<CheckResult | null> {
    const turn = ++this.turn;
    try {
      this.engine ??= this.start({ lab: true });
      const engine = await this.engine;
      const session = await engine.session(subject.spec, { files: subject.files });
      try {
        await session.restore(subject.snapshot);
        const update = await session.lab('updateCheck', null);
        for (let anew = true; turn === this.turn; anew = false) {
          const { share, report } = await session.lab('gradientCheck', {
            anew,
            milliseconds: slice,
          });
          if (turn !== this.turn) break;
          onShare(share);
          if (report) return { gradient: report, update, subject };
        }
        return null;
      } finally {
        void session.close().catch(() => undefined);
      }
    } catch (reason) {
      this.end(); // the next check starts another engine
      throw reason;
    }
  }

  stop(): void {
    ++this.turn;
  }

  /** Ends the worker. */
  end(): void {
    this.stop();
    void this.engine?.then((open) => open.close()).catch(() => undefined);
    this.engine = null;
  }
}
