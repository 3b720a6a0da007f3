import { LitElement, type PropertyValues } from 'lit';
import { property } from 'lit/decorators.js';
import type { State } from '../state/state';
import type { Store } from '../state/store';
import { applyAccess } from './access';

/** A view: renders again when one of the parts of the state that it reads is another object. */
export abstract class StoreElement extends LitElement {
  @property({ attribute: false }) store!: Store;

  private unsubscribe: (() => void) | null = null;
  private read: readonly unknown[] = [];

  protected get state(): State {
    return this.store.state;
  }

  /** Another text when colours or sizes are others. */
  get look(): string {
    const { theme, dark, contrast, projector } = this.state;
    return [theme, dark, contrast, projector].join(' ');
  }

  /** The parts of the state that this view shows. */
  protected abstract reads(state: State): readonly unknown[];

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.requestUpdate(); // much may have happened while it was away
    this.read = this.all(this.state);
    this.unsubscribe = this.store.subscribe((state) => {
      const read = this.all(state);
      if (read.every((part, i) => Object.is(part, this.read[i]))) return;
      this.read = read;
      this.requestUpdate();
    });
  }

  /** Colours and sizes concern every view. */
  private all(state: State): readonly unknown[] {
    const { theme, dark, contrast, projector, access } = state;
    return [theme, dark, contrast, projector, access, ...this.reads(state)];
  }

  protected override update(changed: PropertyValues): void {
    super.update(changed);
    applyAccess(this.renderRoot, this.state.access);
  }

  override disconnectedCallback(): void {
    this.unsubscribe?.();
    super.disconnectedCallback();
  }
}
