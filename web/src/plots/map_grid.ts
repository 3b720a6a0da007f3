/** How finely maps are asked for, and what they span. */
import { parts, type Part, type Planes, type Samples, type SessionInfo } from '../engine/model';
import { extent, padded, union, type Domain } from './scales';

type SamplesOfParts = Readonly<Record<Part, Samples | null>>;

/** Multiplications that the worker may spend on a grid, so that looking does not slow training. */
const gridWork = 3e7;
/** Values that the page may colour with every report. */
const mostValues = 4e4;
const finest = 100;
const coarsest = 32;

/** Points of a square grid in each direction: fewer the larger the network is. */
export function gridSize({ parameters, outputs }: SessionInfo): number {
  const byWork = Math.sqrt(gridWork / (parameters + 50));
  const byPaint = Math.sqrt(mostValues / outputs);
  return Math.round(Math.max(coarsest, Math.min(finest, byWork, byPaint)));
}

/** Points of square planes in each direction: a grid says by its length how fine it is. */
export function sideOf({ outputs, values }: Planes): number {
  return Math.round(Math.sqrt(values.length / Math.max(1, outputs)));
}

/** The box around all samples of three inputs, with a margin. */
export function boxOf(samples: SamplesOfParts): readonly [Domain, Domain, Domain] {
  const column = (offset: number): Domain => {
    let all: Domain | null = null;
    for (const part of parts) {
      const set = samples[part];
      if (!set) continue;
      const domain = extent(set.inputs.filter((_, i) => i % 3 === offset));
      all = all ? union(all, domain) : domain;
    }
    return padded(all ?? { low: -1, high: 1 }, 0.04);
  };
  return [column(0), column(1), column(2)];
}

/** All target values of a regression; null for other tasks. */
export function targetsOf(info: SessionInfo, samples: SamplesOfParts): Domain | null {
  if (info.task.kind !== 'regression') return null;
  let all: Domain | null = null;
  for (const part of parts) {
    const domain = samples[part] ? extent(samples[part].targets) : null;
    all = all ? union(all, domain) : domain;
  }
  return all;
}
