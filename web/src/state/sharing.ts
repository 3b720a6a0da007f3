/** What a link holds of the state, and what it lacks. */
import type { Spec } from '../engine/model';
import { text } from '../text/text';
import { hashOf } from './hash';
import { filesOf } from './intake';
import { firstPlace, type State } from './state';

export async function linkOf(
  state: State,
): Promise<{ readonly hash: string; readonly lacks: readonly string[] }> {
  const words = text.frame;
  const files = filesOf(state.spec);
  const lacks = [
    ...(files.length > 0 ? [words.lacksFiles(files.join(', '))] : []),
    ...(state.tweaked ? [text.network.tweaks] : []),
    ...(state.drawing ? [words.lacksDrawing] : []),
  ];
  return { hash: await hashOf(state), lacks };
}

/** The hash of another experiment's link. */
export function linkTo(spec: Spec): Promise<string> {
  return hashOf({ spec, place: firstPlace, lesson: null });
}
