// Where the engine's files are when there is no site: within the script. It stands in for home.ts in
// the single file and in the package, so that neither asks for an address of anything.
import first from '../generated/wasm/fall_line.wasm?packed';
import worker from './worker.ts?script';
import { startFromText } from './text_worker';

/** The first module, or the lab's, unpacked. */
export async function wasm(lab: boolean): Promise<Response> {
  const packed = lab
    ? (await import('../generated/wasm/fall_line_lab.wasm?packed')).default
    : first;
  const bytes = Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0));
  const unpacked = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Response(unpacked, { headers: { 'Content-Type': 'application/wasm' } });
}

export function startWorker(): Worker {
  return startFromText(worker);
}
