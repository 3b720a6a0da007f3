/** The lines that put an experiment into a page of one's own. Pure: the dialog shows and copies them. */
import { presentationChoices, type PresentationText } from './contract';
import { hashOfParts } from './link_parts';
import { usualPresentation, usualViews } from './presentation';

export const { layout: layouts, controls: controlLevels, theme: frameThemes } = presentationChoices;

export type Access = 'free' | 'lock' | 'hide';

/** What an author has chosen. */
export interface Choices {
  readonly views: readonly string[];
  readonly layout: (typeof layouts)[number];
  readonly controls: (typeof controlLevels)[number];
  readonly theme: (typeof frameThemes)[number];
  readonly title: string;
  readonly autoplay: boolean;
  readonly poster: boolean;
  /** By the names of groups and paths; whatever is not named is free. */
  readonly access: Readonly<Record<string, Access>>;
  readonly lockAll: boolean;
  /** A lesson is read in place of an experiment. */
  readonly lesson: string | null;
}

export const firstChoices: Choices = {
  views: usualViews,
  layout: usualPresentation.layout,
  controls: usualPresentation.controls,
  theme: usualPresentation.theme,
  title: '',
  autoplay: false,
  poster: false,
  access: {},
  lockAll: false,
  lesson: null,
};

/** The keys that say more than what holds anyway. */
export function presentationOf(choices: Choices): PresentationText {
  const { views, layout, controls, theme, title, autoplay, poster, access, lockAll, lesson } =
    choices;
  const named = (wanted: Access): string =>
    Object.entries(access)
      .filter(([, one]) => one === wanted)
      .map(([name]) => name)
      .join(',');
  const [hidden, locked] = [named('hide'), lockAll ? 'all' : named('lock')];
  const isUsual = views.join() === usualViews.join();
  const look = {
    ...(theme === usualPresentation.theme ? {} : { theme }),
    ...(title.trim() === '' ? {} : { title: title.trim() }),
    ...(poster ? { poster: 'click' } : {}),
  };
  if (lesson !== null) return { lesson, ...look };
  return {
    ...(isUsual || views.length === 0 ? {} : { view: views.join(',') }),
    ...(layout === usualPresentation.layout ? {} : { layout }),
    ...(hidden === '' ? {} : { hide: hidden }),
    ...(locked === '' ? {} : { lock: locked }),
    ...(controls === usualPresentation.controls ? {} : { controls }),
    ...(autoplay ? { autoplay: 'visible' } : {}),
    ...look,
  };
}

/** The hash of the frame's address; `link` is that of the experiment. */
export function frameHash(link: string, choices: Choices): string {
  const presentation = presentationOf(choices);
  return hashOfParts(choices.lesson === null ? { link, presentation } : { presentation });
}

/** Three lines with the element, from the loader of a site. */
export function elementLines(site: string, link: string, choices: Choices): string {
  const attributes = Object.entries(presentationOf(choices)).map(
    ([key, value]) => ` ${key}="${escaped(value)}"`,
  );
  const experiment = choices.lesson === null ? `\n  link="${escaped(link)}"` : '';
  return [
    `<script type="module" src="${escaped(new URL('fall-line.js', site).href)}"></script>`,
    `<fall-line${attributes.join('')}${experiment}></fall-line>`,
  ].join('\n');
}

/** The same without a script: as high as is said, since nobody is there to ask. */
export function frameLines(site: string, link: string, choices: Choices, height: number): string {
  const address = new URL(`embed.html${frameHash(link, choices)}`, site).href;
  const title = choices.title.trim() === '' ? 'Fall Line' : choices.title.trim();
  return [
    `<iframe title="${escaped(title)}" width="100%" height="${Math.round(height)}"`,
    `  frameborder="0" allow="fullscreen; clipboard-write" loading="lazy"`,
    `  src="${escaped(address)}"></iframe>`,
  ].join('\n');
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('"', '&quot;')
    .replaceAll('<', '&lt;')
    .replaceAll('\n', ' ');
}
