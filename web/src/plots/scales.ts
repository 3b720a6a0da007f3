/** Scales: from values to positions and back, with ticks where a reader expects them. */

export interface Domain {
  readonly low: number;
  readonly high: number;
}

/** The steps between ticks: 1, 2 or 5 times a power of ten. */
export function tickStep(span: number, count: number): number {
  const rough = span / Math.max(1, count);
  const power = 10 ** Math.floor(Math.log10(rough));
  const ratio = rough / power;
  // The nearest of 1, 2, 5, 10 on a logarithmic scale.
  return (
    power * (ratio > Math.sqrt(50) ? 10 : ratio > Math.sqrt(10) ? 5 : ratio > Math.SQRT2 ? 2 : 1)
  );
}

/** About `count` round values inside of the domain. */
export function ticks({ low, high }: Domain, count = 5): number[] {
  if (!(high > low)) return [low];
  const step = tickStep(high - low, count);
  const values: number[] = [];
  for (let i = Math.ceil(low / step - 1e-9); i * step <= high + step * 1e-9; ++i) {
    values.push(Number((i * step).toPrecision(12)));
  }
  return values;
}

/** The domain, widened to whole steps, so that it does not twitch with every new value. */
export function niceDomain({ low, high }: Domain, count = 5): Domain {
  if (!(high > low)) {
    const half = Math.abs(low) > 0 ? Math.abs(low) / 2 : 1;
    return { low: low - half, high: high + half };
  }
  const step = tickStep(high - low, count);
  const round = (n: number): number => Number((n * step).toPrecision(12));
  return {
    low: round(Math.floor(low / step + 1e-9)),
    high: round(Math.ceil(high / step - 1e-9)),
  };
}

/** The smallest domain that holds all finite values; null when there is none. */
export function extent(values: Iterable<number>): Domain | null {
  let low = Infinity;
  let high = -Infinity;
  for (const v of values) {
    if (!Number.isFinite(v)) continue;
    if (v < low) low = v;
    if (v > high) high = v;
  }
  return low <= high ? { low, high } : null;
}

export function union(a: Domain, b: Domain | null): Domain {
  return b ? { low: Math.min(a.low, b.low), high: Math.max(a.high, b.high) } : a;
}

/** The domain with a margin of that share on both sides. */
export function padded({ low, high }: Domain, share: number): Domain {
  const margin = high > low ? (high - low) * share : Math.abs(low) > 0 ? Math.abs(low) / 2 : 1;
  return { low: low - margin, high: high + margin };
}

/** Linear from domain to range; both may run backwards. */
export function linear(domain: Domain, from: number, to: number): (value: number) => number {
  const slope = (to - from) / (domain.high - domain.low);
  return (value) => from + (value - domain.low) * slope;
}

/** A slider's track: positions 0 to 1, linear or logarithmic in the value. */
export class Track {
  constructor(
    readonly low: number,
    readonly high: number,
    readonly logarithmic: boolean,
    readonly whole: boolean,
  ) {}

  /** Logarithmic only where that is possible: a track from 0 gets its zero at the left end. */
  private get bottom(): number {
    return this.low > 0 ? this.low : Math.min(this.high / 1e6, 1e-6);
  }

  position(value: number): number {
    if (this.logarithmic) {
      if (value <= this.bottom) return 0;
      return clamp(Math.log(value / this.bottom) / Math.log(this.high / this.bottom));
    }
    return clamp((value - this.low) / (this.high - this.low));
  }

  /** The value at a position, rounded to what a hand can mean: three significant digits. */
  value(position: number): number {
    const p = clamp(position);
    if (p === 0) return this.low;
    if (p === 1) return this.high;
    const raw = this.logarithmic
      ? this.bottom * (this.high / this.bottom) ** p
      : this.low + (this.high - this.low) * p;
    if (this.whole) return Math.round(raw);
    if (this.logarithmic) return Number(raw.toPrecision(2));
    const step = 10 ** Math.floor(Math.log10((this.high - this.low) / 100) + 1e-9);
    return Number((Math.round(raw / step) * step).toPrecision(12));
  }
}

function clamp(position: number): number {
  return position > 0 ? Math.min(1, position) : 0;
}
