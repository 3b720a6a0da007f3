/**
 * A small experiment within a lesson: a store of its own, so that every view of the workbench can
 * show it. Its engine comes from a house with few rooms; while it has none the last state stands,
 * and the next wish to train takes it up from its snapshot.
 */
import type { HistoryRows } from '../engine/history';
import type { Problem, Spec } from '../engine/model';
import { text } from '../text/text';
import { problemOf, type EngineFace, type OwnEngine } from './engine_face';
import type { EngineHouse, Tenant } from './engine_house';
import { rowsOf } from './run_record';
import { Store } from './store';

/** Where it stood when its engine went. */
interface Aside {
  readonly snapshot: Uint8Array;
  readonly seconds: number;
  readonly curve: HistoryRows;
  readonly tweaked: boolean;
}

export class Experiment extends Store implements Tenant {
  /** Whether anybody sees it: what nobody sees does not train. */
  private inSight = false;
  private own: OwnEngine | null = null;
  private aside: Aside | null = null;
  private opened = false;
  private said = '';
  private unhoped: (() => void) | null = null;
  private waking: Promise<void> | null = null;

  constructor(
    readonly title: string,
    private readonly first: Spec,
    private readonly house: EngineHouse,
  ) {
    super();
  }

  need(): number {
    if (!this.inSight) return 0;
    return this.state.playing ? 2 : 1;
  }

  /** Comes in sight, or leaves it: then it pauses. */
  seen(inSight: boolean): void {
    this.inSight = inSight;
    this.unhoped?.();
    this.unhoped = null;
    if (!inSight) {
      if (this.own) this.pause();
      this.house.freed();
    } else if (!this.opened) {
      this.unhoped = this.house.hope(() => this.begin());
      this.begin();
    }
  }

  /** Before anybody wishes it to train it takes no room that others need. */
  private begin(): void {
    if (this.inSight && !this.opened && this.house.hasRoom) void this.awake();
  }

  /** What it has to say; while it has no engine, what it said last. */
  get message(): string {
    return (this.own ? this.state.notice?.text : this.said) ?? '';
  }

  /** A Spec that is refused shows why, and no other experiment in its place. */
  override openInstead({ message, path }: Problem): void {
    this.notify({ kind: 'error', text: message, path });
  }

  /** A run that has come to its end is begun again. */
  override play(): void {
    void this.awake().then(async () => {
      const { progress } = this.state;
      if (progress && progress.status !== 'running') await this.shared.conductor?.reset();
      super.play();
    });
  }

  override step(): void {
    void this.awake().then(() => super.step());
  }

  override reset(): void {
    void this.awake().then(() => super.reset());
  }

  async leave(): Promise<void> {
    await this.waking; // half made it could not be taken up again
    const { own } = this;
    const { conductor } = this.shared;
    this.said = this.message;
    this.own = null;
    if (!own) return;
    try {
      await conductor?.pause();
      const kept = await conductor?.keep();
      const { history, progress, tweaked } = this.state;
      this.aside =
        kept?.snapshot && history
          ? {
              snapshot: kept.snapshot,
              seconds: progress?.seconds ?? 0,
              curve: rowsOf(history),
              tweaked,
            }
          : null;
    } finally {
      own.close();
    }
  }

  /** With an engine, standing where it stood. */
  private awake(): Promise<void> {
    if (this.own) {
      this.house.touch(this);
      return Promise.resolve();
    }
    this.waking ??= this.wake()
      .catch((reason: unknown) => {
        this.said = problemOf(reason).message;
        this.notify({ kind: 'error', text: this.said });
      })
      .finally(() => (this.waking = null));
    return this.waking;
  }

  private async wake(): Promise<void> {
    this.own = await this.house.enter(this);
    const { conductor } = this.shared;
    if (!this.opened || !conductor) {
      this.opened = true;
      await this.open(() => Promise.resolve(this.face()), this.first);
      return;
    }
    const { spec } = this.state;
    const problem = await conductor.make(spec);
    if (problem) throw new Error(problem.message);
    const { aside } = this;
    this.aside = null;
    if (!aside) return;
    const { snapshot, tweaked, seconds, curve } = aside;
    const refusal = await conductor.restore(snapshot, tweaked, { spec, seconds, curve });
    if (refusal) throw new Error(refusal.message);
  }

  /** The engine in force, whichever that is: nothing here opens files or asks for curves. */
  private face(): EngineFace {
    const none = (): Promise<never> => Promise.reject(new Error(text.frame.engineDown));
    return {
      session: (spec, sources, options) =>
        this.own ? this.own.session(spec, sources, options) : none(),
      expand: none,
      check: () => Promise.resolve([]),
      previewCsv: none,
      activation: none,
      rates: none,
      addEventListener: () => undefined,
    };
  }
}
