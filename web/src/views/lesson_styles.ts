import { css } from 'lit';

/** What stands in the text of a lesson, framed alike: experiments, claims, tasks, the hand-in. */
export const blockStyles = css`
  :host {
    display: block;
    margin: var(--space-5) 0;
  }
  .block {
    padding: var(--space-3) var(--space-4) var(--space-3);
    border: 1px solid var(--hairline);
    border-radius: var(--radius);
    background: var(--surface);
  }
  .kind {
    margin: 0;
    font-size: var(--text-small);
    line-height: calc(18px * var(--scale));
    color: var(--muted);
  }
  .says {
    margin: 2px 0 var(--space-2);
    font-size: var(--text-large);
    line-height: 1.5;
  }
  .line {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--space-1) var(--space-3);
    min-height: var(--control);
  }
  progress {
    width: min(180px, 40%);
    height: 8px;
    accent-color: var(--accent);
  }
  .problem {
    color: var(--error);
  }
  .mark {
    font-weight: 600;
  }
  .strong {
    border-color: var(--accent);
  }
  @media (max-width: 767px) {
    .block {
      padding: var(--space-3);
    }
  }
`;

/** The reading view: a calm column, its contents beside it where there is room. */
export const lessonStyles = css`
  :host {
    display: block;
    min-width: 0;
  }
  .lesson {
    display: grid;
    grid-template-columns:
      minmax(0, 1fr)
      calc(200px * var(--scale))
      min(calc(640px * var(--scale)), 100%)
      minmax(0, 1.25fr);
    gap: 0 var(--space-6);
    padding: var(--space-4) 0 var(--space-6);
  }
  .contents {
    grid-column: 2;
    position: sticky;
    top: var(--space-4);
    align-self: start;
    font-size: var(--text-small);
  }
  .contents ol {
    margin: var(--space-2) 0 0;
    padding: 0;
    list-style: none;
  }
  .contents button {
    display: block;
    width: 100%;
    height: auto;
    padding: 4px var(--space-2);
    border: 0;
    border-left: 2px solid var(--hairline);
    border-radius: 0;
    background: none;
    color: var(--muted);
    line-height: 1.35;
    text-align: left;
    white-space: normal;
  }
  .contents button:hover {
    border-color: var(--accent);
    background: none;
    color: var(--ink);
  }
  .contents h2 {
    font-size: var(--text-small);
  }
  article {
    grid-column: 3;
    min-width: 0;
    font-size: var(--text-large);
    line-height: 1.6;
  }
  header .all {
    height: auto;
    padding: 4px 0;
    border: 0;
    background: none;
    color: var(--muted);
  }
  h1 {
    margin: var(--space-1) 0 var(--space-2);
    font-size: calc(28px * var(--scale));
    line-height: 1.25;
    letter-spacing: -0.01em;
  }
  .summary {
    margin: 0 0 var(--space-3);
    color: var(--muted);
  }
  .checks {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--space-1) var(--space-3);
    padding: var(--space-2) 0;
    border: solid var(--hairline);
    border-width: 1px 0;
    font-size: var(--text-small);
    font-variant-numeric: tabular-nums;
  }
  .checks > * {
    flex: none;
    max-width: 100%;
  }
  .checks .rest {
    margin-left: auto;
  }
  .handed {
    margin: var(--space-3) 0 0;
    padding: var(--space-2) var(--space-3);
    border-left: 3px solid var(--accent);
    background: var(--accent-soft);
    font-size: var(--text);
  }
  .damaged {
    border-color: var(--error);
    background: var(--error-soft);
  }
  section {
    scroll-margin-top: var(--space-4);
  }
  section h2 {
    margin: var(--space-6) 0 var(--space-2);
    font-size: var(--text-title);
    line-height: 1.3;
  }
  section h3 {
    margin: var(--space-5) 0 var(--space-2);
    font-size: var(--text-large);
  }
  section p,
  section ul,
  section ol,
  section blockquote {
    max-width: 68ch;
    margin: 0 0 var(--space-3);
  }
  section ul,
  section ol {
    padding-left: var(--space-5);
  }
  section li {
    margin: 0 0 var(--space-1);
  }
  section blockquote {
    padding-left: var(--space-3);
    border-left: 3px solid var(--hairline);
    color: var(--muted);
  }
  section a {
    color: var(--accent);
  }
  section code {
    padding: 1px 4px;
    border-radius: 3px;
    background: var(--grid);
    font-size: 0.9em;
  }
  section pre {
    padding: var(--space-3);
    border: 1px solid var(--hairline);
    border-radius: var(--radius);
    background: var(--surface);
    overflow-x: auto;
    line-height: 1.45;
  }
  section pre code {
    padding: 0;
    background: none;
  }
  math {
    font-family: 'Cambria Math', 'STIX Two Math', 'Latin Modern Math', 'DejaVu Math TeX Gyre', math;
    font-size: 1.06em;
  }
  .display {
    max-width: 100%;
    margin: var(--space-4) 0;
    overflow-x: auto;
    overflow-y: hidden;
    scrollbar-width: thin;
  }
  .table {
    max-width: 100%;
    margin: var(--space-3) 0;
    overflow-x: auto;
  }
  table {
    border-collapse: collapse;
    font-size: var(--text);
    font-variant-numeric: tabular-nums;
  }
  th,
  td {
    padding: 4px var(--space-3) 4px 0;
    border-bottom: 1px solid var(--hairline);
    text-align: left;
    vertical-align: top;
  }
  .right {
    text-align: right;
  }
  .center {
    text-align: center;
  }
  .neighbours {
    display: grid;
    grid-template-columns: 1fr 1fr;
    gap: var(--space-3);
    margin-top: var(--space-6);
  }
  .neighbours button {
    display: block;
    height: auto;
    min-height: 56px;
    padding: var(--space-2) var(--space-3);
    font-size: var(--text);
    line-height: 1.35;
    text-align: left;
    white-space: normal;
  }
  .neighbours .after {
    grid-column: 2;
    text-align: right;
  }
  .neighbours small {
    display: block;
    color: var(--muted);
    font-size: var(--text-small);
  }
  @media (max-width: 1099px) {
    .lesson {
      grid-template-columns: minmax(0, 1fr) min(calc(640px * var(--scale)), 100%) minmax(0, 1fr);
      gap: 0;
    }
    .contents {
      display: none;
    }
    article {
      grid-column: 2;
    }
  }
  @media (max-width: 767px) {
    .lesson {
      padding-top: var(--space-2);
    }
    .neighbours {
      grid-template-columns: 1fr;
    }
    .neighbours .after {
      grid-column: 1;
    }
  }
`;
