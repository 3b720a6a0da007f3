/** Starts the page: the store, the engine, the theme, the link. */
import { createEngine } from './engine/engine';
import { problemOf } from './state/engine_face';
import { decodeLink, LinkError, specOf } from './state/link';
import { engineVersion } from './state/manifest';
import { asJson, asSpec, defaultSpec } from './state/spec';
import { lessonsPlace } from './state/state';
import { Store } from './state/store';
import { keepLink } from './state/keep_link';
import { keepSite } from './offline';
import { language, text } from './text/text';
import { keepProjector } from './projector';
import { keepTheme } from './state/theme';
import { placeOf } from './views/places';
import './app';

const store = new Store({ startEngine: createEngine, storage: () => localStorage });
document.documentElement.lang = language;
keepTheme(store);
keepProjector(store);

const workbench = document.createElement('fall-line-workbench');
workbench.store = store;
document.querySelector('#app')?.replaceChildren(workbench);

const engine = createEngine();
// A failure is the store's to show: it waits for the same promise.
engine.catch(() => undefined);

/** The link's Spec, or the default one and what was wrong with the link. */
async function linkedSpec() {
  try {
    const content = await decodeLink(location.hash);
    if (content.text !== null) {
      // The core reads the very text: parsed here, a key that stands twice would pass unseen.
      const [problem] = await (await engine).check(content.text);
      if (problem) throw new LinkError(problem.message, problem.path);
    }
    const spec = asSpec(specOf(content, asJson(defaultSpec)));
    return { spec, error: null, madeWith: content.engine, content };
  } catch (reason) {
    const error = reason instanceof LinkError ? reason : new LinkError(problemOf(reason).message);
    return { spec: defaultSpec, error, madeWith: null, content: null };
  }
}

const { spec, error, madeWith, content } = await linkedSpec();
const { lesson = null, handIn = null } = content ?? {};
const place = lesson === null ? content?.place : lessonsPlace;
if (place && placeOf(place)?.id === place) store.goTo(place, { lesson, handIn });
await store.open(() => engine, spec);
if (error) {
  store.notify({
    kind: 'error',
    text: text.frame.defaultInstead(error.message),
    path: error.path,
  });
}
if (madeWith !== null && madeWith !== engineVersion) {
  store.notify({
    kind: 'info',
    text: text.frame.linkOfOtherEngine(madeWith, engineVersion),
  });
}
keepLink(store);
keepSite();
await store.sketchSources(createEngine);
