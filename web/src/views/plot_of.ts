/** The plot that a panel shows just now, for the menu in the panel's head. */
import { drawMatrix, matrixSize } from '../plots/matrix';
import { paper } from '../plots/paper';
import type { PlotSource } from '../plots/plot_source';
import {
  confusionTable,
  curveTable,
  gridTable,
  pairsTable,
  parametersTable,
} from '../plots/plot_tables';
import { intervalOf, rectangleOf } from '../plots/region';
import { paletteOf } from '../plots/surface';
import type { State } from '../state/state';
import { text } from '../text/text';

/** Views of the outputs over the plane of two inputs. */
const ofGrid: ReadonlySet<string> = new Set(['output-map', 'truth-maps', 'surfaces']);

/** A view that can be saved as it stands. */
interface Savable {
  plotSource(): PlotSource | null;
}

/** The first plot within a panel, however deep; null where there is none. */
export function plotOf(root: ParentNode, state: State): PlotSource | null {
  for (const element of root.querySelectorAll('*')) {
    if (isSavable(element)) return element.plotSource();
    if (element.localName === 'fall-line-confusion') return confusionSource(element, state);
    const within = element.shadowRoot ? plotOf(element.shadowRoot, state) : null;
    if (within) return within;
  }
  return null;
}

/** The data behind a view, by its element's name; null where they are not known as numbers. */
export function tableOf(name: string, state: State): string | null {
  const { info, seen, samples, predictions } = state;
  if (!info) return null;
  if (ofGrid.has(name) && seen.grid) {
    const { x, y } = rectangleOf(samples);
    return gridTable(info, seen.grid, x, y);
  }
  if (name === 'output-curve' && seen.curve) {
    return curveTable(info, seen.curve, intervalOf(samples));
  }
  if (name === 'output-scatter' && predictions) {
    const set = samples[predictions.part];
    return set ? pairsTable(info, set.targets, predictions.values) : null;
  }
  if ((name === 'network-picture' || name === 'weight-images') && seen.parameters) {
    return parametersTable(info, seen.parameters);
  }
  return null;
}

function isSavable(element: Element): element is Element & Savable {
  return 'plotSource' in element;
}

/** The table on the page becomes a picture of the same numbers. */
function confusionSource(element: Element, { info, seen }: State): PlotSource | null {
  const { confusion } = seen;
  if (!info || !confusion) return null;
  const { names } = info.task;
  const palette = paletteOf(element);
  const words = text.training.saving;
  return {
    name: 'confusion',
    title: words.confusion,
    ...matrixSize(confusion.classes),
    ground: palette.surface,
    forPaper: true,
    draw: ({ context }, onPaper) => {
      const axes = { rows: words.trueClass, columns: words.networkSays };
      drawMatrix(context, confusion, names, axes, onPaper ? paper : palette);
    },
    csv: () => confusionTable(names, confusion),
  };
}
