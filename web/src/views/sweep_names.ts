/** What axes, their values and metrics are called. */
import type { LayerSpec } from '../engine/model';
import type { Expansion } from '../engine/sweep_types';
import { tickText } from '../plots/axes';
import { formatCount, formatNumber, formatShare } from '../plots/format';
import { isList, isObject, type Json } from '../state/json';
import { find, manifest } from '../state/manifest';
import { repeatKind } from '../state/sweep';
import { nameOf, partOf, type MetricId } from '../state/sweep_figures';
import { placeText } from '../text/places';
import { labelOf } from './fields';

const words = placeText.sweep;
const paths: Readonly<Record<string, string>> = words.paths;
const layerKeys: Readonly<Record<string, string>> = words.layerKeys;
const groups: Readonly<Record<string, string>> = words.pathOf;

/** An axis by its path. */
export function axisName(path: string): string {
  const known = paths[path];
  if (known !== undefined) return known;
  const layer = /^network\.layers\.(\d+)\.(\w+)$/.exec(path);
  if (layer) {
    const [, index = '0', key = ''] = layer;
    return words.ofLayer(Number(index) + 1, layerKeys[key] ?? labelOf(key));
  }
  const [group = '', ...rest] = path.split('.');
  const name = labelOf(rest.at(-1) ?? group);
  return groups[group] === undefined ? name : words.joined(groups[group], name);
}

/** A component by its id, wherever it stands. */
function componentName(id: string): string {
  const { activations, initializers, optimizers, schedules, losses, datasets } = manifest;
  for (const list of [activations, initializers, optimizers, schedules, losses, datasets]) {
    const component = find(list, id);
    if (component) return component.label;
  }
  return id === 'full' ? words.full : id;
}

/** A number of an axis: as it is where it is round, otherwise with three digits. */
function numberName(value: number): string {
  const plain = tickText(value);
  return plain.length > 6 ? formatNumber(value) : plain;
}

/** A value of an axis, short enough for a table. */
export function valueName(value: Json | undefined): string {
  if (typeof value === 'number') return numberName(value);
  if (typeof value === 'string') return componentName(value);
  if (isList(value) && value.every((one) => typeof one === 'string')) return value.join(', ');
  if (isList(value)) return layersName(value as unknown as readonly LayerSpec[]);
  if (isObject(value)) {
    const { id, ...rest } = value;
    const numbers = Object.values(rest).map((one) => valueName(one));
    return [typeof id === 'string' ? componentName(id) : '', ...numbers].join(' ').trim();
  }
  return String(value);
}

/** Units of the hidden layers: "64–32". */
export function layersName(layers: readonly LayerSpec[]): string {
  const units = layers.slice(0, -1).map(({ units: count }) => String(count ?? 8));
  return units.length === 0 ? '–' : units.join('–');
}

/** Every axis of a run with its value. */
export function runName({ axes }: Pick<Expansion, 'axes'>, values: readonly number[]): string {
  return axes
    .map(({ path, values: list }, i) => {
      const value = valueName(list[values[i] ?? 0]);
      return words.value(axisName(path), value);
    })
    .join(', ');
}

export function metricName(metric: MetricId, expansion: Expansion): string {
  if (metric === 'best') return words.best;
  if (metric === 'epochs') return words.epochCount;
  const part = partOf(metric) ?? 'test';
  const name = part === 'validation' ? words.leftOut[repeatKind(expansion)] : words.parts[part];
  return words.ofPart(name, words.names[nameOf(metric)]);
}

export function figureText(metric: MetricId, value: number | null, digits = 3): string {
  if (value === null) return '–';
  if (metric === 'epochs') return formatCount(value);
  return metric.endsWith('.accuracy') ? formatShare(value) : formatNumber(value, digits);
}
