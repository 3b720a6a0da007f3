/** Scrolls a list, and nothing around it, just far enough that one of its entries is to be seen. */
export function keepInSight(list: Element, entry: Element): void {
  const [frame, box] = [list.getBoundingClientRect(), entry.getBoundingClientRect()];
  list.scrollTop += shift(box.top, box.bottom, frame.top, frame.bottom);
  list.scrollLeft += shift(box.left, box.right, frame.left, frame.right);
}

/** How far from..to lies outside of low..high; 0 within. */
export function shift(from: number, to: number, low: number, high: number): number {
  if (from < low) return from - low;
  return to > high ? Math.min(to - high, from - low) : 0;
}
