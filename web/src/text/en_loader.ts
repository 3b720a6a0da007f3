/** What the loader says in the page that it stands in; the frame speaks the reader's language. */
export const loaderWords = {
  name: 'Fall Line',
  named: (title: string) => `Fall Line: ${title}`,
  start: (title: string) => `Load Fall Line${title === '' ? '' : `: ${title}`}`,
  open: 'Open it in a tab of its own.',
  noFrame: (origin: string) =>
    `This page does not let Fall Line in: its content security policy needs frame-src ${origin}.`,
  silent: (origin: string) =>
    `Fall Line does not answer from ${origin}. Either it is not there, or this page does not let it in: it needs frame-src ${origin}, and a page that isolates itself (COEP) needs Fall Line to be served with Cross-Origin-Embedder-Policy: require-corp.`,
  noInline: (origin: string, why: string) =>
    `Fall Line could not be loaded into this page (${why}). Inline it needs script-src ${origin} 'wasm-unsafe-eval', connect-src ${origin} and worker-src blob:, and Access-Control-Allow-Origin: * from there; without “inline” frame-src ${origin} is enough.`,
  gone: 'The element has left the page.',
};
