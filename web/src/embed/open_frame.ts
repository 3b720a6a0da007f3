/** The page of a frame: the store, its engine, what the link says, and the element that shows it. */
import { createEngine } from '../engine/engine';
import { linkedSpec, tellOfLink } from '../opening';
import { EmbedStore } from '../state/embed_store';
import { LessonStore } from '../state/lesson_store';
import { decodeLink } from '../state/link';
import { lessonsPlace } from '../state/state';
import { keepTheme } from '../state/theme';
import { language } from '../text/text';
import type { Announced } from './announce';
import type { Completion } from './contract';
import { causeOf } from './failure';
import { answerHost } from './host_port';
import type { Taken } from './presentation';
import { shownIn } from './shown';
import './embed_page';

export async function openFrame(
  app: Element | null,
  taken: Taken,
  announced: Announced,
): Promise<void> {
  const { presentation, remarks, link } = taken;
  const { lesson } = presentation;
  const home = './index.html';
  const options = { startEngine: createEngine };
  const leave = (hash: string): void => void window.open(home + hash, '_blank', 'noopener');
  const store = lesson === null ? new EmbedStore(options) : new LessonStore(options, leave);
  document.documentElement.lang = language;
  keepTheme(store, { first: presentation.theme });

  const page = document.createElement('fall-line-embed');
  Object.assign(page, { store, presentation, remarks, home });
  app?.replaceChildren(page);
  const host = answerHost(store, shownIn(page), announced.take());
  page.addEventListener('resize', ({ detail }: CustomEventInit<number>) => {
    host?.tell('resize', { height: detail ?? 0 });
  });
  page.addEventListener('complete', ({ detail }: CustomEventInit<Completion>) => {
    if (detail) host?.tell('complete', detail);
  });

  if (lesson !== null) {
    // What a damaged link would have handed in is nothing to stop a reader for.
    const content = await decodeLink(link).catch(() => null);
    store.goTo(lessonsPlace, { lesson, handIn: content?.handIn ?? null });
    return;
  }
  const engine = createEngine();
  engine.catch((reason: unknown) => (page.failure = causeOf(reason)));
  const linked = await linkedSpec(link, engine);
  await store.open(() => engine, linked.spec);
  if (store.state.engine === 'ready') tellOfLink(store, linked);
  const needsGallery = page.presentation.controls === 'full' || presentation.view.includes('data');
  if (needsGallery && store.state.engine === 'ready') await store.sketchSources(createEngine);
}
