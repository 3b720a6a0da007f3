/** Hides and locks what a page around this one does not leave to its readers. */
import { isHidden, isLocked, openAccess, type Access } from '../state/access';

/** What can be used: each has a `disabled` of its own. */
const usable = 'button, input, select, textarea, fall-line-number, fall-line-split';

/**
 * Controls say by `data-path` which value of the Spec they change, and by `data-replaces` what
 * becomes another with it: another method has another learning rate. After every rendering: a template
 * sets only what has changed in it, so what is locked here stays so.
 */
export function applyAccess(root: ParentNode, access: Access): void {
  if (access === openAccess) return;
  for (const element of root.querySelectorAll<HTMLElement>('[data-path]')) {
    const { path = '', replaces = path } = element.dataset;
    if (isHidden(access, path)) {
      element.hidden = true;
    } else if (isLocked(access, path) || isLocked(access, replaces)) {
      element.dataset['locked'] = '';
      const own = element.matches(usable) ? [element] : [];
      for (const control of [...own, ...element.querySelectorAll<HTMLElement>(usable)]) {
        Object.assign(control, { disabled: true });
      }
    }
  }
}
