/** What a page may take from the element that it sees. */
import type { PlotSource } from '../plots/plot_source';
import { plotOf } from '../views/plot_of';
import type { Shown } from './answers';
import type { EmbedPage } from './embed_page';

export function shownIn(page: EmbedPage): Shown {
  return {
    picture: (view) => pictureIn(page.renderRoot, view),
    decided: () => page.sight?.decided(),
    hold: () => page.sight?.hold(),
  };
}

/** The first plot of a view, or of the first view that has one. */
function pictureIn(root: ParentNode, view: string | null): PlotSource | null {
  for (const element of root.querySelectorAll<HTMLElement>('[data-view]')) {
    if (view !== null && element.dataset['view'] !== view) continue;
    const within = element.shadowRoot ?? element;
    const plot = plotOf(within) ?? within.querySelector('fall-line-curves')?.source();
    if (plot) return plot;
  }
  return null;
}
