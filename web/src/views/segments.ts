/** One of a few: a row of joined buttons that is a radio group to keys and screen readers. */
import { css, html, type TemplateResult } from 'lit';

export interface Segment {
  readonly id: string;
  readonly label: string;
}

export const segmentStyles = css`
  .segments {
    display: inline-flex;
    flex: none;
    max-width: 100%;
    overflow-x: auto;
    scrollbar-width: none;
    gap: 1px;
    min-width: 0;
    padding: 1px;
    border: 1px solid var(--hairline);
    border-radius: var(--radius);
    background: var(--page);
  }
  .segments button {
    flex: none;
    height: calc(var(--control) - 4px);
    padding: 0 6px;
    border: 0;
    border-radius: calc(var(--radius) - 2px);
    background: none;
    color: var(--muted);
  }
  .segments button[aria-checked='true'] {
    background: var(--surface);
    box-shadow: inset 0 0 0 1px var(--edge);
    color: var(--ink);
  }
  .segments button:hover:not([aria-checked='true']) {
    color: var(--ink);
  }
`;

/** The group; arrow keys, Home and End choose and move the focus along. */
export function segments(
  name: string,
  choices: readonly Segment[],
  chosen: string,
  choose: (id: string) => void,
): TemplateResult {
  const press = (event: KeyboardEvent): void => {
    const at = choices.findIndex(({ id }) => id === chosen);
    const next = choices[target(event.key, at, choices.length)];
    if (!next) return;
    event.preventDefault();
    choose(next.id);
    const group = event.currentTarget as HTMLElement;
    group.querySelector<HTMLElement>(`[data-segment="${next.id}"]`)?.focus();
  };
  return html`<div class="segments" role="radiogroup" aria-label=${name} @keydown=${press}>
    ${choices.map(
      ({ id, label }) =>
        html`<button
          type="button"
          role="radio"
          data-segment=${id}
          aria-checked=${id === chosen}
          tabindex=${id === chosen ? 0 : -1}
          @click=${() => choose(id)}
        >
          ${label}
        </button>`,
    )}
  </div>`;
}

/** Where a key leads in a group of that size, round and round; -1 when it leads nowhere. */
export function target(key: string, at: number, count: number): number {
  switch (key) {
    case 'ArrowRight':
    case 'ArrowDown':
      return (at + 1) % count;
    case 'ArrowLeft':
    case 'ArrowUp':
      return (at - 1 + count) % count;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return -1;
  }
}
