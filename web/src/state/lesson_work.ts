/**
 * The claims and tasks of a lesson that is read, checked and judged one after another in an engine
 * of the lab, slice by slice, as long as somebody waits for them.
 */
import type { ClaimState, JudgeState } from '../engine/lesson_tasks';
import type { Spec } from '../engine/model';
import { problemOf, type OwnEngine, type SessionFace } from './engine_face';
import type { EngineHouse, Tenant } from './engine_house';
import type { HandedTask } from './hand_in';
import type { Lesson } from './lesson';
import type { LessonProgress } from './lesson_progress';

/** `idle` covers what was begun and is not wanted any more. */
export type WorkStatus = 'idle' | 'waiting' | 'working' | 'done' | 'failed';

export interface ClaimWork {
  readonly status: WorkStatus;
  /** As far as it has come. */
  readonly state: ClaimState | null;
  /** Whether it came true here, now or in a former visit; null: it was not checked. */
  readonly held: boolean | null;
  readonly problem: string;
}

export interface TaskWork {
  readonly status: WorkStatus;
  readonly state: JudgeState | null;
  /** What was judged last, or is about to be. */
  readonly spec: Spec | null;
  readonly answer: number | null;
  /** The solution, once there is one. */
  readonly solved: HandedTask | null;
  /** What the link hands in, to be judged. */
  readonly handed: HandedTask | null;
  readonly problem: string;
}

type Job =
  | { readonly kind: 'claim'; readonly id: string }
  | {
      readonly kind: 'task';
      readonly id: string;
      readonly spec: Spec;
      readonly answer: number | null;
    };

/** Of the work between two looks at whether it is still wanted. */
const milliseconds = 60;

/** The lab answers through a session, whichever: the smallest there is. */
const anySpec: Spec = {
  data: { source: 'three-points' },
  network: { layers: [{}] },
};

export class LessonWork implements Tenant {
  private readonly claimWork = new Map<string, ClaimWork>();
  private readonly taskWork = new Map<string, TaskWork>();
  private readonly listeners = new Set<() => void>();
  private jobs: readonly Job[] = [];
  /** Another one with every stop: what still comes of former work is not heard. */
  private turn = 0;
  private working = false;
  private own: OwnEngine | null = null;
  private session: SessionFace | null = null;

  constructor(
    readonly id: string,
    readonly lesson: Lesson,
    /** The lesson's document as the core reads it. */
    private readonly text: string,
    private readonly house: EngineHouse,
    private readonly progress: LessonProgress,
  ) {
    const reached = progress.of(id);
    for (const claim of lesson.claims) {
      const held = reached.claims[claim.id] ?? null;
      this.claimWork.set(claim.id, { status: 'idle', state: null, held, problem: '' });
    }
    for (const task of lesson.tasks) {
      const solved = reached.tasks.find((one) => one.task === task.id) ?? null;
      const { spec = null, answer = null } = solved ?? {};
      this.taskWork.set(task.id, {
        status: 'idle',
        state: null,
        spec,
        answer,
        solved,
        handed: null,
        problem: '',
      });
    }
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  claim(id: string): ClaimWork | undefined {
    return this.claimWork.get(id);
  }

  task(id: string): TaskWork | undefined {
    return this.taskWork.get(id);
  }

  /** Claims that came true, and those that did not. */
  get counts(): { readonly held: number; readonly failed: number; readonly of: number } {
    const all = [...this.claimWork.values()];
    return {
      held: all.filter(({ held }) => held === true).length,
      failed: all.filter(({ held }) => held === false).length,
      of: all.length,
    };
  }

  /** The tasks that are solved, as they are handed in, in the lesson's order. */
  get solved(): readonly HandedTask[] {
    return this.lesson.tasks.flatMap(({ id }) => this.task(id)?.solved ?? []);
  }

  get isWorking(): boolean {
    return this.jobs.length > 0;
  }

  /** Checks claims one after another; those that wait or are under way already go on. */
  check(ids: readonly string[]): void {
    const known = new Set(this.jobs.map(({ kind, id }) => `${kind} ${id}`));
    const wanted = ids.filter((id) => this.claimWork.has(id) && !known.has(`claim ${id}`));
    for (const id of wanted) this.patchClaim(id, { status: 'waiting', state: null, problem: '' });
    this.take(wanted.map((id) => ({ kind: 'claim', id })));
  }

  /** Judges a reader's Spec, before anything else that waits. */
  judge(id: string, spec: Spec, answer: number | null): void {
    const job: Job = { kind: 'task', id, spec, answer };
    const isSame = (one: Job): boolean => one.kind === 'task' && one.id === id;
    const others = this.jobs.filter((one) => !isSame(one));
    const [under] = this.jobs;
    const goesOn = this.working && under !== undefined && !isSame(under);
    if (!goesOn) this.interrupt();
    this.patchTask(id, { status: 'waiting', state: null, spec, answer, problem: '' });
    this.jobs = goesOn ? [under, job, ...others.slice(1)] : [job, ...others];
    void this.work();
  }

  /** Puts what a link hands in where it can be judged; how many of it are tasks of this lesson. */
  adopt(tasks: readonly HandedTask[]): number {
    const known = tasks.filter(({ task }) => this.taskWork.has(task));
    for (const handed of known) {
      const { task, spec, answer } = handed;
      this.patchTask(task, { status: 'idle', state: null, spec, answer, handed });
    }
    return known.length;
  }

  /** Judges what was handed in. */
  judgeHanded(): void {
    for (const { handed } of [...this.taskWork.values()].reverse()) {
      if (handed) this.judge(handed.task, handed.spec, handed.answer);
    }
  }

  /** Nothing more is checked, and what is under way is left. */
  stop(): void {
    this.interrupt();
    for (const { kind, id } of this.jobs) {
      if (kind === 'claim') this.patchClaim(id, { status: 'idle', state: null });
      else this.patchTask(id, { status: 'idle', state: null });
    }
    this.jobs = [];
    this.tell();
  }

  need(): number {
    return this.isWorking ? 2 : 0;
  }

  leave(): Promise<void> {
    this.stop();
    this.own?.close();
    this.own = null;
    this.session = null;
    return Promise.resolve();
  }

  // --- within -----------------------------------------------------------------------------------

  private interrupt(): void {
    ++this.turn;
  }

  private take(jobs: readonly Job[]): void {
    this.jobs = [...this.jobs, ...jobs];
    void this.work();
  }

  private async work(): Promise<void> {
    if (this.working) return;
    this.working = true;
    for (let [job] = this.jobs; job; [job] = this.jobs) {
      const { turn } = this;
      try {
        if (job.kind === 'claim') await this.runClaim(job.id, turn);
        else await this.runTask(job, turn);
      } catch (reason) {
        if (turn === this.turn) this.fail(job, problemOf(reason).message);
      }
      this.jobs = this.jobs.filter((one) => one !== job);
      this.tell();
    }
    this.working = false;
  }

  private async runClaim(id: string, turn: number): Promise<void> {
    this.patchClaim(id, { status: 'working' });
    const lab = await this.lab();
    for (let anew = true; turn === this.turn; anew = false) {
      const state = await lab.lab('claim', { lesson: this.text, claim: id, anew, milliseconds });
      if (turn !== this.turn) return;
      if (state.verdict === null) {
        this.patchClaim(id, { state });
        continue;
      }
      this.patchClaim(id, { state, status: 'done', held: state.verdict });
      this.keep();
      return;
    }
  }

  private async runTask(job: Extract<Job, { kind: 'task' }>, turn: number): Promise<void> {
    const { id, spec, answer } = job;
    this.patchTask(id, { status: 'working' });
    const lab = await this.lab();
    for (let anew = true; turn === this.turn; anew = false) {
      const state = await lab.lab('judge', {
        lesson: this.text,
        task: id,
        spec,
        answer,
        anew,
        milliseconds,
      });
      if (turn !== this.turn) return;
      if (!state.done) {
        this.patchTask(id, { state });
        continue;
      }
      const { passed, fingerprint } = state;
      const solved =
        passed && fingerprint !== null ? { task: id, spec, fingerprint, answer } : null;
      this.patchTask(id, { state, status: 'done', ...(solved ? { solved } : {}) });
      this.keep();
      return;
    }
  }

  private async lab(): Promise<Pick<SessionFace, 'lab'>> {
    this.own ??= await this.house.enter(this, { lab: true });
    this.house.touch(this);
    this.session ??= await this.own.session(anySpec);
    return this.session;
  }

  private fail({ kind, id }: Job, problem: string): void {
    if (kind === 'claim') this.patchClaim(id, { status: 'failed', state: null, problem });
    else this.patchTask(id, { status: 'failed', state: null, problem });
    // Whatever went wrong, the next one has another engine.
    this.house.gone(this);
    this.own?.close();
    this.own = null;
    this.session = null;
  }

  private keep(): void {
    const claims = [...this.claimWork].flatMap(([id, { held }]) =>
      held === null ? [] : [[id, held] as const],
    );
    this.progress.set(this.id, { claims: Object.fromEntries(claims), tasks: this.solved });
  }

  private patchClaim(id: string, patch: Partial<ClaimWork>): void {
    const former = this.claimWork.get(id);
    if (!former) return;
    this.claimWork.set(id, { ...former, ...patch });
    this.tell();
  }

  private patchTask(id: string, patch: Partial<TaskWork>): void {
    const former = this.taskWork.get(id);
    if (!former) return;
    this.taskWork.set(id, { ...former, ...patch });
    this.tell();
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
  }
}
