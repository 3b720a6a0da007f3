// What differs between a page and Node: how the module is compiled, what a worker is, what a frame.
import type { ToPage, ToWorker } from './protocol';

/** One worker, seen from the page. */
export interface Port {
  post(message: ToWorker): void;
  /** Set once, before the first message is posted. */
  listen(listener: PortListener): void;
  /** Ends the worker at once. `gone` is not called for it. */
  end(): void;
}

export interface PortListener {
  message(message: ToPage): void;
  /** The worker has ended, or has thrown what it did not catch; `why` is a sentence. */
  gone(why: string): void;
}

export interface Platform {
  /** Compiles the first module, or the lab's; the same promise for every caller. */
  compile(lab: boolean): Promise<WebAssembly.Module>;
  spawn(): Port | Promise<Port>;
  /** Resolves when the page can show the next picture. */
  frame(): Promise<void>;
  /** A name for a lock that the worker holds as long as it lives; null without such locks. */
  lockName(): string | null;
  /** Resolves when nobody holds the lock any more; never when `signal` comes first. */
  released(lock: string, signal: AbortSignal): Promise<void>;
}

/** One worker, seen from inside. */
export interface WorkerSide {
  post(message: ToPage, transfer: ArrayBuffer[]): void;
  /** Set once. */
  listen(listener: (message: ToWorker) => void): void;
  /** Calls `work` soon, after messages that are already waiting have been heard. */
  soon(work: () => void): void;
  /** Holds the lock until the worker ends; resolves when it has it, or that there is none. */
  hold(lock: string): Promise<boolean>;
}
