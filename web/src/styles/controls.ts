import { css } from 'lit';

/** What every view shares: text, panels, buttons, fields. Values come from tokens.css. */
export const controls = css`
  :host {
    display: block;
  }

  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }

  [hidden] {
    display: none !important;
  }

  h2 {
    margin: 0;
    font-size: var(--text);
    font-weight: 600;
    line-height: calc(20px * var(--scale));
  }

  .muted {
    color: var(--muted);
  }

  .small {
    font-size: var(--text-small);
  }

  .number {
    font-variant-numeric: tabular-nums;
  }

  .only-heard {
    position: absolute;
    width: 1px;
    height: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  button,
  select,
  input[type='text'] {
    height: var(--control);
    border: 1px solid var(--edge);
    border-radius: var(--radius);
    background: var(--surface);
    color: var(--ink);
    font: inherit;
    font-size: var(--text-small);
  }

  button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: var(--space-1);
    padding: 0 var(--space-2);
    cursor: pointer;
    white-space: nowrap;
  }

  button:hover:not(:disabled) {
    background: var(--accent-soft);
    border-color: var(--accent);
  }

  button:disabled {
    color: var(--muted);
    border-color: var(--hairline);
    cursor: default;
  }

  /* The one that matters most where it stands. */
  button.main {
    background: var(--accent);
    border-color: var(--accent);
    color: var(--accent-ink);
    font-weight: 600;
  }

  button.main:hover:not(:disabled) {
    background: color-mix(in srgb, var(--accent) 88%, var(--ink));
  }

  button.main:disabled {
    background: var(--hairline);
    border-color: var(--hairline);
    color: var(--muted);
  }

  button.icon {
    width: var(--control);
    padding: 0;
  }

  button.quiet {
    border-color: transparent;
    background: none;
  }

  button.quiet:hover:not(:disabled) {
    background: var(--accent-soft);
  }

  button[aria-pressed='true'].quiet,
  button[aria-pressed='true'].wordy {
    background: var(--accent-soft);
    border-color: var(--accent);
  }

  button svg {
    width: calc(18px * var(--scale));
    height: calc(18px * var(--scale));
    flex: none;
  }

  /* An arrow of our own takes less room than the system's: the names of methods are long. */
  select {
    width: 100%;
    min-width: 0;
    padding: 0 13px 0 3px;
    appearance: none;
    background-image:
      linear-gradient(45deg, transparent 50%, currentColor 50%),
      linear-gradient(-45deg, transparent 50%, currentColor 50%);
    background-position:
      right 8px top 55%,
      right 4px top 55%;
    background-size: 4px 4px;
    background-repeat: no-repeat;
    text-overflow: ellipsis;
  }

  input[type='text'] {
    width: 100%;
    min-width: 0;
    padding: 0 6px;
  }

  input[type='range'],
  input[type='checkbox'] {
    accent-color: var(--accent);
  }

  input[type='checkbox'] {
    width: calc(16px * var(--scale));
    height: calc(16px * var(--scale));
    margin: 0;
    flex: none;
  }

  :focus-visible {
    outline: 2px solid var(--accent);
    outline-offset: 1px;
  }

  .check {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    min-height: var(--control);
    font-size: var(--text-small);
    cursor: pointer;
  }

  .head {
    display: flex;
    flex: none; /* what folds open in a head pushes the panel's content, and does not lie under it */
    align-items: center;
    gap: var(--space-2);
    min-height: 24px;
    margin-bottom: var(--space-2);
  }

  .head .rest {
    margin-left: auto;
  }

  .fields {
    display: grid;
    grid-template-columns: repeat(2, minmax(0, 1fr));
    gap: 6px var(--space-4);
    align-items: start;
  }

  .wide {
    grid-column: 1 / -1;
  }

  .field {
    display: block;
    min-width: 0;
  }

  .field > .label {
    display: block;
    margin-bottom: 2px;
    overflow: hidden;
    font-size: var(--text-small);
    line-height: calc(18px * var(--scale));
    text-overflow: ellipsis;
    white-space: nowrap;
    color: var(--muted);
  }

  /* Texts for machines: Specs, tables, lines of a page. */
  textarea {
    display: block;
    width: 100%;
    padding: 6px;
    border: 1px solid var(--edge);
    border-radius: var(--radius);
    background: var(--page);
    color: var(--ink);
    font:
      12px/1.4 ui-monospace,
      'SF Mono',
      Menlo,
      Consolas,
      monospace;
    resize: vertical;
  }

  .help {
    margin: 2px 0 0;
    font-size: var(--text-small);
    line-height: 1.35;
    color: var(--muted);
  }

  /* The system's own colours leave no background to tell states by. */
  @media (forced-colors: active) {
    [aria-pressed='true'],
    [aria-checked='true'],
    [aria-current] {
      forced-color-adjust: none;
      background: Highlight !important;
      color: HighlightText !important;
    }
  }

  .formula {
    font-family: 'Cambria Math', 'STIX Two Math', 'Latin Modern Math', var(--font);
    font-style: normal;
  }
`;
