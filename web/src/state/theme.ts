/** The theme: as the system has it, or as it was chosen; remembered where that is allowed. */
import type { Theme } from './state';
import type { Store } from './store';

const key = 'fall-line-theme';

export function keepTheme(store: Store): void {
  const system = matchMedia('(prefers-color-scheme: dark)');
  let applied: Theme | null = null;
  const apply = (): void => {
    const { theme } = store.state;
    if (theme !== applied) {
      applied = theme;
      if (theme === 'auto') delete document.documentElement.dataset['theme'];
      else document.documentElement.dataset['theme'] = theme;
      remember(theme);
    }
    store.setDark(theme === 'dark' || (theme === 'auto' && system.matches));
  };
  store.setTheme(remembered());
  apply();
  store.subscribe(apply);
  system.addEventListener('change', apply);
}

function remembered(): Theme {
  try {
    const theme = localStorage.getItem(key);
    return theme === 'light' || theme === 'dark' ? theme : 'auto';
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
