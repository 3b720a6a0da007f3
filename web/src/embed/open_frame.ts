/** The page of a frame: the store, its engine, what the link says, and the element that shows it. */
import { createEngine } from '../engine/engine';
import { linkedSpec, tellOfLink } from '../opening';
import { EmbedStore } from '../state/embed_store';
import { keepTheme } from '../state/theme';
import { language } from '../text/text';
import type { Announced } from './announce';
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
  const store = new EmbedStore({ startEngine: createEngine });
  document.documentElement.lang = language;
  keepTheme(store, { first: presentation.theme });

  const page = document.createElement('fall-line-embed');
  Object.assign(page, { store, presentation, remarks, home: './index.html' });
  app?.replaceChildren(page);
  const host = answerHost(store, shownIn(page), announced.take());
  page.addEventListener('resize', ({ detail }: CustomEventInit<number>) => {
    host?.tell('resize', { height: detail ?? 0 });
  });

  const engine = createEngine();
  engine.catch((reason: unknown) => (page.failure = causeOf(reason)));
  const linked = await linkedSpec(link, engine);
  await store.open(() => engine, linked.spec);
  if (store.state.engine === 'ready') tellOfLink(store, linked);
  const needsGallery = page.presentation.controls === 'full' || presentation.view.includes('data');
  if (needsGallery && store.state.engine === 'ready') await store.sketchSources(createEngine);
}
