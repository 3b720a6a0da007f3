import { css } from 'lit';

/** Settings beside the table; below both the path of ridge and what is linear. */
export const baselinesStyles = css`
  :host {
    height: 100%;
  }
  .all {
    display: grid;
    grid-template-columns: minmax(220px, 280px) minmax(0, 1fr);
    gap: var(--space-3);
    height: 100%;
    min-height: 0;
  }
  section {
    min-width: 0;
    padding: var(--space-3);
    border: 1px solid var(--hairline);
    border-radius: var(--radius);
    background: var(--surface);
  }
  .side {
    display: flex;
    flex-direction: column;
    gap: var(--space-3);
    overflow: auto;
    scrollbar-width: thin;
  }
  .main {
    display: flex;
    flex-direction: column;
    gap: var(--space-3);
    min-width: 0;
    overflow: auto;
    scrollbar-width: thin;
  }
  .scroll {
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
    padding: 4px var(--space-3) 4px 0;
    border-bottom: 1px solid var(--hairline);
    font-weight: 400;
    text-align: right;
    white-space: nowrap;
  }
  thead th {
    color: var(--muted);
    white-space: normal;
    vertical-align: bottom;
  }
  .head h2 {
    white-space: nowrap;
  }
  .head select {
    width: auto;
  }
  td button {
    margin-top: 2px;
  }
  .key {
    display: flex;
    gap: var(--space-4);
    margin: 0;
    font-size: var(--text-small);
    color: var(--muted);
  }
  .entry {
    display: inline-flex;
    align-items: center;
    gap: var(--space-2);
  }
  .entry path {
    stroke-width: 2;
  }
  .train path {
    stroke: var(--train);
  }
  .validation path {
    stroke: var(--validation);
    stroke-dasharray: 2 4;
  }
  .test path {
    stroke: var(--test);
    stroke-dasharray: 8 5;
  }
  th:first-child,
  td:first-child,
  .left,
  th[scope='row'] {
    text-align: left;
  }
  .here {
    background: var(--accent-soft);
  }
  .note {
    display: block;
    color: var(--muted);
  }
  .pair {
    display: grid;
    grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
    gap: var(--space-3);
  }
  fall-line-ridge {
    height: calc(240px * var(--scale));
  }
  .problem {
    color: var(--error);
  }
  .side select {
    width: 100%;
  }
  @media (max-width: 900px) {
    .all,
    .pair {
      grid-template-columns: minmax(0, 1fr);
    }
    .all {
      height: auto;
    }
    .side,
    .main {
      overflow: visible;
    }
  }
  @media (pointer: coarse) {
    .side select,
    .side button,
    td button {
      min-height: 36px;
    }
  }
`;
