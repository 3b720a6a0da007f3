// The worker where the browser refuses it from the site's address: its script is fetched, which any
// origin may do when the host allows it, and started from what was fetched.
import scriptUrl from './worker.ts?script-url';
import { engineError } from './errors';
import { startFromText } from './text_worker';

let text: Promise<string> | null = null;

export async function startFarWorker(): Promise<Worker> {
  text ??= fetchText();
  try {
    return startFromText(await text);
  } catch (thrown) {
    text = null; // the next engine may try again
    throw thrown;
  }
}

async function fetchText(): Promise<string> {
  const response = await fetch(scriptUrl).catch(() => null);
  if (response?.ok) return response.text();
  throw engineError(
    'not-loaded',
    'The engine’s worker could not be fetched: this frame has no origin of its own, so the host of Fall Line has to send Access-Control-Allow-Origin.',
  );
}
