/** Tells a page what happens in the store: seldom enough that telling costs nothing. */
import type { State } from '../state/state';
import type { Store } from '../state/store';
import {
  contractVersion,
  epochRate,
  type EventDetails,
  type EventName,
  type Happening,
} from './contract';
import { measuredOf, standingOf, summaryOf } from './standing';
import { realClock, Throttle, type Clock } from './throttle';

/** What may happen many times a frame, as while a slider is dragged. */
const changePause = 1000 / epochRate.usual;

export class Happenings {
  private readonly changes: Throttle;
  private readonly epochs: Throttle;
  private readonly unsubscribe: () => void;
  private former: State | null = null;
  /** Whether it has been told that the experiment stands. */
  private stands = false;
  /** Whether the end of the present run has been told. */
  private ended = true;

  constructor(
    private readonly store: Store,
    private readonly send: (happening: Happening) => void,
    rate: number = epochRate.usual,
    clock: Clock = realClock,
  ) {
    this.changes = new Throttle(
      changePause,
      () => this.say('change', standingOf(this.state)),
      clock,
    );
    const pause = rate > 0 ? 1000 / rate : Infinity;
    this.epochs = new Throttle(
      pause,
      () => this.say('epoch', measuredOf(this.state.progress)),
      clock,
    );
    this.unsubscribe = store.subscribe(() => this.look());
    this.look();
  }

  say<E extends EventName>(type: E, detail: EventDetails[E]): void {
    // One of them for every name: the compiler does not see that type and detail belong together.
    this.send({ fallline: contractVersion, type, payload: detail } as Happening);
  }

  end(): void {
    this.unsubscribe();
    this.changes.end();
    this.epochs.end();
  }

  private get state(): State {
    return this.store.state;
  }

  private look(): void {
    const { state, former } = this;
    this.former = state;
    if (state.notice && state.notice !== former?.notice) this.tell(state.notice);
    if (!state.info || !state.progress) return;
    if (!this.stands) {
      if (!state.playing && state.fingerprint === null) return;
      this.stands = true;
      this.ended = state.progress.status !== 'running';
      this.say('ready', standingOf(state));
    }
    if (!former?.progress) return;
    if (state.progress.epoch > former.progress.epoch) this.epochs.ask();
    else if (state.progress.epoch < former.progress.epoch) this.epochs.end(); // of another start
    const isOther =
      state.spec !== former.spec ||
      state.playing !== former.playing ||
      state.progress.step < former.progress.step ||
      (state.fingerprint !== null && state.fingerprint !== former.fingerprint);
    if (!isOther) return;
    if (!state.playing) this.epochs.flush();
    this.changes.ask();
    this.tellEnd(state);
  }

  private tellEnd(state: State): void {
    if (state.progress?.status === 'running') this.ended = false;
    const summary = this.ended || state.playing ? null : summaryOf(state);
    if (!summary || summary.status === 'paused') return;
    this.ended = true;
    this.changes.flush();
    this.say('end', summary);
  }

  private tell({ kind, path, text }: NonNullable<State['notice']>): void {
    if (kind !== 'info') this.say(kind, { path, message: text });
  }
}
