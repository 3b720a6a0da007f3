/**
 * One step of training as phases in order, and the matrices that each phase is about: forward
 * through the layers, the loss, backward from the last layer to the first, the update.
 */
import type { Choice, SessionInfo, StepTrace, TraceQuantity } from '../engine/model';
import type { Shape } from './matrix_window';

export type PhaseKind = 'input' | 'sum' | 'activation' | 'loss' | 'error' | 'gradient' | 'update';

/** `layer` counts from 0; phases without one have that which they stand at. */
export interface Phase {
  readonly kind: PhaseKind;
  readonly layer: number;
}

/** The four stretches of the walk. */
export type Stretch = 'forward' | 'loss' | 'backward' | 'update';

export function phasesOf(layers: number): readonly Phase[] {
  const order = Array.from({ length: layers }, (_, layer) => layer);
  const each = (kinds: readonly PhaseKind[], of: readonly number[]): Phase[] =>
    of.flatMap((layer) => kinds.map((kind) => ({ kind, layer })));
  return [
    { kind: 'input', layer: 0 },
    ...each(['sum', 'activation'], order),
    { kind: 'loss', layer: layers - 1 },
    ...each(['error', 'gradient'], order.toReversed()),
    ...each(['update'], order),
  ];
}

export function stretchOf({ kind }: Phase): Stretch {
  if (kind === 'loss' || kind === 'update') return kind;
  return kind === 'error' || kind === 'gradient' ? 'backward' : 'forward';
}

export type MatrixName =
  | 'weights'
  | 'bias'
  | 'input'
  | 'sum'
  | 'activation'
  | 'slope'
  | 'mask'
  | 'error'
  | 'target'
  | 'losses'
  | 'weightGradient'
  | 'biasGradient'
  | 'weightPenalty'
  | 'biasPenalty'
  | 'weightUpdate'
  | 'biasUpdate';

/** One matrix of a phase. */
export interface Operand {
  readonly name: MatrixName;
  readonly layer: number;
  /** What of the open step it shows; null: the losses, which are known. */
  readonly quantity: TraceQuantity | null;
  /** Where it begins in that quantity: a bias stands behind W. */
  readonly from: number;
  /** What is held of it, and so can be shown. */
  readonly shape: Shape;
  /** All of it: a batch may have more samples than are held. */
  readonly whole: Shape;
  /** Whether the phase makes it out of the others. */
  readonly isResult: boolean;
}

/** The matrices of a phase, operands first. */
export function operandsOf(phase: Phase, info: SessionInfo, trace: StepTrace): readonly Operand[] {
  const { layers } = info;
  const held = trace.samples.length;
  const { kind, layer } = phase;
  const last = layers.length - 1;

  const samples = (
    name: MatrixName,
    quantity: TraceQuantity | null,
    of: number,
    rows: number,
    isResult = false,
  ): Operand => ({
    name,
    layer: of,
    quantity,
    from: 0,
    shape: { rows, columns: held },
    whole: { rows, columns: trace.batch },
    isResult,
  });
  const parameters = (
    name: MatrixName,
    quantity: TraceQuantity,
    of: number,
    isResult = false,
  ): readonly Operand[] => {
    const { inputs = 0, units = 0, bias = false } = layers[of] ?? {};
    const isBias = name.startsWith('bias');
    if (isBias && !bias) return [];
    const shape = { rows: units, columns: isBias ? 1 : inputs };
    return [
      { name, layer: of, quantity, from: isBias ? inputs : 0, shape, whole: shape, isResult },
    ];
  };
  const units = layers[layer]?.units ?? 0;
  const inputs = layers[layer]?.inputs ?? 0;
  const drops = (of: number): boolean => dropoutOf(info, of) > 0;

  switch (kind) {
    case 'input':
      return [
        samples('input', 'input', 0, inputs, true),
        samples('target', 'target', last, layers[last]?.units ?? 0, true),
      ];
    case 'sum':
      return [
        ...parameters('weights', 'parameter', layer),
        samples('input', 'input', layer, inputs),
        ...parameters('bias', 'parameter', layer),
        samples('sum', 'sum', layer, units, true),
      ];
    case 'activation':
      return [
        samples('sum', 'sum', layer, units),
        samples('activation', 'activation', layer, units, true),
        ...(drops(layer) ? [samples('mask', 'mask', layer, units)] : []),
      ];
    case 'loss':
      return [
        samples('activation', 'activation', last, units),
        samples('target', 'target', last, units),
        samples('losses', null, last, 1, true),
      ];
    case 'error':
      if (layer === last) {
        return [
          samples('activation', 'activation', last, units),
          samples('target', 'target', last, units),
          ...(isFused(info) ? [] : [samples('slope', 'slope', last, units)]),
          samples('error', 'error', last, units, true),
        ];
      }
      return [
        ...parameters('weights', 'parameter', layer + 1),
        samples('error', 'error', layer + 1, layers[layer + 1]?.units ?? 0),
        samples('slope', 'slope', layer, units),
        ...(drops(layer) ? [samples('mask', 'mask', layer, units)] : []),
        samples('error', 'error', layer, units, true),
      ];
    case 'gradient':
      return [
        samples('error', 'error', layer, units),
        samples('input', 'input', layer, inputs),
        ...parameters('weightGradient', 'gradient', layer, true),
        ...parameters('biasGradient', 'gradient', layer, true),
      ];
    case 'update':
      return [
        ...parameters('weightGradient', 'gradient', layer),
        ...parameters('biasGradient', 'gradient', layer),
        ...(penalises(info) ? parameters('weightPenalty', 'penalty', layer) : []),
        ...(penalises(info) ? parameters('biasPenalty', 'penalty', layer) : []),
        ...parameters('weightUpdate', 'update', layer, true),
        ...parameters('biasUpdate', 'update', layer, true),
      ];
  }
}

/** Whether the slopes of loss and output activation cancel to a − y. */
export function isFused({ spec }: SessionInfo): boolean {
  return ['cross-entropy', 'binary-cross-entropy'].includes(idOf(spec.loss));
}

/** What the error of the output layer is divided by: samples × outputs, or samples alone. */
export function divisorOf(info: SessionInfo, samples: number): number {
  return idOf(info.spec.loss) === 'cross-entropy' ? samples : samples * info.outputs;
}

export function dropoutOf({ spec }: SessionInfo, layer: number): number {
  return spec.network?.layers[layer]?.dropout ?? 0;
}

export function penalises({ spec }: SessionInfo): boolean {
  const { l1 = 0, l2 = 0 } = spec.regularization ?? {};
  return l1 > 0 || l2 > 0;
}

/** "2×32 → 8×32 → 1×32": what flows through the layers. */
export function shapeLine(info: SessionInfo, samples: number): string {
  const rows = [info.layers[0]?.inputs ?? 0, ...info.layers.map(({ units }) => units)];
  return rows.map((units) => `${units}×${samples}`).join(' → ');
}

function idOf(choice: Choice | undefined): string {
  return typeof choice === 'object' ? choice.id : (choice ?? '');
}
