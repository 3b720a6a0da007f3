/** The list of former runs: what enters it, and what can be done with its entries. */
import { placeText } from '../text/places';
import type { Edits } from './edits';
import { problemOf } from './engine_face';
import { filesOf } from './intake';
import { engineVersion, find, manifest } from './manifest';
import type { Notices } from './notices';
import { bounded, changed, entered, freeLook, freeName, isWorthKeeping } from './run_list';
import type { Departing, Run, RunOrigin } from './run_record';
import { storageKeys, type OpenStorage } from './runs';
import type { Shared } from './shared';
import { idOf } from './spec';
import type { State } from './state';
import type { RunWay } from './tweaks';

const longestName = 60;
const words = placeText.runs;

export class RunsDesk {
  /** Where the run that is under way left another one. */
  private origin: RunOrigin | null = null;
  private nextId = 1;
  /** The list that is written, or was read. */
  private stored: State['runs'] = [];
  private stores: Promise<void> = Promise.resolve();

  constructor(
    private readonly shared: Shared,
    private readonly edits: Edits,
    private readonly notices: Notices,
    private readonly storage: OpenStorage | null,
  ) {
    shared.runDeleted = (way) => this.follow(way);
  }

  // --- entering ---------------------------------------------------------------------------------

  /** A run has come to its end, or gives way to one that may begin at a moment of it. */
  departs(
    run: Departing,
    forkedTo: { readonly step: number; readonly passes: number } | null,
  ): void {
    const entry = this.enter(run, forkedTo !== null);
    if (forkedTo && entry) {
      this.origin = { name: entry.name, ...forkedTo };
      const at = words.place(forkedTo.passes);
      this.notices.notify({
        kind: 'info',
        text: words.forked(at, entry.name),
        action: { label: words.backTo(entry.name), run: () => void this.restore(entry.id) },
      });
    }
  }

  /** Another run is under way: it has no entry yet. */
  started(): void {
    if (this.shared.state.run !== null) this.shared.set({ run: null });
    this.begun = this.origin;
    this.origin = null;
  }
  private begun: RunOrigin | null = null;

  private enter(departing: Departing, isForked: boolean): Run | null {
    const { state } = this.shared;
    const { runs, run: id } = state;
    const former = runs.find((run) => run.id === id);
    const { progress, fingerprint, spec } = departing;
    if (former?.fingerprint === fingerprint && former.steps === progress.step) return former;
    if (!former && !isForked && !isWorthKeeping(departing)) return null;
    const source = find(manifest.datasets, idOf(spec.data.source));
    const { train, validation, test, epoch, step, seconds, status } = progress;
    const { parameters, tweaked, curve, snapshot } = departing;
    const entry: Run = {
      id: former?.id ?? this.nextId++,
      name: former?.name ?? freeName(runs, source?.label ?? spec.data.source),
      look: former?.look ?? freeLook(runs),
      origin: former?.origin ?? this.begun,
      pinned: former?.pinned ?? false,
      shown: former?.shown ?? false,
      status: status === 'running' ? 'paused' : status,
      engine: engineVersion,
      ...{ spec, epochs: epoch, steps: step, seconds, train, validation, test },
      ...{ parameters, fingerprint, tweaked, curve, snapshot },
    };
    this.shared.set({ run: entry.id });
    this.put(entered(runs, entry));
    return entry;
  }

  // --- what can be done with an entry -------------------------------------------------------------

  rename(id: number, name: string): void {
    const short = name.trim().slice(0, longestName);
    if (short !== '') this.put(changed(this.runs, id, { name: short }));
  }

  pin(id: number, pinned: boolean): void {
    this.put(changed(this.runs, id, { pinned }));
  }

  /** Draws it over the curves of the present run, or no more. */
  show(id: number, shown: boolean): void {
    this.put(changed(this.runs, id, { shown }));
  }

  /** Takes it from the list; undo brings it back. */
  delete(id: number): void {
    const run = this.runs.find((one) => one.id === id);
    if (!run) return;
    this.edits.recordRun({ kind: 'run', run, isDeleted: false });
    this.follow({ kind: 'run', run, isDeleted: true });
  }

  /** Its Spec, and where its last state is kept, that: training goes on from there. */
  async restore(id: number): Promise<void> {
    const { shared, notices } = this;
    const { conductor, engine } = shared;
    const run = this.runs.find((one) => one.id === id);
    if (!run || !conductor || !engine) return;
    const missing = filesOf(run.spec).filter((name) => !conductor.files.has(name));
    if (missing.length > 0) {
      notices.notify({ kind: 'warning', text: words.needsFiles(run.name, missing.join(', ')) });
      return;
    }
    this.edits.record(`restore ${id}`);
    shared.set({ draft: null, playing: false });
    if (!conductor.isMadeOf(run.spec)) {
      const problem = await conductor.make(run.spec);
      if (problem) {
        this.edits.refused(problem);
        return;
      }
    }
    if (!run.snapshot || run.engine !== engineVersion) {
      await conductor.reset();
      const why = run.snapshot ? words.otherEngine(run.engine) : words.noState;
      notices.notify({ kind: 'warning', text: words.specOnly(run.name, why) });
      return;
    }
    const problem = await conductor.restore(run.snapshot, run.tweaked, run);
    if (problem) {
      notices.notify({ kind: 'warning', text: words.specOnly(run.name, problem.message) });
      return;
    }
    this.begun = run.origin;
    shared.set({ run: this.runs.some((one) => one.id === id) ? id : null });
    notices.notify({ kind: 'info', text: words.restored(run.name, String(run.steps)) });
  }

  // --- storage ------------------------------------------------------------------------------------

  /** Resolves when all is read and written that was to be until now. */
  get storing(): Promise<void> {
    return this.stores;
  }

  /** Reads what was kept in this browser. */
  read(): Promise<void> {
    return this.inTurn(() => this.readKept());
  }

  private async readKept(): Promise<void> {
    if (!this.storage) return;
    const { readRuns } = await import('./run_storage');
    const { runs, problem } = await readRuns(this.storage, this.shared.engine);
    this.nextId = Math.max(this.nextId, ...runs.map(({ id }) => id + 1));
    const known = new Set(this.runs.map(({ id }) => id));
    this.stored = runs;
    const all = [...runs.filter(({ id }) => !known.has(id)), ...this.runs];
    this.shared.set({ keeping: 'on', runs: bounded(all, null) });
    if (problem !== '') this.notices.notify({ kind: 'warning', text: problem });
  }

  /** Keeps the runs in this browser from now on, or takes them out of it. */
  async keep(isWished: boolean): Promise<void> {
    if (!this.storage) return;
    try {
      const storage = this.storage();
      if (isWished) storage.setItem(storageKeys.choice, '1');
      else for (const key of Object.values(storageKeys)) storage.removeItem(key);
    } catch {
      this.shared.set({ keeping: 'blocked' });
      return;
    }
    this.shared.set({ keeping: isWished ? 'on' : 'off' });
    this.stored = [];
    if (isWished) await this.write();
  }

  private get runs(): State['runs'] {
    return this.shared.state.runs;
  }

  private put(runs: State['runs']): void {
    this.shared.set({ runs });
    this.write().catch((reason: unknown) => this.notices.report(problemOf(reason)));
  }

  private follow({ run, isDeleted }: RunWay): void {
    const others = this.runs.filter(({ id }) => id !== run.id);
    if (isDeleted && this.shared.state.run === run.id) this.shared.set({ run: null });
    if (isDeleted) this.put(others);
    else
      this.put(
        bounded(
          [...others, run].sort((a, b) => a.id - b.id),
          run.id,
        ),
      );
  }

  /** Only the newest list. */
  private write(): Promise<void> {
    return this.inTurn(async () => {
      const { keeping, runs } = this.shared.state;
      if (!this.storage || keeping === 'off' || keeping === 'blocked') return;
      if (runs === this.stored) return;
      const { writeRuns } = await import('./run_storage');
      const { runs: newest } = this.shared.state;
      this.stored = newest;
      this.shared.set({ keeping: await writeRuns(this.storage, newest) });
    });
  }

  /** One after the other; what fails holds up nothing that follows. */
  private inTurn(job: () => Promise<void>): Promise<void> {
    const done = this.stores.then(job);
    this.stores = done.catch(() => undefined);
    return done;
  }
}
