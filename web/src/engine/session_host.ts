// What a session is made from, what it needs of its engine, and what it tells.
import type { Lost } from './connection';
import type { Progress, Seen } from './model';
import type { Answer, Argument, EventMessage, RequestName, SessionId, Sources } from './protocol';

/** What a worker tells of a session. */
export type SessionEvent = Exclude<EventMessage, { event: 'failed' }>;

/** What a session needs of its engine. */
export interface Host {
  /** Asks the worker; a request that was lost with its worker is asked again while `again` says so. */
  call<N extends RequestName>(
    name: N,
    argument: () => Argument<N>,
    again?: (lost: Lost) => boolean,
  ): Promise<Answer<N>>;
  forget(session: SessionId): void;
}

export interface SessionEvents {
  /** At most once a frame, and after every change; all parts are of the same moment. */
  progress: {
    readonly progress: Progress;
    readonly views: Seen;
    readonly rows: readonly Progress[];
  };
}

/** What a session is made from. */
export interface Origin {
  readonly spec: string;
  readonly sources: Sources;
  readonly moments: boolean;
}
