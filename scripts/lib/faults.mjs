// What can be seen of a page without eyes: words that are cut off, panels that scroll within
// themselves, and a page wider than its screen.

/**
 * @param {import('@playwright/test').Page} page
 * @param {{ isOneScreen: boolean }} options whether nothing is to scroll up and down, either
 * @returns {Promise<readonly string[]>} one line each
 */
export function findFaults(page, options) {
  return page.evaluate(({ isOneScreen }) => {
    const { document, getComputedStyle, innerWidth, HTMLElement, HTMLSelectElement } = globalThis;
    /** @type {Set<string>} */
    const found = new Set();
    /** @param {Element} element */
    const named = (element) =>
      `${element.localName}${[...element.classList].map((name) => `.${name}`).join('')}` +
      ` “${(element.textContent ?? '').trim().replace(/\s+/g, ' ').slice(0, 40)}”`;

    /** @param {HTMLElement} element @param {string} host */
    const look = (element, host) => {
      const { clientWidth, clientHeight, scrollWidth, scrollHeight } = element;
      if (clientWidth <= 2 || clientHeight <= 2) return; // for screen readers alone
      const { overflowX, overflowY, textOverflow } = getComputedStyle(element);
      const at = `${host} ${named(element)}`;
      if (overflowX !== 'visible' && scrollWidth > clientWidth + 1) {
        const cut = textOverflow === 'ellipsis' || overflowX === 'hidden';
        found.add(
          `${cut ? 'cut off' : 'scrolls sideways'} (${scrollWidth - clientWidth} px): ${at}`,
        );
      }
      const scrolls = overflowY === 'auto' || overflowY === 'scroll';
      if (isOneScreen && scrolls && scrollHeight > clientHeight) {
        found.add(`scrolls (${scrollHeight - clientHeight} px): ${at}`);
      }
    };
    /** A menu shows its choice in less than its width. @param {HTMLSelectElement} menu @param {string} host */
    const lookAtMenu = (menu, host) => {
      const [chosen] = menu.selectedOptions;
      if (!chosen || menu.clientWidth === 0) return;
      const { appearance, font, paddingLeft, paddingRight } = getComputedStyle(menu);
      const context = document.createElement('canvas').getContext('2d');
      if (!context) return;
      context.font = font;
      const arrow = appearance === 'none' ? 0 : 20; // which the browser draws by itself
      const room = menu.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight) - arrow;
      const width = context.measureText(chosen.label).width;
      if (width > room + 1) {
        found.add(`cut off (${Math.ceil(width - room)} px): ${host} select “${chosen.label}”`);
      }
    };
    /** @param {Document | ShadowRoot} root @param {string} host */
    const walk = (root, host) => {
      for (const element of root.querySelectorAll('*')) {
        if (!(element instanceof HTMLElement) || !element.checkVisibility()) continue;
        look(element, host);
        if (element instanceof HTMLSelectElement) lookAtMenu(element, host);
        if (element.shadowRoot) walk(element.shadowRoot, element.localName);
      }
    };
    walk(document, 'page');
    const { scrollWidth } = document.documentElement;
    if (scrollWidth > innerWidth) found.add(`the page is ${scrollWidth - innerWidth} px too wide`);
    return [...found];
  }, options);
}
