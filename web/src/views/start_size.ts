/** How much there is to compute before it is computed without being asked. */
import type { SessionInfo } from '../engine/model';

/** Numbers of the training part, its inputs as the first layer sees them. */
export const mostAtOnce = 2_000_000;

export function numbersOf(info: SessionInfo | null): number {
  return (info?.samples.train ?? 0) * (1 + (info?.layers[0]?.inputs ?? 0));
}
