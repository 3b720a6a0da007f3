/** Projector mode: the one number by which type, controls and plots grow, and who is told of it. */
import { setPlotScale } from './plots/surface';
import type { Store } from './state/store';

const larger = 1.5;

export function keepProjector(store: Store): void {
  let shown = false;
  // The first to hear of a change: views that render after it open their surfaces at its scale.
  store.subscribe(({ projector }) => {
    if (projector === shown) return;
    shown = projector;
    const scale = projector ? larger : 1;
    setPlotScale(scale);
    document.documentElement.style.setProperty('--scale', String(scale));
  });
}
