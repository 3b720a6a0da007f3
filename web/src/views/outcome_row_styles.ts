import { css } from 'lit';

export const rowStyles = css`
  .sample,
  .sample label {
    display: inline-flex;
    align-items: center;
    gap: var(--space-1);
    font-size: var(--text-small);
  }
  .sample input {
    width: 3.4em;
    margin-left: var(--space-1);
    text-align: right;
    font-variant-numeric: tabular-nums;
  }
  .sample select {
    width: auto;
  }
  .prediction {
    display: flex;
    gap: var(--space-4);
    flex: none;
    min-height: calc(94px * var(--scale));
    max-height: calc(150px * var(--scale));
    padding: var(--space-2) var(--space-3);
    border: 1px solid var(--hairline);
    border-radius: var(--radius);
    font-variant-numeric: tabular-nums;
  }
  .figure {
    display: block;
    font-size: calc(28px * var(--scale));
    font-weight: 600;
    line-height: calc(36px * var(--scale));
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .figure.long {
    font-size: var(--text-title);
  }
  .verdict {
    flex: none;
    width: 150px;
    min-width: 0;
  }
  .outputs {
    flex: 1;
    min-width: 0;
    overflow: auto;
    scrollbar-width: thin;
  }
  .numbers {
    display: flex;
    flex: 1;
    flex-wrap: wrap;
    gap: 0 var(--space-5);
    overflow: auto;
  }
  .numbers > p {
    width: 100%;
  }
  .inputs {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(calc(128px * var(--scale)), 1fr));
    gap: var(--space-3) var(--space-4);
    align-items: start;
    padding: 2px;
  }
  .one > .label {
    line-height: calc(22px * var(--scale));
  }
  .range {
    display: flex;
    justify-content: space-between;
    font-size: calc(12px * var(--scale));
    line-height: calc(14px * var(--scale));
    font-variant-numeric: tabular-nums;
    color: var(--muted);
  }
  @container (max-width: 430px) {
    .verdict {
      width: 112px;
    }
  }
`;
