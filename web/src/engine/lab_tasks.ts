// What the lab module can be asked beside all that the first module can: one map from a task to its
// argument and result. The worker has a handler for each in lab.ts, or it does not compile.
import type { UpdateCheck } from './model';

export interface LabTasks {
  /** The first steps of the session's optimizer against its formula. */
  updateCheck: { readonly argument: null; readonly result: UpdateCheck };
}
export type LabTask = keyof LabTasks;

/** A task with what it is asked, as it crosses to the worker. */
export type LabQuestion = {
  [T in LabTask]: { readonly task: T; readonly argument: LabTasks[T]['argument'] };
}[LabTask];
export type LabAnswer = LabTasks[LabTask]['result'];
