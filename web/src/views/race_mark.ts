/** The sign of a lane beside its name: its colour and its type of line. */
import { html, svg, type TemplateResult } from 'lit';
import { laneColour, laneDash } from './race_columns';

export function laneMark(index: number): TemplateResult {
  const dash = laneDash(index).join(' ');
  return html`<svg class="mark" viewBox="0 0 28 10" width="28" height="10" aria-hidden="true">
    ${svg`<path d="M0 5h28" fill="none" stroke=${laneColour(index)} stroke-width="3" stroke-dasharray=${dash} />`}
  </svg>`;
}
