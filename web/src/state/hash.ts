/** The link's hash for a state. */
import { encodeLink } from './link';
import { asJson } from './spec';
import { firstPlace, lessonsPlace, type State } from './state';

export function hashOf({
  spec,
  place,
  lesson,
}: Pick<State, 'spec' | 'place' | 'lesson'>): Promise<string> {
  const at = place === firstPlace ? null : place;
  return encodeLink(asJson(spec), undefined, at, place === lessonsPlace ? lesson : null);
}
