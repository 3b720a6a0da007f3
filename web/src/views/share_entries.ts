/** What the share menu offers, in its order: one entry here is all that another one takes. */
import type { Store } from '../state/store';
import { placeText } from '../text/places';
import type { IconName } from './icons';
import { copyLink } from './share';

interface Named {
  readonly id: string;
  readonly label: string;
  /** What it is good for, in one sentence. */
  readonly help: string;
  readonly icon: IconName;
  /** It takes other files of the site, which a single file does not have beside it. */
  readonly needsSite?: true;
}

/** Something that is done at once. */
export interface ShareAct extends Named {
  readonly act: (store: Store) => void | Promise<void>;
}

/**
 * Something that takes a dialog: its element is given the store, and fires a bubbling `done` when
 * the dialog is to be closed.
 */
export interface ShareDialog extends Named {
  readonly element: string;
  /** The dialog's heading, where the label is none. */
  readonly title?: string;
  readonly wide?: boolean;
  readonly load: () => Promise<unknown>;
}

export type ShareEntry = ShareAct | ShareDialog;

const words = placeText.share;

export const shareEntries: readonly ShareEntry[] = [
  { id: 'link', ...words.link, icon: 'link', act: copyLink },
  {
    id: 'embed',
    ...words.embed,
    icon: 'frame',
    element: 'fall-line-embed-dialog',
    wide: true,
    needsSite: true,
    load: () => import('../embed/embed_dialog'),
  },
  {
    id: 'take',
    ...words.take,
    icon: 'save',
    element: 'fall-line-take-along',
    load: () => import('./take_along'),
  },
  {
    id: 'code',
    ...words.code,
    icon: 'code',
    element: 'fall-line-copy-code',
    wide: true,
    load: () => import('./copy_code'),
  },
  {
    id: 'open',
    ...words.open,
    icon: 'file',
    element: 'fall-line-open',
    load: () => import('./open_view'),
  },
];
