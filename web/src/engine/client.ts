// The engine as the page and Node hold it: one worker, replaced when it is lost.
import { Connection, Lost } from './connection';
import { Emitter } from './emitter';
import { EngineError, engineError, problemOf } from './errors';
import { type Given, givenArrays } from './given';
import { manifest } from '../generated/manifest';
import type {
  ActivationCurve,
  Choice,
  CsvOptions,
  CsvPreview,
  Manifest,
  Problem,
  Spec,
} from './model';
import type { Expansion, Sweep } from './sweep_types';
import type { Platform } from './platform';
import type { Answer, Argument, RequestName, SessionId, Sources } from './protocol';
import { type Host, Session, type SessionEvent } from './session';

/** Files by the names that the Spec uses. */
export interface FileSources {
  readonly files?: Readonly<Record<string, Blob | Uint8Array>>;
}
export type SessionSources = FileSources | Given;

export interface SessionOptions {
  /** Keeps log-spaced moments, at most 32 MB of them, that `goBack` leads to. */
  readonly moments?: boolean;
}

export interface EngineOptions {
  /** With the lab module: larger, fetched when it is first asked for, and answers `lab` tasks. */
  readonly lab?: boolean;
}

export interface EngineEvents {
  /** The worker was lost (why: `problem`); a fresh one is on its way. */
  restarting: { readonly problem: Problem };
  /** All sessions are back as last kept, and go on by themselves. */
  restarted: { readonly problem: Problem };
  /** It could not be replaced: everything rejects from now on. */
  failed: { readonly problem: Problem };
}

/** How many workers in a row may be lost before anything was answered. */
const mostLosses = 3;

export class Engine extends Emitter<EngineEvents> {
  readonly #platform: Platform;
  readonly #lab: boolean;
  readonly #sessions = new Map<SessionId, Session>();
  #connection: Promise<Connection>;
  #version = '';
  #nextSession = 1;
  #losses = 0;
  #ended: Problem | null = null;

  private constructor(platform: Platform, { lab = false }: EngineOptions) {
    super();
    this.#platform = platform;
    this.#lab = lab;
    this.#connection = this.#open();
    this.#connection.catch(() => undefined); // whoever asks will be told
  }

  /** Starts a worker; rejects when the platform lacks something, and says what. */
  static async start(platform: Platform, options: EngineOptions = {}): Promise<Engine> {
    const engine = new Engine(platform, options);
    try {
      await engine.call('ping', () => null);
    } catch (thrown) {
      engine.close();
      throw thrown;
    }
    return engine;
  }

  /** The engine's version, as in summaries and links. */
  get version(): string {
    return this.#version;
  }

  /** Makes a session from a Spec, or its text, and the files or arrays that it asks for. */
  async session(
    spec: Spec | string,
    sources: SessionSources = {},
    { moments = false }: SessionOptions = {},
  ): Promise<Session> {
    const id = this.#nextSession++;
    const origin = { spec: textOf(spec), sources: sourcesOf(spec, sources), moments };
    const argument = { session: id, ...origin, kept: null, watched: {} };
    const state = await this.call('create', () => argument);
    const session = new Session(id, this.#host, origin, state);
    this.#sessions.set(id, session);
    return session;
  }

  /** Everything that can be chosen. Generated with the module, so that it need not be in it. */
  get manifest(): Manifest {
    return manifest;
  }

  /** All problems of a Spec that can be seen without its data; none: []. */
  async check(spec: Spec | string): Promise<readonly Problem[]> {
    const text = textOf(spec);
    return this.call('check', () => ({ spec: text }));
  }

  /** The Spec with one value replaced, as the command line's --set does it. */
  async setValue(spec: Spec | string, path: string, value: string): Promise<Spec> {
    const text = textOf(spec);
    return JSON.parse(await this.call('setValue', () => ({ spec: text, path, value }))) as Spec;
  }

  /**
   * Every run of a sweep, in the fixed order that the command line has, too; of an engine that was
   * started with the lab module.
   */
  async expand(sweep: Sweep | string): Promise<Expansion> {
    const text = typeof sweep === 'string' ? sweep : JSON.stringify(sweep);
    return JSON.parse(await this.call('expand', () => ({ sweep: text }))) as Expansion;
  }

  /** An activation function and its slope at the given z. */
  async activation(choice: Choice, z: Float64Array): Promise<ActivationCurve> {
    return this.call('activation', () => ({ choice: JSON.stringify(choice), z: z.slice() }));
  }

  /** The learning rate that a Spec has after so many passes through the training part. */
  async rates(spec: Spec, stepsPerEpoch: number, passes: Float64Array): Promise<Float64Array> {
    const text = textOf(spec);
    return this.call('rates', () => ({ spec: text, stepsPerEpoch, passes: passes.slice() }));
  }

  /** What a CSV file holds; .gz is unpacked. */
  async previewCsv(file: Blob | Uint8Array, options: CsvOptions = {}): Promise<CsvPreview> {
    const blob = blobOf(file);
    const name = 'name' in blob && typeof blob.name === 'string' ? blob.name : 'file';
    return this.call('previewCsv', () => ({ blob, name, options }));
  }

  /** Bytes of WebAssembly memory that the worker holds. */
  async memory(): Promise<number> {
    return this.call('memory', () => null);
  }

  /** Ends the worker; everything unanswered rejects with code "closed". */
  close(): void {
    this.#end({ code: 'closed', path: '', message: 'The engine was closed.' });
  }

  /** Asks the worker, and once more of the next one when it is lost meanwhile. */
  async call<N extends RequestName>(
    name: N,
    argument: () => Argument<N>,
    again: (lost: Lost) => boolean = once(),
  ): Promise<Answer<N>> {
    for (;;) {
      if (this.#ended) throw new EngineError(this.#ended);
      try {
        const connection = await this.#connection;
        const answer = await connection.request(name, argument());
        this.#losses = 0;
        return answer;
      } catch (thrown) {
        if (!(thrown instanceof Lost)) throw thrown;
        if (this.#isEnded) continue;
        if (!again(thrown)) throw new EngineError(thrown.problem);
      }
    }
  }

  get #isEnded(): boolean {
    return this.#ended !== null;
  }

  async #open(): Promise<Connection> {
    const { connection, info } = await Connection.open(this.#platform, this.#lab, {
      event: (message) => this.#heard(message),
      lost: (problem) => this.#lost(problem),
    });
    if (this.#ended) {
      connection.end();
      throw new Lost(this.#ended);
    }
    this.#version = info.engine;
    for (const session of this.#sessions.values()) await session.recreate(connection);
    return connection;
  }

  #lost(problem: Problem): void {
    if (this.#ended) return;
    this.#losses += 1;
    if (this.#losses > mostLosses) {
      this.#give(problem);
      return;
    }
    this.emit('restarting', { problem });
    const connection = this.#open();
    this.#connection = connection;
    connection.then(
      () => this.emit('restarted', { problem }),
      (thrown: unknown) => {
        if (!(thrown instanceof Lost)) this.#give(problemOf(thrown)); // Lost told of itself
      },
    );
  }

  /** Gives up. */
  #give(problem: Problem): void {
    this.#end(problem);
    this.emit('failed', { problem });
  }

  #end(problem: Problem): void {
    if (this.#ended) return;
    this.#ended = problem;
    this.#connection.then(
      (connection) => connection.end(),
      () => undefined,
    );
  }

  readonly #host: Host = {
    call: (name, argument, again) => this.call(name, argument, again),
    forget: (session) => this.#sessions.delete(session),
  };

  #heard(message: SessionEvent): void {
    const { session } = message.detail;
    if (message.event === 'progress') this.#acknowledge(session);
    if (message.event === 'kept') this.#losses = 0;
    this.#sessions.get(session)?.hear(message);
  }

  /** The page has seen it; the next report may come with the next picture. */
  #acknowledge(session: SessionId): void {
    const connection = this.#connection;
    this.#platform
      .frame()
      .then(() => connection)
      .then(
        (open) => open.acknowledge(session),
        () => undefined,
      );
  }
}

function once(): () => boolean {
  let left = 1;
  return () => left-- > 0;
}

function textOf(spec: Spec | string): string {
  if (typeof spec === 'string') return spec;
  try {
    return JSON.stringify(spec);
  } catch {
    throw engineError('bad-json', 'This Spec cannot be written as JSON.');
  }
}

function sourcesOf(spec: Spec | string, sources: SessionSources): Sources {
  if ('inputs' in sources) {
    return { files: [], given: givenArrays(parsed(spec), sources) };
  }
  const files = Object.entries(sources.files ?? {});
  return { files: files.map(([name, file]) => ({ name, blob: blobOf(file) })), given: null };
}

/** A Spec to look into; what is wrong with its text is for the core to say. */
function parsed(spec: Spec | string): Spec {
  if (typeof spec !== 'string') return spec;
  try {
    return JSON.parse(spec) as Spec;
  } catch {
    return { data: { source: 'given' } };
  }
}

function blobOf(file: Blob | Uint8Array): Blob {
  return file instanceof Blob ? file : new Blob([file.slice()]);
}
