/** Three maps of one rectangle and their two scales, as large as they fit. */
import type { Box } from './axes';
import type { Domain } from './scales';

export interface ThreeBoxes {
  /** Prediction, truth, residual. */
  readonly maps: readonly [Box, Box, Box];
  /** Of the values, and of the residual. */
  readonly scales: readonly [Box, Box];
}

const axis = { left: 38, bottom: 22, title: 18 };
const gap = 12;

/** In a row where there is width for it, otherwise two by two with the scales in the fourth place. */
export function threeBoxes(
  { x, y }: { readonly x: Domain; readonly y: Domain },
  width: number,
  height: number,
  scaleWidth: number,
): ThreeBoxes {
  const shape = (y.high - y.low) / (x.high - x.low);
  const aspect = shape > 0.5 && shape < 2 ? shape : null;
  const fit = (roomX: number, roomY: number): { readonly w: number; readonly h: number } => {
    const w = Math.max(30, roomX - axis.left);
    const h = Math.max(30, roomY - axis.title - axis.bottom);
    if (aspect === null) return { w: Math.floor(w), h: Math.floor(h) };
    const side = Math.min(w, h / aspect);
    return { w: Math.floor(side), h: Math.floor(side * aspect) };
  };
  const row = fit((width - 2 * scaleWidth - 4 * gap) / 3, height);
  const square = fit((width - gap) / 2, height / 2);
  if (row.w * row.h >= square.w * square.h) {
    const map = (at: number): Box => ({ left: at, top: axis.title, width: row.w, height: row.h });
    const second = axis.left + row.w + gap + axis.left;
    const firstScale = second + row.w + gap;
    const third = firstScale + scaleWidth + axis.left;
    const scale = (left: number): Box => ({ ...map(left), width: scaleWidth });
    return {
      maps: [map(axis.left), map(second), map(third)],
      scales: [scale(firstScale), scale(third + row.w + gap)],
    };
  }
  // The columns side by side, all of it in the middle.
  const whole = 2 * (axis.left + square.w) + gap;
  const edge = Math.max(0, Math.floor((width - whole) / 2));
  const column = (c: 0 | 1): number => edge + axis.left + c * (axis.left + square.w + gap);
  const line = (r: 0 | 1): number => Math.floor((r * height) / 2) + axis.title;
  const map = (r: 0 | 1, c: 0 | 1): Box => ({
    left: column(c),
    top: line(r),
    width: square.w,
    height: square.h,
  });
  const scale = (s: 0 | 1): Box => ({
    ...map(1, 1),
    left: column(1) + s * (scaleWidth + gap),
    width: scaleWidth,
  });
  return { maps: [map(0, 0), map(0, 1), map(1, 0)], scales: [scale(0), scale(1)] };
}
