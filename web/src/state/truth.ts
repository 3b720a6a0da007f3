/** What a source would give without noise: the function that a regression is to find. */
import type { Samples, Spec } from '../engine/model';
import type { EngineFace } from './engine_face';
import type { State } from './state';
import { find, manifest } from './manifest';
import { idOf } from './spec';

/** So many that maps of the function can be drawn from them. */
const samples = 4000;

/** The Spec of the same source without noise; null where the source has none to leave out. */
export function truthSpec(settings: Spec): Spec | null {
  const source = idOf(settings.data.source);
  const dataset = source === undefined ? undefined : find(manifest.datasets, source);
  const names = new Set(dataset?.parameters.map(({ name }) => name));
  if (!names.has('noise') || !names.has('samples')) return null;
  const own = Object.fromEntries(
    Object.entries(settings.data).filter(([name]) => names.has(name) || name === 'seed'),
  );
  const seed = settings.data['seed'] ?? settings.seed ?? 0;
  const data = { ...own, seed, source: settings.data.source, samples, noise: 0 };
  return { data: { ...data, split: { train: 1 } }, network: { layers: [{}] } };
}

/** Two Specs with the same key have the same truth. */
export function truthKey(settings: Spec): string {
  return JSON.stringify(truthSpec(settings)?.data ?? null);
}

/** The truth of the data in force: null where the source has none, undefined until it is here. */
export function truthIn({ settings, truth }: State): Samples | null | undefined {
  return truth?.key === truthKey(settings) ? truth.samples : undefined;
}

export async function truthOf(engine: EngineFace, settings: Spec): Promise<Samples | null> {
  const spec = truthSpec(settings);
  if (!spec) return null;
  const session = await engine.session(spec);
  try {
    return await session.samples('train', samples);
  } finally {
    await session.close();
  }
}
