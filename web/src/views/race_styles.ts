import { css } from 'lit';

/** What only a race has, beside the sheets of all places. */
export const raceStyles = css`
  .experiment {
    font-variant-numeric: tabular-nums;
  }
  .transport {
    margin: var(--space-2) 0 var(--space-3);
  }
  .settings {
    margin-bottom: var(--space-3);
  }
  .main > .segments {
    align-self: start;
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
  @media (max-width: 899px) {
    th,
    td {
      padding-right: var(--space-2);
    }
    tbody th {
      white-space: normal;
    }
    fall-line-race-chart,
    fall-line-race-landscape {
      flex: none;
      height: calc(380px * var(--scale));
    }
  }
`;
