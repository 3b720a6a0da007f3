/** The settings that a task leaves open, as fields: what the manifest declares of each path. */
import type { Spec } from '../engine/model';
import type { Json } from './json';
import { placesOf, settingOf } from './lesson';
import { find, manifest, type Component, type Parameter } from './manifest';
import { idOf, valueAt } from './spec';
import { offersOf } from './sweep_plan';

export type TaskField =
  | { readonly kind: 'parameter'; readonly path: string; readonly parameter: Parameter }
  /** A component with the parameters that it has. */
  | {
      readonly kind: 'component';
      readonly path: string;
      readonly list: readonly Component[];
      readonly chosen: Component | undefined;
    }
  /** Anything else, as JSON. */
  | { readonly kind: 'json'; readonly path: string };

/** The list that the component at a path is chosen from, and what is chosen when the Spec is silent. */
function listAt(path: string): readonly [list: readonly Component[], usual: string] | null {
  if (/^network\.layers\.\d+\.activation$/.test(path)) return [manifest.activations, 'linear'];
  if (/^network\.layers\.\d+\.init$/.test(path)) return [manifest.initializers, 'glorot-uniform'];
  if (/^network\.layers\.\d+\.biasInit$/.test(path)) return [manifest.initializers, 'zeros'];
  if (path === 'optimizer') return [manifest.optimizers, 'adam'];
  if (path === 'schedule') return [manifest.schedules, 'constant'];
  if (path === 'loss') return [manifest.losses, 'mse'];
  return null;
}

export function taskField(spec: Spec, path: string): TaskField {
  const own = path.endsWith('.id') ? path.slice(0, -'.id'.length) : path;
  const [place = own] = placesOf(spec, own);
  const lists = listAt(place);
  if (lists) {
    const [list, usual] = lists;
    const chosen = find(list, idOf(valueAt(spec, place)) ?? usual);
    return { kind: 'component', path: own, list, chosen };
  }
  const parameter = parameterAt(spec, place) ?? offeredAt(spec, path) ?? countAt(spec, path);
  return parameter ? { kind: 'parameter', path, parameter } : { kind: 'json', path };
}

/** A parameter of the component that the Spec has there. */
function parameterAt(spec: Spec, path: string): Parameter | null {
  const cut = path.lastIndexOf('.');
  const [owner, name] = [path.slice(0, cut), path.slice(cut + 1)];
  const component =
    owner === 'data' ? find(manifest.datasets, spec.data.source) : chosenAt(spec, owner);
  return component?.parameters.find((one) => one.name === name) ?? null;
}

function chosenAt(spec: Spec, path: string): Component | undefined {
  const lists = listAt(path);
  return lists ? find(lists[0], idOf(valueAt(spec, path)) ?? lists[1]) : undefined;
}

/** What sweeps know of the path, where its value is a number. */
function offeredAt(spec: Spec, path: string): Parameter | null {
  const offer = offersOf(spec).find((one) => one.path === path);
  const present = settingOf(spec, path);
  if (!offer) return null;
  const { kind, low, high, scale, choices } = offer;
  if (kind === 'choice') {
    const ids = choices.map(({ id }) => id);
    const usual = typeof present === 'string' ? present : (ids[0] ?? '');
    return { name: path, type: 'choice', default: usual, choices: ids, help: '' };
  }
  if (kind === 'list' || (present !== undefined && typeof present !== 'number')) return null;
  const isPenalty = path.startsWith('regularization.');
  return {
    name: path,
    type: kind,
    default: present ?? (isPenalty ? 0 : low),
    low: isPenalty ? 0 : kind === 'integer' ? 1 : low,
    high: Math.max(high, typeof present === 'number' ? 10 * present : high),
    scale,
    help: '',
  };
}

/** Whole numbers that no sweep varies. */
function countAt(spec: Spec, path: string): Parameter | null {
  const most = { seed: 100, 'data.seed': 100, 'stop.steps': 1000 }[path];
  if (most === undefined) return null;
  const present = valueAt(spec, path);
  const usual = typeof present === 'number' ? present : 1;
  const isSteps = path === 'stop.steps';
  return {
    name: path,
    type: 'integer',
    default: usual,
    low: 1,
    high: isSteps ? Math.max(most, 10 * usual) : Math.max(most, usual),
    scale: isSteps ? 'logarithmic' : 'linear',
    help: '',
  };
}

/** A value of the Spec as the JSON field shows it. */
export function jsonText(value: Json | undefined): string {
  if (value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** What was typed there: JSON, or a bare word; nothing for what was cleared. */
export function jsonValue(text: string): Json | undefined {
  const typed = text.trim();
  if (typed === '') return undefined;
  try {
    return JSON.parse(typed) as Json;
  } catch {
    return typed;
  }
}
