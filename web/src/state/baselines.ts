/**
 * What simple models reach on the data in force, computed in an engine of the lab: linear models in
 * closed form, logistic regression, and the linear function that the network comes closest to.
 */
import type {
  LeastSquaresSolver,
  LinearModelChoice,
  LinearModels,
  Linearity,
  LogisticSolver,
} from '../engine/linear';
import type { Metrics, Part, Spec, Summary } from '../engine/model';
import { problemOf, type OwnEngine, type SessionFace, type StartEngine } from './engine_face';

/** What the baselines are of: the experiment, its files, and the network as it stands. */
export interface BaselineSubject {
  /** Of baselineKey. */
  readonly key: string;
  readonly spec: Spec;
  readonly files: Readonly<Record<string, Blob>>;
  readonly snapshot: Uint8Array;
  readonly isRegression: boolean;
}

export interface BaselineWish {
  readonly solver: LeastSquaresSolver;
  /** 0: as the solver has it. */
  readonly rcond: number;
  readonly lambda: number;
  /** Of logistic regression. */
  readonly l2: number;
}

export interface Logistic {
  readonly solver: LogisticSolver;
  readonly l2: number;
  readonly spec: Spec;
  readonly summary: Summary;
}

export interface BaselineResult {
  /** What it belongs to. */
  readonly key: string;
  readonly linear: LinearModels | null;
  readonly linearity: Linearity | null;
  /** Why there are no linear models: the data are too large for a closed form. */
  readonly tooLarge: string;
  readonly logistic: readonly Logistic[];
}

/** One row: a model, and what it reaches in each part. */
export interface BaselineRow {
  readonly id: string;
  readonly kind: 'mean' | 'ols' | 'ridge' | 'logistic';
  readonly model: LinearModelChoice | null;
  readonly logistic: Logistic | null;
  readonly metrics: Readonly<Record<Part, Partial<Metrics> | null>>;
}

/** λ of the path: from 1e-12 to 100 in half decades. */
export const pathLambdas: readonly number[] = Array.from(
  { length: 29 },
  (_, i) => 10 ** (i / 2 - 12),
);

export const firstWish: BaselineWish = { solver: 'qr', rcond: 0, lambda: 1e-4, l2: 0 };

/** All rows of a result, in the order in which they are shown. */
export function baselineRows({ linear, logistic }: BaselineResult): readonly BaselineRow[] {
  const rows: BaselineRow[] = [];
  if (linear) {
    const { mean } = linear;
    rows.push({ id: 'mean', kind: 'mean', model: null, logistic: null, metrics: mean });
    for (const fit of linear.models) {
      const { model } = fit;
      const id = model.id === 'ols' ? `ols-${model.solver}` : 'ridge';
      rows.push({ id, kind: model.id, model, logistic: null, metrics: fit });
    }
  }
  for (const one of logistic) {
    const { summary, solver } = one;
    rows.push({
      id: `logistic-${solver}`,
      kind: 'logistic',
      model: null,
      logistic: one,
      metrics: summary,
    });
  }
  return rows;
}

export class Baselines {
  private engine: Promise<OwnEngine> | null = null;
  private turn = 0;

  constructor(private readonly start: StartEngine) {}

  /** null when other baselines or `end` came meanwhile. */
  async compute(subject: BaselineSubject, wish: BaselineWish): Promise<BaselineResult | null> {
    const turn = ++this.turn;
    try {
      this.engine ??= this.start({ lab: true });
      const engine = await this.engine;
      if (turn !== this.turn) return null;
      const session = await engine.session(subject.spec, { files: subject.files });
      try {
        await session.restore(subject.snapshot);
        const closed = await this.closedForms(session, wish);
        const logistic: Logistic[] = [];
        for (const solver of subject.isRegression ? [] : (['irls', 'lbfgs'] as const)) {
          if (turn !== this.turn) return null;
          logistic.push(await this.logistic(engine, session, subject, solver, wish.l2));
        }
        return turn === this.turn ? { key: subject.key, ...closed, logistic } : null;
      } finally {
        void session.close().catch(() => undefined);
      }
    } catch (reason) {
      if (turn !== this.turn) return null;
      this.end(); // the next ones start another engine
      throw reason;
    }
  }

  /** Ends the worker. */
  end(): void {
    ++this.turn;
    void this.engine?.then((open) => open.close()).catch(() => undefined);
    this.engine = null;
  }

  private async closedForms(
    session: SessionFace,
    { solver, rcond, lambda }: BaselineWish,
  ): Promise<Pick<BaselineResult, 'linear' | 'linearity' | 'tooLarge'>> {
    try {
      const models: readonly LinearModelChoice[] = [
        { id: 'ols', solver, rcond },
        { id: 'ridge', lambda },
      ];
      const linear = await session.lab('linearModels', { models, path: pathLambdas });
      return { linear, linearity: await session.lab('linearity', null), tooLarge: '' };
    } catch (reason) {
      const { code, message } = problemOf(reason);
      if (code !== 'too-large') throw reason;
      return { linear: null, linearity: null, tooLarge: message };
    }
  }

  private async logistic(
    engine: OwnEngine,
    session: SessionFace,
    { files }: BaselineSubject,
    solver: LogisticSolver,
    l2: number,
  ): Promise<Logistic> {
    const spec = await session.lab('logisticSpec', { solver, l2 });
    const own = await engine.session(spec, { files });
    try {
      return { solver, l2, spec, summary: await own.run() };
    } finally {
      void own.close().catch(() => undefined);
    }
  }
}
