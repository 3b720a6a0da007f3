/**
 * Colour scales as tables of 256 RGB triples, mixed in OKLab (Ottosson 2020), where equal steps
 * look equal.
 */

export type Rgb = readonly [number, number, number];
export type ColourTable = Uint8ClampedArray;

export const tableSize = 256;

/** Okabe & Ito 2008: classes told apart by people with any kind of colour vision. */
export const okabeIto: readonly string[] = [
  '#0072b2',
  '#e69f00',
  '#009e73',
  '#cc79a7',
  '#56b4e9',
  '#d55e00',
  '#f0e442',
  '#8a8a8a',
  '#332288',
  '#882255',
];

/** The ends of the diverging scale: blue and orange of one lightness and one chroma. */
const blue: Oklch = { l: 0.6, c: 0.14, h: 248 };
const orange: Oklch = { l: 0.6, c: 0.14, h: 52 };

const viridisStops: readonly string[] = [
  '#440154',
  '#482878',
  '#3e4989',
  '#31688e',
  '#26828e',
  '#1f9e89',
  '#35b779',
  '#6ece58',
  '#b5de2b',
  '#fde725',
];

/** From blue through the surface's colour to orange. */
export function divergingTable(surface: Rgb): ColourTable {
  return mixOklab([oklchToOklab(blue), rgbToOklab(surface), oklchToOklab(orange)]);
}

/** Viridis (van der Walt & Smith 2015), for quantities without a middle. */
export function viridisTable(): ColourTable {
  return mixTable(viridisStops.map(parseHex));
}

export function classColour(index: number): string {
  return okabeIto[index % okabeIto.length] ?? '#8a8a8a';
}

/** The n-th of the colours, moved towards the ink until a line of it is seen on the surface. */
export function seenColour(
  index: number,
  palette: { readonly surface: string; readonly ink: string },
): string {
  const [surface, ink] = [parseHex(palette.surface), parseHex(palette.ink)];
  const table = mixTable([parseHex(classColour(index)), ink]);
  for (let share = 0; share <= 1; share += 0.1) {
    const colour = colourAt(table, share);
    if (contrast(colour, surface) >= 3) return toHex(colour);
  }
  return palette.ink;
}

/** Calm colours of one lightness, for lines of equal rank; neighbours differ by the golden angle. */
export function calmColour(index: number): string {
  return toHex(oklabToRgb(oklchToOklab({ l: 0.64, c: 0.1, h: (20 + 137.508 * index) % 360 })));
}

/** The two ends of the diverging scale as CSS colours: the classes −1 and 1. */
export const negativeColour = toHex(oklabToRgb(oklchToOklab(blue)));
export const positiveColour = toHex(oklabToRgb(oklchToOklab(orange)));

/** The table's colour at a share from 0 to 1. */
export function colourAt(table: ColourTable, share: number): Rgb {
  const i = 3 * Math.round((tableSize - 1) * (share > 0 ? Math.min(1, share) : 0));
  return [table[i] ?? 0, table[i + 1] ?? 0, table[i + 2] ?? 0];
}

export function toHex([r, g, b]: Rgb): string {
  const hex = (v: number): string =>
    Math.round(Math.min(255, Math.max(0, v)))
      .toString(16)
      .padStart(2, '0');
  return `#${hex(r)}${hex(g)}${hex(b)}`;
}

/** "#rrggbb" or "#rgb" as three bytes; black for anything else. */
export function parseHex(text: string): Rgb {
  const long = text.trim().replace(/^#(.)(.)(.)$/, '#$1$1$2$2$3$3');
  const match = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(long);
  const byte = (i: number): number => parseInt(match?.[i] ?? '0', 16);
  return [byte(1), byte(2), byte(3)];
}

/** Relative luminance of WCAG 2, 0 to 1. */
export function luminance([r, g, b]: Rgb): number {
  return 0.2126 * decode(r) + 0.7152 * decode(g) + 0.0722 * decode(b);
}

/** Contrast ratio of WCAG 2, 1 to 21. */
export function contrast(a: Rgb, b: Rgb): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

interface Oklch {
  readonly l: number;
  readonly c: number;
  readonly h: number;
}

/** A table that runs evenly through stops given as sRGB. */
export function mixTable(stops: readonly Rgb[]): ColourTable {
  return mixOklab(stops.map(rgbToOklab));
}

function mixOklab(stops: readonly Rgb[]): ColourTable {
  const table = new Uint8ClampedArray(3 * tableSize);
  for (let i = 0; i < tableSize; ++i) {
    const at = (i / (tableSize - 1)) * (stops.length - 1);
    const from = Math.min(Math.floor(at), stops.length - 2);
    const a = stops[from] ?? [0, 0, 0];
    const b = stops[from + 1] ?? a;
    const t = at - from;
    const mix = (k: 0 | 1 | 2): number => a[k] + (b[k] - a[k]) * t;
    table.set(oklabToRgb([mix(0), mix(1), mix(2)]), 3 * i);
  }
  return table;
}

function oklchToOklab({ l, c, h }: Oklch): Rgb {
  const angle = (h * Math.PI) / 180;
  return [l, c * Math.cos(angle), c * Math.sin(angle)];
}

function decode(byte: number): number {
  const x = byte / 255;
  return x <= 0.04045 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4;
}

function encode(x: number): number {
  return 255 * (x <= 0.0031308 ? 12.92 * x : 1.055 * x ** (1 / 2.4) - 0.055);
}

function rgbToOklab(rgb: Rgb): Rgb {
  const [r, g, b] = [decode(rgb[0]), decode(rgb[1]), decode(rgb[2])];
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

function oklabToRgb([L, a, b]: Rgb): Rgb {
  const l = (L + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (L - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (L - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    encode(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    encode(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    encode(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ];
}
