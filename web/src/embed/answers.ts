/** Does what a page asks for, through the store, and answers when it is done. */
import type { Json, Problem, Spec } from '../engine/model';
import type { PlotSource } from '../plots/plot_source';
import { applySetting } from '../state/link';
import { projectSuffix } from '../state/project';
import { asJson, asSpec, effective, isLive } from '../state/spec';
import type { Notice, State } from '../state/state';
import type { Store } from '../state/store';
import { protocolText as words } from '../text/protocol';
import type { DataFormat, Methods, PictureFormat, Request, RunLength, Standing } from './contract';
import { standingOf, summaryOf } from './standing';

/** What the frame shows, as far as it can be taken along. */
export interface Shown {
  /** The plot of a view, or without a name the first one; null where there is none. */
  readonly picture: (view: string | null) => PlotSource | null;
  /** Somebody has decided whether it trains: nothing of that comes by itself any more. */
  readonly decided?: () => void;
  /** What trains from now on goes on when it is not seen; until the answer is called. */
  readonly hold?: () => (() => void) | undefined;
}

export class Answers {
  constructor(
    private readonly store: Store,
    private readonly shown: Shown,
  ) {}

  /** Rejects with a problem. */
  async answer(request: Request): Promise<Methods[Request['type']]['result']> {
    await this.opened();
    switch (request.type) {
      case 'play':
        return this.play();
      case 'pause':
        return this.pause();
      case 'step':
        return this.trained(request.payload).then(() => this.standing());
      case 'run':
        return this.run(request.payload);
      case 'reset':
        return this.changed(() => this.store.reset());
      case 'set':
        return this.set(request.payload.path, request.payload.value);
      case 'getState':
        return this.saved();
      case 'setState':
        return this.restored(request.payload);
      case 'snapshot':
        return this.picture(request.payload.format, request.payload.view ?? null);
      case 'exportData':
        return this.data(request.payload.format);
    }
  }

  private get state(): State {
    return this.store.state;
  }

  private standing(): Standing {
    return standingOf(this.state);
  }

  private async opened(): Promise<void> {
    if (this.state.lesson !== null) throw problem('lesson', words.lesson);
    await until(this.store, ({ info, engine }) => info !== null || engine === 'failed');
    if (this.state.engine === 'failed') {
      throw problem('no-engine', this.state.notice?.text ?? words.noEngine);
    }
  }

  private async play(): Promise<null> {
    this.shown.decided?.();
    this.store.play();
    await until(this.store, ({ playing }) => playing);
    return null;
  }

  private async pause(): Promise<Standing> {
    this.shown.decided?.();
    this.store.pause();
    await until(this.store, rests);
    return this.standing();
  }

  private async run(length: RunLength): Promise<Methods['run']['result']> {
    const { stop } = this.state.settings;
    const ends = length.steps !== undefined || length.epochs !== undefined;
    if (!ends && !Object.values(stop ?? {}).some((bound) => bound > 0)) {
      throw problem('no-stop-rule', words.noStopRule, 'stop');
    }
    await this.trained(length);
    const summary = summaryOf(this.state);
    if (!summary) throw problem('no-engine', this.state.notice?.text ?? words.noEngine);
    return summary;
  }

  /** From where it rests, so far, until it rests again. */
  private async trained({ steps, epochs }: RunLength): Promise<void> {
    const { store } = this;
    if (this.state.playing) await this.pause();
    const { notice } = this.state;
    this.shown.decided?.();
    const release = this.shown.hold?.();
    try {
      if (steps !== undefined) store.step(steps);
      else if (epochs !== undefined) store.epoch(epochs);
      else store.runToStop();
      await until(
        store,
        (state) => rests(state) || (!state.playing && isNew(state.notice, notice)),
      );
    } finally {
      release?.();
    }
    this.refuseNew(notice, true); // that a run diverged is in its summary
  }

  private async set(path: string, value: Json): Promise<Standing> {
    const { store } = this;
    const settled = (): Spec => effective(this.state.spec, this.state.progress?.step ?? 0);
    const set = (): Spec => asSpec(applySetting(asJson(settled()), path, value));
    await this.mustBeSpec(set());
    // While it trains the change is recorded at its step; otherwise it is what `--set` makes of it.
    const isRecorded = (this.state.progress?.step ?? 0) > 0 && isLive(path) && !this.state.building;
    return this.changed(() => (isRecorded ? store.edit(path, value) : store.openSpec(set())));
  }

  /** The core judges what is sent before anything looks into it; readers are told, too. */
  private async mustBeSpec(spec: Spec): Promise<void> {
    const refusal = await this.store.host.refusal(spec);
    if (!refusal) return;
    const { path, message } = refusal;
    this.store.notify({ kind: 'error', path, text: message });
    throw problem('refused', this.state.notice?.text ?? message, this.state.notice?.path);
  }

  /** Makes a change, and waits until the session has it or has refused it. */
  private async changed(change: () => void): Promise<Standing> {
    const { store } = this;
    const { notice } = this.state;
    void store.host.act(change);
    await until(store, ({ pending, building }) => !pending && !building);
    await turn(); // a refusal is told after the queue is empty
    this.refuseNew(notice);
    await until(store, (state) => state.playing || rests(state));
    return this.standing();
  }

  private async saved(): Promise<Methods['getState']['result']> {
    const saved = await this.store.saveProject();
    if (!saved) throw problem('not-saved', this.state.notice?.text ?? words.notSaved);
    return JSON.parse(await saved.file.text()) as Methods['getState']['result'];
  }

  private async restored(given: Methods['setState']['argument']): Promise<Standing> {
    const { store } = this;
    if (!('fallLine' in given)) {
      await this.mustBeSpec(given.spec);
      return this.changed(() => store.openSpec(given.spec));
    }
    const { notice } = this.state;
    const file = new File([JSON.stringify(given)], `state${projectSuffix}`);
    await store.host.act(() => store.addFiles([file]));
    this.refuseNew(notice);
    // That it was opened is no news to the page that asked for it.
    if (this.state.notice?.kind === 'info') store.dismiss();
    await until(store, (state) => state.playing || rests(state));
    return this.standing();
  }

  private async picture(format: PictureFormat, view: string | null): Promise<Blob> {
    const plot = this.shown.picture(view);
    if (!plot) throw problem('no-picture', words.noPicture);
    const { pictureOf, svgOf } = await import('../plots/save_plot');
    if (format === 'png') return pictureOf(plot, false);
    return new Blob([svgOf(plot, false)], { type: 'image/svg+xml' });
  }

  private async data(format: DataFormat): Promise<string> {
    const { exported } = await import('./exported');
    const content = await exported(this.store, format);
    if (content === null) throw problem('no-engine', words.noEngine);
    return content;
  }

  /** An error that was told meanwhile is the answer; `placed`: only one that has its place. */
  private refuseNew(former: Notice | null, placed = false): void {
    const { notice } = this.state;
    if (!notice || !isNew(notice, former) || notice.kind !== 'error') return;
    if (!placed || notice.path !== '') throw problem('refused', notice.text, notice.path);
  }
}

function isNew(notice: Notice | null, former: Notice | null): boolean {
  return notice !== null && notice !== former;
}

/** Whether nothing trains, nothing is being made, and the parameters are known. */
function rests({ playing, building, pending, progress, fingerprint }: State): boolean {
  return !playing && !building && !pending && fingerprint?.step === progress?.step;
}

export function problem(code: string, message: string, path = ''): Problem & Error {
  return Object.assign(new Error(message), { code, path });
}

/** Waits for a state; without an engine none comes any more. */
function until(store: Store, holds: (state: State) => boolean): Promise<void> {
  if (holds(store.state)) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const end = store.subscribe((state) => {
      if (holds(state)) resolve();
      else if (state.engine === 'failed') {
        reject(problem('no-engine', state.notice?.text ?? words.noEngine));
      } else return;
      end();
    });
  });
}

function turn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}
