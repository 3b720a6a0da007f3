/** What is asked of a session as a whole: samples to draw, and all that a run leaves behind. */
import type { Part, Spec } from '../engine/model';
import type { SessionFace } from './engine_face';
import { filesOf } from './intake';
import { rowsOf, type Departing } from './run_record';
import { noSamples, type State } from './state';

/** Samples of a part that are drawn; more would only hide each other. */
const drawnSamples = 2000;

export async function samplesOf(session: SessionFace): Promise<State['samples']> {
  if (session.info.inputs.image) return noSamples;
  const of = async (part: Part): Promise<State['samples'][Part]> =>
    session.info.samples[part] > 0 ? session.samples(part, drawnSamples) : null;
  return { train: await of('train'), validation: await of('validation'), test: await of('test') };
}

/** The files that a Spec names, as far as they are there. */
export function filesFor(spec: Spec, files: ReadonlyMap<string, File>): Record<string, File> {
  const found: Record<string, File> = {};
  for (const name of filesOf(spec)) {
    const file = files.get(name);
    if (file) found[name] = file;
  }
  return found;
}

/** Ends training, and says where the session stands; null before the first step. */
export async function departingOf(
  session: SessionFace,
  { spec, tweaked, paused }: { spec: Spec; tweaked: boolean; paused: boolean },
): Promise<Departing | null> {
  try {
    const position = await session.pause();
    if (position.step === 0) return null;
    const [snapshot, fingerprint] = [await session.snapshot(), await session.fingerprint()];
    return {
      spec,
      progress: { ...session.progress, ...position },
      parameters: session.info.parameters,
      fingerprint,
      tweaked,
      paused,
      curve: rowsOf(session.history),
      snapshot,
    };
  } catch {
    return null; // a session that has broken down leaves nothing
  }
}
