/**
 * What views of the result ask about the session that stands, and what a person gives it to judge:
 * a drawing, a row of inputs.
 */
import type { Part, Samples, SessionInfo } from '../engine/model';
import { problemOf, type SessionFace } from './engine_face';
import type { Notices } from './notices';
import type { Shared } from './shared';
import type { Standing } from './standing';
import type { State } from './state';
import { imageOf, noStrokes, type Stroke } from './strokes';

/** Numbers of a part that are fetched for a view; what is larger comes as a subset. */
const mostNumbers = 4_000_000;

export class Outcome {
  constructor(
    private readonly shared: Shared,
    private readonly notices: Notices,
  ) {}

  /** Outputs for raw inputs, sample by sample; null when another session stands by then. */
  predict(inputs: Float64Array): Promise<Float64Array | null> {
    return this.ask((session) => session.predict(inputs));
  }

  /** Bytes of images, one after the other, by their numbers in the data set. */
  async images(index: Int32Array): Promise<Uint8Array | null> {
    const images = await this.ask((session) => session.images(index));
    return images?.bytes ?? null;
  }

  /** All samples of a part, or as many as are reasonable to hold. */
  rows(part: Part): Promise<Samples | null> {
    const drawn = this.shared.state.samples[part];
    if (drawn && drawn.count === drawn.total) return Promise.resolve(drawn);
    return this.ask((session) => {
      const { inputs, samples } = session.info;
      const most = Math.max(1, Math.floor(mostNumbers / inputs.count));
      return session.samples(part, Math.min(samples[part], most));
    });
  }

  /** The run as a whole, as it stands: training pauses, so that all figures are of one step. */
  async whole(): Promise<Standing | null> {
    await this.shared.conductor?.pause();
    const { standingOf } = await import('./standing');
    return this.ask((session) => standingOf(session, this.shared.state));
  }

  /** The session as it stands, to make the same elsewhere; null when another stands by then. */
  snapshot(): Promise<Uint8Array | null> {
    return this.ask((session) => session.snapshot());
  }

  /** Keeps strokes, and the image that they make for the network that stands. */
  draw(list: readonly Stroke[], penWidth: number): void {
    const size = this.shared.state.info?.inputs.image;
    const drawing = size ? imageOf(list, penWidth, size) : null;
    this.shared.set({ drawing, strokes: { list, image: drawing }, penWidth });
  }

  /** Keeps the row of inputs that is typed. */
  type(inputs: Float64Array): void {
    const { info } = this.shared.state;
    this.shared.set({ typed: info ? { data: dataOf(info), inputs } : null });
  }

  private get standing(): SessionFace | null {
    return this.shared.conductor?.standing ?? null;
  }

  private async ask<T>(question: (session: SessionFace) => Promise<T>): Promise<T | null> {
    const session = this.standing;
    if (!session) return null;
    try {
      const answer = await question(session);
      return session === this.standing ? answer : null;
    } catch (reason) {
      // A session that has gone need not answer any more.
      if (session === this.standing) this.notices.report(problemOf(reason));
      return null;
    }
  }
}

/** The strokes of the drawing in force; none when it came without. */
export function strokesOf({ strokes, drawing }: State): readonly Stroke[] {
  return strokes.image === drawing ? strokes.list : noStrokes.list;
}

/** The typed row, while the data have the columns that it was typed for. */
export function typedRow({ typed, info }: State): Float64Array | null {
  return typed && info && typed.data === dataOf(info) ? typed.inputs : null;
}

/** Tells sets of columns apart: another network on the same data keeps the row. */
function dataOf({ spec, inputs }: SessionInfo): string {
  return JSON.stringify([spec.data.source, spec.data['file'] ?? '', inputs.names]);
}
