/** Starts the page: the store, the engine, the theme, the link. */
import { createEngine } from './engine/engine';
import { problemOf } from './state/engine_face';
import { decodeLink, LinkError, specOf } from './state/link';
import { asJson, asSpec, defaultSpec } from './state/spec';
import { Store } from './state/store';
import { keepLink } from './state/keep_link';
import { keepTheme } from './state/theme';
import './app';

const store = new Store();
keepTheme(store);

const workbench = document.createElement('fall-line-workbench');
workbench.store = store;
document.querySelector('#app')?.replaceChildren(workbench);

/** The link's Spec, or the default one and what was wrong with the link. */
async function linkedSpec() {
  try {
    const content = await decodeLink(location.hash);
    return { spec: asSpec(specOf(content, asJson(defaultSpec))), error: null };
  } catch (reason) {
    const error = reason instanceof LinkError ? reason : new LinkError(problemOf(reason).message);
    return { spec: defaultSpec, error };
  }
}

const { spec, error } = await linkedSpec();
await store.open(createEngine, spec);
if (error) {
  store.notify({
    kind: 'error',
    text: `${error.message} The default experiment is shown instead.`,
    path: error.path,
  });
}
keepLink(store);
await store.sketchSources();
