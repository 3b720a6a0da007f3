/**
 * The one store: intents in, immutable snapshots out. Views call its methods and read `state`;
 * they know neither engine nor session.
 */
import type { CsvPreview, Part, Problem, Spec, Summary, Watched } from '../engine/model';
import { Conductor } from './conductor';
import { problemOf, type EngineFace } from './engine_face';
import { recognise, type NamedKind } from './files';
import { filesOf, sortOut, specOfImages, specOfTable } from './intake';
import type { Json } from './json';
import { encodeLink } from './link';
import {
  asJson,
  defaultSpec,
  effective,
  isLive,
  layersOf,
  liveDifference,
  valueAt,
  withLayers,
  withoutChanges,
  withSeed,
  withSource,
  withValue,
} from './spec';
import { manifest } from './manifest';
import { Outcome } from './outcome';
import { isDrawn, sketchOf } from './sketch';
import { noSamples, type Listener, type Notice, type State, type Theme } from './state';
import { penWidths } from './strokes';
import { UndoStack } from './undo';

export interface StoreOptions {
  /** Milliseconds from any start: tells the end of a drag. */
  readonly now?: () => number;
  /** Another seed for a new start. */
  readonly drawSeed?: () => number;
}

const initial: State = {
  engine: 'starting',
  spec: defaultSpec,
  settings: defaultSpec,
  building: true,
  info: null,
  progress: null,
  playing: false,
  pace: 30,
  seen: {},
  history: null,
  revision: 0,
  samples: noSamples,
  predictions: null,
  drawing: null,
  strokes: [],
  penWidth: penWidths.usual,
  typed: null,
  fingerprint: null,
  notice: null,
  table: null,
  gallery: {},
  undoable: false,
  redoable: false,
  theme: 'auto',
  dark: false,
};

export class Store {
  private current = initial;
  private conductor: Conductor | null = null;
  private engine: EngineFace | null = null;
  /** Questions about the session, and what a person gives it to judge. */
  readonly outcome = new Outcome({
    get: () => this.current,
    set: (patch) => this.set(patch),
    session: () => this.conductor?.standing ?? null,
    report: (problem) => this.report(problem),
  });
  private readonly listeners = new Set<Listener>();
  private readonly edits = new UndoStack<Spec>();
  private readonly now: () => number;
  private readonly drawSeed: () => number;
  /** Files of a pair that is not complete yet. */
  private waiting: NamedKind[] = [];
  /** A linked Spec whose files are not here yet. */
  private linked: Spec | null = null;

  constructor(options: StoreOptions = {}) {
    this.now = options.now ?? (() => performance.now());
    this.drawSeed = options.drawSeed ?? randomSeed;
  }

  get state(): State {
    return this.current;
  }

  /** Calls the listener with every new snapshot; the answer ends that. */
  subscribe(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Starts with an engine and a first Spec; one that cannot be had gives way to the default. */
  async open(start: () => Promise<EngineFace>, spec: Spec): Promise<void> {
    try {
      this.engine = await start();
    } catch (reason) {
      this.engineFailed(problemOf(reason));
      return;
    }
    this.engine.addEventListener('restarted', ({ detail }) =>
      this.notify({ kind: 'warning', text: detail.problem.message }),
    );
    this.engine.addEventListener('failed', ({ detail }) => this.engineFailed(detail.problem));
    this.conductor = new Conductor(this.engine, {
      get: () => this.current,
      set: (patch) => this.set(patch),
      ended: (summary) => this.ended(summary),
      report: (problem) => this.report(problem),
    });
    this.set({ engine: 'ready' });
    const missing = filesOf(spec);
    if (missing.length > 0) {
      this.linked = spec;
      await this.conductor.make(defaultSpec);
      this.notify({
        kind: 'warning',
        text:
          'This link needs files that a link cannot hold. Drop or choose them to go on; ' +
          'until then the default experiment is shown.',
        path: missing.join(', '),
      });
      return;
    }
    const problem = await this.conductor.make(spec);
    if (problem && this.current.engine === 'ready') this.openInstead(problem);
  }

  /** Draws samples of every source that needs no file, one after the other. */
  async sketchSources(): Promise<void> {
    const { engine } = this;
    if (!engine) return;
    for (const { id } of manifest.datasets) {
      if (!isDrawn(id)) continue;
      await this.resting();
      const sketch = await sketchOf(engine, id);
      if (sketch) this.set({ gallery: { ...this.current.gallery, [id]: sketch } });
    }
  }

  /** Shows the default experiment, and why it is not the one that was asked for. */
  openInstead(problem: Problem): void {
    this.notify({
      kind: 'error',
      text: `${problem.message} The default experiment is shown instead.`,
      path: problem.path,
    });
    const { notice } = this.current;
    void this.conductor?.make(defaultSpec).then(() => this.set({ notice }));
  }

  // --- training ---------------------------------------------------------------------------------

  toggle(): void {
    if (this.current.playing) this.pause();
    else this.play();
  }

  play(): void {
    void this.conductor?.run({});
  }

  pause(): void {
    void this.conductor?.pause();
  }

  step(): void {
    void this.conductor?.run({ steps: 1 });
  }

  epoch(): void {
    void this.conductor?.run({ epochs: 1 });
  }

  setPace(pace: number | null): void {
    this.set({ pace });
    this.conductor?.repace();
  }

  /** Back to the same start; live changes become the settings of the run to come. */
  reset(): void {
    if (this.conductor?.isRetuned) {
      void this.conductor.pause();
      this.change(this.settled(), 'reset', { playing: false });
    } else {
      void this.conductor?.reset();
      this.dismiss();
    }
  }

  /** Another start: another seed for weights and batches, the same data. */
  newStart(seed = this.drawSeed()): void {
    this.change(withSeed(this.settled(), seed), 'seed');
  }

  /** After a divergence: a tenth of the learning rate, from the start. */
  lowerRate(): void {
    const rate = valueAt(this.current.settings, 'optimizer.learningRate');
    const lower = Number(((typeof rate === 'number' ? rate : 0.001) / 10).toPrecision(6));
    this.change(withValue(this.settled(), 'optimizer.learningRate', lower), 'rate', {
      playing: true,
    });
  }

  // --- editing ----------------------------------------------------------------------------------

  /** Sets the value at a path; undefined goes back to the default. */
  edit(path: string, value: Json | undefined): void {
    const trained = (this.current.progress?.step ?? 0) > 0;
    if (value !== undefined && trained && isLive(path) && !this.current.building) {
      this.record(path);
      void this.conductor?.retune(path, value).then((problem) => this.refused(problem));
    } else {
      const spec = this.settled();
      const whole = path.startsWith('network.') ? withLayers(spec, layersOf(spec)) : spec;
      this.change(withValue(whole, path, value), path);
    }
  }

  chooseSource(source: string): void {
    this.set({ table: null });
    const spec = this.settled();
    const { scale = 'none' } = spec.data;
    this.change(withSource(spec, { source, scale }), 'source');
  }

  /** Another column of the table to predict; output and loss follow from what is in it. */
  chooseTarget(column: string): void {
    const { table } = this.current;
    if (!table) return;
    this.change(specOfTable(this.settled(), table.file, table.preview, column), 'target');
  }

  /** One more hidden layer before the output, like the last one. */
  addLayer(): void {
    const layers = layersOf(this.current.spec);
    const like = layers.at(-2) ?? { units: 8, activation: 'tanh' };
    this.setLayers([...layers.slice(0, -1), like, ...layers.slice(-1)]);
  }

  duplicateLayer(index: number): void {
    const layers = layersOf(this.current.spec);
    const layer = layers[index];
    if (layer) this.setLayers([...layers.slice(0, index), layer, ...layers.slice(index)]);
  }

  removeLayer(index: number): void {
    this.setLayers(layersOf(this.current.spec).filter((_, i) => i !== index));
  }

  undo(): void {
    this.travel(this.edits.undo(this.current.spec));
  }

  redo(): void {
    this.travel(this.edits.redo(this.current.spec));
  }

  // --- files ------------------------------------------------------------------------------------

  /** Tells files apart by their content and opens them; what is wrong becomes a message. */
  async addFiles(files: readonly File[]): Promise<void> {
    if (files.length === 0 || !this.conductor) return;
    const kinds = await Promise.all(
      files.map(async (file) => ({ name: file.name, is: await recognise(file) })),
    );
    for (const file of files) this.conductor.files.set(file.name, file);
    const { linked } = this;
    if (linked && filesOf(linked).every((name) => this.conductor?.files.has(name))) {
      this.forgetFiles();
      this.change(linked, 'files');
      return;
    }
    const intake = sortOut([...this.waiting, ...kinds]);
    if (intake.kind === 'incomplete') {
      this.waiting.push(...kinds);
      this.notify({ kind: 'info', text: `${intake.reason} It can be added now.` });
      return;
    }
    this.forgetFiles();
    if (intake.kind === 'refused') {
      this.notify({ kind: 'error', text: intake.reason, path: intake.path });
    } else if (intake.kind === 'images') {
      this.change(specOfImages(this.settled(), intake.names), 'files', { table: null });
    } else {
      await this.openTable(intake.name);
    }
  }

  // --- sharing ----------------------------------------------------------------------------------

  /** The link's hash, and the files that it cannot hold. */
  async link(): Promise<{ readonly hash: string; readonly lacks: readonly string[] }> {
    const { spec } = this.current;
    return { hash: await encodeLink(asJson(spec)), lacks: filesOf(spec) };
  }

  // --- looking ----------------------------------------------------------------------------------

  /** Adds to what is to be seen of the session with every report. */
  watch(views: Watched): void {
    this.conductor?.watch(views);
  }

  /** Keeps the predictions of a part's samples up to date; null ends that. */
  follow(part: Part | null): void {
    this.conductor?.follow(part);
  }

  dismiss(): void {
    this.set({ notice: null });
  }

  setTheme(theme: Theme): void {
    this.set({ theme });
  }

  setDark(dark: boolean): void {
    if (dark !== this.current.dark) this.set({ dark });
  }

  notify(notice: Pick<Notice, 'kind' | 'text'> & Partial<Notice>): void {
    this.set({ notice: { path: '', action: null, ...notice } });
  }

  // --- within -----------------------------------------------------------------------------------

  private set(patch: Partial<State>): void {
    this.current = { ...this.current, ...patch };
    for (const listener of this.listeners) listener(this.current);
  }

  /** The Spec as the controls show it: live changes have become its values. */
  private settled(): Spec {
    return effective(this.current.spec, this.current.progress?.step ?? 0);
  }

  /** Resolves when nothing trains: making a session would delay a pause. */
  private resting(): Promise<void> {
    return new Promise((resolve) => {
      const end = this.subscribe(({ playing }) => {
        if (playing) return;
        end();
        resolve();
      });
      if (!this.current.playing) {
        end();
        resolve();
      }
    });
  }

  private setLayers(layers: Parameters<typeof withLayers>[1]): void {
    this.change(withLayers(this.settled(), layers), 'layers');
  }

  private record(key: string): void {
    this.edits.record(this.current.spec, key, this.now());
    this.set({ undoable: this.edits.undoable, redoable: this.edits.redoable });
  }

  private change(spec: Spec, key: string, patch: Partial<State> = {}): void {
    if (!this.conductor) return;
    this.record(key);
    this.set(patch);
    void this.conductor.make(spec).then((problem) => this.refused(problem));
  }

  private refused(problem: Problem | null): void {
    if (!problem) return;
    this.edits.forget();
    this.set({ undoable: this.edits.undoable });
    this.report(problem);
  }

  /** To a former or undone Spec; training goes on when they differ in live values only. */
  private travel(target: Spec | undefined): void {
    const { info, progress, spec } = this.current;
    this.set({ undoable: this.edits.undoable, redoable: this.edits.redoable });
    if (!target || !this.conductor) return;
    const step = progress?.step ?? 0;
    const to = effective(target, step);
    const defaults = info ? withoutChanges(info.spec) : to;
    const paths = step > 0 ? liveDifference(effective(spec, step), to) : null;
    const values = paths?.map((path) => valueAt(to, path) ?? valueAt(defaults, path));
    if (paths && values?.every((value) => value !== undefined)) {
      paths.forEach((path, i) => void this.conductor?.retune(path, values[i] ?? null));
    } else {
      void this.conductor.make(target).then((problem) => problem && this.report(problem));
    }
  }

  private async openTable(name: string): Promise<void> {
    const file = this.conductor?.files.get(name);
    if (!file || !this.engine || !this.conductor) return;
    let preview: CsvPreview;
    try {
      preview = await this.engine.previewCsv(file);
    } catch (reason) {
      this.report(problemOf(reason));
      return;
    }
    const before = this.current;
    this.record('files');
    const spec = specOfTable(this.settled(), name, preview);
    this.set({ table: { file: name, preview } });
    const problem = await this.conductor.make(spec);
    if (problem) {
      this.set({ table: before.table });
      const more = preview.problemCount - 1;
      const message = `${problem.message}${more > 0 ? ` (and ${more} more like this)` : ''}`;
      this.refused({ ...problem, message });
      this.offerCategories(problem, spec, name, preview);
    }
  }

  /** Texts in a column of numbers: they may be meant as names of classes. */
  private offerCategories(problem: Problem, spec: Spec, name: string, preview: CsvPreview): void {
    if (problem.code !== 'text-in-number-column') return;
    const column = preview.columns[Number(problem.path.split(':').at(-1)) - 1];
    if (!column) return;
    const isTarget = column === preview.columns.at(-1);
    const path = isTarget ? 'data.task' : 'data.categories';
    this.notify({
      kind: 'error',
      text: problem.message,
      path: problem.path,
      action: {
        label: `Read “${column.name}” as ${isTarget ? 'classes' : 'categories'}`,
        run: () =>
          this.change(withValue(spec, path, isTarget ? 'classes' : column.name), 'files', {
            table: { file: name, preview },
          }),
      },
    });
  }

  private forgetFiles(): void {
    this.waiting = [];
    this.linked = null;
  }

  private ended(summary: Summary): void {
    const { progress } = this.current;
    if (summary.status === 'diverged') {
      this.notify({
        kind: 'error',
        text: progress?.reason ?? 'Training diverged.',
        action: { label: 'Lower the rate × 0.1 and start again', run: () => this.lowerRate() },
      });
    } else if (progress && progress.status !== 'running') {
      this.notify({ kind: 'info', text: `Training has ended. ${progress.reason}` });
    }
  }

  private report(problem: Problem): void {
    this.notify({ kind: 'error', text: problem.message, path: problem.path });
  }

  private engineFailed(problem: Problem): void {
    this.set({ engine: 'failed', playing: false, building: false });
    this.notify({
      kind: 'error',
      text: problem.message,
      action: { label: 'Load the page again', run: () => location.reload() },
    });
  }
}

/** Small enough to be read out and typed. */
function randomSeed(): number {
  return 1 + (crypto.getRandomValues(new Uint16Array(1))[0] ?? 0);
}
