/** A small drawing of the network for the walk through a step: columns of dots, what is lit. */
import type { Phase } from './step_phases';

/** More units than this are drawn as so many dots with a gap in the middle. */
const mostDots = 9;

export interface DrawnColumn {
  readonly x: number;
  readonly ys: readonly number[];
  /** Where the dots stand for more units than there are dots. */
  readonly gap: number | null;
  readonly units: number;
}

export interface StepDrawing {
  readonly width: number;
  readonly height: number;
  readonly columns: readonly DrawnColumn[];
}

/** `sizes`: the inputs, then the units of every layer. */
export function drawingOf(sizes: readonly number[], width = 320, height = 132): StepDrawing {
  const margin = 18;
  const between = sizes.length > 1 ? (width - 2 * margin) / (sizes.length - 1) : 0;
  return {
    width,
    height,
    columns: sizes.map((units, i) => {
      const dots = Math.min(units, mostDots);
      const pitch = Math.min(16, (height - 24) / mostDots);
      const first = (height - 14) / 2 - ((dots - 1) * pitch) / 2;
      const ys = Array.from({ length: dots }, (_, k) => first + k * pitch);
      const isCut = units > mostDots;
      const middle = Math.floor(dots / 2);
      return {
        x: margin + i * between,
        ys: isCut ? ys.filter((_, k) => k !== middle) : ys,
        gap: isCut ? (ys[middle] ?? null) : null,
        units,
      };
    }),
  };
}

/** What a phase lights: columns of units, and the weights into one layer. */
export function litBy({ kind, layer }: Phase): {
  readonly columns: readonly number[];
  readonly weights: number | null;
  readonly isBackward: boolean;
} {
  switch (kind) {
    case 'input':
      return { columns: [0], weights: null, isBackward: false };
    case 'sum':
      return { columns: [layer, layer + 1], weights: layer, isBackward: false };
    case 'activation':
    case 'loss':
      return { columns: [layer + 1], weights: null, isBackward: false };
    case 'error':
      return { columns: [layer + 1], weights: null, isBackward: true };
    case 'gradient':
      return { columns: [layer, layer + 1], weights: layer, isBackward: true };
    case 'update':
      return { columns: [], weights: layer, isBackward: true };
  }
}
