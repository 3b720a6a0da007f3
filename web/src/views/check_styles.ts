import { css } from 'lit';

/** Verdict and button beside table and pictures; below each other where there is no room. */
export const checkStyles = css`
  :host {
    height: 100%;
  }
  .all {
    display: grid;
    grid-template-columns: calc(320px * var(--scale)) minmax(0, 1fr);
    gap: var(--space-3);
    height: 100%;
    min-height: 0;
  }
  .side,
  .main {
    min-width: 0;
    min-height: 0;
    padding: var(--space-3);
    overflow: auto;
    scrollbar-width: thin;
    border: 1px solid var(--hairline);
    border-radius: var(--radius);
    background: var(--surface);
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
  .actions {
    display: flex;
    gap: var(--space-2);
    margin: var(--space-2) 0;
  }
  .actions [data-action='check'] {
    border-color: var(--accent);
    font-weight: 600;
  }
  /* The room is there before the bar is: nothing moves when it comes. */
  .progress {
    display: flex;
    align-items: center;
    gap: var(--space-2);
    min-height: calc(24px * var(--scale));
  }
  progress {
    flex: 1;
    min-width: 0;
    accent-color: var(--accent);
  }
  .progress span {
    min-width: calc(110px * var(--scale));
  }
  .verdict {
    padding: var(--space-2) var(--space-3);
    border-left: 4px solid var(--edge);
    background: var(--page);
  }
  .verdict.right {
    border-left-color: var(--accent);
  }
  .verdict.wrong {
    border-left: 4px double var(--error);
    background: var(--error-soft);
  }
  .failure {
    color: var(--error);
  }
  .scroll {
    flex: none;
    overflow-x: auto;
  }
  table {
    width: 100%;
    border-spacing: 0;
    font-size: var(--text-small);
    font-variant-numeric: tabular-nums;
  }
  th,
  td {
    padding: 2px var(--space-2);
    border-bottom: 1px solid var(--hairline);
    text-align: right;
    white-space: nowrap;
  }
  thead th {
    font-weight: 400;
    color: var(--muted);
  }
  th:first-child {
    padding-left: 0;
    text-align: left;
  }
  tbody th button {
    width: 100%;
    justify-content: flex-start;
    border-color: transparent;
    background: none;
  }
  tbody th button[aria-pressed='true'] {
    border-color: var(--accent);
    background: var(--accent-soft);
  }
  td.wrong {
    color: var(--error);
    font-weight: 600;
  }
  .pictures {
    flex: 1;
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(300px, 100%), 1fr));
    gap: var(--space-3) var(--space-4);
    min-height: calc(260px * var(--scale));
  }
  figure {
    display: flex;
    flex-direction: column;
    min-width: 0;
    min-height: calc(260px * var(--scale));
    margin: 0;
  }
  figcaption {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 var(--space-2);
    margin-bottom: var(--space-1);
  }
  h3 {
    margin: 0;
    font-size: var(--text);
    font-weight: 600;
  }
  figure p {
    margin: var(--space-1) 0 0;
  }
  fall-line-check-sweep,
  fall-line-check-heat {
    flex: 1;
  }
  @media (max-width: 899px) {
    :host {
      height: auto;
    }
    .all {
      grid-template-columns: minmax(0, 1fr);
      height: auto;
    }
    figure {
      min-height: calc(320px * var(--scale));
    }
  }
`;
