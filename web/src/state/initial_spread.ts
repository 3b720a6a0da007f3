/**
 * The initialisation lab: how far activations and gradients spread in every layer before the first
 * step, measured and predicted, for every way to start.
 *
 * Measured on the samples of one mini-batch, at most 256, over several seeds of the weights; the data
 * stay the same. The values of all units, samples and seeds of a layer make one variance.
 */
import type { Choice, LayerSpec, SessionInfo, Spec, TraceWindow } from '../engine/model';
import type { OwnEngine, SessionFace, StartEngine } from './engine_face';
import { predicted, type Curve, type Spread, type TheoryLayer } from './initial_theory';
import { manifest } from './manifest';
import { layersOf, withLayers, withoutChanges, withSeed } from './spec';

export interface SpreadSubject {
  /** Of spreadKey. */
  readonly key: string;
  /** With every default filled in. */
  readonly settings: Spec;
  readonly files: Readonly<Record<string, Blob>>;
  readonly samples: number;
  /** In the training part, all inputs of all samples. */
  readonly numbers: number;
}

/** One way to start, and the spread in every hidden layer. */
export interface SpreadRow {
  /** null: every layer as the network has it. */
  readonly init: string | null;
  readonly measured: readonly Spread[];
  readonly predicted: readonly (Spread | null)[] | null;
}

export interface SpreadResult {
  readonly key: string;
  readonly rows: readonly SpreadRow[];
  readonly seeds: number;
  /** Of each seed. */
  readonly samples: number;
}

/** Samples that are looked at, as many as an opened step holds. */
const mostSamples = 256;
/** Numbers that an opened step gives at once. */
const mostNumbers = 100_000;
/** Numbers of the training part from which on one seed has to do: each makes the data anew. */
const manyNumbers = 2_000_000;

export function seedsFor(numbers: number): number {
  return numbers > manyNumbers ? 1 : 5;
}

/** The same start in all hidden layers; the output layer keeps its own. */
export function withHiddenInit(spec: Spec, init: Choice): Spec {
  const layers = layersOf(spec);
  const hidden = layers.slice(0, -1).map((layer) => ({ ...layer, init }));
  return withLayers(spec, [...hidden, ...layers.slice(-1)]);
}

/** The start that all hidden layers share; null where they differ or there are none. */
export function hiddenInit(spec: Spec): Choice | null {
  const [first, ...others] = layersOf(spec)
    .slice(0, -1)
    .map(({ init }) => init);
  const same = others.every((init) => JSON.stringify(init) === JSON.stringify(first));
  return first !== undefined && same ? first : null;
}

/** Another key when the spread is another: how it is trained does not matter. */
export function spreadKey(settings: Spec): string {
  const { data, network, loss, seed, fault, precision } = settings;
  return JSON.stringify([data, network, loss, seed, fault, precision]);
}

/** What is looked at: one mini-batch before the first step of a method that takes all networks. */
export function measuredSpec(
  settings: Spec,
  init: string | null,
  seed: number,
  samples: number,
): Spec {
  const own = init === null ? settings : withHiddenInit(settings, init);
  return {
    ...withSeed(withoutChanges(own), seed),
    optimizer: 'sgd',
    schedule: 'constant',
    batchSize: Math.max(1, Math.min(mostSamples, samples)),
    stop: { steps: 1 },
  };
}

/** Sums over numbers, whose spread is asked for when all are in. */
class Sums {
  private count = 0;
  private sum = 0;
  private squares = 0;

  add(values: Float64Array | undefined, scale = 1): void {
    for (const value of values ?? []) {
      const one = value * scale;
      this.count += 1;
      this.sum += one;
      this.squares += one * one;
    }
  }

  get meanSquare(): number {
    return this.squares / this.count;
  }

  get variance(): number {
    return Math.max(0, this.meanSquare - (this.sum / this.count) ** 2);
  }
}

export class InitialSpread {
  private engine: Promise<OwnEngine> | null = null;
  private turn = 0;

  /** @param curve values and slopes of an activation function */
  constructor(
    private readonly start: StartEngine,
    private readonly curve: Curve,
  ) {}

  /**
   * @param told hears of every row
   * @return null when another question or `end` came meanwhile
   */
  async measure(
    subject: SpreadSubject,
    told: (soFar: SpreadResult) => void = () => undefined,
  ): Promise<SpreadResult | null> {
    const turn = ++this.turn;
    const seeds = seedsFor(subject.numbers);
    const samples = Math.min(mostSamples, subject.samples);
    let result: SpreadResult = { key: subject.key, rows: [], seeds, samples };
    try {
      this.engine ??= this.start();
      const engine = await this.engine;
      for (const init of [null, ...manifest.initializers.map(({ id }) => id)]) {
        const row = await this.row(engine, subject, init, seeds, turn);
        if (!row || turn !== this.turn) return null;
        result = { ...result, rows: [...result.rows, row] };
        told(result);
      }
      return result;
    } catch (reason) {
      if (turn !== this.turn) return null;
      this.end(); // the next one starts another engine
      throw reason;
    }
  }

  /** Ends the worker. */
  end(): void {
    ++this.turn;
    void this.engine?.then((open) => open.close()).catch(() => undefined);
    this.engine = null;
  }

  private async row(
    engine: OwnEngine,
    { settings, files, samples }: SpreadSubject,
    init: string | null,
    seeds: number,
    turn: number,
  ): Promise<SpreadRow | null> {
    const inputs = new Sums();
    const layers: { readonly activation: Sums; readonly gradient: Sums }[] = [];
    let theory: readonly TheoryLayer[] = [];
    for (let i = 0; i < seeds; ++i) {
      if (turn !== this.turn) return null;
      const seed = (settings.seed ?? 1) + i;
      const session = await engine.session(measuredSpec(settings, init, seed, samples), { files });
      try {
        theory = theoryLayers(session.info);
        theory.forEach((_, l) => (layers[l] ??= { activation: new Sums(), gradient: new Sums() }));
        await addTo(inputs, layers, session);
      } finally {
        void session.close().catch(() => undefined);
      }
    }
    const output = layers.at(-1)?.gradient.meanSquare ?? NaN;
    return {
      init,
      measured: layers.slice(0, -1).map(({ activation, gradient }) => ({
        activation: activation.variance,
        gradient: gradient.variance,
      })),
      predicted: await predicted(theory, inputs.meanSquare, output, this.curve),
    };
  }
}

function theoryLayers({ layers, spec }: SessionInfo): readonly TheoryLayer[] {
  const written: readonly LayerSpec[] = layersOf(spec);
  return layers.map(({ inputs, units, bias }, l) => ({
    inputs,
    units,
    bias,
    init: written[l]?.init ?? 'glorot-uniform',
    biasInit: written[l]?.biasInit ?? 'zeros',
    dropout: written[l]?.dropout ?? 0,
    activation: l < layers.length - 1 ? (written[l]?.activation ?? null) : null,
  }));
}

/** Adds what an opened step of the session shows. Its ∂C/∂z is of the batch's mean. */
async function addTo(
  inputs: Sums,
  layers: readonly { readonly activation: Sums; readonly gradient: Sums }[],
  session: SessionFace,
): Promise<void> {
  const { batch, samples } = await session.trace(null);
  const shapes = session.info.layers;
  const widest = Math.max(shapes[0]?.inputs ?? 1, ...shapes.map(({ units }) => units));
  const columns = Math.max(1, Math.min(samples.length, Math.floor(mostNumbers / widest)));
  const window = (layer: number, quantity: TraceWindow['quantity'], rows: number): TraceWindow => ({
    layer,
    quantity,
    row: 0,
    column: 0,
    rows,
    columns,
  });
  const [x, ...values] = await session.traceWindows([
    window(0, 'input', shapes[0]?.inputs ?? 0),
    ...shapes.flatMap(({ units }, l) => [
      window(l, 'activation', units),
      window(l, 'error', units),
    ]),
  ]);
  await session.closeTrace();
  inputs.add(x);
  layers.forEach(({ activation, gradient }, l) => {
    activation.add(values[2 * l]);
    gradient.add(values[2 * l + 1], batch);
  });
}
