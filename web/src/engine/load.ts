// The engine's platform in a page: a module is fetched and compiled once, workers get it posted.
import { engineError } from './errors';
import { startWorker, wasm } from './home';
import type { Platform, Port, PortListener } from './platform';
import type { ToPage } from './protocol';
import { needWebAssembly } from './support';

/** Milliseconds after which a frame that does not come (a hidden tab) is taken as shown. */
const hiddenFrame = 250;

class PagePort implements Port {
  readonly #worker: Worker;

  constructor(worker: Worker) {
    this.#worker = worker;
  }

  post(message: Parameters<Port['post']>[0]): void {
    this.#worker.postMessage(message);
  }

  listen(listener: PortListener): void {
    this.#worker.onmessage = (event: MessageEvent<ToPage>) => listener.message(event.data);
    this.#worker.onmessageerror = () => listener.gone('A message of the engine was not readable.');
    this.#worker.onerror = (event) => {
      event.preventDefault();
      // A script that could not be loaded at all comes without a message.
      listener.gone(event.message || 'The engine’s worker could not be started.');
    };
  }

  end(): void {
    this.#worker.terminate();
  }
}

const compiled = new Map<boolean, Promise<WebAssembly.Module>>();

export const page: Platform = {
  compile: (lab) => {
    const known = compiled.get(lab);
    if (known) return known;
    const promise = compile(lab).catch((thrown: unknown) => {
      compiled.delete(lab); // the next engine may try again
      throw thrown;
    });
    compiled.set(lab, promise);
    return promise;
  },
  spawn: async () => new PagePort(await startWorker()),
  frame: () =>
    new Promise((resolve) => {
      const isShown = 'requestAnimationFrame' in self; // not in every kind of worker
      const timer = setTimeout(resolve, isShown ? hiddenFrame : 0);
      if (!isShown) return;
      requestAnimationFrame(() => {
        clearTimeout(timer);
        resolve();
      });
    }),
  lockName: () => ('locks' in navigator ? `fall-line ${Date.now()} ${Math.random()}` : null),
  // The request waits for the worker, which has held the lock since it was loaded.
  released: (lock, signal) => navigator.locks.request(lock, { signal }, () => undefined),
};

async function compile(lab: boolean): Promise<WebAssembly.Module> {
  needWebAssembly();
  const response = await wasm(lab);
  try {
    // Streaming needs the type application/wasm, which not every web host sends.
    const streamable = response.headers.get('content-type')?.startsWith('application/wasm');
    return streamable
      ? await WebAssembly.compileStreaming(response)
      : await WebAssembly.compile(await response.arrayBuffer());
  } catch (thrown) {
    const why = thrown instanceof Error ? thrown.message : String(thrown);
    throw engineError('not-compiled', `The engine could not be compiled: ${why}`);
  }
}
