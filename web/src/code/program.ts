/**
 * A run as the writers of code need it: every value written out, the data in full, names instead of
 * optional keys. Made of what a session that has just been made says of itself.
 */
import type { Choice, Json, LayerShape, SessionInfo, Spec } from '../engine/model';
import { find, manifest, type Component } from '../state/manifest';
import { idOf } from '../state/spec';
import { termsOf, type Term } from './terms';

/** A component with all its parameters. */
export interface Chosen {
  readonly id: string;
  readonly label: string;
  readonly values: Readonly<Record<string, Json>>;
}

/** How targets are coded for the output layer. */
export type Coding = 'values' | 'zeroOne' | 'plusMinus' | 'oneHot';

export interface Layer extends LayerShape {
  readonly activation: Chosen;
  readonly init: Chosen;
  readonly biasInit: Chosen;
  readonly dropout: number;
}

/** All samples: those that train, then those that validate, then those that test. */
export interface CodeData {
  readonly train: number;
  readonly validation: number;
  readonly test: number;
  /** samples × inputs, raw: numbers, or the bytes of images. NaN: missing. */
  readonly inputs: Float64Array | Uint8Array;
  /** samples × targets, raw. */
  readonly targets: Float64Array;
}

/** What is set from a step on, by the paths of the Spec. */
export interface LiveChange {
  readonly step: number;
  readonly set: Readonly<Record<string, Json>>;
}

export interface Program {
  /** The source, the sizes of the layers and the method, in a line. */
  readonly title: string;
  /** As it is written; what a script says that it stands for. */
  readonly spec: Spec;
  readonly seed: number;
  readonly task: SessionInfo['task'];
  readonly inputNames: readonly string[];
  /** Raw inputs and raw targets of a sample. */
  readonly inputs: number;
  readonly targets: number;
  readonly images: boolean;
  readonly coding: Coding;
  /** What the network sees of the inputs; null: the inputs themselves. */
  readonly terms: readonly Term[] | null;
  readonly scale: Scale;
  readonly scaleTargets: Scale;
  readonly layers: readonly Layer[];
  readonly loss: Chosen;
  readonly optimizer: Chosen;
  readonly schedule: Chosen;
  readonly batchSize: number | 'full';
  readonly l1: number;
  readonly l2: number;
  /** Whether biases are penalised too. */
  readonly biases: boolean;
  readonly stop: Required<NonNullable<Spec['stop']>>;
  readonly fault: string;
  readonly changes: readonly LiveChange[];
  readonly float32: boolean;
  readonly data: CodeData;
  /** At the start. */
  readonly stepsPerEpoch: number;
  /** Where the script ends, if the stop rule does not end it sooner; null: the rule alone. */
  readonly steps: number | null;
}

export type Scale = 'none' | 'center' | 'standardize' | 'minmax';

export interface Origin {
  readonly spec: Spec;
  /** Of a session of that Spec at its start. */
  readonly info: SessionInfo;
  readonly data: CodeData;
  readonly steps: number | null;
}

export function programOf({ spec, info, data, steps }: Origin): Program {
  const { spec: settings, layers: shapes, task } = info;
  const given = settings.network?.layers ?? [];
  const layers = shapes.map((shape, l): Layer => {
    const layer = given[l] ?? {};
    return {
      ...shape,
      activation: chosen(manifest.activations, layer.activation),
      init: chosen(manifest.initializers, layer.init),
      biasInit: chosen(manifest.initializers, layer.biasInit),
      dropout: l + 1 < shapes.length ? (layer.dropout ?? 0) : 0, // of outputs nothing is dropped
    };
  });
  const { l1 = 0, l2 = 0, biases = false } = settings.regularization ?? {};
  const { epochs = 0, steps: most = 0, loss = 0, gradient = 0, patience = 0 } = settings.stop ?? {};
  const optimizer = chosen(manifest.optimizers, settings.optimizer);
  const images = info.inputs.image !== null;
  const features = settings.data['features'];
  const samples = data.train + data.validation + data.test;
  const sizes = [info.inputs.count, ...shapes.map(({ units }) => units)];
  return {
    title: `${settings.data.source}, ${sizes.join('-')}, ${optimizer.label}`,
    spec,
    seed: settings.seed ?? 1,
    task,
    inputNames: info.inputs.names,
    inputs: info.inputs.count,
    targets: data.targets.length / samples,
    images,
    coding: codingOf(task.kind, layers.at(-1)?.activation.id),
    terms: isTexts(features) && features.length > 0 ? termsOf(features, info.inputs.count) : null,
    scale: scaleOf(settings.data['scale']),
    scaleTargets: scaleOf(settings.data['scaleTargets']),
    layers,
    loss: chosen(manifest.losses, settings.loss),
    optimizer,
    schedule: chosen(manifest.schedules, settings.schedule),
    batchSize: settings.batchSize ?? 'full',
    l1,
    l2,
    biases,
    stop: { epochs, steps: most, loss, gradient, patience },
    fault: settings.fault ?? 'none',
    changes: settings.changes ?? [],
    float32: info.precision === 'float32',
    data,
    stepsPerEpoch: info.stepsPerEpoch,
    steps,
  };
}

/** The component of that choice, with every parameter that is left at its default. */
function chosen(list: readonly Component[], choice: Choice | undefined): Chosen {
  const component = find(list, idOf(choice));
  if (!component) throw new Error(`The core has no ${JSON.stringify(choice)}.`);
  const own: Readonly<Record<string, Json>> = typeof choice === 'object' ? choice : {};
  const values: Record<string, Json> = {};
  for (const { name, default: usual } of component.parameters) values[name] = own[name] ?? usual;
  return { id: component.id, label: component.label, values };
}

/** A number among a component's parameters; 0 where it has none of that name. */
export function valueOf({ values }: Chosen, name: string): number {
  return Number(values[name] ?? 0);
}

function codingOf(kind: SessionInfo['task']['kind'], output: string | undefined): Coding {
  if (kind === 'regression') return 'values';
  if (kind === 'labels' || output === 'sigmoid') return 'zeroOne';
  return output === 'softmax' ? 'oneHot' : 'plusMinus';
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

function scaleOf(value: Json | undefined): Scale {
  return value === 'center' || value === 'standardize' || value === 'minmax' ? value : 'none';
}

/** Whether a value is other than 0 at any time of the run. */
export function isEverSet({ changes }: Program, path: string, start: number): boolean {
  return start !== 0 || changes.some(({ set }) => Number(set[path] ?? 0) !== 0);
}

/** Whether a path is changed while it trains. */
export function isChanged({ changes }: Program, path: string): boolean {
  return changes.some(({ set }) => path in set);
}
