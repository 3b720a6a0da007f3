/** The link's hash for a state. */
import { encodeLink } from './link';
import { asJson } from './spec';
import { firstPlace, type State } from './state';

export function hashOf({ spec, place }: Pick<State, 'spec' | 'place'>): Promise<string> {
  return encodeLink(asJson(spec), undefined, place === firstPlace ? null : place);
}
