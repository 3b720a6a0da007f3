/** The store of a lesson that is embedded: it has no workbench, so experiments open elsewhere. */
import type { Spec } from '../engine/model';
import { linkTo } from './sharing';
import { lessonsPlace, type State } from './state';
import { Store, type StoreOptions } from './store';

export class LessonStore extends Store {
  /** @param leave opens a link of the workbench */
  constructor(
    options: StoreOptions,
    private readonly leave: (hash: string) => void,
  ) {
    super(options);
  }

  override openSpec(spec: Spec): void {
    void linkTo(spec).then(this.leave);
  }

  override goTo(place: string, read: Partial<Pick<State, 'lesson' | 'handIn'>> = {}): void {
    if (place === lessonsPlace) super.goTo(place, read);
  }
}
