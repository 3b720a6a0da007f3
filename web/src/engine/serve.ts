// The worker's side of the protocol: a handler for every request, and the loop between messages.
import { type BoundSession, type MainModule, instantiate, valueOf } from './binding';
import { engineError, isFatal, problemOf } from './errors';
import { readBytes } from './files';
import type { WorkerSide } from './platform';
import type {
  Argument,
  EventName,
  Events,
  Handlers,
  RequestName,
  SessionId,
  Sources,
  ToWorker,
} from './protocol';
import type { Lab } from './lab';
import { Runner } from './runner';
import { parts, traceQuantities } from './model';
import { buffersOf } from './transfer';

/**
 * Milliseconds of one message for an opened step. More than a slice of training: while that goes
 * on, a step of many samples is open before the next one has been taken.
 */
const traceSlice = 40;

/** Answers what comes in at `side` until the worker ends. */
export function serve(side: WorkerSide): void {
  const server = new Server(side);
  side.listen((message) => void server.hear(message));
}

class Server {
  readonly #side: WorkerSide;
  readonly #runners = new Map<SessionId, Runner>();
  #module: MainModule | null = null;
  #lab: Lab | null = null;
  #scheduled = false;
  #failed = false;

  constructor(side: WorkerSide) {
    this.#side = side;
  }

  async hear(message: ToWorker): Promise<void> {
    if (this.#failed) return; // about to be replaced: the page asks the next worker
    if ('acknowledged' in message) {
      this.#runners.get(message.acknowledged)?.acknowledge();
      return;
    }
    const { id } = message;
    try {
      const value = await this.#answer(message.name, message.argument);
      this.#side.post({ id, ok: true, value }, buffersOf(value));
    } catch (thrown) {
      this.#side.post({ id, ok: false, problem: problemOf(thrown) }, []);
      if (isFatal(thrown)) this.#fail(thrown);
    }
  }

  // The message's type pairs every name with its argument; TypeScript cannot follow that pairing
  // through a lookup by a union, so it is said once here.
  #answer<N extends RequestName>(name: N, argument: unknown): ReturnType<Handlers[N]> {
    const handler = this.#handlers[name] as (argument: Argument<N>) => ReturnType<Handlers[N]>;
    return handler(argument as Argument<N>);
  }

  readonly #handlers: Handlers = {
    load: async ({ module, lab, lock }) => {
      // The page waits for the lock from the moment of this answer: it must be held by then.
      const locked = lock !== null && (await this.#side.hold(lock));
      if (lab) {
        this.#lab = await (await import('./lab')).openLab(module);
        this.#module = this.#lab.module;
      } else this.#module = await instantiate(module);
      return { engine: valueOf(this.#module.engine()), locked };
    },
    ping: () => null,

    check: ({ spec }) => valueOf(this.#loaded.check(spec)),
    setValue: ({ spec, path, value }) => valueOf(this.#loaded.setValue(spec, path, value)),
    expand: ({ sweep }) => this.#open.expand(sweep),
    activation: ({ choice, z }) => valueOf(this.#loaded.activation(choice, z)),
    rates: ({ spec, stepsPerEpoch, passes }) =>
      valueOf(this.#loaded.rates(spec, stepsPerEpoch, passes)),
    previewCsv: async ({ blob, name, options }) => {
      const bytes = await readBytes(blob, name);
      const header = options.header === undefined ? -1 : Number(options.header);
      return valueOf(this.#loaded.previewCsv(bytes, name, options.delimiter ?? '', header));
    },

    create: async ({ session, spec, sources, kept, watched, moments }) => {
      const bound = new this.#loaded.Session();
      try {
        await fill(bound, sources);
        valueOf(bound.create(spec));
        const runner = new Runner(bound, this.#eventsOf(session), { watched, kept, moments });
        this.#runners.set(session, runner);
        this.#wake();
        return runner.state;
      } catch (thrown) {
        if (!isFatal(thrown)) bound.delete();
        throw thrown;
      }
    },
    close: ({ session }) => {
      this.#runners.get(session)?.free();
      this.#runners.delete(session);
      return null;
    },

    run: ({ session, target, from, every }) => {
      const runner = this.#runner(session);
      return from === 'here' ? runner.run(target, every) : runner.resume(target, every);
    },
    takeSteps: ({ session, count }) => this.#runner(session).takeSteps(count),
    pause: ({ session }) => this.#runner(session).pause(),
    retune: ({ session, path, value }) => {
      const runner = this.#runner(session);
      runner.retune(path, value);
      return runner.state;
    },
    setParameter: ({ session, index, value }) => {
      this.#runner(session).adjust((bound) => valueOf(bound.setParameter(index, value)));
      return null;
    },
    switchUnit: ({ session, layer, unit, on }) => {
      const runner = this.#runner(session);
      runner.adjust((bound) => valueOf(bound.switchUnit(layer, unit, on)));
      return runner.state;
    },
    reset: ({ session }) => {
      const runner = this.#runner(session);
      runner.change((bound) => valueOf(bound.reset()), 0);
      return runner.state;
    },
    restore: ({ session, snapshot, seconds }) => {
      const runner = this.#runner(session);
      runner.change((bound) => valueOf(bound.restore(snapshot)), seconds ?? undefined);
      return runner.state;
    },
    setParameters: ({ session, theta }) => {
      const runner = this.#runner(session);
      runner.change((bound) => valueOf(bound.setParameters(theta)));
      return runner.position;
    },
    snapshot: ({ session }) => valueOf(this.#bound(session).snapshot()),

    predict: ({ session, inputs }) => valueOf(this.#bound(session).predict(inputs)),
    activations: ({ session, inputs }) => valueOf(this.#bound(session).activations(inputs)),
    evaluate: ({ session }) => this.#runner(session).evaluate(),
    fingerprint: ({ session }) => valueOf(this.#bound(session).fingerprint()),
    samples: ({ session, part, maximum }) => {
      const bound = this.#bound(session);
      const index = valueOf(bound.sampleIndex(parts.indexOf(part), maximum));
      return {
        count: index.length,
        total: this.#runner(session).info.samples[part],
        index,
        inputs: valueOf(bound.sampleInputs(index)),
        targets: valueOf(bound.sampleTargets(index)),
      };
    },
    images: ({ session, index }) => {
      const bytes = valueOf(this.#bound(session).sampleImages(index));
      return { count: index.length, bytes };
    },
    view: ({ session, views }) => this.#runner(session).look(views),
    watch: ({ session, views }) => {
      this.#runner(session).watch(views);
      return null;
    },
    trace: ({ session, sample }) => valueOf(this.#bound(session).trace(sample ?? -1, traceSlice)),
    traceWindows: ({ session, windows }) => {
      const bound = this.#bound(session);
      return windows.map(({ layer, quantity, row, column, rows, columns }) => {
        const at = traceQuantities.indexOf(quantity);
        return valueOf(bound.traceWindow(layer, at, row, column, rows, columns));
      });
    },
    closeTrace: ({ session }) => valueOf(this.#bound(session).closeTrace()),
    lab: ({ session, ...question }) => {
      return this.#open.answer(this.#bound(session), question);
    },
    memory: () => this.#loaded.memory(),
  };

  get #open(): Lab {
    if (!this.#lab) throw engineError('not-loaded', 'Only an engine of the lab does this.');
    return this.#lab;
  }

  get #loaded(): MainModule {
    if (!this.#module) throw engineError('not-loaded', 'The engine has not been loaded.');
    return this.#module;
  }

  #runner(session: SessionId): Runner {
    const runner = this.#runners.get(session);
    if (!runner) throw engineError('closed', 'There is no such session; it may be closed.');
    return runner;
  }

  #bound(session: SessionId): BoundSession {
    return this.#runner(session).bound;
  }

  #eventsOf(session: SessionId): ConstructorParameters<typeof Runner>[1] {
    return {
      progress: (detail) => this.#post('progress', { session, ...detail }),
      kept: (kept, progress) => this.#post('kept', { session, kept, progress }),
      started: (target) => this.#post('started', { session, target }),
      wake: () => this.#wake(),
    };
  }

  #post<N extends EventName>(event: N, detail: Events[N]): void {
    this.#side.post({ event, detail } as Parameters<WorkerSide['post']>[0], buffersOf(detail));
  }

  /** One slice for each session with work to do, then the messages, then the next. */
  #wake(): void {
    if (this.#scheduled || this.#failed) return;
    this.#scheduled = true;
    this.#side.soon(() => {
      this.#scheduled = false;
      let more = false;
      try {
        for (const runner of this.#runners.values()) more = runner.work() || more;
      } catch (thrown) {
        this.#fail(thrown);
      }
      if (more) this.#wake();
    });
  }

  #fail(thrown: unknown): void {
    if (this.#failed) return;
    this.#failed = true;
    this.#post('failed', { problem: problemOf(thrown) });
  }
}

/** Files and arrays into the session that is being made; each is copied into it once. */
async function fill(bound: BoundSession, { files, given }: Sources): Promise<void> {
  for (const { name, blob } of files) {
    valueOf(bound.addFile(name, await readBytes(blob, name)));
  }
  if (given) valueOf(bound.give(given, given.inputs, given.targets));
}
