import { css } from 'lit';

/** What only the check has, beside the sheets of all places. */
export const checkStyles = css`
  .actions {
    display: flex;
    gap: var(--space-2);
    margin: var(--space-2) 0;
  }
  /* The room is there before the bar is: nothing moves when it comes. */
  .progress {
    display: flex;
    align-items: center;
    gap: var(--space-2);
    min-height: calc(24px * var(--scale));
  }
  progress {
    flex: 1;
    min-width: 0;
    accent-color: var(--accent);
  }
  .progress span {
    min-width: calc(110px * var(--scale));
  }
  .verdict {
    padding: var(--space-2) var(--space-3);
    border-left: 4px solid var(--edge);
    background: var(--page);
  }
  .verdict.right {
    border-left-color: var(--accent);
  }
  .verdict.wrong {
    border-left: 4px double var(--error);
    background: var(--error-soft);
  }
  tbody th button {
    width: 100%;
    justify-content: flex-start;
    border-color: transparent;
    background: none;
  }
  tbody th button[aria-pressed='true'] {
    border-color: var(--accent);
    background: var(--accent-soft);
  }
  td.wrong {
    color: var(--error);
    font-weight: 600;
  }
  .pictures {
    flex: 1;
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(300px, 100%), 1fr));
    gap: var(--space-3) var(--space-4);
    min-height: calc(260px * var(--scale));
  }
  figure {
    display: flex;
    flex-direction: column;
    min-width: 0;
    min-height: calc(260px * var(--scale));
    margin: 0;
  }
  figcaption {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 var(--space-2);
    margin-bottom: var(--space-1);
  }
  h3 {
    margin: 0;
    font-size: var(--text);
    font-weight: 600;
  }
  figure p {
    margin: var(--space-1) 0 0;
  }
  fall-line-check-sweep,
  fall-line-check-heat {
    flex: 1;
  }
  @media (max-width: 899px) {
    figure {
      min-height: calc(320px * var(--scale));
    }
  }
`;
