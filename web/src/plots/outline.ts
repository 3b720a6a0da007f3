/**
 * A path that can be drawn again and again, on a canvas and into an SVG alike. A Path2D is for the
 * canvas only: it does not tell what is in it.
 */

/** What a path is traced on: a canvas's context, or what stands in for it. */
export type Tracer = Pick<CanvasPath, 'moveTo' | 'lineTo' | 'bezierCurveTo' | 'closePath' | 'arc'>;

type Step =
  | readonly ['moveTo', number, number]
  | readonly ['lineTo', number, number]
  | readonly ['bezierCurveTo', number, number, number, number, number, number]
  | readonly ['circle', number, number, number]
  | readonly ['closePath'];

export class Outline {
  private readonly steps: Step[] = [];

  /** A closed polygon of x y pairs. */
  static polygon(...places: readonly number[]): Outline {
    const outline = new Outline();
    for (let i = 0; i + 1 < places.length; i += 2) {
      const [x = 0, y = 0] = [places[i], places[i + 1]];
      if (i === 0) outline.moveTo(x, y);
      else outline.lineTo(x, y);
    }
    return outline.closePath();
  }

  moveTo(x: number, y: number): this {
    this.steps.push(['moveTo', x, y]);
    return this;
  }

  lineTo(x: number, y: number): this {
    this.steps.push(['lineTo', x, y]);
    return this;
  }

  bezierCurveTo(a: number, b: number, c: number, d: number, x: number, y: number): this {
    this.steps.push(['bezierCurveTo', a, b, c, d, x, y]);
    return this;
  }

  /** A circle of its own, closed. */
  circle(x: number, y: number, radius: number): this {
    this.steps.push(['circle', x, y, radius]);
    return this;
  }

  closePath(): this {
    this.steps.push(['closePath']);
    return this;
  }

  /** Adds the path to the one under way. */
  trace(on: Tracer): void {
    for (const step of this.steps) {
      if (step[0] === 'moveTo') on.moveTo(step[1], step[2]);
      else if (step[0] === 'lineTo') on.lineTo(step[1], step[2]);
      else if (step[0] === 'bezierCurveTo') {
        on.bezierCurveTo(step[1], step[2], step[3], step[4], step[5], step[6]);
      } else if (step[0] === 'circle') {
        on.moveTo(step[1] + step[3], step[2]);
        on.arc(step[1], step[2], step[3], 0, 2 * Math.PI);
        on.closePath();
      } else on.closePath();
    }
  }

  /** As the `d` of an SVG's path. */
  get d(): string {
    return this.steps
      .map((step) => {
        if (step[0] === 'moveTo') return `M${step[1]} ${step[2]}`;
        if (step[0] === 'lineTo') return `L${step[1]} ${step[2]}`;
        if (step[0] === 'bezierCurveTo') return `C${step.slice(1).join(' ')}`;
        if (step[0] === 'closePath') return 'Z';
        const [, x, y, r] = step;
        return `M${x + r} ${y}A${r} ${r} 0 1 1 ${x - r} ${y}A${r} ${r} 0 1 1 ${x + r} ${y}Z`;
      })
      .join('');
  }
}
