/** Everything that can be chosen, as the core declares it, and how to look it up. */
import { manifest as generated } from '../generated/manifest';
import type { Json } from './json';

/** The version of the engine, which a fingerprint belongs to. */
export const engineVersion: string = generated.engine;

export interface Parameter {
  readonly name: string;
  readonly type: 'number' | 'integer' | 'flag' | 'choice' | 'text' | 'points';
  readonly default: Json;
  /** What is valid. */
  readonly min?: number;
  readonly max?: number;
  /** What a slider offers. */
  readonly low?: number;
  readonly high?: number;
  readonly scale?: 'linear' | 'logarithmic';
  readonly choices?: readonly string[];
  readonly help: string;
}

export interface Component {
  readonly id: string;
  readonly label: string;
  readonly formula: string;
  readonly summary: string;
  readonly source: string;
  readonly parameters: readonly Parameter[];
}

export interface Dataset extends Component {
  /** Height, width, channels where samples are images. */
  readonly image: readonly [number, number, number] | null;
  readonly split: { readonly train: number; readonly validation: number; readonly test: number };
}

export interface Optimizer extends Component {
  /** It cannot have mini-batches. */
  readonly fullBatch: boolean;
}

/** The part of the manifest that the page reads. */
export interface Manifest {
  readonly engine: string;
  readonly activations: readonly Component[];
  readonly losses: readonly Component[];
  readonly initializers: readonly Component[];
  readonly schedules: readonly Component[];
  readonly optimizers: readonly Optimizer[];
  readonly datasets: readonly Dataset[];
  readonly conditions: readonly Component[];
  readonly features: { readonly maxDegree: number };
  readonly limits: { readonly specBytes: number };
}

export const manifest: Manifest = generated;

export function find<T extends Component>(
  list: readonly T[],
  id: string | undefined,
): T | undefined {
  return list.find((component) => component.id === id);
}
