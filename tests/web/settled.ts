/** Waits for what tests of the store really await; nothing here counts turns or milliseconds. */
import type { Store } from '../../web/src/state/store';

// As it was before any test put its own clock in place.
const { setImmediate: later } = globalThis;

/** Lets all that answers at once answer, however long the chain: the small engine always does. */
export function turn(): Promise<void> {
  return new Promise((resolve) => later(resolve));
}

/** Waits until it holds; a test that waits in vain fails by its own time limit. */
export async function until(holds: () => boolean): Promise<void> {
  do await turn();
  while (!holds());
}

/** Nothing waits any more for the engine, for a file, or for the list of runs and its storage. */
export async function settled(store: Store): Promise<void> {
  const isBusy = (): boolean => store.state.pending || store.state.reading !== '';
  do {
    await until(() => !isBusy());
    if (store.runs.isLoaded) await store.runs.ask((desk) => desk.storing);
  } while (isBusy());
}
