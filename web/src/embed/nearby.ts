/** Tells once when an element comes near to what is seen: before that nothing of it is loaded. */

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
