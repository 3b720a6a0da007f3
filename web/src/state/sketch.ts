/** Samples for the thumbnails of the gallery, drawn by the core itself. */
import type { Spec } from '../engine/model';
import type { EngineFace } from './engine_face';
import { find, manifest } from './manifest';
import type { Sketch } from './state';

/** Sources that take their samples from elsewhere: files, the Spec, a program. */
const taken: ReadonlySet<string> = new Set(['table', 'images', 'points', 'given']);
const samples = 160;
/** Of images one is shown, and making them takes time. */
const images = 10;

/** Whether the source draws its samples itself. */
export function isDrawn(source: string): boolean {
  return !taken.has(source);
}

/** A sketch of the source with its default parameters; null when it cannot be had. */
export async function sketchOf(engine: EngineFace, source: string): Promise<Sketch | null> {
  const dataset = find(manifest.datasets, source);
  const most = dataset?.image ? images : samples;
  const counts = (dataset?.parameters ?? []).flatMap(({ name, default: usual }) =>
    /^(samples|testSamples)$/.test(name) && typeof usual === 'number'
      ? [[name, Math.min(most, usual)] as const]
      : [],
  );
  const spec: Spec = {
    seed: 3,
    data: { source, split: { train: 1 }, ...Object.fromEntries(counts) },
    network: { layers: [{}] },
  };
  try {
    const session = await engine.session(spec);
    const { info } = session;
    const sketch = {
      info,
      samples: await session.samples('train', samples),
      image: info.inputs.image ? (await session.images(Int32Array.of(0))).bytes : null,
    };
    await session.close();
    return sketch;
  } catch {
    return null; // the menu entry stays, without a picture
  }
}
