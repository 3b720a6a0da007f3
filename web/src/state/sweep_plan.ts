/** What a sweep is to be: which axes there are to choose from, and the document that comes of it. */
import type { Choice, Spec } from '../engine/model';
import type { RandomNetworks, Sweep, SweepAxis } from '../engine/sweep_types';
import type { Json } from './json';
import { find, manifest, type Component, type Parameter } from './manifest';
import { effective, idOf, layersOf, withoutChanges } from './spec';

/** Something that can vary. */
export interface AxisOffer {
  readonly path: string;
  readonly kind: 'number' | 'integer' | 'choice' | 'list';
  /** Of numbers: what is usual, from the manifest. */
  readonly low: number;
  readonly high: number;
  readonly scale: 'linear' | 'logarithmic';
  /** Of choices, by id. */
  readonly choices: readonly { readonly id: string; readonly label: string }[];
  /** Where it begins when it is chosen. */
  readonly initial: AxisPlan;
}

/** An axis as it is being planned. */
export type AxisPlan =
  | { readonly path: string; readonly kind: 'values'; readonly values: readonly Json[] }
  | {
      readonly path: string;
      readonly kind: 'range';
      readonly from: number;
      readonly to: number;
      readonly count: number;
      readonly scale: 'linear' | 'logarithmic';
    };

export interface SweepPlan {
  /** The experiment that varies, as the workbench had it. */
  readonly base: Spec;
  readonly epochs: number;
  readonly kind: 'grid' | 'random';
  readonly axes: readonly AxisPlan[];
  readonly repeat: PlannedRepeat;
  readonly repeats: number;
  readonly random: Required<RandomNetworks>;
}

export const mostAxes = 3;
const usualEpochs = 100;
export const depthPath = 'network.depth';
const featuresPath = 'data.features';

function ofNumber(
  path: string,
  { low, high, scale }: Required<Pick<Parameter, 'low' | 'high' | 'scale'>>,
  values: readonly Json[] | null = null,
  integer = false,
): AxisOffer {
  const range = { path, kind: 'range', from: low, to: high, count: 4, scale } as const;
  const initial = values ? ({ path, kind: 'values', values } as const) : range;
  return { path, kind: integer ? 'integer' : 'number', low, high, scale, choices: [], initial };
}

function ofChoice(
  path: string,
  list: readonly Pick<Component, 'id' | 'label'>[],
  wanted: readonly string[],
): AxisOffer {
  const choices = list.map(({ id, label }) => ({ id, label }));
  const known = wanted.filter((id) => choices.some((choice) => choice.id === id));
  const values = known.length > 0 ? known : choices.slice(0, 4).map(({ id }) => id);
  const initial = { path, kind: 'values', values } as const;
  return { path, kind: 'choice', low: 0, high: 1, scale: 'linear', choices, initial };
}

/** Polynomials of growing degree in place of the raw inputs. */
function degrees(): AxisOffer {
  const values = Array.from({ length: 8 }, (_, i) => [`polynomial:${i + 1}`]);
  const initial = { path: featuresPath, kind: 'values', values } as const;
  return {
    path: featuresPath,
    kind: 'list',
    low: 0,
    high: 1,
    scale: 'linear',
    choices: [],
    initial,
  };
}

/** The parameters of a component that are numbers or choices, as axes. */
function ofComponent(path: string, component: Component | undefined): readonly AxisOffer[] {
  return (component?.parameters ?? []).flatMap((parameter) => {
    const { name, type, low, high, choices } = parameter;
    const below = `${path}.${name}`;
    if (type === 'choice') {
      const list = (choices ?? []).map((id) => ({ id, label: id }));
      return ofChoice(below, list, choices ?? []);
    }
    if ((type !== 'number' && type !== 'integer') || low === undefined || high === undefined) {
      return [];
    }
    const scale = parameter.scale ?? 'linear';
    // A logarithmic slider may reach down to 0, where no logarithmic range begins.
    const from = scale === 'logarithmic' && !(low > 0) ? high / 1e4 : low;
    return ofNumber(below, { low: from, high, scale }, null, type === 'integer');
  });
}

const rates = { low: 1e-4, high: 0.1, scale: 'logarithmic' } as const;

/** Every axis that an experiment has, the usual ones first. */
export function offersOf(base: Spec): readonly AxisOffer[] {
  const optimizer = find(manifest.optimizers, idOf(base.optimizer) ?? 'adam');
  const source = find(manifest.datasets, base.data.source);
  const hidden = layersOf(base).slice(0, -1);
  const activations = manifest.activations.filter(({ id }) => id !== 'softmax');
  const scales = ['none', 'center', 'standardize', 'minmax'].map((id) => ({ id, label: id }));
  const rest = ofComponent('optimizer', optimizer);
  const rate = rest.filter(({ path }) => path === 'optimizer.learningRate');
  const penalty = { low: 1e-4, high: 0.1, scale: 'logarithmic' } as const;
  return [
    ...rate.map(({ path }) => ofNumber(path, rates)),
    ofNumber('regularization.l2', penalty),
    ofNumber('batchSize', { low: 1, high: 256, scale: 'logarithmic' }, [10, 50, 100, 'full'], true),
    ofNumber(depthPath, { low: 0, high: 6, scale: 'linear' }, [1, 2, 3, 4], true),
    ofNumber(
      'network.hidden.*.units',
      { low: 4, high: 128, scale: 'logarithmic' },
      [4, 16, 64, 128],
      true,
    ),
    ofChoice('network.hidden.*.activation', activations, ['relu', 'leaky-relu', 'sigmoid', 'tanh']),
    ofChoice('network.layers.*.init', manifest.initializers, [
      'normal',
      'glorot-uniform',
      'he-normal',
      'lecun-normal',
    ]),
    ofChoice('network.layers.*.biasInit', manifest.initializers, ['zeros', 'normal']),
    ofNumber('network.hidden.*.dropout', { low: 0, high: 0.5, scale: 'linear' }),
    ofChoice('optimizer', manifest.optimizers, ['sgd', 'momentum', 'adam', 'lbfgs']),
    ...rest.filter(({ path }) => path !== 'optimizer.learningRate'),
    ofChoice('schedule', manifest.schedules, ['constant', 'inverse-time', 'cosine']),
    ofNumber('regularization.l1', penalty),
    ofNumber('stop.epochs', { low: 1, high: 1000, scale: 'logarithmic' }, [10, 30, 100, 300], true),
    ofChoice('data.scale', scales, ['none', 'center', 'standardize']),
    ...(source?.image ? [] : [degrees()]),
    ...ofComponent('data', source).filter(({ kind }) => kind !== 'choice'),
    ...hidden.flatMap((_, i) => [
      ofNumber(
        `network.layers.${i}.units`,
        { low: 4, high: 128, scale: 'logarithmic' },
        [4, 16, 64, 128],
        true,
      ),
      ofChoice(`network.layers.${i}.activation`, activations, ['relu', 'sigmoid', 'tanh']),
    ]),
  ];
}

/** Normal numbers of the spreads that the report has, which the drawing has by default, too. */
const normal = (sigma: number): Choice => ({ id: 'normal', sigma });

export const reportNetworks: Required<RandomNetworks> = {
  count: 10,
  seed: 1,
  depth: [1, 10],
  units: [10, 100],
  activations: ['relu', 'leaky-relu', 'sigmoid', 'linear'],
  inits: [normal(0.05), 'glorot-uniform'],
  biasInits: ['zeros', normal(0.01)],
};

/** The plan for an experiment as the workbench has it: rate against width. */
export function planOf(spec: Spec, step: number): SweepPlan {
  const base = withoutChanges(effective(spec, step));
  const { epochs = 0 } = base.stop ?? {};
  const plan: SweepPlan = {
    base,
    epochs: epochs > 0 ? epochs : usualEpochs,
    kind: 'grid',
    axes: [],
    repeat: 'seeds',
    repeats: 1,
    random: reportNetworks,
  };
  return { ...plan, axes: axesAt(base, presets.width) };
}

export const presets = {
  width: ['optimizer.learningRate', 'network.hidden.*.units'],
  batch: ['optimizer.learningRate', 'batchSize'],
  penalty: ['regularization.l2', 'optimizer.learningRate'],
  report: ['optimizer.learningRate', 'regularization.l2', 'batchSize'],
  shape: [depthPath, 'network.hidden.*.units'],
  start: ['network.hidden.*.activation', 'network.layers.*.init'],
  degree: [featuresPath],
} as const;
export type PresetId = keyof typeof presets;

/** The axes of those paths, as far as the experiment has them. */
export function axesAt(base: Spec, paths: readonly string[]): readonly AxisPlan[] {
  const offers = offersOf(base);
  return paths.flatMap((path) => offers.find((offer) => offer.path === path)?.initial ?? []);
}

/** How often a cell is repeated: at least, usually, at most. */
export const repeatRanges = {
  seeds: { low: 1, usual: 1, high: 20 },
  resamples: { low: 2, usual: 50, high: 1000 },
  folds: { low: 2, usual: 5, high: 20 },
  test: { low: 10, usual: 1000, high: 10_000 },
} as const;
/** Seeds, bootstrap samples or folds of the training part, samples of the test part. */
export type PlannedRepeat = keyof typeof repeatRanges;

/** The data that the report draws random networks for. */
export type RandomPreset = 'franke' | 'digits';

/** Ten networks, 100 epochs, rate 1e-3, batches of 10. */
export function randomPreset(plan: SweepPlan, id: RandomPreset): SweepPlan {
  const franke = {
    source: 'franke',
    samples: 1000,
    noise: 0.2,
    split: { train: 0.75, test: 0.25 },
    scale: 'center',
  };
  const digits = { source: 'digits', samples: 2000 };
  const base: Spec = {
    version: 1,
    seed: 1,
    data: id === 'franke' ? franke : digits,
    optimizer: { id: 'sgd', learningRate: 1e-3 },
    batchSize: 10,
  };
  const repeated = { repeat: 'seeds', repeats: 1 } as const;
  return {
    ...plan,
    ...repeated,
    base,
    epochs: 100,
    kind: 'random',
    axes: [],
    random: reportNetworks,
  };
}

/** The document that the core expands, as the command line reads it. */
export function sweepOf(plan: SweepPlan): Sweep {
  const { base, epochs, kind, axes, repeat, repeats, random } = plan;
  const networks: readonly SweepAxis[] =
    kind === 'random' ? [{ path: 'network.layers', random }] : [];
  return {
    version: 1,
    spec: { ...base, stop: { ...base.stop, epochs } },
    axes: [...networks, ...axes.map(axisOf)],
    [repeat === 'test' ? 'testResamples' : repeat]: repeats,
  };
}

function axisOf(axis: AxisPlan): SweepAxis {
  if (axis.kind === 'values') return { path: axis.path, values: axis.values };
  const { path, from, to, count, scale } = axis;
  return { path, from, to, count, scale };
}

/** Values as they are typed, with commas between: numbers as numbers, all else as text or JSON. */
export function parseValues(text: string): readonly Json[] {
  const pieces: string[] = [];
  let depth = 0;
  let piece = '';
  for (const c of text) {
    if (c === '{' || c === '[') ++depth;
    if (c === '}' || c === ']') --depth;
    if (c === ',' && depth === 0) {
      pieces.push(piece);
      piece = '';
    } else piece += c;
  }
  pieces.push(piece);
  return pieces.map((one) => one.trim()).flatMap((one) => (one === '' ? [] : [valueOf(one)]));
}

function valueOf(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}

export function valuesText(values: readonly Json[]): string {
  return values
    .map((value) => (typeof value === 'string' ? value : JSON.stringify(value)))
    .join(', ');
}
