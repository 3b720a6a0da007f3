import { css } from 'lit';

/**
 * What places share: frames on one screen, settings beside what comes of them; below each other, and
 * as long as it takes, where there is no room. A frame is a section. Settings lie in columns where
 * they have the width of the page.
 */
export const placeStyles = css`
  :host {
    height: 100%;
  }
  .all {
    display: grid;
    grid-template-columns: calc(312px * var(--scale)) minmax(0, 1fr);
    gap: var(--space-3);
    height: 100%;
    min-height: 0;
  }
  section {
    min-width: 0;
    min-height: 0;
    padding: var(--space-3);
    border: 1px solid var(--hairline);
    border-radius: var(--radius);
    background: var(--surface);
  }
  .side,
  .main {
    min-width: 0;
    min-height: 0;
    overflow: auto;
    scrollbar-width: thin;
  }
  .main {
    display: flex;
    flex-direction: column;
    gap: var(--space-3);
  }
  .side p {
    margin: var(--space-1) 0 var(--space-2);
    line-height: 1.45;
  }
  .main > p {
    margin: 0;
  }
  .settings {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(calc(190px * var(--scale)), 100%), 1fr));
    gap: var(--space-2) var(--space-4);
    align-items: start;
  }
  .transport {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--space-2);
  }
  .strong:not(:disabled) {
    border-color: var(--accent);
    font-weight: 600;
  }
  .problem {
    color: var(--error);
  }
  @media (max-width: 899px) {
    .all {
      grid-template-columns: minmax(0, 1fr);
      height: auto;
    }
    .side,
    .main {
      overflow: visible;
    }
  }
`;

/** Figures in rows; what is too wide scrolls within its `scroll`. */
export const tableStyles = css`
  .scroll {
    position: relative; /* what is only heard in a wide table stays within */
    flex: none;
    overflow-x: auto;
    scrollbar-width: thin;
  }
  table {
    width: 100%;
    border-spacing: 0;
    font-size: var(--text-small);
    font-variant-numeric: tabular-nums;
  }
  th,
  td {
    padding: 3px var(--space-3) 3px 0;
    border-bottom: 1px solid var(--hairline);
    font-weight: 400;
    text-align: right;
    white-space: nowrap;
  }
  th:last-child,
  td:last-child {
    padding-right: 0;
  }
  thead th {
    color: var(--muted);
    vertical-align: bottom;
  }
  th[scope='row'],
  th:first-child,
  td:first-child,
  .left {
    text-align: left;
  }
  .here {
    background: var(--accent-soft);
  }
  .note {
    display: block;
    color: var(--muted);
  }
`;
