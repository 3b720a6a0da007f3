import { css } from 'lit';
import { controls } from '../styles/controls';

/** A view of an embed: a line that says what it is, and the picture in all the rest. */
export const viewStyles = [
  controls,
  css`
    :host,
    section {
      display: flex;
      flex-direction: column;
      min-width: 0;
      min-height: 0;
    }
    section {
      flex: 1;
    }
    .head {
      flex-wrap: wrap;
      gap: 0 var(--space-2);
      margin-bottom: 2px;
    }
    .head h2 {
      padding-left: 3px;
    }
    .head .check {
      min-height: calc(24px * var(--scale));
      color: var(--muted);
    }
    section > :not(.head) {
      flex: 1;
      min-height: 0;
    }
    p {
      margin: 0;
      font-size: var(--text-small);
    }
    @media (pointer: coarse) {
      .head .check {
        min-height: 36px;
      }
    }
  `,
];
