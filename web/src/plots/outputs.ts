/** How a network's outputs are to be read: as numbers, as one of two classes, as one of many. */
import type { Planes, SessionInfo, Spec } from '../engine/model';
import {
  classColour,
  divergingTable,
  mixTable,
  negativeColour,
  parseHex,
  positiveColour,
  toHex,
  colourAt,
  viridisTable,
  type ColourTable,
  type Rgb,
} from './colour';
import { formatNumber, formatShare } from './format';
import type { Colouring } from './heatmap';
import { extent, niceDomain, union, type Domain } from './scales';

export type Reading =
  | { readonly kind: 'number' }
  /** One output: class 0 at `low`, class 1 at `high`, the border in the middle. */
  | { readonly kind: 'sides'; readonly low: number; readonly high: number }
  | { readonly kind: 'classes' };

export function readingOf(info: SessionInfo, settings: Spec): Reading {
  if (info.task.kind === 'regression') return { kind: 'number' };
  if (info.outputs > 1 && info.task.kind === 'classes') return { kind: 'classes' };
  const activation = settings.network?.layers.at(-1)?.activation;
  const id = typeof activation === 'object' ? activation.id : activation;
  return { kind: 'sides', low: id === 'sigmoid' ? 0 : -1, high: 1 };
}

export function classColours(info: SessionInfo): readonly string[] {
  const count = info.task.names.length;
  if (count <= 2) return [negativeColour, positiveColour];
  return Array.from({ length: count }, (_, i) => classColour(i));
}

/** Colours for a theme, made once. */
export class Colourings {
  private readonly diverging: ColourTable;
  private readonly viridis = viridisTable();

  constructor(private readonly surface: Rgb) {
    this.diverging = divergingTable(surface);
  }

  /** Holds every value of the planes and of the targets: nothing is ever clipped. */
  domainOf(reading: Reading, planes: Planes, targets: Domain | null): Domain {
    const seen = extent(planes.values);
    if (reading.kind !== 'sides') {
      const all = union(targets ?? seen ?? { low: 0, high: 1 }, seen);
      return niceDomain(all, 5);
    }
    const middle = (reading.low + reading.high) / 2;
    const reach = Math.max(
      reading.high - middle,
      seen ? seen.high - middle : 0,
      seen ? middle - seen.low : 0,
    );
    const half =
      reach > reading.high - middle + 1e-6 ? niceDomain({ low: 0, high: reach }, 4).high : reach;
    return { low: middle - half, high: middle + half };
  }

  colouring(reading: Reading, domain: Domain, info: SessionInfo): Colouring {
    if (reading.kind === 'classes') {
      const tables = classColours(info).map((colour) => mixTable([this.surface, parseHex(colour)]));
      return { kind: 'classes', tables };
    }
    return { kind: 'scale', domain, table: this.tableOf(reading) };
  }

  /** The fill of a sample's glyph. */
  targetColour(reading: Reading, domain: Domain, info: SessionInfo, target: number): string {
    if (reading.kind !== 'number') return classColours(info)[target] ?? '#888888';
    const share = (target - domain.low) / (domain.high - domain.low);
    return toHex(colourAt(this.viridis, share));
  }

  tableOf(reading: Reading): ColourTable {
    return reading.kind === 'number' ? this.viridis : this.diverging;
  }
}

/** What the outputs say, in words. */
export function describeOutputs(
  reading: Reading,
  info: SessionInfo,
  outputs: readonly number[],
): string {
  const [first = NaN] = outputs;
  if (reading.kind === 'number') return formatNumber(first);
  if (reading.kind === 'sides') {
    const positive = first > (reading.low + reading.high) / 2;
    const name = info.task.names[positive ? 1 : 0] ?? (positive ? '1' : '0');
    return `${formatNumber(first)} (class ${name.replace('-', '\u2212')})`;
  }
  const best = outputs.indexOf(Math.max(...outputs));
  return `class ${info.task.names[best] ?? best} (${formatShare(outputs[best])})`;
}
