/**
 * How an embed is shown: a few keys beside the link's own parts (`view=map,loss&layout=row`). Pure,
 * and without words: a frame reads it before anything else of the page is loaded. What cannot be
 * taken is told as a remark, and everything else holds.
 */
import { presentationChoices, presentationKeys, type PresentationKey } from './contract';

export type Layout = (typeof presentationChoices.layout)[number];
export type Controls = (typeof presentationChoices.controls)[number];
export type FrameTheme = (typeof presentationChoices.theme)[number];

/** Pictures of the result, as views/result_views.ts has them. */
export const pictureIds = [
  ...['map', 'curve', 'space', 'truth', 'surface', 'hidden', 'confusion'],
  ...['scatter', 'mistakes', 'weights', 'pad', 'row'],
] as const;

/** What can be shown: the result with all pictures to choose from, one picture, the other panels. */
export const panelIds = ['result', 'loss', 'network', 'data', 'training', 'inside'] as const;

/** Other names that people know them by. */
export const otherNames: Readonly<Record<string, string>> = {
  boundary: 'map',
  contour: 'map',
  net: 'network',
  hist: 'inside',
  optimizer: 'training',
};

export const usualViews: readonly string[] = ['result', 'loss'];

/** Epochs a second by name; null is as fast as it goes. */
export const speeds: Readonly<Record<string, number | null>> = { slow: 4, normal: 30, full: null };

export interface Presentation extends Readonly<Record<PresentationKey, unknown>> {
  readonly view: readonly string[];
  readonly layout: Layout;
  /** Names of views, groups or paths of the Spec. */
  readonly hide: readonly string[];
  readonly lock: readonly string[];
  readonly controls: Controls;
  readonly theme: FrameTheme;
  /** A language tag; null: as the browser has it. */
  readonly lang: string | null;
  readonly title: string;
  /** Whether nothing is loaded before it is asked for. */
  readonly poster: boolean;
  /** Whether it trains by itself, as long as it is in sight. */
  readonly autoplay: boolean;
  /** Epochs a second at most; null: as fast as it goes. */
  readonly speed: number | null;
  /** The lesson that is shown instead of an experiment. */
  readonly lesson: string | null;
}

export const usualPresentation: Presentation = {
  view: usualViews,
  layout: 'row',
  hide: [],
  lock: [],
  controls: 'transport',
  theme: 'auto',
  lang: null,
  title: '',
  poster: false,
  autoplay: false,
  speed: 30,
  lesson: null,
};

/** What was not taken: a key that nobody knows, a value that cannot be, a key that stands twice. */
export interface Remark {
  readonly kind: 'unknown' | 'value' | 'twice' | 'place';
  readonly key: string;
  readonly value: string;
  /** What would be right, where that can be listed. */
  readonly wanted: readonly string[];
}

export interface Taken {
  readonly presentation: Presentation;
  readonly remarks: readonly Remark[];
  /** The hash without what was taken: a link of the workbench. */
  readonly link: string;
}

/** Parts of a link that are for state/link.ts. */
const linkParts: ReadonlySet<string> = new Set(['v', 'e', 's', 'j', 'set', 'h']);

/** More than anybody writes by hand; the rest would only fill the page. */
const longest = { value: 4000, shown: 40, title: 200, list: 64 } as const;
const mostRemarks = 20;

/** A path of the Spec, a view or a group: letters, digits, dots. */
const namePattern = /^[A-Za-z][\w-]*(\.[\w-]+)*$/u;
const languagePattern = /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/u;

export function takePresentation(hash: string): Taken {
  const remarks: Remark[] = [];
  const remark = (one: Remark): void => {
    const { key, value } = one;
    const cut = { key: key.slice(0, longest.shown), value: value.slice(0, longest.shown) };
    if (remarks.length < mostRemarks) remarks.push({ ...one, ...cut });
  };
  const link: string[] = [];
  const found = new Map<PresentationKey, string>();
  for (const part of hash.replace(/^#/, '').split('&')) {
    if (part === '') continue;
    const at = part.indexOf('=');
    const [key, raw] = at < 0 ? [part, ''] : [part.slice(0, at), part.slice(at + 1)];
    const name = presentationKeys.find((one) => one === key);
    if (linkParts.has(key)) {
      link.push(part);
    } else if (key === 'at') {
      // A link of the workbench may stand at another of its places; lessons have their own key.
      if (raw !== 'lessons') remark({ kind: 'place', key, value: raw, wanted: [] });
    } else if (!name) {
      remark({ kind: 'unknown', key, value: raw, wanted: presentationKeys });
    } else if (found.has(name)) {
      remark({ kind: 'twice', key, value: raw, wanted: [] });
    } else {
      found.set(name, raw);
    }
  }
  const values: Partial<Record<PresentationKey, unknown>> = {};
  for (const [key, raw] of found) {
    const value = raw.length > longest.value ? null : decoded(raw);
    const read = value === null ? null : readers[key](value);
    if (read === null) {
      remark({ kind: 'value', key, value: value ?? raw, wanted: choices[key] ?? [] });
    } else {
      values[key] = read.value;
      for (const wrong of read.wrong ?? []) {
        remark({ kind: 'value', key, value: wrong, wanted: choices[key] ?? [] });
      }
    }
  }
  return {
    presentation: { ...usualPresentation, ...(values as Partial<Presentation>) },
    remarks,
    link: link.length === 0 ? '' : `#${link.join('&')}`,
  };
}

/** A value that was read, and entries of a list that could not be. */
interface Read {
  readonly value: unknown;
  readonly wrong?: readonly string[];
}

type Reader = (value: string) => Read | null;

const oneOf =
  (values: readonly string[]): Reader =>
  (value) =>
    values.includes(value) ? { value } : null;

const viewNames: readonly string[] = [...panelIds, ...pictureIds];

const readers: Readonly<Record<PresentationKey, Reader>> = {
  view: (value) => {
    const { right, wrong } = sorted(value, (name) => viewNames.includes(name));
    return right.length === 0 ? null : { value: right, wrong };
  },
  layout: oneOf(presentationChoices.layout),
  hide: namesOf,
  lock: namesOf,
  controls: oneOf(presentationChoices.controls),
  theme: oneOf(presentationChoices.theme),
  lang: (value) => (languagePattern.test(value) ? { value } : null),
  title: (value) => ({ value: value.slice(0, longest.title) }),
  poster: (value) => flag(value, ['', 'click', 'true', '1'], ['none', 'false', '0']),
  autoplay: (value) => flag(value, ['visible'], ['none']),
  speed: speedOf,
  lesson: (value) => (/^[\w-]{1,80}$/u.test(value) ? { value } : null),
};

/** What is said to be right where a value is wrong. */
const choices: Readonly<Partial<Record<PresentationKey, readonly string[]>>> = {
  view: viewNames,
  ...presentationChoices,
  poster: ['none', 'click'],
  speed: Object.keys(speeds),
};

function flag(value: string, on: readonly string[], off: readonly string[]): Read | null {
  if (on.includes(value)) return { value: true };
  return off.includes(value) ? { value: false } : null;
}

function speedOf(value: string): Read | null {
  if (Object.hasOwn(speeds, value)) return { value: speeds[value] };
  const number = value === '' ? NaN : Number(value);
  return number > 0 && number <= 1000 ? { value: number } : null;
}

function namesOf(value: string): Read {
  const { right, wrong } = sorted(value, (name) => namePattern.test(name));
  return { value: right, wrong };
}

function sorted(
  value: string,
  isRight: (name: string) => boolean,
): { readonly right: readonly string[]; readonly wrong: readonly string[] } {
  const all = value
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
    .map((name) => (Object.hasOwn(otherNames, name) ? (otherNames[name] ?? name) : name));
  const names = [...new Set(all)].slice(0, longest.list);
  return { right: names.filter(isRight), wrong: names.filter((name) => !isRight(name)) };
}

function decoded(raw: string): string | null {
  try {
    return decodeURIComponent(raw);
  } catch {
    return null;
  }
}
