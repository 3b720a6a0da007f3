import { css } from 'lit';

/** Curves above, the table below; on a phone every row is a block of its own. */
export const runsStyles = css`
  .all {
    grid-template: minmax(260px, 2fr) minmax(0, 3fr) / minmax(0, 1fr);
  }
  section {
    display: flex;
    flex-direction: column;
  }
  .head {
    flex-wrap: wrap;
  }
  .head select {
    width: auto;
  }
  fall-line-runs-plot {
    flex: 1;
    min-height: 180px;
  }
  .list {
    overflow: auto;
    scrollbar-width: thin;
  }
  .none {
    margin: var(--space-5) auto;
    max-width: 60ch;
    text-align: center;
  }
  .scroll {
    margin: var(--space-2) 0;
  }
  th,
  td {
    padding-right: var(--space-2);
    text-align: left;
  }
  .figure {
    text-align: right;
  }
  .wide {
    width: 22%;
    min-width: 150px;
  }
  .check svg {
    width: 32px;
    height: 8px;
  }
  th input[type='text'] {
    border-color: transparent;
    background: none;
    font-weight: 600;
  }
  th input[type='text']:hover,
  th input[type='text']:focus {
    border-color: var(--edge);
  }
  .notes {
    display: block;
    padding-left: 7px;
    line-height: 1.3;
    white-space: normal;
    color: var(--muted);
  }
  .spec {
    padding: 0;
    height: calc(22px * var(--scale));
    text-decoration: underline;
  }
  code {
    display: block;
    font-family: ui-monospace, 'SF Mono', Menlo, Consolas, monospace;
    font-size: calc(12px * var(--scale));
    color: var(--muted);
  }
  .actions {
    text-align: right;
  }
  @media (max-width: 1199px) {
    .all {
      grid-template-rows: 300px auto;
      height: auto;
    }
    .list {
      overflow: visible;
    }
  }
  @media (max-width: 1099px) {
    /* Too many columns for the width: every run is a block, figures wrap in it. */
    table,
    tbody {
      display: block;
    }
    thead {
      position: absolute;
      width: 1px;
      height: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
    tr {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 2px var(--space-3);
      padding: var(--space-2) 0;
      border-bottom: 1px solid var(--hairline);
    }
    th,
    td {
      padding: 0;
      border: none;
    }
    td[data-label]::before {
      content: attr(data-label) ' ';
      color: var(--muted);
    }
    .wide {
      flex: 1;
      width: auto;
      min-width: 60%;
    }
    .actions {
      flex-basis: 100%;
      display: flex;
      flex-wrap: wrap;
      gap: var(--space-1);
      text-align: left;
    }
  }
`;
