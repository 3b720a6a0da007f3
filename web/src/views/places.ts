/** The places of the page, in the order of the navigation; the first is where it opens. */
import { firstPlace, lessonsPlace } from '../state/state';
import { text } from '../text/text';

export interface Place {
  readonly id: string;
  readonly label: string;
  /** The element that fills the page; null: the workbench's own panels. */
  readonly element: string | null;
  /** Loads the element's script when the place is first visited. */
  readonly load: () => Promise<unknown>;
}

export const places: readonly Place[] = [
  {
    id: firstPlace,
    label: text.frame.places.workbench,
    element: null,
    load: () => Promise.resolve(),
  },
  {
    id: lessonsPlace,
    label: text.frame.places.lessons,
    element: 'fall-line-lessons',
    load: () => import('./lessons_view'),
  },
  {
    id: 'one-step',
    label: text.frame.places.oneStep,
    element: 'fall-line-one-step',
    load: () => import('./one_step'),
  },
  {
    id: 'race',
    label: text.frame.places.race,
    element: 'fall-line-race',
    load: () => import('./race_view'),
  },
  {
    id: 'sweep',
    label: text.frame.places.sweep,
    element: 'fall-line-sweep',
    load: () => import('./sweep_view'),
  },
  {
    id: 'runs',
    label: text.frame.places.runs,
    element: 'fall-line-runs',
    load: () => import('./runs_view'),
  },
  {
    id: 'baselines',
    label: text.frame.places.baselines,
    element: 'fall-line-baselines',
    load: () => import('./baselines_view'),
  },
  {
    id: 'start',
    label: text.frame.places.start,
    element: 'fall-line-start',
    load: () => import('./start_view'),
  },
  {
    id: 'activations',
    label: text.frame.places.activations,
    element: 'fall-line-activations',
    load: () => import('./activation_gallery'),
  },
  {
    id: 'check',
    label: text.frame.places.check,
    element: 'fall-line-check',
    load: () => import('./check_view'),
  },
];

/** The place of that id; the first one where there is none. */
export function placeOf(id: string): Place | undefined {
  return places.find((place) => place.id === id) ?? places[0];
}
