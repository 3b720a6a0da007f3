/** Going from one source to another, and back to what was given there before. */
import type { Spec } from '../engine/model';
import type { Edits } from './edits';
import { find, manifest, type Dataset, type Parameter } from './manifest';
import { drawingOf, isLearnable } from './points';
import type { Shared } from './shared';
import { withSource } from './spec';

type Data = Spec['data'];

/** Sources whose data come from the user: another source does not throw them away. */
const given: ReadonlySet<string> = new Set(['points', 'table', 'images']);

/** Sources that open files. */
export const fileSources: readonly string[] = ['table', 'images'];

export class Sources {
  private readonly kept = new Map<string, Data>();
  /** The latest source of files, for a way back to it. */
  private lastFiles: string | null = null;

  constructor(
    private readonly shared: Shared,
    private readonly edits: Edits,
  ) {}

  /** Remembers what the user gave, from now on until the page goes. */
  begin(): void {
    this.shared.subscribe(({ settings, info }) => {
      if (!info || !given.has(settings.data.source)) return;
      this.kept.set(settings.data.source, settings.data);
      if (fileSources.includes(settings.data.source)) this.lastFiles = settings.data.source;
    });
  }

  /** Whether there are files to go back to. */
  get hasFiles(): boolean {
    return this.lastFiles !== null;
  }

  /** Shows a source; the one in force stays as it is, a draft beside it goes. */
  choose(source: string): void {
    const { shared, edits } = this;
    const chosen = source === 'files' ? this.lastFiles : source;
    if (chosen === null) return;
    if (chosen === shared.state.spec.data.source) {
      shared.set({ draft: null });
      return;
    }
    const spec = shared.settled();
    const { scale = 'none' } = spec.data;
    const data = this.kept.get(chosen) ?? {
      source: chosen,
      scale,
      ...carriedNoise(shared.state.settings.data, find(manifest.datasets, chosen)),
    };
    if (chosen === 'points' && !isLearnable(drawingOf(data))) {
      // Nothing is drawn yet: the core has nothing to learn, and is not asked.
      edits.record('');
      shared.set({ draft: { data: { ...data, points: [], task: 'classes' }, problem: null } });
    } else {
      edits.change(withSource(spec, data), '', { draft: null });
    }
  }
}

/**
 * The noise of one source as another's. It is measured differently everywhere (a share of the
 * radius, a standard deviation), so it keeps its place on the slider; where it was never moved,
 * the other has its own default.
 */
export function carriedNoise(from: Data, to: Dataset | undefined): { noise?: number } {
  const mine = noiseOf(find(manifest.datasets, from.source));
  const theirs = noiseOf(to);
  const value = from['noise'];
  if (!mine?.high || !theirs?.high || typeof value !== 'number' || value === mine.default) {
    return {};
  }
  const noise = Number(((value / mine.high) * theirs.high).toPrecision(3));
  return { noise: Math.min(theirs.max ?? noise, noise) };
}

function noiseOf(dataset: Dataset | undefined): Parameter | undefined {
  return dataset?.parameters.find(({ name }) => name === 'noise');
}
