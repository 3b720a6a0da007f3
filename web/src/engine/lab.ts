// The lab module in the worker: loaded with the module when an engine is started for the lab.
import createLab, {
  type GradientCheck,
  type LessonRuns,
  type MainModule,
  type Session,
} from '../generated/wasm/fall_line_lab.js';
import { instantiate, valueOf } from './binding';
import { isFatal } from './errors';
import type { GradientReport, LabTask, LabTasks } from './lab_tasks';
import { parts } from './model';
import type { Decomposition, Distribution } from './sweep_types';
import type { ClaimState, JudgeState } from './lesson_tasks';

interface Bench {
  readonly module: MainModule;
  readonly session: Session;
}

/** The check that is under way, of one session. */
let checking: { readonly session: Session; readonly check: GradientCheck } | null = null;

/** The claim or the solution that is under way. */
let judging: { readonly name: string; readonly runs: LessonRuns } | null = null;

/** The runs of that name: those under way, or begun anew by `begin`. */
function lessonRuns(
  { module }: Bench,
  name: string,
  anew: boolean,
  begin: (runs: LessonRuns) => void,
): LessonRuns {
  if (!anew && judging?.name === name) return judging.runs;
  judging?.runs.delete();
  judging = null;
  const runs = new module.LessonRuns();
  try {
    begin(runs);
  } catch (thrown) {
    if (!isFatal(thrown)) runs.delete();
    throw thrown;
  }
  judging = { name, runs };
  return runs;
}

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
  linearModels: ({ module, session }, wanted) =>
    JSON.parse(
      valueOf(module.linearModels(session, JSON.stringify(wanted))),
    ) as LabTasks['linearModels']['result'],
  linearity: ({ module, session }) =>
    JSON.parse(valueOf(module.linearity(session))) as LabTasks['linearity']['result'],
  lossesAt: ({ module, session }, { thetas }) => valueOf(module.lossesAt(session, thetas)),
  gradientAt: ({ module, session }, { theta }) => valueOf(module.gradientAt(session, theta)),
  dampedStepAt: ({ module, session }, { theta, mu }) =>
    valueOf(module.dampedStepAt(session, theta, mu)),
  samples: ({ module, session }, { part }) =>
    valueOf(module.samplesOf(session, parts.indexOf(part))),
  logisticSpec: ({ module, session }, { solver, l2 }) =>
    JSON.parse(
      valueOf(module.logisticSpec(session, solver, l2)),
    ) as LabTasks['logisticSpec']['result'],
  testOutcome: ({ module, session }, { samples }) => valueOf(module.testOutcome(session, samples)),
  distributions: ({ module }, { level, values, targets, predictions }) => {
    const figures = Object.entries(values).map(([name, of]) => {
      return [name, JSON.parse(valueOf(module.distribution(of, level))) as Distribution] as const;
    });
    const decomposition =
      targets.length > 0 && predictions.length > targets.length
        ? (JSON.parse(valueOf(module.decomposition(targets, predictions))) as Decomposition)
        : null;
    return { figures: Object.fromEntries(figures), decomposition };
  },
  claim: (bench, { lesson, claim, anew, milliseconds }) => {
    const runs = lessonRuns(bench, `claim ${claim}`, anew, (fresh) =>
      valueOf(fresh.claim(lesson, claim)),
    );
    return JSON.parse(valueOf(runs.advance(milliseconds))) as ClaimState;
  },
  judge: (bench, { lesson, task, spec, answer, anew, milliseconds }) => {
    const runs = lessonRuns(bench, `task ${task}`, anew, (fresh) =>
      valueOf(fresh.task(lesson, task, JSON.stringify(spec), answer ?? NaN)),
    );
    return JSON.parse(valueOf(runs.advance(milliseconds))) as JudgeState;
  },
};

/** An instance of the lab module: all of the first one, and what answers tasks. */
export interface Lab {
  readonly module: MainModule;
  readonly answer: <T extends LabTask>(
    session: Session,
    question: { readonly task: T; readonly argument: LabTasks[T]['argument'] },
  ) => LabTasks[T]['result'];
  /** Of the text of a sweep, that of its expansion. */
  readonly expand: (sweep: string) => string;
}

export async function openLab(compiled: WebAssembly.Module): Promise<Lab> {
  const module = await instantiate<MainModule>(compiled, createLab);
  return {
    module,
    expand: (sweep) => valueOf(module.expandSweep(sweep)),
    answer: (session, { task, argument }) => handlers[task]({ module, session }, argument),
  };
}
