/** The keys of the page, in one list: what is heard and what the help shows are the same. */

export type KeyAction =
  'toggle' | 'step' | 'epoch' | 'reset' | 'newStart' | 'undo' | 'redo' | 'dismiss' | 'help';

export interface Key {
  readonly shown: string;
  readonly label: string;
  readonly action: KeyAction;
  readonly matches: (event: KeyboardEvent) => boolean;
}

const plain =
  (key: string) =>
  (event: KeyboardEvent): boolean =>
    event.key === key && !event.ctrlKey && !event.metaKey;

const withControl =
  (key: string, shift: boolean) =>
  (event: KeyboardEvent): boolean =>
    event.key.toLowerCase() === key && event.shiftKey === shift && (event.ctrlKey || event.metaKey);

export const keys: readonly Key[] = [
  { shown: 'Space', label: 'Play or pause', action: 'toggle', matches: plain(' ') },
  { shown: 's', label: 'One step', action: 'step', matches: plain('s') },
  { shown: 'e', label: 'One epoch', action: 'epoch', matches: plain('e') },
  { shown: 'r', label: 'Reset to the same start', action: 'reset', matches: plain('r') },
  { shown: 'n', label: 'New start from another seed', action: 'newStart', matches: plain('n') },
  {
    shown: 'Ctrl Z',
    label: 'Undo the last edit',
    action: 'undo',
    matches: withControl('z', false),
  },
  { shown: 'Ctrl Shift Z', label: 'Redo', action: 'redo', matches: withControl('z', true) },
  { shown: 'Esc', label: 'Dismiss the message', action: 'dismiss', matches: plain('Escape') },
  { shown: '?', label: 'This list', action: 'help', matches: plain('?') },
];
