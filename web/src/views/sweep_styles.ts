import { css } from 'lit';

/** What only a sweep has, beside the sheets of all places. */
export const sweepStyles = css`
  label.field {
    display: grid;
    gap: 2px;
    margin: var(--space-2) 0;
    font-size: var(--text-small);
  }
  label.field select {
    width: 100%;
  }
  .numbers {
    margin: var(--space-3) 0;
    padding-top: var(--space-3);
    border-top: 1px solid var(--hairline);
  }
  .line,
  .head {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-2) var(--space-3);
    align-items: center;
  }
  .line select {
    width: auto;
  }
  .line .small {
    color: var(--muted);
  }
  /* What starts and stops it is in sight, however many axes there are. */
  .side .transport {
    position: sticky;
    bottom: calc(-1 * var(--space-3));
    padding: var(--space-2) 0;
    background: var(--surface);
  }
  .planned {
    min-height: calc(40px * var(--scale));
    font-size: var(--text-small);
    font-variant-numeric: tabular-nums;
  }
  .progress {
    display: grid;
    gap: 2px;
    margin-top: var(--space-2);
    font-size: var(--text-small);
    font-variant-numeric: tabular-nums;
  }
  progress {
    width: 100%;
    height: 8px;
    accent-color: var(--accent);
  }
  .document {
    margin-top: var(--space-3);
  }
  .main > * {
    flex: none;
  }
  .best {
    font-variant-numeric: tabular-nums;
  }
  th,
  td {
    text-align: left;
  }
  td.long {
    max-width: calc(220px * var(--scale));
    white-space: normal;
  }
  tbody th {
    font-weight: 600;
  }
  .small-button {
    height: calc(24px * var(--scale));
  }
  @media (pointer: coarse) {
    .small-button {
      min-height: 36px;
    }
  }
`;
