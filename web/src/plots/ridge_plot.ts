/** Ridge over λ: what each part reaches, from nearly least squares to nearly the mean. */
import { type LinearModels } from '../engine/linear';
import { parts, type Part } from '../engine/model';
import { dashes } from './curve_plot';
import { domainOfX, domainOfY, type Plot } from './lines';
import type { MetricName } from './metrics';
import type { Palette } from './surface';

export interface RidgePlotOptions {
  readonly metric: MetricName;
  /** The λ that is chosen. */
  readonly lambda: number;
  /** What least squares reaches on the test part, or on the training part without one. */
  readonly ols: number | null;
  readonly words: { readonly x: string; readonly ols: string; readonly chosen: string };
}

export function ridgePlot(
  { path }: LinearModels,
  { metric, lambda, ols, words }: RidgePlotOptions,
  palette: Palette,
): Plot {
  const x = Float64Array.from(path, (fit) => fit.lambda);
  const lines = parts.flatMap((part) => {
    if (!path.some((fit) => fit[part])) return [];
    const values = Float64Array.from(path, (fit) => fit[part]?.[metric] ?? NaN);
    return [{ values, colour: palette[part], dash: dashes[part], width: 1.7 }];
  });
  const domainX = domainOfX(x, true);
  const isShare = metric === 'accuracy' || metric === 'r2';
  const values = lines.map((line) => line.values);
  return {
    x,
    lines,
    rules: ols === null ? [] : [{ value: ols, labels: [words.ols], below: false }],
    marks:
      lambda >= domainX.low && lambda <= domainX.high ? [{ x: lambda, label: words.chosen }] : [],
    dots: [],
    names: { x: words.x, y: '' },
    // Least squares may be far off: the path alone sets the scale.
    domain: { x: domainX, y: domainOfY(x, values, domainX, !isShare) },
    logarithmic: { x: true, y: !isShare },
    row: null,
  };
}

/** Where the path is best on a part; null without a figure. */
export function bestOfPath({ path }: LinearModels, part: Part, metric: MetricName): number | null {
  let best: { readonly lambda: number; readonly value: number } | null = null;
  for (const fit of path) {
    const value = fit[part]?.[metric];
    if (value === undefined || !Number.isFinite(value)) continue;
    const better =
      metric === 'accuracy' || metric === 'r2'
        ? value > (best?.value ?? -Infinity)
        : value < (best?.value ?? Infinity);
    if (better) best = { lambda: fit.lambda, value };
  }
  return best?.lambda ?? null;
}
