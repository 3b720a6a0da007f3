import { html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { faults, noFault } from '../state/faults';
import { find } from '../state/manifest';
import type { State } from '../state/state';
import { controls } from '../styles/controls';
import { placeText } from '../text/places';
import { componentMenu } from './fields';
import { StoreElement } from './store_element';

const words = placeText.fault;

/** Which fault is planted, and what it does. */
@customElement('fall-line-fault-menu')
export class FaultMenu extends StoreElement {
  static override styles = [controls];

  protected override reads(state: State): readonly unknown[] {
    return [state.spec.fault];
  }

  protected override render(): TemplateResult {
    const { fault = noFault } = this.state.spec;
    const chosen = find(faults, fault);
    return html`${componentMenu({
        label: words.menu,
        name: 'fault',
        path: 'fault',
        list: faults,
        chosen: fault,
        choose: (id) => this.store.edit('fault', id === noFault ? undefined : id),
      })}
      <p class="help" data-figure="fault">
        ${fault === noFault ? words.help : `${chosen?.formula ?? ''} – ${chosen?.summary ?? ''}`}
      </p>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'fall-line-fault-menu': FaultMenu;
  }
}
