import { css } from 'lit';

/** A table whose first column stays while layers scroll by. */
export const initialSpreadStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    gap: var(--space-2);
    min-width: 0;
  }
  p,
  .head {
    margin: 0;
  }
  .head {
    flex-wrap: wrap;
  }
  .scroll {
    position: relative; /* what is only heard stays within */
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
  th:first-child {
    position: sticky;
    left: 0;
    background: var(--surface);
    text-align: left;
  }
  th:nth-child(2),
  td:nth-child(2) {
    text-align: left;
  }
  .way {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: var(--space-3);
  }
  .here > *,
  .here th:first-child {
    background: var(--accent-soft);
  }
  .note {
    display: block;
    color: var(--muted);
  }
  .key {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-1) var(--space-4);
    font-size: var(--text-small);
    color: var(--muted);
  }
  .entry {
    display: inline-flex;
    align-items: center;
    gap: var(--space-2);
  }
  .picture {
    display: block;
    overflow: visible;
  }
  .dot {
    fill: var(--train);
  }
  .theory {
    fill: none;
    stroke: var(--edge);
    stroke-width: 1.5;
  }
  .way button {
    min-width: calc(58px * var(--scale));
  }
  @media (max-width: 600px) {
    .way {
      flex-direction: column;
      align-items: flex-start;
      gap: var(--space-1);
    }
  }
  .problem {
    color: var(--error);
  }
`;
