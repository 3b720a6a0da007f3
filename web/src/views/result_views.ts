/** The pictures of what the network has learned: one entry each; the first that fits is shown. */
import { html, type TemplateResult } from 'lit';
import type { SessionInfo } from '../engine/model';
import type { Store } from '../state/store';
import { text } from '../text/text';
import './output_map';

export interface ResultView {
  readonly id: string;
  readonly label: string;
  /** Whether it can show what is learned from what. */
  readonly fits: (info: SessionInfo) => boolean;
  /** Fetches what only this view needs, the first time it is chosen. */
  readonly load?: () => Promise<unknown>;
  /** The element; made only while the view is the chosen one. */
  readonly element: (store: Store) => TemplateResult;
}

const isRaw = (info: SessionInfo, inputs: number): boolean =>
  !info.inputs.image && info.inputs.count === inputs;

export const resultViews: readonly ResultView[] = [
  {
    id: 'map',
    label: text.result.views.map,
    fits: (info) => isRaw(info, 2),
    element: (store) => html`<fall-line-output-map .store=${store}></fall-line-output-map>`,
  },
  {
    id: 'curve',
    label: text.result.views.curve,
    fits: (info) => isRaw(info, 1),
    load: () => import('./output_curve'),
    element: (store) => html`<fall-line-output-curve .store=${store}></fall-line-output-curve>`,
  },
  {
    id: 'space',
    label: text.result.views.space,
    fits: (info) => isRaw(info, 3) && info.task.kind === 'classes',
    load: () => import('./space_view'),
    element: (store) => html`<fall-line-space .store=${store}></fall-line-space>`,
  },
  {
    id: 'truth',
    label: text.result.views.truth,
    fits: (info) => isRaw(info, 2) && info.task.kind === 'regression',
    load: () => import('./truth_maps'),
    element: (store) => html`<fall-line-truth-maps .store=${store}></fall-line-truth-maps>`,
  },
  {
    id: 'surface',
    label: text.result.views.surface,
    fits: (info) => isRaw(info, 2) && info.outputs === 1,
    load: () => import('./surfaces_view'),
    element: (store) => html`<fall-line-surfaces .store=${store}></fall-line-surfaces>`,
  },
  {
    id: 'hidden',
    label: text.result.views.hidden,
    fits: (info) => isRaw(info, 2) && info.layers.slice(0, -1).some(({ units }) => units > 1),
    load: () => import('./hidden_view'),
    element: (store) => html`<fall-line-hidden .store=${store}></fall-line-hidden>`,
  },
  {
    id: 'confusion',
    label: text.result.views.confusion,
    fits: ({ task }) => task.kind === 'classes',
    load: () => import('./confusion_view'),
    element: (store) => html`<fall-line-confusion .store=${store}></fall-line-confusion>`,
  },
  {
    id: 'scatter',
    label: text.result.views.scatter,
    fits: ({ task }) => task.kind !== 'classes',
    load: () => import('./output_scatter'),
    element: (store) => html`<fall-line-output-scatter .store=${store}></fall-line-output-scatter>`,
  },
  {
    id: 'mistakes',
    label: text.outcome.views.mistakes,
    fits: ({ task }) => task.kind === 'classes',
    load: () => import('./outcome_mistakes'),
    element: (store) => html`<fall-line-mistakes .store=${store}></fall-line-mistakes>`,
  },
  {
    id: 'weights',
    label: text.outcome.views.weights,
    fits: ({ inputs }) => inputs.image !== null,
    load: () => import('./outcome_weights'),
    element: (store) => html`<fall-line-weight-images .store=${store}></fall-line-weight-images>`,
  },
  {
    id: 'pad',
    label: text.outcome.views.pad,
    fits: ({ inputs, task }) => inputs.image?.channels === 1 && task.kind !== 'regression',
    load: () => import('./outcome_pad'),
    element: (store) => html`<fall-line-digit-pad .store=${store}></fall-line-digit-pad>`,
  },
  {
    id: 'row',
    label: text.outcome.views.row,
    fits: ({ inputs }) => inputs.image === null,
    load: () => import('./outcome_row'),
    element: (store) => html`<fall-line-typed-row .store=${store}></fall-line-typed-row>`,
  },
];

/** The views that fit, the default one first. */
export function viewsFor(info: SessionInfo): readonly ResultView[] {
  return resultViews.filter(({ fits }) => fits(info));
}

/** Problems of one kind share the choice of a view. */
export function kindOf({ inputs, task }: SessionInfo): string {
  return `${inputs.image ? 'images' : Math.min(inputs.count, 4)} ${task.kind}`;
}
