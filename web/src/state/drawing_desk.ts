/** Points drawn in the page: every change makes another Spec as soon as there is something to learn. */
import type { Edits } from './edits';
import { classCount, dataOf, drawingOf, fromSamples, isLearnable, type Drawing } from './points';
import type { Shared } from './shared';
import { withoutChanges, withSource } from './spec';

export class DrawingDesk {
  private stroke: symbol | null = null;
  /** A name of its own for each, so that quick ones are not taken for one. */
  private strokes = 0;

  constructor(
    private readonly shared: Shared,
    private readonly edits: Edits,
  ) {}

  /** Shows another drawing. Changes of one stroke are one step for undo. */
  draw(drawing: Drawing, stroke = Symbol('stroke')): void {
    const { shared, edits } = this;
    const { conductor } = shared;
    if (!conductor) return;
    // Where the data are locked, there is nothing to draw on.
    if (edits.refusalOf({ ...shared.settled(), data: dataOf(drawing, { source: 'points' }) }))
      return;
    if (stroke !== this.stroke) edits.record(`stroke ${++this.strokes}`);
    this.stroke = stroke;
    const former = shared.data();
    const data = dataOf(drawing, former.source === 'points' ? former : { source: 'points' });
    if (!isLearnable(drawing)) {
      shared.set({ draft: { data, problem: null } });
      return;
    }
    const spec = withoutChanges(shared.settled());
    // The output layer and the loss that were chosen stay as long as they can fit.
    const next =
      spec.data.source === 'points' && sameOutputs(drawingOf(spec.data), drawing)
        ? { ...spec, data }
        : withSource(spec, data);
    shared.set({ draft: null });
    void conductor.make(next).then((problem) => {
      if (problem) this.stroke = null;
      edits.refused(problem);
    });
  }

  /** The samples of the present source as points to go on from. */
  takeSamples(): void {
    const { info, samples, settings } = this.shared.state;
    const drawing = info && fromSamples(info, samples);
    if (!drawing) return;
    const { scale = 'none' } = settings.data;
    this.edits.change(
      withSource(this.shared.settled(), dataOf(drawing, { source: 'points', scale })),
      'samples as points',
      { draft: null },
    );
  }
}

function sameOutputs(before: Drawing, after: Drawing): boolean {
  return (
    before.inputs === after.inputs &&
    before.task === after.task &&
    (before.task === 'regression' || classCount(before) === classCount(after))
  );
}
