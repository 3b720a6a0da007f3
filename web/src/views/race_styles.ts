import { css } from 'lit';

/** A column of controls beside the pictures; below each other where there is no room. */
export const raceStyles = css`
  :host {
    height: 100%;
  }
  .all {
    display: grid;
    grid-template-columns: calc(300px * var(--scale)) minmax(0, 1fr);
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
  .experiment {
    font-variant-numeric: tabular-nums;
  }
  .transport {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-2);
    margin: var(--space-2) 0 var(--space-3);
  }
  .transport button {
    display: inline-flex;
    gap: var(--space-1);
    align-items: center;
  }
  .rules {
    display: grid;
    gap: var(--space-2);
    margin-bottom: var(--space-3);
  }
  .main {
    display: flex;
    flex-direction: column;
    gap: var(--space-3);
  }
  fall-line-race-chart,
  fall-line-race-landscape {
    flex: 1 0 calc(300px * var(--scale));
  }
  .maps {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(calc(110px * var(--scale)), 1fr));
    gap: var(--space-3);
    flex: none;
  }
  figure {
    max-width: calc(170px * var(--scale));
    margin: 0;
  }
  fall-line-race-map {
    aspect-ratio: 1;
  }
  figcaption {
    overflow-wrap: anywhere;
    line-height: 1.3;
    font-size: var(--text-small);
    color: var(--muted);
  }
  .figures {
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
    padding: 3px var(--space-2) 3px 0;
    text-align: right;
    white-space: nowrap;
  }
  thead th {
    font-weight: 400;
    color: var(--muted);
  }
  th:first-child,
  td:nth-child(2),
  thead th:nth-child(2) {
    text-align: left;
  }
  tbody th {
    font-weight: 600;
  }
  tbody svg {
    margin-right: 6px;
    vertical-align: middle;
  }
  .reasons {
    flex: none;
    margin: 0;
    padding-left: var(--space-4);
    font-size: var(--text-small);
  }
  .main > .segments {
    align-self: start;
  }
  .main > p {
    margin: 0;
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
    fall-line-race-chart,
    fall-line-race-landscape {
      flex: none;
      height: calc(380px * var(--scale));
    }
  }
`;
