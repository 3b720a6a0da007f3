/**
 * The embed in somebody else's page. Colours and sizes are those of the page's own sheet, told to an
 * element of ours instead of the document; nothing is left outside of the shadow root.
 */
import tokens from '../styles/tokens.css?inline';
import { language } from '../text/text';
import { openEmbed } from './open_embed';
import { PortDesk } from './port_desk';
import { takePresentation } from './presentation';

export interface Inline {
  /** The other end speaks as a frame does. */
  readonly port: MessagePort;
  /** Takes everything away again. */
  readonly end: () => void;
}

/** The host's fonts and spacings stay outside; what it says of the element's size does not. */
const own = `
  .inline { all: initial; display: block; box-sizing: border-box; height: 100%;
    color: var(--ink); font: var(--text) / 1.4 var(--font); }
`;

export function mountInline(root: ShadowRoot, hash: string, home: string): Inline {
  const holder = document.createElement('div');
  holder.className = 'inline';
  holder.lang = language;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(tokens.replaceAll(':root', '.inline').replace(/\bhtml\b/u, '.inline') + own);
  const former = root.adoptedStyleSheets;
  root.adoptedStyleSheets = [...former, sheet];
  const { port1, port2 } = new MessageChannel();
  const opened: { desk: PortDesk | null } = { desk: null };
  const ended = new AbortController();
  void openEmbed(takePresentation(hash), {
    home,
    root: holder,
    signal: ended.signal,
    show: (page) => {
      holder.replaceChildren(page);
      root.replaceChildren(holder);
    },
    connect: (store, shown) => {
      opened.desk = new PortDesk(port1, store, shown);
      return opened.desk;
    },
  });
  return {
    port: port2,
    end: () => {
      opened.desk?.close();
      ended.abort();
      holder.remove();
      root.adoptedStyleSheets = former;
    },
  };
}
