/** What is said of keys that could not be taken, of names that mean nothing here. */
import { manifest } from '../state/manifest';
import type { EmbedWords } from '../text/embed';
import { panelIds, pictureIds, type Presentation, type Remark } from './presentation';

/** More would fill the frame; the rest is counted. */
const mostSaid = 2;

export function remarksText(remarks: readonly Remark[], words: EmbedWords): string {
  const said = remarks.slice(0, mostSaid).map((remark) => sentence(remark, words));
  const more = remarks.length - said.length;
  return [...said, ...(more > 0 ? [`(${words.frame.more(more)})`] : [])].join(' ');
}

function sentence({ kind, key, value, wanted }: Remark, { remarks: words }: EmbedWords): string {
  const list = wanted.length > 0 ? ` ${words.wanted(wanted.join(', '))}` : '';
  switch (kind) {
    case 'unknown':
      return words.unknown(key) + list;
    case 'value':
      return words.value(key, value) + list;
    case 'twice':
      return words.twice(key);
    case 'place':
      return words.place(value);
  }
}

/** The first step of every path that a Spec can have. */
const roots: ReadonlySet<string> = new Set([
  ...['version', 'seed', 'data', 'network', 'loss', 'optimizer', 'schedule', 'batchSize'],
  ...['regularization', 'precision', 'stop', 'fault'],
]);

/** Names of groups that are neither views nor paths. */
const groups: ReadonlySet<string> = new Set(['training', 'transport']);

/** Names in `hide` and `lock` that are no view, no group and no path of a Spec. */
export function strangeNames({ hide, lock }: Presentation): readonly Remark[] {
  const views = new Set<string>([...panelIds, ...pictureIds]);
  const isKnown = (name: string): boolean => {
    const [root = ''] = name.split('.');
    return views.has(name) || groups.has(name) || (roots.has(root) && isPath(name));
  };
  const strange = (key: 'hide' | 'lock', names: readonly string[]): readonly Remark[] =>
    names
      .filter((name) => !isKnown(name) && !(key === 'lock' && name === 'all'))
      .map((value) => ({ kind: 'value', key, value, wanted: [] }));
  return [...strange('hide', hide), ...strange('lock', lock)];
}

/** Paths into components are known where some component has such a parameter. */
function isPath(name: string): boolean {
  const [root, key] = name.split('.');
  if (key === undefined || (root !== 'optimizer' && root !== 'schedule')) return true;
  const list = root === 'optimizer' ? manifest.optimizers : manifest.schedules;
  return key === 'id' || list.some(({ parameters }) => parameters.some((one) => one.name === key));
}
