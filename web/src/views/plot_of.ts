/** The plot that a panel shows just now, for the menu in the panel's head. */
import type { SessionInfo } from '../engine/model';
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

/** A view that can be saved as it stands. */
export interface Savable {
  plotSource(): PlotSource | null;
}

/** The first plot within a panel, however deep; null where there is none. */
export function plotOf(root: ParentNode): PlotSource | null {
  for (const element of root.querySelectorAll('*')) {
    if (isSavable(element)) return element.plotSource();
    const within = element.shadowRoot ? plotOf(element.shadowRoot) : null;
    if (within) return within;
  }
  return null;
}

type Table = (info: SessionInfo, state: State) => string | null;

const gridOf: Table = (info, { seen, samples }) => {
  if (!seen.grid) return null;
  const { x, y } = rectangleOf(samples);
  return gridTable(info, seen.grid, x, y);
};

const parametersOf: Table = (info, { seen }) =>
  seen.parameters ? parametersTable(info, seen.parameters) : null;

/** Of views whose data stand in the state, by their elements' names; others have their own. */
const tables: Readonly<Record<string, Table>> = {
  'output-map': gridOf,
  'truth-maps': gridOf,
  surfaces: gridOf,
  'output-curve': (info, { seen, samples }) =>
    seen.curve ? curveTable(info, seen.curve, intervalOf(samples)) : null,
  'output-scatter': (info, { samples, predictions }) => {
    const set = predictions && samples[predictions.part];
    return set ? pairsTable(info, set.targets, predictions.values) : null;
  },
  'network-picture': parametersOf,
  'weight-images': parametersOf,
};

/** Whether the data of such a view are found here. */
export function hasTable(name: string): boolean {
  return name in tables;
}

/** The data behind a view; null where they are not known as numbers, or not yet. */
export function tableOf(name: string, state: State): string | null {
  return (state.info && tables[name]?.(state.info, state)) ?? null;
}

function isSavable(element: Element): element is Element & Savable {
  return 'plotSource' in element;
}

/** The table on the page becomes a picture of the same numbers. */
export function confusionSource(element: Element, { info, seen }: State): PlotSource | null {
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
