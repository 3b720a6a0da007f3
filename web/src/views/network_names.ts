/** What the layers and units of a network are called, and the numbers that stand at them. */
import { formatNumber } from '../plots/format';
import { featureLabel, featuresOf, type Feature } from '../plots/features';
import type { Spot } from '../plots/network_walk';
import { biasIndex, sizesOf, weightIndex } from '../plots/network_weights';
import type { SessionInfo } from '../engine/model';
import type { State } from '../state/state';
import { text } from '../text/text';

const words = text.network;

/** Column 0 holds the inputs. */
export function columnName(column: number, columns: number, short = false): string {
  if (column === 0) return short ? words.inputsShort : words.inputs;
  if (column === columns - 1) return short ? words.outputShort : words.output;
  return short ? words.hiddenShort(column) : words.hidden(column);
}

/** What the inputs are made of; null where that cannot be said. */
export function featuresIn(info: SessionInfo): readonly Feature[] | null {
  const written = info.spec.data['features'];
  const names = Array.isArray(written) ? written.map(String) : [];
  const raw = Array.from({ length: info.inputs.count }, (_, i) => `x${i + 1}`);
  const features = info.inputs.image
    ? null
    : featuresOf(names.length > 0 ? names : raw, info.inputs.count);
  return features?.length === info.layers[0]?.inputs ? features : null;
}

/** The names of the inputs as the network sees them: features where there are some. */
export function inputNames(info: SessionInfo): readonly string[] {
  const inputs = info.layers[0]?.inputs;
  const written = info.spec.data['features'];
  const isRaw = !Array.isArray(written) || written.length === 0;
  if (isRaw) return info.inputs.names.length === inputs ? info.inputs.names : [];
  return featuresIn(info)?.map(({ name }) => featureLabel(name)) ?? [];
}

/** "Hidden 1 · 3"; an input by its name, a pixel by its place. */
export function unitName(info: SessionInfo, column: number, unit: number, pixels = false): string {
  const name = columnName(column, info.layers.length + 1);
  if (column > 0) {
    const isOutput = column === info.layers.length;
    const label = isOutput && info.task.kind !== 'regression' ? info.task.names[unit] : undefined;
    const several = (info.layers.at(-1)?.units ?? 1) > 1;
    return words.unitOf(name, isOutput && several && label ? label : String(unit + 1));
  }
  const { image } = info.inputs;
  if (image) {
    if (!pixels) return words.unitOf(name, words.pixelsOf(image.height, image.width));
    const place = Math.floor(unit / image.channels);
    return words.pixel(Math.floor(place / image.width) + 1, (place % image.width) + 1);
  }
  return words.unitOf(name, inputNames(info)[unit] ?? String(unit + 1));
}

/** The index of the number that stands at a spot: a weight, or a unit's bias; null for none. */
export function indexAt(info: SessionInfo, spot: Spot): number | null {
  if (spot.column === 0) return null;
  return spot.kind === 'weight'
    ? weightIndex(info.layers, spot.column - 1, spot.unit, spot.input)
    : biasIndex(info.layers, spot.column - 1, spot.unit);
}

export function isOff(info: SessionInfo, spot: Spot): boolean {
  return info.off[spot.column - 1]?.includes(spot.unit) ?? false;
}

/** Whether a unit can be switched off: hidden ones can. */
export function isHidden(info: SessionInfo, spot: Spot): boolean {
  return spot.column > 0 && spot.column < info.layers.length;
}

/** A spot in words, with its value, for who listens. */
export function heard({ info, seen }: State, spot: Spot): string {
  if (!info) return '';
  const index = indexAt(info, spot);
  const value = index === null ? undefined : seen.parameters?.[index];
  const name = unitName(info, spot.column, spot.unit);
  if (spot.kind === 'weight') {
    const from = unitName(info, spot.column - 1, spot.input, true);
    return words.heardWeight(from, name, formatNumber(value));
  }
  return words.heardUnit(
    name,
    value === undefined ? null : formatNumber(value),
    !isOff(info, spot),
  );
}

/** "784, 128, 10" for the description. */
export function sizesText(info: SessionInfo): string {
  return sizesOf(info.layers).join(', ');
}
