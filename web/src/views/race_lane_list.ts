import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Choice } from '../engine/model';
import type { Json } from '../state/json';
import { find, manifest, type Parameter } from '../state/manifest';
import type { RaceState } from '../state/race';
import { fewestLanes, mostLanes } from '../state/race_lanes';
import { idOf } from '../state/spec';
import { controls } from '../styles/controls';
import { placeText } from '../text/places';
import { componentMenu, parameterField } from './fields';
import { icon } from './icons';
import { laneNames } from './race_columns';
import { laneMark } from './race_mark';

const words = placeText.race;

/**
 * Who races: a method and its numbers each.
 *
 * @fires lanes - CustomEvent<readonly Choice[]>: others are wanted
 * @fires open - CustomEvent<number>: the Spec of this lane is wanted in the workbench
 */
@customElement('fall-line-race-lanes')
export class RaceLaneList extends LitElement {
  @property({ attribute: false }) race!: RaceState;

  static override styles = [
    controls,
    css`
      ol {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(calc(250px * var(--scale)), 100%), 1fr));
        gap: var(--space-2) var(--space-4);
        margin: 0;
        padding: 0;
        list-style: none;
      }
      li {
        padding: var(--space-2) 0;
        border-top: 1px solid var(--hairline);
      }
      .line {
        display: grid;
        grid-template-columns: 28px minmax(0, 1fr) auto;
        gap: var(--space-2);
        align-items: center;
      }
      details > div {
        display: grid;
        gap: 6px;
        padding: var(--space-2) 0 0 36px;
      }
      summary {
        padding-left: 36px;
        font-size: var(--text-small);
        line-height: calc(24px * var(--scale));
        color: var(--muted);
        cursor: pointer;
      }
      .icon {
        width: calc(24px * var(--scale));
        height: calc(24px * var(--scale));
        padding: 0;
      }
      .add {
        margin-top: var(--space-2);
      }
      @media (pointer: coarse) {
        summary {
          line-height: 36px;
        }
        .icon {
          width: 36px;
          height: 36px;
        }
      }
    `,
  ];

  private get choices(): readonly Choice[] {
    return this.race.lanes.map(({ choice }) => choice);
  }

  protected override render(): TemplateResult {
    const names = laneNames(this.race);
    return html`<ol aria-label=${words.lanes}>
        ${this.choices.map((choice, i) => this.lane(choice, i, names[i] ?? ''))}
      </ol>
      <button
        class="add"
        data-action="add-lane"
        ?disabled=${this.choices.length >= mostLanes}
        @click=${() => this.want([...this.choices, this.another()])}
      >
        ${words.add}
      </button>`;
  }

  private lane(choice: Choice, i: number, name: string): TemplateResult {
    const component = find(manifest.optimizers, idOf(choice));
    return html`<li data-lane=${i}>
      <div class="line">
        ${laneMark(i)}
        ${componentMenu({
          label: words.method(i + 1),
          name: `lane-${i}`,
          list: manifest.optimizers,
          chosen: component?.id,
          choose: (id) => this.replace(i, id),
          hideLabel: true,
        })}
        <button
          class="icon"
          data-action="remove-lane"
          aria-label=${words.remove(name)}
          title=${words.remove(name)}
          ?disabled=${this.choices.length <= fewestLanes}
          @click=${() => this.want(this.choices.filter((_, k) => k !== i))}
        >
          ${icon('close')}
        </button>
      </div>
      <details>
        <summary>${words.numbers}</summary>
        <div>
          ${(component?.parameters ?? []).map((parameter) => this.field(choice, i, parameter))}
          <button data-action="open-lane" @click=${() => this.tell('open', i)}>
            ${words.open}
          </button>
        </div>
      </details>
    </li>`;
  }

  private field(choice: Choice, i: number, parameter: Parameter): TemplateResult {
    const given: Readonly<Record<string, Json>> = typeof choice === 'object' ? choice : {};
    return parameterField(parameter, {
      value: ({ name }) => given[name],
      edit: ({ name }, value) =>
        this.replace(i, { ...given, id: idOf(choice) ?? '', [name]: value }),
      explain: false,
    });
  }

  /** The first method that is not on the start line yet. */
  private another(): Choice {
    const taken = new Set(this.choices.map((choice) => idOf(choice)));
    return (
      (manifest.optimizers.find(({ id }) => !taken.has(id)) ?? manifest.optimizers[0])?.id ?? ''
    );
  }

  private replace(index: number, choice: Choice): void {
    this.want(this.choices.map((other, i) => (i === index ? choice : other)));
  }

  private want(choices: readonly Choice[]): void {
    this.tell('lanes', choices);
  }

  private tell(type: 'lanes' | 'open', detail: unknown): void {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'fall-line-race-lanes': RaceLaneList;
  }
}
