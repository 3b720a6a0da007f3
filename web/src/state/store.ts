/**
 * The one store: intents in, immutable snapshots out. Views call its methods and read `state`;
 * they know neither engine nor session.
 */
import type {
  ActivationCurve,
  Choice,
  Part,
  Problem,
  Spec,
  ViewName,
  Watched,
} from '../engine/model';
import { text } from '../text/text';
import { Conductor } from './conductor';
import { Conditions } from './conditions';
import { DrawingDesk } from './drawing_desk';
import { Edits } from './edits';
import { problemOf, type EngineFace, type OwnEngine, type StartEngine } from './engine_face';
import { FileDesk } from './file_desk';
import { Host } from './host';
import { filesOf } from './intake';
import { linkOf } from './sharing';
import type { Json } from './json';
import { Notices } from './notices';
import { Outcome } from './outcome';
import type { Drawing } from './points';
import { OneStep } from './one_step';
import { Projects } from './projects';
import { Runs, type OpenStorage } from './runs';
import { randomSeed } from './seed';
import { filesFor } from './session_parts';
import { Shared } from './shared';
import { Sketches } from './sketch';
import { Sources } from './sources';
import {
  defaultSpec,
  layersOf,
  valueAt,
  withHiddenActivation,
  withLayers,
  withSeed,
  withValue,
} from './spec';
import { type Listener, type Notice, type Probe, type State, type Theme } from './state';
import { TableDesk } from './table_desk';
import { Truths } from './truths';

export interface StoreOptions {
  /** Starts engines beside the one that trains, for views that train on their own. */
  readonly startEngine?: StartEngine;
  /** Milliseconds from any start: tells the end of a drag. */
  readonly now?: () => number;
  /** Another seed for a new start. */
  readonly drawSeed?: () => number;
  /** Where runs may be kept from one visit to the next; it may throw. Without it they are not. */
  readonly storage?: OpenStorage;
}

export class Store {
  protected readonly shared = new Shared();
  private readonly notices = new Notices(this.shared);
  /** Questions about the session, and what a person gives it to judge. */
  readonly outcome = new Outcome(this.shared, this.notices);
  /** What goes wrong in the run, and the changes that help. */
  readonly conditions: Conditions;
  /** Former runs. */
  readonly runs: Runs;
  /** The page around this one. */
  readonly host = new Host(this.shared);
  /** The next step of training, opened. */
  readonly oneStep = new OneStep(this.shared, this.notices);
  private readonly edits: Edits;
  private readonly projects: Projects;
  private readonly desk: FileDesk;
  private readonly tables: TableDesk;
  private readonly sources: Sources;
  private readonly drawings: DrawingDesk;
  private readonly truths = new Truths(this.shared, this.notices);
  private readonly drawSeed: () => number;
  /** Another engine beside the one that trains; who asks for it closes it. */
  readonly startEngine: StartEngine;

  constructor(options: StoreOptions = {}) {
    const now = options.now ?? (() => performance.now());
    this.edits = new Edits(this.shared, this.notices, now);
    this.conditions = new Conditions(this.shared, this.edits);
    this.runs = new Runs(this.shared, this.edits, this.notices, options.storage ?? null);
    this.tables = new TableDesk(this.shared, this.edits, this.notices);
    this.projects = new Projects(this.shared, this.edits, this.notices);
    this.desk = new FileDesk(this.shared, this.edits, this.notices, this.tables, this.projects);
    this.sources = new Sources(this.shared, this.edits);
    this.drawings = new DrawingDesk(this.shared, this.edits);
    this.drawSeed = options.drawSeed ?? randomSeed;
    this.startEngine =
      options.startEngine ?? (() => Promise.reject(new Error(text.frame.engineDown)));
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
      started: () => {
        this.edits.started();
        this.conditions.started();
        this.runs.started();
      },
      departs: (run, forkedTo) => this.runs.departs(run, forkedTo),
      edit: () => shared.edit,
      ended: (summary) => notices.ended(summary, () => this.lowerRate()),
      report: (problem) => notices.report(problem),
    });
    shared.engine = engine;
    shared.conductor = conductor;
    this.set({ engine: 'ready' });
    this.sources.begin();
    this.tables.begin();
    this.runs.begin();
    const missing = filesOf(spec);
    if (missing.length > 0) {
      this.desk.linked = spec;
      await conductor.make(defaultSpec);
      this.notify({
        kind: 'warning',
        text: text.frame.linkNeedsFiles,
        path: missing.join(', '),
      });
      return;
    }
    const problem = await conductor.make(spec);
    if (problem && this.current.engine === 'ready') this.openInstead(problem);
  }

  /** Draws samples of every source that needs no file, and again when noise or seed change. */
  sketchSources(start: () => Promise<OwnEngine>): Promise<void> {
    return new Sketches(this.shared, start).begin();
  }

  /** Shows the default experiment, and why it is not the one that was asked for. */
  openInstead(problem: Problem): void {
    this.notify({
      kind: 'error',
      text: text.frame.defaultInstead(problem.message),
      path: problem.path,
    });
    const { notice } = this.current;
    void this.conductor?.make(defaultSpec).then(() => this.set({ notice }));
  }

  /** Draws something beside the run in the plots of the loss, or ends that. */
  drawBeside(drawn: Partial<Pick<State, 'baselines' | 'twin'>>): void {
    this.set(drawn);
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

  step(steps = 1): void {
    void this.conductor?.run({ steps });
  }

  epoch(epochs = 1): void {
    void this.conductor?.run({ epochs });
  }

  /** To the end that the stop rule sets, as fast as it goes. */
  runToStop(): void {
    void this.conductor?.run({ unpaced: true });
  }

  setPace(pace: number | null): void {
    this.set({ pace });
    this.conductor?.repace();
  }

  /** Back to the same start; live changes become the settings of the run to come. */
  reset(): void {
    if (this.conductor?.isRetuned) {
      void this.conductor.pause();
      this.change(this.settled(), '', { playing: false });
    } else {
      void this.conductor?.reset();
      this.dismiss();
    }
  }

  /** Another start: another seed for weights and batches, the same data. */
  newStart(seed = this.drawSeed()): void {
    this.change(withSeed(this.settled(), seed), '');
  }

  /** After a divergence: a tenth of the learning rate, from the start. */
  lowerRate(): void {
    const rate = valueAt(this.current.settings, 'optimizer.learningRate');
    const lower = Number(((typeof rate === 'number' ? rate : 0.001) / 10).toPrecision(6));
    this.change(withValue(this.settled(), 'optimizer.learningRate', lower), '', {
      playing: true,
    });
  }

  // --- time -------------------------------------------------------------------------------------

  /** Shows a kept moment of the run; all views follow, and nothing is lost. */
  lookBack(step: number): void {
    const { looking, progress } = this.current;
    const newest = (looking?.newest ?? progress)?.step ?? 0;
    if (step >= newest) void this.conductor?.time.back();
    else void this.conductor?.time.look(step);
  }

  /** Back to where the run has come to. */
  backToNow(): void {
    void this.conductor?.time.back();
  }

  /** A run of its own goes on from the moment that is shown. */
  continueHere(): void {
    this.conductor?.time.fork();
  }

  // --- editing ----------------------------------------------------------------------------------

  /** Sets the value at a path; undefined goes back to the default. */
  edit(path: string, value: Json | undefined): void {
    this.edits.edit(path, value);
  }

  /** Another source; "files" is the table or the images that were open last. */
  chooseSource(source: string): void {
    this.sources.choose(source);
  }

  /** Whether there are files to go back to. */
  get hasFiles(): boolean {
    return this.sources.hasFiles;
  }

  /** Other points; those of one stroke are taken back together. */
  draw(drawing: Drawing, stroke?: symbol): void {
    this.drawings.draw(drawing, stroke);
  }

  /** The samples of the present source as points to go on from. */
  takeSamples(): void {
    this.drawings.takeSamples();
  }

  /** Other roles for the columns of the table that is shown. */
  assignTable(data: Spec['data']): Promise<void> {
    return this.tables.assign(data);
  }

  /** Another way to read the file of the table: its first row, its delimiter. */
  readTable(key: 'header' | 'delimiter', value: string): Promise<void> {
    return this.tables.readAs(key, value);
  }

  /** Back to the data in force, from those that cannot be learned. */
  discardDraft(): void {
    this.set({ draft: null });
  }

  /** Another experiment altogether; undo brings the former one back. */
  openSpec(spec: Spec): void {
    this.change(spec, '');
  }

  /** The files that the experiment in force is made from, by the names in the Spec. */
  files(): Readonly<Record<string, Blob>> {
    const { conductor } = this;
    return conductor ? filesFor(this.current.spec, conductor.files) : {};
  }

  /** One more hidden layer, before the one of that index; without it before the output. */
  addLayer(before = layersOf(this.current.spec).length - 1): void {
    const layers = layersOf(this.current.spec);
    const hidden = layers.slice(0, -1);
    const like = hidden[before - 1] ?? hidden[0] ?? { units: 8, activation: 'tanh' };
    this.setLayers([...layers.slice(0, before), like, ...layers.slice(before)]);
  }

  duplicateLayer(index: number): void {
    const layers = layersOf(this.current.spec);
    const layer = layers[index];
    if (layer) this.setLayers([...layers.slice(0, index), layer, ...layers.slice(index)]);
  }

  removeLayer(index: number): void {
    this.setLayers(layersOf(this.current.spec).filter((_, i) => i !== index));
  }

  /** Sets one number of the network that trains, as `seen.parameters` counts them. */
  setWeight(index: number, value: number): void {
    const former = this.current.seen.parameters?.[index]; // what is not watched is not edited
    if (former === undefined || former === value) return;
    void this.edits.tweak({ kind: 'parameter', index, value, former });
  }

  /** Switches a hidden unit of the network that trains off or on. */
  switchUnit(layer: number, unit: number, on: boolean): void {
    const off = this.current.info?.off[layer];
    if (!off || off.includes(unit) === !on) return;
    void this.edits.tweak({ kind: 'unit', layer, unit, on });
  }

  /** One activation for all hidden layers. */
  useActivation(activation: Choice): void {
    this.change(withHiddenActivation(this.settled(), activation), '');
  }

  undo(): void {
    this.atNow(() => this.edits.undo());
  }

  redo(): void {
    this.atNow(() => this.edits.redo());
  }

  // --- files ------------------------------------------------------------------------------------

  /** Tells files apart by their content and opens them; what is wrong becomes a message. */
  async addFiles(files: readonly File[]): Promise<void> {
    this.set({ reading: files.map(({ name }) => name).join(', ') });
    try {
      await this.desk.addFiles(files);
    } finally {
      this.set({ reading: '' });
    }
  }

  /** Opens a text as a table. */
  addText(content: string): Promise<void> {
    return this.desk.addText(content);
  }

  /** Waits no longer for the other file of a pair. */
  forgetFiles(): void {
    this.desk.forgetFiles();
  }

  // --- sharing ----------------------------------------------------------------------------------

  /** The link's hash, and what it cannot hold. */
  link(): Promise<{ readonly hash: string; readonly lacks: readonly string[] }> {
    return linkOf(this.current);
  }

  /** A file with the whole state, for another day or another machine. */
  saveProject(): Promise<{ readonly name: string; readonly file: Blob } | null> {
    return this.projects.save();
  }

  /** Keeps what is drawn for the network to see, so that a project holds it. */
  setDrawing(drawing: Uint8Array | null): void {
    this.set({ drawing });
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
  askTruth(): Promise<void> {
    return this.truths.ask();
  }

  /** Keeps the predictions of a part's samples up to date; null ends that. */
  follow(part: Part | null): void {
    this.conductor?.follow(part);
  }

  /** Values and slopes of an activation function; null where it has none of its own. */
  async activation(choice: Choice, z: Float64Array): Promise<ActivationCurve | null> {
    return (await this.shared.engine?.activation(choice, z).catch(() => null)) ?? null;
  }

  /** The learning rate at so many passes, as the settings in force have it; null without engine. */
  async rates(passes: Float64Array): Promise<Float64Array | null> {
    const { settings, info } = this.current;
    const { engine } = this.shared;
    if (!engine || !info) return null;
    return engine.rates(settings, info.stepsPerEpoch, passes).catch(() => null);
  }

  dismiss(): void {
    if (this.current.notice) {
      this.notices.dismiss();
      // The message of a run that diverged has said what its condition would say.
      if (this.current.progress?.status === 'diverged') this.conditions.dismiss('divergence');
    } else {
      this.backToNow();
    }
  }

  setTheme(theme: Theme): void {
    this.set({ theme });
  }

  /** The colours in force, as theme and system have it. */
  setLook({ dark, contrast }: Pick<State, 'dark' | 'contrast'>): void {
    if (dark !== this.current.dark || contrast !== this.current.contrast) {
      this.set({ dark, contrast });
    }
  }

  toggleProjector(): void {
    this.set({ projector: !this.current.projector });
  }

  /** Shows another part of the page; of the lessons that one, or with null their menu. */
  goTo(place: string, read: Partial<Pick<State, 'lesson' | 'handIn'>> = {}): void {
    this.set({ place, ...read });
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

  /** Edits that are taken back concern the run as it stands, and not a moment that is looked at. */
  private atNow(act: () => void): void {
    const time = this.conductor?.time;
    if (time?.isAway) void time.back().then(act);
    else act();
  }

  private settled(): Spec {
    return this.shared.settled();
  }

  private setLayers(layers: Parameters<typeof withLayers>[1]): void {
    this.change(withLayers(this.settled(), layers), '');
  }

  private change(spec: Spec, key: string, patch: Partial<State> = {}): void {
    this.edits.change(spec, key, patch);
  }
}
