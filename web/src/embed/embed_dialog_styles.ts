import { css } from 'lit';

/** Choices on the left, what they make on the right; on a phone below each other. */
export const dialogStyles = css`
  p {
    margin: 0 0 var(--space-2);
    line-height: 1.45;
  }
  .sides {
    display: grid;
    grid-template-columns: minmax(0, calc(330px * var(--scale))) minmax(0, 1fr);
    gap: var(--space-3) var(--space-5);
    align-items: start;
  }
  .result {
    position: sticky;
    top: 0;
  }
  @media (max-width: 899px) {
    .sides {
      grid-template-columns: minmax(0, 1fr);
    }
    .result {
      position: static;
    }
    .choices {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(min(300px, 100%), 1fr));
      gap: 0 var(--space-5);
    }
  }
  .views {
    grid-template-columns: repeat(2, minmax(0, 1fr));
  }
  .views > .whole {
    grid-column: 1 / -1;
  }
  fieldset {
    align-content: start;
    display: grid;
    gap: 2px;
    min-width: 0;
    margin: 0 0 var(--space-3);
    padding: 0;
    border: 0;
  }
  legend,
  h3 {
    margin: 0;
    padding: 0 0 2px;
    font-size: var(--text-small);
    font-weight: 600;
    color: var(--muted);
  }
  .check,
  .line {
    min-height: var(--control);
    font-size: var(--text-small);
  }
  .line {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: var(--space-2);
    align-items: center;
  }
  .line select,
  .line input[type='text'] {
    width: calc(176px * var(--scale));
  }
  summary {
    min-height: var(--control);
    font-size: var(--text-small);
    line-height: var(--control);
    cursor: pointer;
  }
  .result {
    display: grid;
    gap: var(--space-2);
    min-width: 0;
  }
  /* The room is there before the frame has said how high it is: the lines below stay in place. */
  fall-line-embed-preview {
    min-height: calc(420px * var(--scale));
  }
  .head {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-2);
    align-items: center;
  }
  .head h3 {
    margin-right: auto;
  }
  textarea {
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  .result p {
    margin: 0;
  }
  .said {
    min-height: calc(20px * var(--scale));
  }
`;
