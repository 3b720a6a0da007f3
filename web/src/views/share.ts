/** What leaves the page: the link to the clipboard, the project to a file. */
import { formatBytes } from '../plots/format';
import type { Store } from '../state/store';
import { text } from '../text/text';

export async function copyLink(store: Store): Promise<void> {
  const { hash, lacks } = await store.link();
  const { frame } = text;
  const lacking = lacks.length > 0 ? ` ${frame.linkLacks(frame.and(lacks))}` : '';
  // What it lacks fits into a project: that is the one thing to do about it.
  const action =
    lacks.length > 0 ? { label: frame.save, run: () => void saveProject(store) } : null;
  const kind = lacks.length > 0 ? 'warning' : 'info';
  let said: string;
  try {
    await navigator.clipboard.writeText(new URL(hash, location.href).href);
    said = frame.linkCopied;
  } catch {
    said = putIntoAddress(hash) ? frame.linkNotCopied : frame.linkNowhere;
  }
  store.notify({ kind, text: said + lacking, action });
}

/** Where there is an address bar; a frame has none. */
function putIntoAddress(hash: string): boolean {
  if (window.top !== window) return false;
  history.replaceState(history.state, '', hash);
  return true;
}

export async function saveProject(store: Store): Promise<void> {
  const saved = await store.saveProject();
  if (!saved) return;
  const address = URL.createObjectURL(saved.file);
  const anchor = document.createElement('a');
  anchor.href = address;
  anchor.download = saved.name;
  anchor.click();
  // The download has begun when the click has been handled; later it would only take memory.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
  const said = text.frame.projectSaved(saved.name, formatBytes(saved.file.size));
  store.notify({ kind: 'info', text: said });
}
