// Where the engine's files are: beside the page, as the site has them. What carries them within
// itself, a single file or the package, is built with home_within.ts in this one's place.
import firstUrl from '../generated/wasm/fall_line.wasm?url';
import labUrl from '../generated/wasm/fall_line_lab.wasm?url';
import { engineError } from './errors';

/**
 * Whether a worker may be started from the site's own address. Not from a frame without an origin
 * (sandboxed), and not from a page of another one that has imported this script.
 */
const isNear = new URL(import.meta.url).origin === self.origin;

/** The first module, or the lab's, as it comes. */
export async function wasm(lab: boolean): Promise<Response> {
  const response = await fetch(lab ? labUrl : firstUrl).catch(() => null);
  if (response?.ok) return response;
  const why = response ? `the server answered ${response.status}` : 'there is no connection';
  throw engineError('not-loaded', `The engine could not be loaded: ${why}.`);
}

export function startWorker(): Worker | Promise<Worker> {
  if (isNear) return new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
  return import('./far_worker').then(({ startFarWorker }) => startFarWorker());
}
