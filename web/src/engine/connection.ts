// One worker and what is under way with it: requests by number, events, and whether it lives.
import { EngineError, engineError } from './errors';
import { Heartbeat, lengthy, ordinary, starting } from './heartbeat';
import type { Problem } from './model';
import type { Platform, Port } from './platform';
import type {
  Answer,
  Argument,
  EventMessage,
  LoadedInfo,
  RequestName,
  SessionId,
  ToPage,
  ToWorker,
} from './protocol';

/** Ticks of silence that are normal while such a request is under way. */
const allowances: Readonly<Partial<Record<RequestName, number>>> = {
  load: starting,
  previewCsv: lengthy,
  create: lengthy,
  predict: lengthy,
  view: lengthy,
  watch: lengthy,
  lab: lengthy,
};

/** Why a request was not answered: its worker is gone. It can be asked again of another. */
export class Lost extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.message);
    this.problem = problem;
  }
}

export interface ConnectionListener {
  event(message: Exclude<EventMessage, { event: 'failed' }>): void;
  lost(problem: Problem): void;
}

interface Pending {
  readonly name: RequestName;
  readonly resolve: (value: never) => void;
  readonly reject: (reason: Error) => void;
}

export class Connection {
  readonly #port: Port;
  readonly #listener: ConnectionListener;
  readonly #pending = new Map<number, Pending>();
  readonly #heartbeat: Heartbeat;
  readonly #lock = new AbortController();
  #next = 1;
  #ended: Problem | null = null;

  private constructor(port: Port, listener: ConnectionListener) {
    this.#port = port;
    this.#listener = listener;
    this.#heartbeat = new Heartbeat({
      allowance: () => this.#allowance(),
      ask: () => this.request('ping', null),
      silent: () => this.#lose('worker-lost', 'The engine no longer answers.'),
    });
    port.listen({
      message: (message) => this.#hear(message),
      gone: (why) => this.#lose('worker-lost', why),
    });
  }

  /** A fresh worker with the compiled module in it. */
  static async open(
    platform: Platform,
    lab: boolean,
    listener: ConnectionListener,
  ): Promise<{ readonly connection: Connection; readonly info: LoadedInfo }> {
    const module = await platform.compile(lab);
    const connection = new Connection(await platform.spawn(), listener);
    const lock = platform.lockName();
    try {
      const info = await connection.request('load', { module, lab, lock });
      if (lock !== null && info.locked) connection.#watchLock(platform, lock);
      return { connection, info };
    } catch (thrown) {
      connection.end();
      throw thrown;
    }
  }

  /** Asks and waits. Rejects with an EngineError that the worker sent, or with Lost. */
  request<N extends RequestName>(name: N, argument: Argument<N>): Promise<Answer<N>> {
    if (this.#ended) return Promise.reject(new Lost(this.#ended));
    const id = this.#next++;
    return new Promise<Answer<N>>((resolve, reject) => {
      this.#pending.set(id, { name, resolve, reject });
      try {
        this.#port.post({ id, name, argument } as ToWorker);
      } catch (thrown) {
        this.#pending.delete(id);
        const why = thrown instanceof Error ? thrown.message : String(thrown);
        reject(engineError('bad-argument', `This cannot be handed to the engine: ${why}`));
        return;
      }
      if (name !== 'ping') this.#heartbeat.start();
    });
  }

  acknowledge(session: SessionId): void {
    if (!this.#ended) this.#port.post({ acknowledged: session });
  }

  /** Ends the worker; what is still unanswered rejects with Lost. */
  end(): void {
    this.#close({ code: 'closed', path: '', message: 'The engine was closed.' });
  }

  #hear(message: ToPage): void {
    if (this.#ended) return;
    if ('event' in message) {
      if (message.event === 'failed') {
        const { code, message: text } = message.detail.problem;
        this.#lose(code, text);
      } else this.#listener.event(message);
      return;
    }
    const pending = this.#pending.get(message.id);
    this.#pending.delete(message.id);
    // The worker answers a number with the result of the request that had it.
    if (message.ok) pending?.resolve(message.value as never);
    else pending?.reject(new EngineError(message.problem));
  }

  /** Browsers free the lock of a worker that ended, whatever ended it. */
  #watchLock(platform: Platform, lock: string): void {
    platform.released(lock, this.#lock.signal).then(
      () => this.#lose('worker-lost', 'The engine was ended from outside.'),
      () => undefined, // no such locks here: the heartbeat is enough
    );
  }

  #allowance(): number | null {
    let allowance: number | null = null;
    for (const { name } of this.#pending.values()) {
      if (name !== 'ping') allowance = Math.max(allowance ?? 0, allowances[name] ?? ordinary);
    }
    return allowance;
  }

  #lose(code: string, message: string): void {
    if (this.#ended) return;
    const problem = { code, path: '', message };
    this.#close(problem);
    this.#listener.lost(problem);
  }

  #close(problem: Problem): void {
    if (this.#ended) return;
    this.#ended = problem;
    this.#heartbeat.stop();
    this.#lock.abort();
    this.#port.end();
    const left = [...this.#pending.values()];
    this.#pending.clear();
    for (const { reject } of left) reject(new Lost(problem));
  }
}
