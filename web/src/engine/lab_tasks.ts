// What the lab module can be asked beside all that the first module can: one map from a task to its
// argument and result. The worker has a handler for each in lab.ts, or it does not compile.
import type { LinearModelChoice, LinearModels, Linearity, LogisticSolver } from './linear';
import type { Spec, UpdateCheck } from './model';

export interface LabTasks {
  /** The first steps of the session's optimizer against its formula. */
  updateCheck: { readonly argument: null; readonly result: UpdateCheck };
  /** Linear models in closed form on the session's data; `path`: ridge for each of these λ. */
  linearModels: {
    readonly argument: {
      readonly models: readonly LinearModelChoice[];
      readonly path: readonly number[];
    };
    readonly result: LinearModels;
  };
  /** How linear the network is with the parameters that it has. */
  linearity: { readonly argument: null; readonly result: Linearity };
  /** The experiment that is logistic regression on the same data, with that penalty. */
  logisticSpec: {
    readonly argument: { readonly solver: LogisticSolver; readonly l2: number };
    readonly result: Spec;
  };
}
export type LabTask = keyof LabTasks;

/** A task with what it is asked, as it crosses to the worker. */
export type LabQuestion = {
  [T in LabTask]: { readonly task: T; readonly argument: LabTasks[T]['argument'] };
}[LabTask];
export type LabAnswer = LabTasks[LabTask]['result'];
