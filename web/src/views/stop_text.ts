/** The stop rules of a Spec, in words. */
import type { Spec } from '../engine/model';
import { formatCount, formatNumber } from '../plots/format';
import { text } from '../text/text';

export const stopRules = ['epochs', 'steps', 'loss', 'gradient', 'patience'] as const;
export type StopRule = (typeof stopRules)[number];

const words = text.training;

/** The rules that are on, with their values; 0 is off. */
export function activeRules({ stop }: Spec): readonly (readonly [StopRule, number])[] {
  return stopRules.flatMap((rule) => {
    const value = stop?.[rule] ?? 0;
    return value > 0 ? [[rule, value] as const] : [];
  });
}

/** "at epoch 100 or at loss 0.01"; "by hand only" without a rule. */
export function stopText(settings: Spec): string {
  const rules = activeRules(settings);
  if (rules.length === 0) return words.never;
  return rules
    .map(([rule, value]) => {
      const isCount = rule === 'epochs' || rule === 'steps' || rule === 'patience';
      return words.untilRules[rule](isCount ? formatCount(value) : formatNumber(value));
    })
    .join(words.or);
}
