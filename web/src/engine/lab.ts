// The lab module in the worker: loaded with the module when an engine is started for the lab.
import createLab, {
  type GradientCheck,
  type MainModule,
  type Session,
} from '../generated/wasm/fall_line_lab.js';
import { instantiate, valueOf } from './binding';
import type { GradientReport, LabAnswer, LabQuestion, LabTask, LabTasks } from './lab_tasks';

interface Bench {
  readonly module: MainModule;
  readonly session: Session;
}

/** The check that is under way, of one session. */
let checking: { readonly session: Session; readonly check: GradientCheck } | null = null;

const handlers: {
  readonly [T in LabTask]: (
    bench: Bench,
    argument: LabTasks[T]['argument'],
  ) => LabTasks[T]['result'];
} = {
  gradientCheck: ({ module, session }, { anew, milliseconds }) => {
    if (anew || checking?.session !== session) {
      checking?.check.delete();
      checking = { session, check: new module.GradientCheck(session) };
    }
    const { check } = checking;
    const share = valueOf(check.advance(milliseconds));
    if (share < 1) return { share, report: null };
    const report = JSON.parse(valueOf(check.report())) as GradientReport;
    check.delete();
    checking = null;
    return { share, report };
  },
  updateCheck: ({ module, session }) =>
    JSON.parse(valueOf(module.updateCheck(session))) as LabTasks['updateCheck']['result'],
};

/** An instance of the lab module: all of the first one, and what answers tasks. */
export interface Lab {
  readonly module: MainModule;
  readonly answer: (session: Session, question: LabQuestion) => LabAnswer;
}

export async function openLab(compiled: WebAssembly.Module): Promise<Lab> {
  const module = await instantiate<MainModule>(compiled, createLab);
  return {
    module,
    // A question pairs every task with its argument; TypeScript cannot follow that pairing through a
    // lookup by a union, so it is said once here.
    answer: (session, { task, argument }) =>
      (handlers[task] as (bench: Bench, asked: unknown) => LabAnswer)(
        { module, session },
        argument,
      ),
  };
}
