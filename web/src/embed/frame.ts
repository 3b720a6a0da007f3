/**
 * Starts embed.html. This much comes at once: it reads the keys of the presentation, and where a
 * poster is wanted it waits for a click before anything else is loaded.
 */
import { Announced } from './announce';
import { takePresentation, type Taken } from './presentation';

// Whoever is around may greet it from now on.
const announced = new Announced();

// A preview is a frame without an address of its own: what it is to show is its name.
const taken = takePresentation(location.protocol === 'about:' ? window.name : location.hash);
const { presentation } = taken;
const { theme, title, poster } = presentation;

// The colours of the poster and of the wait; the page's own rule follows (state/theme.ts).
const wishes = (query: string): boolean => matchMedia(query).matches;
const isDark = theme === 'dark' || (theme !== 'light' && wishes('(prefers-color-scheme: dark)'));
document.documentElement.dataset['scheme'] = isDark ? 'dark' : 'light';
if (theme === 'contrast' || wishes('(prefers-contrast: more)')) {
  document.documentElement.dataset['contrast'] = 'more';
}
if (title !== '') document.title = title;

const app = document.querySelector('#app');

async function open(shown: Taken): Promise<void> {
  const page = await import('./open_frame');
  await page.openFrame(app, shown, announced);
}

const button = document.querySelector<HTMLButtonElement>('#poster');
if (poster && button) {
  document.querySelector('#waiting')?.remove();
  const name = button.querySelector('b');
  if (name && title !== '') name.textContent = title;
  button.hidden = false;
  button.addEventListener('click', () => {
    button.disabled = true;
    // Who presses it wants to see it train.
    void open({ ...taken, presentation: { ...presentation, autoplay: true } });
  });
} else {
  await open(taken);
}
