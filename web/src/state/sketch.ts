/**
 * Samples for the thumbnails of the gallery, drawn by the core itself: what each source would give
 * at the noise and the data seed that the panel shows.
 */
import type { Spec } from '../engine/model';
import type { EngineFace } from './engine_face';
import { find, manifest } from './manifest';
import type { Shared } from './shared';
import { carriedNoise } from './sources';
import type { Sketch } from './state';

/** Sources that take their samples from elsewhere: files, the Spec, a program. */
const taken: ReadonlySet<string> = new Set(['table', 'images', 'points', 'given']);
const samples = 160;
/** Of images one is shown, and making them takes time. */
const images = 10;
/** A dragged slider has settled when it rests for so many milliseconds. */
const settling = 250;

/** Whether the source draws its samples itself. */
export function isDrawn(source: string): boolean {
  return !taken.has(source);
}

/** Keeps the gallery's pictures true: the old ones stay until the new ones are there. */
export class Sketches {
  /** Of each picture in the gallery, the Spec that it was made from. */
  private readonly drawn = new Map<string, string>();
  private settings: Spec | null = null;
  private timer: ReturnType<typeof setTimeout> | null = null;
  private turn = 0;

  constructor(private readonly shared: Shared) {}

  /** Draws all of them, and from now on again what noise, seed or parameters have changed. */
  begin(): Promise<void> {
    this.settings = this.shared.state.settings;
    this.shared.subscribe(({ settings }) => {
      if (settings === this.settings) return;
      this.settings = settings;
      if (this.timer !== null) clearTimeout(this.timer);
      this.timer = setTimeout(() => void this.draw(), settling);
    });
    return this.draw();
  }

  /** One source after the other; a newer turn ends this one. */
  private async draw(): Promise<void> {
    const { shared } = this;
    const { engine } = shared;
    const turn = ++this.turn;
    if (!engine) return;
    for (const { id } of manifest.datasets) {
      if (!isDrawn(id)) continue;
      await this.resting();
      if (turn !== this.turn) return;
      const spec = sketchSpec(id, shared.state.settings);
      const text = JSON.stringify(spec);
      if (this.drawn.get(id) === text) continue;
      const sketch = await sketchOf(engine, spec);
      if (!sketch) continue; // the place in the gallery stays, with the picture that it has
      this.drawn.set(id, text);
      shared.set({ gallery: { ...shared.state.gallery, [id]: sketch } });
    }
  }

  /** Resolves when nothing trains or is being made: a sketch would delay a pause. */
  private resting(): Promise<void> {
    const { shared } = this;
    const rests = (): boolean => !shared.state.playing && !shared.state.building;
    return new Promise((resolve) => {
      if (rests()) {
        resolve();
        return;
      }
      const end = shared.subscribe(() => {
        if (!rests()) return;
        end();
        resolve();
      });
    });
  }
}

/** A small Spec of a source: its own parameters where it is the chosen one, else its defaults. */
export function sketchSpec(source: string, settings: Spec): Spec {
  const dataset = find(manifest.datasets, source);
  const chosen = settings.data.source === source;
  const most = dataset?.image ? images : samples;
  const parameters = (dataset?.parameters ?? []).map(({ name, default: usual }) => {
    const value = (chosen ? settings.data[name] : undefined) ?? usual;
    const isCount = /^(samples|testSamples)$/.test(name) && typeof value === 'number';
    return [name, isCount ? Math.min(most, value) : value] as const;
  });
  return {
    data: {
      source,
      seed: settings.data['seed'] ?? settings.seed ?? 1,
      split: { train: 1 },
      ...Object.fromEntries(parameters),
      ...(chosen ? {} : carriedNoise(settings.data, dataset)),
    },
    network: { layers: [{}] },
  };
}

/** A sketch from a Spec; null when it cannot be had. */
async function sketchOf(engine: EngineFace, spec: Spec): Promise<Sketch | null> {
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
    return null;
  }
}
