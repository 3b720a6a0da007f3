import { css } from 'lit';

/** What only the baselines have, beside the sheets of all places: several frames beside the settings. */
export const baselinesStyles = css`
  section {
    flex: none;
  }
  .side {
    display: flex;
    flex-direction: column;
    gap: var(--space-2);
  }
  .side button {
    margin-top: var(--space-2);
  }
  thead th {
    white-space: normal;
  }
  .head {
    flex-wrap: wrap;
  }
  .head h2 {
    white-space: nowrap;
  }
  .head select {
    width: auto;
  }
  td button,
  th button {
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
  fall-line-ridge {
    height: calc(240px * var(--scale));
  }
  @media (pointer: coarse) {
    .side select,
    .side button,
    td button,
    th button {
      min-height: 36px;
    }
  }
`;
