/** The part of the input space that maps and curves show: around all samples, with a margin. */
import { parts, type Part, type Samples } from '../engine/model';
import { extent, padded, union, type Domain } from './scales';

type SamplesOfParts = Readonly<Record<Part, Samples | null>>;

/** Of two inputs. */
export function rectangleOf(samples: SamplesOfParts): { readonly x: Domain; readonly y: Domain } {
  return squared(
    padded(spanOf(samples, 0, 2) ?? { low: -1, high: 1 }, 0.06),
    padded(spanOf(samples, 1, 2) ?? { low: -1, high: 1 }, 0.06),
  );
}

/** Of one input. */
export function intervalOf(samples: SamplesOfParts): Domain {
  return padded(spanOf(samples, 0, 1) ?? { low: -1, high: 1 }, 0.04);
}

function spanOf(samples: SamplesOfParts, input: number, inputs: number): Domain | null {
  let all: Domain | null = null;
  for (const part of parts) {
    const set = samples[part];
    if (!set) continue;
    const domain = extent(set.inputs.filter((_, i) => i % inputs === input));
    all = all ? union(all, domain) : domain;
  }
  return all;
}

/** Domains of about one size become of one size: a unit is then as long in both directions. */
function squared(x: Domain, y: Domain): { readonly x: Domain; readonly y: Domain } {
  const [width, height] = [x.high - x.low, y.high - y.low];
  const side = Math.max(width, height);
  if (side > 2 * Math.min(width, height)) return { x, y };
  const grown = ({ low, high }: Domain): Domain => {
    const more = (side - (high - low)) / 2;
    return { low: low - more, high: high + more };
  };
  return { x: grown(x), y: grown(y) };
}
