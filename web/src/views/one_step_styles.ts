import { css } from 'lit';

export const oneStepStyles = css`
  :host {
    --below: #2e86d1;
    --above: #d1682e;
    min-height: 0;
  }
  .main {
    display: block;
  }
  .controls {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--space-2);
    min-height: var(--control);
  }
  .rail .controls {
    position: sticky;
    top: calc(-1 * var(--space-3));
    margin: var(--space-2) 0;
    padding: var(--space-1) 0;
    background: var(--surface);
  }
  kbd {
    padding: 0 6px;
    border: 1px solid var(--hairline);
    border-radius: 4px;
    font: inherit;
    font-size: var(--text-small);
    color: var(--muted);
  }
  @media (pointer: coarse) {
    kbd {
      display: none;
    }
  }
  .controls .turned svg {
    transform: rotate(180deg);
  }
  .phases {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .phases h3 {
    margin: var(--space-2) 0 2px;
    font-size: var(--text-small);
    font-weight: 400;
    color: var(--muted);
  }
  .phases ol {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .phases button {
    width: 100%;
    justify-content: flex-start;
    gap: var(--space-2);
    border-color: transparent;
    background: none;
    text-align: left;
  }
  .phases button span {
    color: var(--muted);
  }
  .phases button[aria-current] {
    border-color: var(--accent);
    background: var(--accent-soft);
  }
  .top {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--space-2) var(--space-4);
  }
  .sample {
    display: inline-flex;
    align-items: center;
    gap: var(--space-1);
    font-size: var(--text-small);
    color: var(--muted);
  }
  .sample input[type='text'] {
    width: calc(64px * var(--scale));
    text-align: right;
    font-variant-numeric: tabular-nums;
  }
  .take {
    display: inline-flex;
    gap: var(--space-1);
    margin-left: auto;
  }
  .strong {
    border-color: var(--accent);
    background: var(--accent);
    color: var(--accent-ink);
  }
  .strong:hover:not(:disabled) {
    background: var(--accent);
  }
  .strong:disabled {
    background: none;
  }
  .facts {
    margin: var(--space-2) 0;
    min-height: 20px;
    font-size: var(--text-small);
    font-variant-numeric: tabular-nums;
    color: var(--muted);
  }
  .phase {
    padding-top: var(--space-3);
    border-top: 1px solid var(--hairline);
  }
  .equation {
    min-height: calc(60px * var(--scale));
    margin: var(--space-1) 0 var(--space-2);
  }
  .equation p {
    margin: 0;
    font-size: var(--text-large);
    line-height: 1.75;
  }
  .equation p:first-child {
    font-size: var(--text-title);
    line-height: 1.5;
  }
  var {
    font-style: italic;
  }
  sub,
  sup {
    font-size: 0.7em;
    line-height: 0;
  }
  .says {
    max-width: 72ch;
    min-height: calc(40px * var(--scale));
    margin: 0 0 var(--space-2);
    color: var(--muted);
  }
  .matrices {
    display: flex;
    flex-wrap: wrap;
    align-items: flex-start;
    gap: var(--space-4) var(--space-5);
    margin-bottom: var(--space-3);
  }
  fall-line-step-matrix {
    max-width: 100%;
  }
  .read {
    min-height: 20px;
    margin: 0 0 var(--space-2);
    font-size: var(--text-small);
    font-variant-numeric: tabular-nums;
    color: var(--muted);
  }
  .read output {
    color: var(--ink);
  }
  dl {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-1) var(--space-5);
    margin: 0 0 var(--space-3);
    font-size: var(--text-small);
    font-variant-numeric: tabular-nums;
  }
  dl div {
    display: flex;
    gap: var(--space-2);
  }
  dt {
    color: var(--muted);
  }
  dd {
    min-width: 9ch;
    margin: 0;
  }
  .warning {
    color: var(--warning);
  }
  details {
    padding-top: var(--space-2);
    border-top: 1px solid var(--hairline);
  }
  summary {
    min-height: var(--control);
    cursor: pointer;
    font-weight: 600;
  }
  .busy {
    display: flex;
    align-items: center;
    gap: var(--space-3);
    margin: 0 0 var(--space-2);
  }
  @media (max-width: 899px) {
    .rail .controls {
      position: static;
    }
    .phases {
      display: flex;
      gap: var(--space-3);
      overflow-x: auto;
      padding-bottom: var(--space-2);
    }
    .phases li {
      flex: none;
    }
    .phases ol {
      display: flex;
      gap: 2px;
    }
    .phases button {
      border-color: var(--hairline);
    }
    .take {
      margin-left: 0;
    }
  }
`;
