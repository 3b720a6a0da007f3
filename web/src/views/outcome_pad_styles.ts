import { css } from 'lit';

/** The pad, as large a square as there is room for; beside it what the network says. */
export const padStyles = css`
  .sides {
    display: grid;
    grid-template-columns: minmax(0, 1.3fr) minmax(150px, 1fr);
    flex: 1;
    gap: var(--space-4);
    min-height: 0;
  }
  .left,
  .right {
    display: flex;
    flex-direction: column;
    gap: var(--space-2);
    min-width: 0;
    min-height: 0;
  }
  .left {
    container-type: size; /* the pad stays a square, whichever side is short */
  }
  .frame {
    position: relative;
    flex: none;
    width: clamp(120px, 100cqh - 76px * var(--scale), 100cqw);
    aspect-ratio: 1;
  }
  canvas.pad {
    display: block;
    width: 100%;
    height: 100%;
    border: 1px solid var(--edge);
    border-radius: var(--radius);
    background: var(--page);
    cursor: crosshair;
    touch-action: none;
  }
  .empty {
    position: absolute;
    inset: 0;
    display: grid;
    place-items: center;
    color: var(--muted);
    pointer-events: none;
  }
  .tools {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--space-1) var(--space-2);
  }
  .tools label {
    display: flex;
    flex: 1;
    align-items: center;
    gap: 6px;
    min-width: 110px;
    font-size: var(--text-small);
    color: var(--muted);
  }
  .tools input {
    flex: 1;
    min-width: 40px;
  }
  .tools .number {
    width: 2em;
    text-align: right;
  }
  .verdict {
    display: flex;
    align-items: center;
    gap: var(--space-3);
  }
  .verdict div {
    display: flex;
    flex-direction: column;
    min-width: 0;
  }
  canvas.sees {
    flex: none;
    width: 84px;
    height: auto;
    border: 1px solid var(--edge);
    background: #000000;
    image-rendering: pixelated;
  }
  .class {
    font-size: calc(28px * var(--scale));
    font-weight: 600;
    line-height: calc(36px * var(--scale));
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .class.long {
    font-size: var(--text-title);
  }
  @media (pointer: coarse) {
    .tools input {
      height: 36px;
    }
  }
  @media (max-width: 767px) {
    .left {
      container-type: inline-size;
    }
    .frame {
      width: 100cqw;
    }
  }
  @container (max-width: 430px) {
    .sides {
      grid-template-columns: minmax(0, 1.1fr) minmax(140px, 1fr);
      gap: var(--space-2);
    }
    canvas.sees {
      width: 56px;
    }
  }
`;
