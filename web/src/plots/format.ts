/** Numbers as people read them: three significant digits, a true minus sign, tabular widths. */

const minus = '\u2212';
const thinSpace = '\u2009';
const superscripts: Readonly<Record<string, string>> = {
  '-': '\u207b',
  '0': '\u2070',
  '1': '\u00b9',
  '2': '\u00b2',
  '3': '\u00b3',
  '4': '\u2074',
  '5': '\u2075',
  '6': '\u2076',
  '7': '\u2077',
  '8': '\u2078',
  '9': '\u2079',
};

/** A number with `digits` significant digits; very small and very large ones with a power of 10. */
export function formatNumber(value: number | null | undefined, digits = 3): string {
  if (value === null || value === undefined) return '\u2013';
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '\u221e' : `${minus}\u221e`;
  if (value === 0) return '0';
  const exponent = Number(
    Math.abs(value)
      .toExponential(digits - 1)
      .split('e')[1],
  );
  const text =
    exponent < -4 || exponent >= 6
      ? powerOfTen(value, digits)
      : value.toFixed(Math.max(0, digits - 1 - exponent));
  return text.replace(/^-/, minus);
}

function powerOfTen(value: number, digits: number): string {
  const [mantissa = '', exponent = ''] = value.toExponential(digits - 1).split('e');
  return `${mantissa}${thinSpace}\u00d7${thinSpace}10${raised(exponent)}`;
}

function raised(exponent: string): string {
  return exponent.replace('+', '').replace(/[-\d]/g, (c) => superscripts[c] ?? c);
}

/** A power of ten without a factor, as ticks of a logarithmic axis have it; null for others. */
export function formatPowerOfTen(value: number): string | null {
  const [mantissa, exponent = ''] = value.toExponential().split('e');
  return mantissa === '1' ? `10${raised(exponent)}` : null;
}

/** A whole number in groups of three, from 10 000 on. */
export function formatCount(value: number): string {
  const text = Math.abs(value).toFixed(0);
  const grouped = text.length > 4 ? text.replace(/\B(?=(\d{3})+$)/g, thinSpace) : text;
  return value < 0 ? minus + grouped : grouped;
}

/** Passes through the data: whole ones are counted, others have four digits. */
export function formatPlace(passes: number): string {
  return Number.isInteger(passes) ? formatCount(passes) : formatNumber(passes, 4);
}

/** A share as a percentage with one decimal: 0.9734 is 97.3 %. */
export function formatShare(value: number | null | undefined): string {
  if (value === null || value === undefined || Number.isNaN(value)) return '\u2013';
  return `${(100 * value).toFixed(1)}${thinSpace}%`;
}

/** A duration: 0.42 s, 12.3 s, 3 min 05 s. */
export function formatSeconds(seconds: number): string {
  if (seconds < 10) return `${seconds.toFixed(2)} s`;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  const whole = Math.floor(seconds);
  return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, '0')} s`;
}

/** The shortest text that a field shows and reads back as the same number: 0.03, 1e-7, 12000. */
export function editText(value: number): string {
  if (!Number.isFinite(value)) return '';
  const rounded = Number(value.toPrecision(12));
  const plain = String(rounded);
  return plain.length <= 9 ? plain : String(Number(value.toPrecision(6)));
}

/** What was typed, as a number: takes a decimal comma and a true minus; null when it is none. */
export function parseNumber(text: string): number | null {
  const cleaned = text
    .trim()
    .replace(/[\s\u2009\u00a0]/g, '')
    .replace(minus, '-')
    .replace(/^([^.,]*),([^.,]*)$/, '$1.$2');
  if (cleaned === '' || !/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(cleaned)) return null;
  const value = Number(cleaned);
  return Number.isFinite(value) ? value : null;
}

/** A size in bytes: 812 B, 3.24 kB, 16.4 MB. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB'];
  let unit = 0;
  let value = bytes;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    ++unit;
  }
  return `${unit === 0 ? value : formatNumber(value)} ${units[unit]}`;
}
