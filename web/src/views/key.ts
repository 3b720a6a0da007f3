/** What shapes and colours mean, in a line of their own below a picture. */
import { css, html, svg, type SVGTemplateResult, type TemplateResult } from 'lit';
import { parts, type Part, type SessionInfo } from '../engine/model';
import { classColours } from '../plots/outputs';
import type { Palette } from '../plots/surface';
import { text } from '../text/text';

export const keyStyles = css`
  :host {
    display: flex;
    flex-direction: column;
  }
  .key {
    display: flex;
    flex-wrap: wrap;
    gap: 0 var(--space-3);
    min-height: 20px;
    font-size: var(--text-small);
    font-variant-numeric: tabular-nums;
    color: var(--muted);
  }
  .key span {
    display: inline-flex;
    align-items: center;
    gap: 5px;
    white-space: nowrap;
  }
  .key output {
    color: var(--ink);
  }
`;

const glyphs: Readonly<Record<Part, SVGTemplateResult>> = {
  train: svg`<circle cx="6" cy="6" r="4" />`,
  validation: svg`<path d="M6 1.5 11 10H1z" />`,
  test: svg`<path d="M6 .8 11.2 6 6 11.2.8 6z" />`,
};
const square = svg`<rect x="1" y="1" width="10" height="10" rx="2" />`;
/** More classes than this are told by the axis or table, not by a key. */
const mostClasses = 8;

/** The shapes of the parts, the colours of the classes, and grey where outputs are not finite. */
export function mapKey(info: SessionInfo, hasHoles: boolean): TemplateResult {
  const present = parts.filter((part) => info.samples[part] > 0);
  const classes = info.task.kind === 'regression' ? [] : info.task.names.slice(0, mostClasses);
  const colours = classColours(info);
  return html`${present.map((part) => item(glyphs[part], 'currentColor', text.result.parts[part]))}
  ${hasHoles ? item(square, '#808080', text.result.notFinite) : null}
  ${classes.map((name, i) =>
    item(square, colours[i] ?? 'currentColor', text.result.className(name.replace(/^-/, '\u2212'))),
  )}`;
}

/** A line of the key: as it is drawn. */
export interface LineKey {
  readonly label: string;
  readonly colour: string;
  readonly dashed?: boolean;
}

/** The lines of a plot and the shapes of the parts; classes lie at their own heights. */
export function curveKey(
  info: SessionInfo,
  palette: Palette,
  lines: readonly LineKey[],
): TemplateResult {
  const present = parts.filter((part) => info.samples[part] > 0);
  const isRegression = info.task.kind === 'regression';
  return html`${lines.map(({ label, colour, dashed = false }) =>
    item(dashed ? svg`<path d="M0 5h5v2.4H0zM7 5h5v2.4H7z" />` : solidLine, colour, label),
  )}
  ${present.map((part) =>
    item(glyphs[part], isRegression ? palette[part] : 'currentColor', text.result.parts[part]),
  )}`;
}

/** The shapes and colours of classes in space; what is not trained on is hollow. */
export function shapeKey(info: SessionInfo, surface: string): TemplateResult {
  const colours = classColours(info);
  const others = parts.filter((part) => part !== 'train' && info.samples[part] > 0);
  const hollow = others.map((part) => text.result.parts[part]);
  return html`${info.task.names
    .slice(0, mostClasses)
    .map((name, k) =>
      item(
        classShapes[k % classShapes.length] ?? square,
        colours[k] ?? 'currentColor',
        text.result.className(name.replace(/^-/, '\u2212')),
      ),
    )}
  ${hollow.length > 0 ? html`<span>${text.result.hollow(hollow)}</span>` : null}
  ${item(svg`<path d="M1 8 4 2h7L8 8z" />`, 'currentColor', surface)}`;
}

/** In the order of plots/bodies.ts. */
const classShapes: readonly SVGTemplateResult[] = [
  glyphs.train,
  svg`<rect x="2" y="2" width="8" height="8" />`,
  glyphs.validation,
  glyphs.test,
  svg`<path d="M4.3 1h3.4v3.3H11v3.4H7.7V11H4.3V7.7H1V4.3h3.3z" />`,
];

const solidLine = svg`<path d="M0 5h12v2.4H0z" />`;

function item(shape: SVGTemplateResult, fill: string, label: string): TemplateResult {
  return html`<span
    ><svg viewBox="0 0 12 12" width="12" height="12" fill=${fill} aria-hidden="true">${shape}</svg
    >${label}</span
  >`;
}
