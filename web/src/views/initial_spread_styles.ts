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
  thead th {
    white-space: normal;
  }
  th:first-child {
    position: sticky;
    left: 0;
    background: var(--surface);
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
  .here th:first-child {
    background: var(--accent-soft);
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
