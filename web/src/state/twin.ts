/**
 * The correct twin of a run with a planted fault: the same Spec without it, trained in a worker of
 * its own to the same steps, so that its curve can be seen beside the faulty one.
 */
import type { Spec } from '../engine/model';
import type { OwnEngine, SessionFace } from './engine_face';
import { isFaulty, withValue } from './spec';
import type { State } from './state';

/** What the twin needs of the store. */
export interface TwinHost {
  readonly state: State;
  subscribe(listener: () => void): () => void;
  startEngine(): Promise<OwnEngine>;
  files(): Readonly<Record<string, Blob>>;
  /** Hands the twin's curves over to whoever draws; null: there are none. */
  drawBeside(drawn: Pick<State, 'twin'>): void;
}

/** The Spec without its fault. */
export function correct(spec: Spec): Spec {
  return withValue(spec, 'fault', undefined);
}

export class Twin {
  private engine: Promise<OwnEngine> | null = null;
  private session: SessionFace | null = null;
  /** The Spec that the session was made of, as text. */
  private key = '';
  /** Where it stands: its last report may come later than the end of a run. */
  private step = 0;
  private isOver = false;
  private busy = false;
  /** Whether the run may have moved on since the twin last looked. */
  private hasNews = false;
  private ended = false;
  private readonly unsubscribe: () => void;

  /** `failed` is called when its worker or session cannot be had. */
  constructor(
    private readonly host: TwinHost,
    private readonly failed: () => void,
  ) {
    this.unsubscribe = host.subscribe(() => void this.follow());
    void this.follow();
  }

  /** Ends its worker; nothing of it is drawn any more. */
  end(): void {
    this.ended = true;
    this.unsubscribe();
    this.host.drawBeside({ twin: null });
    void this.engine?.then((open) => open.close()).catch(() => undefined);
  }

  /** One thing after the other, until it stands where the faulty run stands. */
  private async follow(): Promise<void> {
    this.hasNews = true;
    if (this.busy) return;
    this.busy = true;
    try {
      while (this.hasNews && !this.ended) {
        this.hasNews = false;
        while (await this.next()) if (this.isEnded) break;
      }
    } catch {
      // Without its worker there is no twin; another Spec tries again.
      this.session = null;
      if (!this.ended) {
        this.host.drawBeside({ twin: null });
        this.failed();
      }
    } finally {
      this.busy = false;
    }
  }

  /** Goes one piece further; false when there is nothing to do. */
  private async next(): Promise<boolean> {
    const { spec, progress, looking, building } = this.host.state;
    if (!isFaulty(spec) || building || looking || !progress) return false;
    const key = JSON.stringify(correct(spec));
    if (key !== this.key) {
      await this.make(correct(spec), key);
      return true;
    }
    const { session } = this;
    if (!session) return false;
    if (this.step > progress.step) {
      await session.reset(); // the run began anew, or went on from a former moment
      this.arrived(0);
    } else if (this.step < progress.step && !this.isOver) {
      const { steps } = await session.run({ steps: progress.step - this.step });
      this.isOver = steps === this.step; // it has met a rule, or diverged
      this.step = steps;
    } else {
      return false;
    }
    this.show();
    return true;
  }

  private async make(spec: Spec, key: string): Promise<void> {
    this.key = key;
    const former = this.session;
    this.session = null;
    await former?.close();
    this.engine ??= this.host.startEngine();
    const engine = await this.engine;
    this.session = await engine.session(spec, { files: this.host.files() });
    this.arrived(0);
    await this.session.evaluate(); // the curve begins where the faulty one does
    this.session.addEventListener('progress', () => this.show());
    this.show();
  }

  private get isEnded(): boolean {
    return this.ended;
  }

  private arrived(step: number): void {
    this.step = step;
    this.isOver = false;
  }

  private show(): void {
    if (this.session && !this.ended)
      this.host.drawBeside({ twin: { curves: this.session.history } });
  }
}
