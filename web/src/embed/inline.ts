/**
 * What `<fall-line inline>` loads, as `inline.js` beside the pages: the embed itself in the shadow
 * root of the host's element. A name that stays; what it loads in turn has hashes.
 */
import type { Inline } from './inline_page';

/** @param home the address of the workbench */
export async function mount(root: ShadowRoot, hash: string, home: string): Promise<Inline> {
  const { mountInline } = await import('./inline_page');
  return mountInline(root, hash, home);
}
