/**
 * The one store: intents in, immutable snapshots out. Views call its methods and read `state`;
 * they know neither engine nor session.
 */
import type { Part, Problem, Spec, ViewName, Watched } from '../engine/model';
import { Conductor } from './conductor';
import { Edits } from './edits';
import { problemOf, type EngineFace } from './engine_face';
import { FileDesk } from './file_desk';
import { filesOf } from './intake';
import type { Json } from './json';
import { encodeLink } from './link';
import { manifest } from './manifest';
import { Notices } from './notices';
import { Shared } from './shared';
import { isDrawn, sketchOf } from './sketch';
import {
  asJson,
  defaultSpec,
  layersOf,
  valueAt,
  withLayers,
  withSeed,
  withSource,
  withValue,
} from './spec';
import { Outcome } from './outcome';
import type { Listener, Notice, Probe, State, Theme } from './state';
import { truthKey, truthOf } from './truth';

export interface StoreOptions {
  /** Milliseconds from any start: tells the end of a drag. */
  readonly now?: () => number;
  /** Another seed for a new start. */
  readonly drawSeed?: () => number;
}

export class Store {
  private readonly shared = new Shared();
  private readonly notices = new Notices(this.shared);
  /** Questions about the session, and what a person gives it to judge. */
  readonly outcome = new Outcome(this.shared, this.notices);
  private readonly edits: Edits;
  private readonly desk: FileDesk;
  private readonly drawSeed: () => number;
  /** The truth that is on its way. */
  private truthAsked: string | null = null;

  constructor(options: StoreOptions = {}) {
    const now = options.now ?? (() => performance.now());
    this.edits = new Edits(this.shared, this.notices, now);
    this.desk = new FileDesk(this.shared, this.edits, this.notices);
    this.drawSeed = options.drawSeed ?? randomSeed;
  }

  get state(): State {
    return this.shared.state;
  }

  /** Calls the listener with every new snapshot; the answer ends that. */
  subscribe(listener: Listener): () => void {
    return this.shared.subscribe(listener);
  }

  /** Starts with an engine and a first Spec; one that cannot be had gives way to the default. */
  async open(start: () => Promise<EngineFace>, spec: Spec): Promise<void> {
    const { shared, notices } = this;
    let engine: EngineFace;
    try {
      engine = await start();
    } catch (reason) {
      notices.engineFailed(problemOf(reason));
      return;
    }
    engine.addEventListener('restarted', ({ detail }) =>
      this.notify({ kind: 'warning', text: detail.problem.message }),
    );
    engine.addEventListener('failed', ({ detail }) => notices.engineFailed(detail.problem));
    const conductor = new Conductor(engine, {
      get: () => shared.state,
      set: (patch) => shared.set(patch),
      ended: (summary) => notices.ended(summary, () => this.lowerRate()),
      report: (problem) => notices.report(problem),
    });
    shared.engine = engine;
    shared.conductor = conductor;
    this.set({ engine: 'ready' });
    const missing = filesOf(spec);
    if (missing.length > 0) {
      this.desk.linked = spec;
      await conductor.make(defaultSpec);
      this.notify({
        kind: 'warning',
        text:
          'This link needs files that a link cannot hold. Drop or choose them to go on; ' +
          'until then the default experiment is shown.',
        path: missing.join(', '),
      });
      return;
    }
    const problem = await conductor.make(spec);
    if (problem && this.current.engine === 'ready') this.openInstead(problem);
  }

  /** Draws samples of every source that needs no file, one after the other. */
  async sketchSources(): Promise<void> {
    const { engine } = this.shared;
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
    this.edits.edit(path, value);
  }

  chooseSource(source: string): void {
    this.set({ table: null });
    const spec = this.settled();
    const { scale = 'none' } = spec.data;
    this.change(withSource(spec, { source, scale }), 'source');
  }

  /** Another column of the table to predict; output and loss follow from what is in it. */
  chooseTarget(column: string): void {
    this.desk.chooseTarget(column);
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
    this.edits.undo();
  }

  redo(): void {
    this.edits.redo();
  }

  // --- files ------------------------------------------------------------------------------------

  /** Tells files apart by their content and opens them; what is wrong becomes a message. */
  addFiles(files: readonly File[]): Promise<void> {
    return this.desk.addFiles(files);
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

  /** Ends the watching of one view. */
  unwatch(name: ViewName): void {
    this.conductor?.unwatch(name);
  }

  /** Keeps the network at chosen inputs in `probed` under a name; null ends that. */
  probe(name: string, probe: Probe | null): void {
    this.conductor?.probe(name, probe);
  }

  /** Sees to it that `truth` belongs to the data in force. */
  async askTruth(): Promise<void> {
    const { engine } = this.shared;
    const { settings, truth } = this.current;
    const key = truthKey(settings);
    if (!engine || truth?.key === key || this.truthAsked === key) return;
    this.truthAsked = key;
    try {
      const samples = await truthOf(engine, settings);
      if (this.truthAsked === key) this.set({ truth: { key, samples } });
    } catch (reason) {
      this.notices.report(problemOf(reason));
    }
    if (this.truthAsked === key) this.truthAsked = null;
  }

  /** Keeps the predictions of a part's samples up to date; null ends that. */
  follow(part: Part | null): void {
    this.conductor?.follow(part);
  }

  dismiss(): void {
    this.notices.dismiss();
  }

  setTheme(theme: Theme): void {
    this.set({ theme });
  }

  setDark(dark: boolean): void {
    if (dark !== this.current.dark) this.set({ dark });
  }

  notify(notice: Pick<Notice, 'kind' | 'text'> & Partial<Notice>): void {
    this.notices.notify(notice);
  }

  // --- within -----------------------------------------------------------------------------------

  private get current(): State {
    return this.shared.state;
  }

  private get conductor(): Conductor | null {
    return this.shared.conductor;
  }

  private set(patch: Partial<State>): void {
    this.shared.set(patch);
  }

  private settled(): Spec {
    return this.shared.settled();
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

  private change(spec: Spec, key: string, patch: Partial<State> = {}): void {
    this.edits.change(spec, key, patch);
  }
}

/** Small enough to be read out and typed. */
function randomSeed(): number {
  return 1 + (crypto.getRandomValues(new Uint16Array(1))[0] ?? 0);
}
