import { noChange } from 'lit';
import { setCommittedValue } from 'lit/directive-helpers.js';
import { Directive, directive, type PropertyPart } from 'lit/directive.js';

/** A text field's value as the state has it, except while a person is typing another one. */
class TypedValue extends Directive {
  private field: HTMLInputElement | null = null;
  private typing = false;

  render(value: string): unknown {
    return value;
  }

  override update(part: PropertyPart, [value]: [string]): unknown {
    const field = part.element as HTMLInputElement;
    if (this.field !== field) this.follow(field);
    if (this.typing || field.value === value) return noChange;
    setCommittedValue(part); // whatever was set before, the field holds something else by now
    return value;
  }

  private follow(field: HTMLInputElement): void {
    this.field = field;
    field.addEventListener('input', () => (this.typing = true));
    for (const end of ['change', 'blur']) field.addEventListener(end, () => (this.typing = false));
  }
}

/** `.value=${typedValue(text)}`: with `live` alone every report of the engine would undo a key. */
export const typedValue = directive(TypedValue);
