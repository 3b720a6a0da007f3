/** Keeps the address bar's link up to date, without a history entry. */
import { encodeLink } from './link';
import { asJson } from './spec';
import type { Store } from './store';

/** Browsers refuse more than about a hundred replacements in half a minute. */
const pause = 400;

export function keepLink(store: Store): void {
  let written = store.state.spec;
  let timer: ReturnType<typeof setTimeout> | null = null;
  const write = async (): Promise<void> => {
    timer = null;
    written = store.state.spec;
    const hash = await encodeLink(asJson(written));
    history.replaceState(history.state, '', hash);
  };
  store.subscribe(({ spec, building }) => {
    if (spec === written || building || timer !== null) return;
    timer = setTimeout(() => void write(), pause);
  });
}
