/** Starts the page: the store, the engine, the theme, the link. */
import { createEngine } from './engine/engine';
import { linkedSpec, tellOfLink } from './opening';
import { lessonsPlace } from './state/state';
import { Store } from './state/store';
import { keepLink } from './state/keep_link';
import { keepSite } from './offline';
import { language } from './text/text';
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

const linked = await linkedSpec(location.hash, engine);
const { lesson = null, handIn = null } = linked.content ?? {};
const place = lesson === null ? linked.content?.place : lessonsPlace;
if (place && placeOf(place)?.id === place) store.goTo(place, { lesson, handIn });
await store.open(() => engine, linked.spec);
tellOfLink(store, linked);
keepLink(store);
keepSite();
await store.sketchSources(createEngine);
