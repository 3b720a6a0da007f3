/** How a page begins from its link: the experiment in it, and what is wrong with it. */
import { problemOf, type EngineFace } from './state/engine_face';
import { decodeLink, LinkError, specOf, type LinkContent } from './state/link';
import { engineVersion } from './state/manifest';
import { asJson, asSpec, defaultSpec } from './state/spec';
import type { Store } from './state/store';
import type { Spec } from './engine/model';
import { text } from './text/text';

export interface Linked {
  /** The link's Spec, or the default one. */
  readonly spec: Spec;
  /** What was wrong with the link; null when it was taken. */
  readonly error: LinkError | null;
  readonly content: LinkContent | null;
}

export async function linkedSpec(
  hash: string,
  engine: Promise<Pick<EngineFace, 'check'>>,
): Promise<Linked> {
  try {
    const content = await decodeLink(hash);
    const judge = async (spec: Spec | string): Promise<void> => {
      const [problem] = await (await engine).check(spec);
      if (problem) throw new LinkError(problem.message, problem.path);
    };
    // The core reads the very text: parsed here, a key that stands twice would pass unseen.
    if (content.text !== null) await judge(content.text);
    const spec = asSpec(specOf(content, asJson(defaultSpec)));
    // What settings have made of it is no Spec before the core says so; nothing else looks into it.
    if (content.settings.length > 0) await judge(spec);
    return { spec, error: null, content };
  } catch (reason) {
    const error = reason instanceof LinkError ? reason : new LinkError(problemOf(reason).message);
    return { spec: defaultSpec, error, content: null };
  }
}

/** Says, once the experiment is open, what there is to say of the link. */
export function tellOfLink(store: Store, { error, content }: Linked): void {
  if (error) {
    store.notify({
      kind: 'error',
      text: text.frame.defaultInstead(error.message),
      path: error.path,
    });
  }
  const madeWith = content?.engine ?? null;
  if (madeWith !== null && madeWith !== engineVersion) {
    store.notify({
      kind: 'info',
      text: text.frame.linkOfOtherEngine(madeWith, engineVersion),
    });
  }
}
