/** Icons as drawings of our own: no font, no request. Each is 20×20 in the text's colour. */
import { html, svg, type SVGTemplateResult, type TemplateResult } from 'lit';

const drawings = {
  play: svg`<path d="M6 3.8v12.4L16 10z" fill="currentColor" />`,
  pause: svg`<path d="M5.5 4h3v12h-3zM11.5 4h3v12h-3z" fill="currentColor" />`,
  step: svg`<path d="M5 4.5v11l7.5-5.5z" fill="currentColor" /><path d="M14.5 4.5v11" />`,
  epoch: svg`<path d="M3 4.5v11l6-5.5zM9 4.5v11l6-5.5z" fill="currentColor" /><path d="M16.6 4.5v11" />`,
  finish: svg`<path d="M5.5 3.2v13.8" /><path d="M5.5 4h9.2l-2.4 3.3 2.4 3.3H5.5z" fill="currentColor" />`,
  reset: svg`<path d="M4.2 8.2a6.2 6.2 0 1 1-.3 3.6" /><path d="M3.6 4v4.4H8" />`,
  dice: svg`<rect x="3.5" y="3.5" width="13" height="13" rx="2.5" />
    <path d="M7 7h.01M13 7h.01M10 10h.01M7 13h.01M13 13h.01" stroke-width="2.2" />`,
  plus: svg`<path d="M10 4.5v11M4.5 10h11" />`,
  minus: svg`<path d="M4.5 10h11" />`,
  copy: svg`<rect x="7" y="7" width="9" height="9" rx="1.5" /><path d="M13 4.5H5.5a1 1 0 0 0-1 1V13" />`,
  close: svg`<path d="M5.5 5.5l9 9M14.5 5.5l-9 9" />`,
  undo: svg`<path d="M7.5 4.5L4 8l3.5 3.5" /><path d="M4.4 8h7.1a4 4 0 0 1 0 8H8" />`,
  redo: svg`<path d="M12.5 4.5L16 8l-3.5 3.5" /><path d="M15.6 8H8.5a4 4 0 0 0 0 8H12" />`,
  link: svg`<path d="M8.5 11.5a3 3 0 0 0 4.2 0l2.6-2.6a3 3 0 0 0-4.2-4.2l-.9.9" />
    <path d="M11.5 8.5a3 3 0 0 0-4.2 0l-2.6 2.6a3 3 0 0 0 4.2 4.2l.9-.9" />`,
  light: svg`<circle cx="10" cy="10" r="3.2" /><path d="M10 2.8v1.8M10 15.4v1.8M2.8 10h1.8M15.4 10h1.8M4.9 4.9l1.3 1.3M13.8 13.8l1.3 1.3M4.9 15.1l1.3-1.3M13.8 6.2l1.3-1.3" />`,
  dark: svg`<path d="M15.8 12.1A6.4 6.4 0 0 1 7.9 4.2a6.4 6.4 0 1 0 7.9 7.9z" />`,
  contrast: svg`<circle cx="10" cy="10" r="6.2" stroke-width="2.2" /><path d="M10 4v12a6 6 0 0 1 0-12z" fill="currentColor" /><path d="M10 10h6" stroke-width="2.2" />`,
  save: svg`<path d="M10 3.5v8.2M6.6 8.6l3.4 3.3 3.4-3.3" /><path d="M4 13v2.5a1 1 0 0 0 1 1h10a1 1 0 0 0 1-1V13" />`,
  keys: svg`<rect x="2.5" y="5" width="15" height="10" rx="1.5" /><path d="M5.5 8h.01M8.5 8h.01M11.5 8h.01M14.5 8h.01M5.5 12h.01M14.5 12h.01M8 12h4" />`,
  projector: svg`<rect x="3" y="4" width="14" height="9" rx="1.5" /><path d="M10 13v3M7 16.5h6" />`,
  fold: svg`<path d="M7.5 5l5 5-5 5" />`,
  auto: svg`<circle cx="10" cy="10" r="6.2" /><path d="M10 3.8a6.2 6.2 0 0 1 0 12.4z" fill="currentColor" />`,
  help: svg`<path d="M7.4 7.6a2.6 2.6 0 1 1 3.9 2.3c-.9.5-1.3 1-1.3 2" /><path d="M10 14.6h.01" stroke-width="2" />`,
  pencil: svg`<path d="M4 16l.8-3.6L13.6 3.6l2.8 2.8L7.6 15.2z" /><path d="M12 5.2L14.8 8" />`,
  eraser: svg`<path d="M8 15.5L3.8 11.3a1 1 0 0 1 0-1.4L10.6 3a1 1 0 0 1 1.4 0l4.2 4.2a1 1 0 0 1 0 1.4L9.4 15.5z" />
    <path d="M7 6.7l5.8 5.8M6.5 16.5h10" />`,
  file: svg`<path d="M5.5 3.5h6l3 3v10h-9z" /><path d="M11.5 3.5v3h3" />`,
  share: svg`<circle cx="5.2" cy="10" r="2.1" /><circle cx="14.6" cy="5" r="2.1" /><circle cx="14.6" cy="15" r="2.1" />
    <path d="M7.1 9l5.6-3M7.1 11l5.6 3" />`,
  code: svg`<path d="M6.5 5.5L2.5 10l4 4.5M13.5 5.5l4 4.5-4 4.5M11.6 4l-3.2 12" />`,
  frame: svg`<rect x="2.5" y="4" width="15" height="12" rx="1.5" /><path d="M9 8.5h5.5v4.5H9zM5.5 8.5h.01M5.5 13h.01" />`,
} satisfies Record<string, SVGTemplateResult>;

export type IconName = keyof typeof drawings;

export function icon(name: IconName): TemplateResult {
  return html`<svg
    viewBox="0 0 20 20"
    width="20"
    height="20"
    fill="none"
    stroke="currentColor"
    stroke-width="1.6"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
  >
    ${drawings[name]}
  </svg>`;
}
