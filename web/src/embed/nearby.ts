/**
 * Tells once when an element comes near to what is seen: before that nothing of it is loaded. And
 * tells whether one is seen through at all: slides that are not shown keep their place on the
 * screen, with no opacity, and a frame cannot know that.
 */

/** How far beyond the screen's edge "near" is. */
const margin = '400px';

const waiting = new Map<Element, () => void>();
let observer: IntersectionObserver | null = null;

export function whenNear(element: Element, act: () => void): void {
  observer ??= new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) if (isIntersecting) arrived(target);
    },
    { rootMargin: margin },
  );
  waiting.set(element, act);
  observer.observe(element);
}

export function forget(element: Element): void {
  waiting.delete(element);
  observer?.unobserve(element);
}

function arrived(element: Element): void {
  const act = waiting.get(element);
  forget(element);
  act?.();
}

/** Milliseconds between two looks; no event tells of opacity. */
const pause = 200;

const watched = new Map<Element, { clear: boolean; readonly tell: (isClear: boolean) => void }>();
let timer: ReturnType<typeof setInterval> | undefined;

/** Tells whenever the page makes an element invisible where it stands, and visible again. */
export function watchClear(element: Element, tell: (isClear: boolean) => void): void {
  watched.set(element, { clear: true, tell });
  timer ??= setInterval(look, pause);
  look();
}

export function unwatch(element: Element): void {
  watched.delete(element);
  if (watched.size > 0) return;
  clearInterval(timer);
  timer = undefined;
}

function look(): void {
  for (const [element, one] of watched) {
    const clear = isClear(element);
    if (clear === one.clear) continue;
    one.clear = clear;
    one.tell(clear);
  }
}

function isClear(element: Element): boolean {
  // Browsers before 2024 do not know it, or know the wishes by their first names.
  if (!('checkVisibility' in element)) return true;
  return element.checkVisibility({
    opacityProperty: true,
    visibilityProperty: true,
    checkOpacity: true,
    checkVisibilityCSS: true,
  });
}
