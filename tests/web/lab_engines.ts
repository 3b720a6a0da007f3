/** Engines that are counted, and a lab that answers claims and judgements in slices. */
import type { ClaimState, JudgeState } from '../../web/src/engine/lesson_tasks';
import type { OwnEngine } from '../../web/src/state/engine_face';
import { SmallEngine } from './small_engine';

/** Of every run that a lab judges. */
export const print = '0123456789abcdef';

/** Engines that count how many of them are open. */
export class Engines {
  open = 0;
  most = 0;
  readonly started: boolean[] = [];
  readonly small: SmallEngine[] = [];
  lab: LabSession | null = null;

  readonly start = (options: { readonly lab?: boolean } = {}): Promise<OwnEngine> => {
    this.started.push(options.lab ?? false);
    this.most = Math.max(this.most, ++this.open);
    const engine = new SmallEngine();
    this.small.push(engine);
    const lab = new LabSession();
    if (options.lab) this.lab = lab;
    const session = options.lab
      ? (): Promise<never> => Promise.resolve(lab as never)
      : engine.session.bind(engine);
    let isOpen = true;
    const close = (): void => {
      if (isOpen) --this.open;
      isOpen = false;
      lab.closed = true;
    };
    return Promise.resolve({ session, expand: engine.expand.bind(engine), close });
  };
}

/** Answers claims and judgements in so many slices. */
export class LabSession {
  closed = false;
  slices = 2;
  readonly heard: string[] = [];
  failure = '';
  private done = 0;

  lab(task: string, argument: Record<string, unknown>): Promise<ClaimState | JudgeState> {
    if (this.closed) return Promise.reject(new Error('It is closed.'));
    if (this.failure !== '') return Promise.reject(new Error(this.failure));
    const { anew, claim, task: judged, answer } = argument;
    if (anew === true) {
      this.heard.push(`${task} ${String(claim ?? judged)}`);
      this.done = 0;
    }
    const share = ++this.done / this.slices;
    const isDone = share >= 1;
    if (task === 'claim') {
      const verdict = isDone ? claim === 'one' : null;
      const values = [0.5, 2].slice(0, this.done);
      const holds = values.map((value) => value < 1);
      const labels = values.map((_, i) => `seed ${i + 1}`);
      return Promise.resolve({ runs: 2, done: this.done, share, values, labels, holds, verdict });
    }
    const passed = answer === 7 || judged === 'rate';
    const points = [{ says: 'It is so.', value: 1, holds: passed }];
    const fingerprint = isDone ? print : null;
    return Promise.resolve({ done: isDone, share, fingerprint, changed: [], points, passed });
  }
}
