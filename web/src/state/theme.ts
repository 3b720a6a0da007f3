/** The theme: as the system has it, or as it was chosen; remembered where that is allowed. */
import { themes, type Theme } from './state';
import type { Store } from './store';

const key = 'fall-line-theme';

export interface Wishes {
  readonly dark: boolean;
  readonly contrast: boolean;
}

/** What holds: the choice, and where it leaves something open, what the system wishes. */
export function lookOf(theme: Theme, system: Wishes): Wishes {
  const chosen = theme === 'light' || theme === 'dark';
  return {
    dark: chosen ? theme === 'dark' : system.dark,
    contrast: theme === 'contrast' || system.contrast,
  };
}

export function nextTheme(theme: Theme): Theme {
  return themes[(themes.indexOf(theme) + 1) % themes.length] ?? 'auto';
}

export interface ThemeOptions {
  /** What it begins with; without it, what was chosen on a former visit. */
  readonly first?: Theme;
  /** The element that carries the colours. */
  readonly root?: HTMLElement;
}

/** A theme that was given is of its page alone: nothing is remembered. */
export function keepTheme(store: Store, { first, root }: ThemeOptions = {}): void {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const contrast = [matchMedia('(prefers-contrast: more)'), matchMedia('(forced-colors: active)')];
  let applied: Theme | null = null;
  const apply = (): void => {
    const { theme } = store.state;
    const wishes = { dark: dark.matches, contrast: contrast.some(({ matches }) => matches) };
    const look = lookOf(theme, wishes);
    const { dataset } = root ?? document.documentElement;
    dataset['scheme'] = look.dark ? 'dark' : 'light';
    if (look.contrast) dataset['contrast'] = 'more';
    else delete dataset['contrast'];
    if (theme !== applied) {
      applied = theme;
      if (first === undefined) remember(theme);
    }
    store.setLook(look);
  };
  store.setTheme(first ?? remembered());
  apply();
  let last = store.state.theme;
  store.subscribe(({ theme }) => {
    if (theme === last) return; // also of the snapshot that setLook makes
    last = theme;
    apply();
  });
  for (const query of [dark, ...contrast]) query.addEventListener('change', apply);
}

function remembered(): Theme {
  try {
    const theme = localStorage.getItem(key);
    return themes.find((one) => one === theme) ?? 'auto';
  } catch {
    return 'auto'; // storage is not allowed, as in a frame of another site
  }
}

function remember(theme: Theme): void {
  try {
    if (theme === 'auto') localStorage.removeItem(key);
    else localStorage.setItem(key, theme);
  } catch {
    // storage is not allowed: the choice holds for this visit
  }
}
