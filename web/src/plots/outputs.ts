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
  tableSize,
  viridisTable,
  type ColourTable,
  type Rgb,
} from './colour';
import { formatNumber, formatShare } from './format';
import type { Colouring } from './heatmap';
import { text } from '../text/text';
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

/** Fills of samples, and which of them a target has. */
export interface TargetFills {
  readonly fills: readonly string[];
  readonly fill: (target: number) => number;
}

const numberFills = 32;

/** Colours for a theme, made once. */
export class Colourings {
  readonly diverging: ColourTable;
  readonly viridis = viridisTable();
  /** Of the classes seen last. */
  private tables: {
    readonly key: string;
    readonly soft: readonly ColourTable[];
    readonly hard: readonly ColourTable[];
  } | null = null;

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

  /** As values, or as what is decided: one colour a class. */
  colouring(reading: Reading, domain: Domain, info: SessionInfo, decided = false): Colouring {
    if (reading.kind === 'classes') {
      const { soft, hard } = this.classTables(classColours(info));
      return { kind: 'classes', tables: decided ? hard : soft };
    }
    return { kind: 'scale', domain, table: this.tableOf(reading, decided) };
  }

  targetFills(reading: Reading, domain: Domain, info: SessionInfo): TargetFills {
    if (reading.kind !== 'number') return { fills: classColours(info), fill: (target) => target };
    const last = numberFills - 1;
    const fills = Array.from({ length: numberFills }, (_, i) =>
      toHex(colourAt(this.viridis, i / last)),
    );
    const span = domain.high - domain.low;
    const share = (target: number): number =>
      Math.min(1, Math.max(0, (target - domain.low) / span));
    return { fills, fill: (target) => Math.round(last * share(target)) };
  }

  tableOf(reading: Reading, decided = false): ColourTable {
    if (reading.kind === 'number') return this.viridis;
    return decided ? stepped(this.diverging) : this.diverging;
  }

  private classTables(colours: readonly string[]): {
    readonly soft: readonly ColourTable[];
    readonly hard: readonly ColourTable[];
  } {
    const key = colours.join();
    if (this.tables?.key !== key) {
      const soft = colours.map((colour) => mixTable([this.surface, parseHex(colour)]));
      const hard = soft.map((table) => constant(colourAt(table, decidedShare)));
      this.tables = { key, soft, hard };
    }
    return this.tables;
  }
}

/** How strong a decided class is coloured: weaker than its samples. */
const decidedShare = 0.62;

/** Two colours only: the sides of a scale. */
function stepped(table: ColourTable): ColourTable {
  const low = colourAt(table, (1 - decidedShare) / 2);
  const high = colourAt(table, (1 + decidedShare) / 2);
  return table.map((_, i) => {
    const side = i < table.length / 2 ? low : high;
    return side[(i % 3) as 0 | 1 | 2];
  });
}

function constant(colour: Rgb): ColourTable {
  return new Uint8ClampedArray(3 * tableSize).map((_, i) => colour[(i % 3) as 0 | 1 | 2]);
}

/** One output's plane of several. */
export function planeOf({ outputs, values }: Planes, k: number): Planes {
  const size = values.length / outputs;
  return { outputs: 1, values: values.subarray(k * size, (k + 1) * size) };
}

/** What the outputs say, in words. */
export function describeOutputs(
  reading: Reading,
  info: SessionInfo,
  outputs: readonly number[],
): string {
  const { names, kind } = info.task;
  const name = (k: number): string => (names[k] ?? String(k)).replace('-', '\u2212');
  if (outputs.length > 1 && reading.kind !== 'classes') {
    return outputs.map((value, k) => `${name(k)} ${formatNumber(value)}`).join(', ');
  }
  const [first = NaN] = outputs;
  if (reading.kind === 'number' || kind === 'labels') return formatNumber(first);
  if (reading.kind === 'sides') {
    const side = first > (reading.low + reading.high) / 2 ? 1 : 0;
    return `${formatNumber(first)} (${text.result.className(name(side))})`;
  }
  const best = outputs.indexOf(Math.max(...outputs));
  return `${text.result.className(name(best))} (${formatShare(outputs[best])})`;
}
