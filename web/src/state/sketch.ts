/**
 * Samples for the thumbnails of the gallery, drawn by the core itself: what each source would give
 * at the noise and the data seed that the panel shows.
 */
import type { Spec } from '../engine/model';
import type { OwnEngine } from './engine_face';
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
/** Images wait until nothing has changed for so many milliseconds: they keep a core busy. */
const calm = 1500;
/** The worker goes when nothing was drawn for so many milliseconds. */
const idle = 5000;

/** Whether the source draws its samples itself. */
export function isDrawn(source: string): boolean {
  return !taken.has(source);
}

/** Keeps the gallery's pictures true: the old ones stay until the new ones are there. */
export class Sketches {
  /** Of each picture in the gallery, the Spec that it was made from. */
  private readonly drawn = new Map<string, string>();
  private engine: Promise<OwnEngine> | null = null;
  private settings: Spec | null = null;
  private timer: ReturnType<typeof setTimeout> | null = null;
  private turn = 0;

  constructor(
    private readonly shared: Shared,
    private readonly start: () => Promise<OwnEngine>,
  ) {}

  /** Draws all of them, and from now on again what noise, seed or parameters have changed. */
  begin(): Promise<void> {
    this.settings = this.shared.state.settings;
    this.shared.subscribe(({ settings }) => {
      if (settings === this.settings) return;
      this.settings = settings;
      this.later(settling, () => void this.draw());
    });
    return this.draw();
  }

  /** One source after the other; a newer turn ends this one. */
  private async draw(): Promise<void> {
    const { shared } = this;
    const turn = ++this.turn;
    for (const { id, image } of manifest.datasets) {
      if (!isDrawn(id)) continue;
      const text = JSON.stringify(sketchSpec(id, shared.state.settings));
      if (this.drawn.get(id) === text) continue;
      if (image) await this.resting(turn);
      if (turn !== this.turn) return;
      const sketch = await this.sketch(JSON.parse(text) as Spec);
      if (turn !== this.turn) return;
      if (!sketch) continue; // the place in the gallery stays, with the picture that it has
      this.drawn.set(id, text);
      shared.set({ gallery: { ...shared.state.gallery, [id]: sketch } });
    }
    this.later(idle, () => this.end());
  }

  private async sketch(spec: Spec): Promise<Sketch | null> {
    let engine: OwnEngine;
    try {
      this.engine ??= this.start();
      engine = await this.engine;
    } catch {
      this.engine = null; // the next turn may try again
      return null;
    }
    return sketchOf(engine, spec).catch(() => null);
  }

  private end(): void {
    const ended = this.engine;
    this.engine = null;
    void ended?.then((engine) => engine.close()).catch(() => undefined);
  }

  private later(pause: number, job: () => void): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = setTimeout(job, pause);
  }

  /** Resolves when nothing trains and the page has come to rest, or at another turn. */
  private resting(turn: number): Promise<void> {
    const { shared } = this;
    return new Promise((resolve) => {
      const rested = (): void => {
        clearTimeout(timer);
        end();
        resolve();
      };
      let timer = setTimeout(rested, calm);
      const end = shared.subscribe(({ playing }) => {
        clearTimeout(timer);
        if (turn !== this.turn) rested();
        else if (!playing) timer = setTimeout(rested, calm);
      });
      if (shared.state.playing) clearTimeout(timer); // its end is a change
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

async function sketchOf(engine: OwnEngine, spec: Spec): Promise<Sketch> {
  const session = await engine.session(spec);
  const { info } = session;
  const sketch = {
    info,
    samples: await session.samples('train', samples),
    image: info.inputs.image ? (await session.images(Int32Array.of(0))).bytes : null,
  };
  await session.close();
  return sketch;
}
