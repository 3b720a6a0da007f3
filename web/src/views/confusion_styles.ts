import { css } from 'lit';

/** Two tables whose rows stand beside each other, or below each other where it is narrow. */
export const confusionStyles = css`
  .tables {
    display: flex;
    align-items: flex-start;
    gap: var(--space-2);
  }
  .matrix {
    flex: 1;
    min-width: 0;
    overflow-x: auto;
    scrollbar-width: thin;
  }
  table {
    border-spacing: 2px;
    table-layout: fixed;
    font-size: var(--text-small);
    font-variant-numeric: tabular-nums;
  }
  .matrix table {
    width: 100%;
  }
  .scores {
    flex: none;
  }
  th {
    padding: 0 2px;
    font-weight: 550;
    color: var(--muted);
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  thead th {
    height: calc(20px * var(--scale));
  }
  tbody th.first,
  tfoot th.first {
    text-align: right;
    padding-right: 4px;
  }
  th.first {
    width: 20px;
  }
  .named th.first {
    width: 76px;
  }
  .matrix td {
    height: calc(clamp(20px, 2.7vh, 34px) * var(--scale));
    padding: 0;
    overflow: hidden;
    font-size: calc(12px * var(--scale));
    text-align: center;
    border-radius: 3px;
  }
  td.right {
    font-weight: 600;
  }
  .scores .first {
    display: none;
  }
  .scores {
    font-size: calc(12px * var(--scale));
  }
  .scores th:not(.first) {
    width: 4.6em;
    text-align: right;
  }
  .scores th:nth-last-child(2) {
    width: 3.7em;
  }
  .scores th:last-child {
    width: 3.2em;
  }
  /* Counts of four digits beside one another. */
  .large .matrix td {
    font-weight: 500;
    font-size: calc(11px * var(--scale));
    letter-spacing: -0.04em;
  }
  .scores td {
    height: calc(clamp(20px, 2.7vh, 34px) * var(--scale));
    padding: 0 2px;
    text-align: right;
  }
  .matrix .mean {
    height: calc(clamp(20px, 2.7vh, 34px) * var(--scale));
    text-align: right;
  }
  .below .mean {
    display: none;
  }
  tfoot td {
    border-top: 1px solid var(--hairline);
  }
  .below {
    flex-direction: column;
  }
  .below .matrix {
    width: 100%;
  }
  .below .matrix table {
    min-width: calc(76px + 20 * 30px);
  }
  .below .scores .first {
    display: table-cell;
    width: 90px;
  }
  @container (max-width: 430px) {
    .tables {
      flex-direction: column;
    }
    .matrix {
      width: 100%;
    }
    .matrix table {
      border-spacing: 1px;
    }
    .matrix th,
    .matrix td {
      font-size: calc(11px * var(--scale));
    }
    .matrix th.first {
      width: 26px;
    }
    .named .matrix th.first {
      width: 60px;
    }
    .matrix .mean {
      display: none;
    }
    .scores .first {
      display: table-cell;
      width: 90px;
    }
  }
`;
