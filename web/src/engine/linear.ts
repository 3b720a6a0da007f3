/** Linear models as the lab module tells of them. */
import type { PartBaselines } from './model';

/** A linear model with its parameters; core/include/fallline/linear_models.h says which there are. */
export type LinearModelChoice =
  | { readonly id: 'ols'; readonly solver: LeastSquaresSolver; readonly rcond: number }
  | { readonly id: 'ridge'; readonly lambda: number };
export const leastSquaresSolvers = [
  'qr',
  'svd',
  'normal-equations',
  'normal-equations-pinv',
] as const;
export type LeastSquaresSolver = (typeof leastSquaresSolvers)[number];
export type LogisticSolver = 'irls' | 'lbfgs';

export interface LinearFit extends PartBaselines {
  /** Directions that did not count as 0, the constant among them. */
  readonly rank: number;
  /** Effective degrees of freedom. */
  readonly freedom: number;
  /** Of the coefficients without the constant. */
  readonly norm: number;
}

/** Linear models in closed form; core/include/fallline/linear_report.h. */
export interface LinearModels {
  /** Of the training part. */
  readonly samples: number;
  readonly features: readonly string[];
  readonly outputs: readonly string[];
  /** Of the design matrix; null: infinite. */
  readonly condition: number | null;
  readonly mean: PartBaselines;
  readonly models: readonly (LinearFit & {
    readonly model: LinearModelChoice;
    /** Of each output: the constant, then one per feature. */
    readonly coefficients?: readonly (readonly number[])[];
  })[];
  readonly path: readonly (LinearFit & { readonly lambda: number })[];
}

/** How linear a network is; rows are outputs: the constant, then one number per feature. */
export interface Linearity {
  readonly features: readonly string[];
  readonly outputs: readonly string[];
  readonly product: readonly (readonly number[])[] | null;
  readonly closest: readonly (readonly number[])[];
  readonly agreement: number;
  readonly ols: readonly (readonly number[])[] | null;
}
