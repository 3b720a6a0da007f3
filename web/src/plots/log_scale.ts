/** Logarithmic scales: positions, and ticks at 1, 2 and 5 times powers of ten. */
import type { Domain } from './scales';

/** Logarithmic from domain to range; what is not above 0 has no place. */
export function logarithmic(domain: Domain, from: number, to: number): (value: number) => number {
  const start = Math.log(domain.low);
  const slope = (to - from) / (Math.log(domain.high) - start);
  return (value) => (value > 0 ? from + (Math.log(value) - start) * slope : NaN);
}

/** At most about `count` ticks: powers of ten, with 2 and 5 between them where there is room. */
export function logTicks({ low, high }: Domain, count = 5): number[] {
  if (!(low > 0 && high > low)) return low > 0 ? [low] : [];
  const decades = Math.log10(high / low);
  const factors =
    decades * 3 <= count ? [1, 2, 5] : decades * 2 <= count || decades < 1 ? [1, 3] : [1];
  const every = Math.max(1, Math.ceil(decades / count));
  const first = Math.floor(Math.log10(low) + 1e-9);
  const last = Math.ceil(Math.log10(high) - 1e-9);
  const values: number[] = [];
  for (let power = first; power <= last; ++power) {
    if (((power % every) + every) % every !== 0) continue;
    for (const factor of factors) {
      const value = Number(`${factor}e${power}`); // as written: 3e-4, not 3.0000000000000003e-4
      if (value >= low * (1 - 1e-9) && value <= high * (1 + 1e-9)) values.push(value);
    }
  }
  return values;
}

/** The domain, widened to 1, 2 or 5 times powers of ten, so that it does not twitch. */
export function niceLogDomain({ low, high }: Domain): Domain {
  const nice = { low: stepFrom(low, -1), high: stepFrom(high, 1) };
  return nice.high > nice.low ? nice : { low: nice.low / 2, high: nice.high * 2 };
}

/** The nearest of … 0.5, 1, 2, 5, 10 … at or beyond a value. */
function stepFrom(value: number, direction: -1 | 1): number {
  const power = Math.floor(Math.log10(value) + 1e-12);
  const steps = [1, 2, 5, 10].map((factor) => Number(`${factor}e${power}`));
  const slack = 1e-9;
  return direction > 0
    ? (steps.find((step) => step >= value * (1 - slack)) ?? value)
    : (steps.reverse().find((step) => step <= value * (1 + slack)) ?? value);
}
