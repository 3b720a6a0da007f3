import { css } from 'lit';

/**
 * Where everything stands. On a desk one screen without scrolling; below, columns become rows; on a
 * phone one column with the transport under the thumb. Wider screens get larger pictures, not longer
 * lines: the columns of controls keep their width.
 */
export const pageStyles = css`
  .page {
    display: grid;
    grid-template:
      'top top top top' auto
      'transport transport transport transport' auto
      'messages messages messages messages' auto
      'data network network result' minmax(0, 1.62fr)
      'lower lower lower lower' minmax(0, 1fr)
      / 312px minmax(0, 1fr) 130px minmax(484px, 33vw);
    gap: var(--space-2) var(--space-3);
    height: 100vh;
    height: 100dvh;
    min-height: 820px;
    padding: var(--space-2) var(--space-4) var(--space-3);
  }
  main {
    display: contents;
  }
  fall-line-top-bar {
    grid-area: top;
    min-height: 36px;
  }
  .messages {
    grid-area: messages;
    display: grid;
    gap: var(--space-1);
    min-width: 0;
  }
  .transport {
    grid-area: transport;
    display: grid;
    align-items: center;
    min-height: 52px;
    padding: var(--space-1) var(--space-3);
    border: 1px solid var(--hairline);
    border-radius: var(--radius);
    background: var(--surface);
  }
  .data {
    grid-area: data;
  }
  .network {
    grid-area: network;
  }
  .result {
    grid-area: result;
  }
  /* The lower row divides its width by itself; elsewhere its panels have places of their own. */
  .lower {
    grid-area: lower;
    display: grid;
    grid-template: minmax(0, 1fr) / minmax(526px, 1.5fr) minmax(530px, 1.1fr) minmax(328px, 1fr);
    gap: var(--space-3);
    min-width: 0;
    min-height: 0;
  }
  .inside > .content {
    height: 100%;
  }
  .panel {
    min-width: 0;
    min-height: 0;
    padding: var(--space-3);
    border: 1px solid var(--hairline);
    border-radius: var(--radius);
    background: var(--surface);
    overflow: auto;
    scrollbar-width: thin;
  }
  /* Another place, or what there is to say when the engine cannot run: all of the page's rest. */
  .whole {
    grid-row: 2 / -1;
    grid-column: 1 / -1;
    min-width: 0;
    min-height: 0;
    overflow: auto;
  }
  .page.elsewhere .whole {
    grid-row: 3 / -1;
  }
  .page.elsewhere .messages {
    grid-row: 2;
  }
  .failed {
    grid-row: 4 / -1;
    display: grid;
    place-content: center;
    max-width: 68ch;
    margin: 0 auto;
    padding: var(--space-5);
    line-height: 1.55;
  }
  .failed h2 {
    font-size: var(--text-title);
    line-height: 1.4;
  }
  .fold {
    width: 100%;
    justify-content: flex-start;
    border: none;
    background: none;
    font-size: var(--text);
    font-weight: 600;
  }
  .fold[aria-expanded='true'] svg {
    transform: rotate(90deg);
  }

  /* Explained, all is said: the page scrolls as a whole, and no panel within itself. */
  @media (min-width: 1200px) {
    .page.explained:not(.projector) {
      grid-template-rows: auto auto auto minmax(max-content, 1.62fr) minmax(max-content, 1fr);
      height: auto;
      min-height: 100dvh;
    }
    .page.explained:not(.projector) .panel {
      overflow: visible;
    }
  }

  /* The pictures are what is shown: the controls are two bars below them, opened one at a time. */
  @media (min-width: 1200px) {
    .page.projector .lower {
      display: contents;
    }
    .page.projector .loss {
      grid-area: loss;
    }
    .page.projector .optimizer {
      grid-area: optimizer;
    }
    .page.projector .inside {
      grid-area: inside;
      display: flex;
      flex-direction: column;
    }
    .page.projector .inside > .content {
      flex: 1;
      height: auto;
      min-height: 0;
    }
    .page.projector {
      grid-template:
        'top top top top' auto
        'transport transport transport transport' auto
        'messages messages messages messages' auto
        'network result result result' minmax(0, 1.15fr)
        'loss result result result' minmax(0, 1fr)
        'loss data optimizer inside' auto
        / minmax(0, 1fr) minmax(0, 15.3vw) minmax(0, 15.3vw) minmax(0, 15.3vw);
    }
    .page.projector:is(.open-data, .open-optimizer, .open-inside) {
      grid-template-rows: auto auto auto minmax(0, 1.15fr) auto minmax(0, 1fr);
    }
    .page.projector.open-data {
      grid-template-areas:
        'top top top top'
        'transport transport transport transport'
        'messages messages messages messages'
        'network result result result'
        'loss optimizer optimizer inside'
        'loss data data data';
    }
    .page.projector.open-optimizer {
      grid-template-areas:
        'top top top top'
        'transport transport transport transport'
        'messages messages messages messages'
        'network result result result'
        'loss data data inside'
        'loss optimizer optimizer optimizer';
    }
    .page.projector.open-inside {
      grid-template-areas:
        'top top top top'
        'transport transport transport transport'
        'messages messages messages messages'
        'network result result result'
        'loss data data optimizer'
        'loss inside inside inside';
    }
    .page.projector .panel {
      padding: var(--space-2);
    }
    .page.projector .folded {
      padding: var(--space-1);
    }
  }
  @media (min-width: 1920px) {
    .page:not(.projector) {
      grid-template:
        'top top top' auto
        'transport transport transport' auto
        'messages messages messages' auto
        'data network result' minmax(0, 1.9fr)
        'lower lower lower' minmax(0, 1fr)
        / 380px minmax(0, 1fr) minmax(660px, 35vw);
    }
  }
  @media (max-width: 1199px) {
    .lower {
      display: contents;
    }
    .loss {
      grid-area: loss;
    }
    .optimizer {
      grid-area: optimizer;
    }
    .inside {
      grid-area: inside;
      min-height: 260px;
    }
    .page {
      grid-template:
        'top top' auto
        'transport transport' auto
        'messages messages' auto
        'network result' minmax(420px, auto)
        'loss loss' 300px
        'inside inside' auto
        'data optimizer' auto
        / minmax(0, 1fr) minmax(0, 1fr);
      height: auto;
      min-height: 0;
    }
    .transport {
      padding: var(--space-2) var(--space-3);
    }
    .panel {
      overflow: visible;
    }
  }
  @media (min-width: 768px) and (max-width: 1099px) {
    .page {
      grid-template:
        'top top' auto
        'transport transport' auto
        'messages messages' auto
        'result result' 440px
        'network network' auto
        'loss loss' 300px
        'inside inside' auto
        'data optimizer' auto
        / minmax(0, 1fr) minmax(0, 1fr);
    }
    .network {
      min-height: 340px;
    }
  }
  @media (max-width: 767px) {
    .page {
      display: flex;
      flex-direction: column;
      padding: var(--space-2) var(--space-2) calc(160px + env(safe-area-inset-bottom));
    }
    .page.elsewhere {
      padding-bottom: var(--space-2);
    }
    .result {
      order: 1;
      flex: none;
      display: grid; /* what needs more than this height gets it: the page scrolls, not the panel */
      grid-template: 1fr / minmax(0, 1fr);
      min-height: min(440px, 100vw - 14px);
    }
    .network {
      order: 2;
    }
    .loss {
      order: 3;
      flex: none;
      height: 600px;
    }
    .inside {
      order: 4;
      flex: none;
      min-height: 280px;
    }
    .data {
      order: 5;
    }
    .optimizer {
      order: 6;
    }
    .transport {
      position: fixed;
      inset: auto 0 0;
      z-index: 1;
      padding: var(--space-2) var(--space-2) calc(var(--space-2) + env(safe-area-inset-bottom));
      border-width: 1px 0 0;
      border-radius: 0;
    }
  }

  .page.dragged {
    outline: 3px dashed var(--accent);
    outline-offset: -6px;
  }
  .skip {
    position: absolute;
    z-index: 2;
    top: var(--space-1);
    left: var(--space-4);
    padding: var(--space-1) var(--space-3);
    border-radius: var(--radius);
    background: var(--accent);
    color: var(--accent-ink);
  }
  .skip:not(:focus) {
    clip-path: inset(50%);
  }
  dialog {
    max-height: calc(100dvh - 32px);
    overflow: auto;
    border: 1px solid var(--edge);
    border-radius: var(--radius);
    background: var(--surface);
    color: var(--ink);
    padding: var(--space-4) var(--space-5);
  }
  dialog::backdrop {
    background: rgb(0 0 0 / 40%);
  }
  dialog dl {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: var(--space-2) var(--space-4);
    margin: var(--space-4) 0;
  }
  dialog dd {
    margin: 0;
  }
  kbd {
    padding: 1px 7px;
    border: 1px solid var(--edge);
    border-radius: 4px;
    font: inherit;
    font-size: var(--text-small);
    background: var(--page);
  }
`;
