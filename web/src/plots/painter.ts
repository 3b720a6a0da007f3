/**
 * Draws bodies on a plain canvas, far ones first: where there is no WebGL, and for copies, which
 * so become paths. Triangles that cross each other are not cut.
 */
import { drawShape, type Scene } from './bodies';
import { projector } from './orbit';

/** Something to draw, and how far away. */
interface Piece {
  readonly depth: number;
  readonly draw: () => void;
}

export function paintScene(context: CanvasRenderingContext2D, { box, orbit, bodies }: Scene): void {
  const project = projector(orbit, box);
  const pieces: Piece[] = [];
  for (const body of bodies) {
    const { positions } = body;
    const count = positions.length / 3;
    const [xs, ys, depths] = [
      new Float64Array(count),
      new Float64Array(count),
      new Float64Array(count),
    ];
    const at = { x: 0, y: 0, depth: 0 };
    for (let i = 0; i < count; ++i) {
      project(positions[3 * i] ?? 0, positions[3 * i + 1] ?? 0, positions[3 * i + 2] ?? 0, at);
      xs[i] = at.x;
      ys[i] = at.y;
      depths[i] = at.depth;
    }
    const move = (i: number): void => context.moveTo(xs[i] ?? 0, ys[i] ?? 0);
    const line = (i: number): void => context.lineTo(xs[i] ?? 0, ys[i] ?? 0);
    if (body.kind === 'points') {
      for (let i = 0; i < count; ++i) {
        pieces.push({
          depth: depths[i] ?? 0,
          draw: () => drawShape(context, body, xs[i] ?? 0, ys[i] ?? 0),
        });
      }
    } else if (body.kind === 'segments') {
      for (let i = 0; i < count; i += 2) {
        pieces.push({
          depth: ((depths[i] ?? 0) + (depths[i + 1] ?? 0)) / 2,
          draw: () => {
            context.globalAlpha = body.opacity;
            context.strokeStyle = body.colour;
            context.lineWidth = 1;
            context.beginPath();
            move(i);
            line(i + 1);
            context.stroke();
            context.globalAlpha = 1;
          },
        });
      }
    } else {
      const { index, colours, opacity } = body;
      for (let t = 0; t + 2 < index.length; t += 3) {
        const [a, b, c] = [index[t] ?? 0, index[t + 1] ?? 0, index[t + 2] ?? 0];
        const mean = (k: 0 | 1 | 2): number =>
          Math.round(
            85 *
              ((colours[3 * a + k] ?? 0) + (colours[3 * b + k] ?? 0) + (colours[3 * c + k] ?? 0)),
          );
        pieces.push({
          depth: ((depths[a] ?? 0) + (depths[b] ?? 0) + (depths[c] ?? 0)) / 3,
          draw: () => {
            context.globalAlpha = opacity;
            context.fillStyle = `rgb(${mean(0)} ${mean(1)} ${mean(2)})`;
            context.beginPath();
            move(a);
            line(b);
            line(c);
            context.closePath();
            context.fill();
            if (opacity === 1) {
              // A hairline closes the seams between neighbours.
              context.strokeStyle = context.fillStyle;
              context.lineWidth = 0.6;
              context.stroke();
            }
            context.globalAlpha = 1;
          },
        });
      }
    }
  }
  pieces.sort((p, q) => q.depth - p.depth);
  for (const piece of pieces) piece.draw();
}
