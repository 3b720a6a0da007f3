/** The small drawing beside the phases: which part of the network a phase is about. */
import { css, html, svg, type SVGTemplateResult, type TemplateResult } from 'lit';
import { drawingOf, litBy } from '../plots/step_drawing';
import type { Phase } from '../plots/step_phases';
import { placeText } from '../text/places';

export const stepPictureStyles = css`
  .picture {
    display: block;
    width: 100%;
    max-width: 420px;
    height: auto;
  }
  .picture line {
    stroke: var(--hairline);
    stroke-width: 1;
  }
  .picture circle {
    fill: var(--surface);
    stroke: var(--edge);
    stroke-width: 1.2;
  }
  .picture text {
    fill: var(--muted);
    font-size: 11px;
    text-anchor: middle;
    font-variant-numeric: tabular-nums;
  }
  .picture .lit line {
    stroke: var(--accent);
    stroke-width: 1.4;
  }
  .picture .lit circle {
    fill: var(--accent);
    stroke: var(--accent);
  }
  .picture .lit text {
    fill: var(--ink);
    font-weight: 600;
  }
  .picture .back line {
    stroke: var(--test);
    stroke-dasharray: 4 3;
  }
  .picture .back circle {
    fill: var(--test);
    stroke: var(--test);
  }
`;

/** Forward in the accent and solid, backward in another colour and dashed. */
export function stepPicture(sizes: readonly number[], phase: Phase, name: string): TemplateResult {
  const { width, height, columns } = drawingOf(sizes);
  const lit = litBy(phase);
  const look = (isLit: boolean): string => (isLit ? (lit.isBackward ? 'lit back' : 'lit') : '');
  const weights = columns.slice(1).map((column, layer) => {
    const before = columns[layer];
    const lines = (before?.ys ?? []).flatMap((y) =>
      column.ys.map(
        (to): SVGTemplateResult =>
          svg`<line x1=${before?.x ?? 0} y1=${y} x2=${column.x} y2=${to} />`,
      ),
    );
    return svg`<g class=${look(lit.weights === layer)}>${lines}</g>`;
  });
  const units = columns.map(
    ({ x, ys, gap, units: count }, i) => svg`<g class=${look(lit.columns.includes(i))}>
      ${ys.map((y) => svg`<circle cx=${x} cy=${y} r="4.5" />`)}
      ${gap === null ? '' : svg`<text x=${x} y=${gap + 3}>⋮</text>`}
      <text x=${x} y=${height - 4}>${count}</text>
    </g>`,
  );
  return html`<svg
    class="picture"
    viewBox="0 0 ${width} ${height}"
    role="img"
    aria-label=${placeText.oneStep.drawing(name)}
  >
    ${weights} ${units}
  </svg>`;
}
