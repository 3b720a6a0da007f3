import { css } from 'lit';

export const mistakesStyles = css`
  .chosen {
    display: flex;
    align-items: center;
    gap: var(--space-3);
    flex: none;
    height: calc(20px + 108px * var(--scale));
    padding: var(--space-2);
    border: 1px solid var(--hairline);
    border-radius: var(--radius);
    overflow: hidden;
  }
  canvas.large {
    flex: none;
    width: 110px;
    height: auto;
    max-height: 110px;
    image-rendering: pixelated;
  }
  .said {
    display: flex;
    flex: 1;
    flex-direction: column;
    gap: var(--space-1);
    min-width: 0;
    height: 100%;
  }
  .outputs {
    flex: 1;
    min-height: 0;
    overflow: auto;
    scrollbar-width: thin;
  }
  .outputs .bars {
    display: block;
    columns: 2 118px;
    column-gap: var(--space-3);
  }
  .outputs .bars li {
    break-inside: avoid;
    grid-template-columns: minmax(1.2em, max-content) minmax(20px, 1fr) 3.8em;
  }
  .images {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(52px, 1fr));
    gap: var(--space-1);
    margin: 0;
    padding: 2px;
    list-style: none;
  }
  .images button {
    flex-direction: column;
    gap: 0;
    width: 100%;
    height: auto;
    padding: 3px 0;
    font-variant-numeric: tabular-nums;
    line-height: calc(16px * var(--scale));
  }
  .images canvas {
    width: 40px;
    height: auto;
    margin-bottom: 2px;
    image-rendering: pixelated;
  }
  .images span {
    max-width: 100%;
    overflow: hidden;
    text-overflow: ellipsis;
    font-size: calc(12px * var(--scale));
  }
  button[aria-pressed='true'] {
    border-color: var(--accent);
    background: var(--accent-soft);
  }
  table {
    border-spacing: 0;
    font-size: var(--text-small);
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
  th {
    position: sticky;
    top: 0;
    max-width: 9em;
    padding: 2px 6px 4px;
    overflow: hidden;
    text-overflow: ellipsis;
    text-align: right;
    font-weight: 550;
    color: var(--muted);
    background: var(--surface);
  }
  td {
    padding: 0 6px;
    text-align: right;
    border-top: 1px solid var(--hairline);
  }
  td button {
    min-width: 44px;
    height: calc(var(--control) - 4px);
    justify-content: flex-end;
  }
  tr.pressed td {
    background: var(--accent-soft);
  }
  @media (max-width: 767px) {
    .scroll {
      max-height: 460px;
    }
  }
  @container (max-width: 430px) {
    .chosen {
      height: calc(66px + 108px * var(--scale));
      align-items: flex-start;
    }
    canvas.large {
      width: 92px;
    }
    .outputs .bars {
      columns: 1;
    }
    .outputs .bars li {
      line-height: calc(13px * var(--scale));
    }
  }
`;
