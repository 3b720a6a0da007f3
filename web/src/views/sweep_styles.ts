import { css } from 'lit';

/** The plan beside what comes of it; below each other where there is no room. */
export const sweepStyles = css`
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
  .side p {
    margin: var(--space-1) 0 var(--space-2);
  }
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
    display: grid;
    gap: var(--space-2);
    margin: var(--space-3) 0;
    padding-top: var(--space-3);
    border-top: 1px solid var(--hairline);
  }
  .line,
  .transport,
  .head {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-2) var(--space-3);
    align-items: center;
  }
  .head {
    align-items: end;
  }
  .line .small {
    color: var(--muted);
  }
  .transport button {
    display: inline-flex;
    gap: var(--space-1);
    align-items: center;
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
  .problem {
    color: var(--error);
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
  .main {
    display: flex;
    flex-direction: column;
    gap: var(--space-3);
  }
  .main > * {
    flex: none;
  }
  .main > p {
    margin: 0;
  }
  .best {
    font-variant-numeric: tabular-nums;
  }
  .figures {
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
    text-align: left;
    white-space: nowrap;
  }
  td.long {
    max-width: calc(220px * var(--scale));
    white-space: normal;
  }
  thead th {
    font-weight: 400;
    color: var(--muted);
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
