/** Keeps the address bar's link up to date, without a history entry. */
import { hashOf } from './hash';
import type { Store } from './store';

/** Browsers refuse more than about a hundred replacements in half a minute. */
const pause = 400;

export function keepLink(store: Store): void {
  let written = store.state;
  let timer: ReturnType<typeof setTimeout> | null = null;
  const write = async (): Promise<void> => {
    timer = null;
    written = store.state;
    const hash = await hashOf(written);
    try {
      history.replaceState(history.state, '', hash);
    } catch {
      // A frame without an address of its own cannot have another; what it trains is not touched.
    }
  };
  store.subscribe(({ spec, building, place, lesson }) => {
    const same = spec === written.spec && place === written.place && lesson === written.lesson;
    if (same || building || timer !== null) return;
    timer = setTimeout(() => void write(), pause);
  });
}
