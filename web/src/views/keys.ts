/** The keys of the page, in one list: what is heard and what the help shows are the same. */
import { text } from '../text/text';

export type KeyAction =
  | 'toggle'
  | 'step'
  | 'epoch'
  | 'reset'
  | 'newStart'
  | 'undo'
  | 'redo'
  | 'save'
  | 'link'
  | 'projector'
  | 'theme'
  | 'dismiss'
  | 'help';

export interface Key {
  readonly shown: string;
  readonly label: string;
  readonly action: KeyAction;
  /** Whether it acts on training, which only the workbench shows. */
  readonly trains: boolean;
  readonly matches: (event: KeyboardEvent) => boolean;
}

const words = text.frame;

const plain =
  (key: string) =>
  (event: KeyboardEvent): boolean =>
    event.key === key && !event.ctrlKey && !event.metaKey;

const withControl =
  (key: string, shift: boolean) =>
  (event: KeyboardEvent): boolean =>
    event.key.toLowerCase() === key && event.shiftKey === shift && (event.ctrlKey || event.metaKey);

const training = (action: KeyAction, label: string, key: string, shown = key): Key => ({
  shown,
  label,
  action,
  trains: true,
  matches: plain(key),
});

const general = (action: KeyAction, label: string, shown: string, matches = plain(shown)): Key => ({
  shown,
  label,
  action,
  trains: false,
  matches,
});

export const keys: readonly Key[] = [
  training('toggle', words.keyToggle, ' ', words.keySpace),
  training('step', words.keyStep, 's'),
  training('epoch', words.keyEpoch, 'e'),
  training('reset', words.keyReset, 'r'),
  training('newStart', words.keyNewStart, 'n'),
  general('undo', words.keyUndo, 'Ctrl Z', withControl('z', false)),
  general('redo', words.keyRedo, 'Ctrl Shift Z', withControl('z', true)),
  general('save', words.keySave, 'Ctrl S', withControl('s', false)),
  general('link', words.keyLink, 'l'),
  general('projector', words.keyProjector, 'p'),
  general('theme', words.keyTheme, 't'),
  general('dismiss', words.keyDismiss, 'Esc', plain('Escape')),
  general('help', words.keyHelp, '?'),
];
