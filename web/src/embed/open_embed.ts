/** An embed as it begins, in a frame or in somebody's page: store, engine, what the link says. */
import { createEngine } from '../engine/engine';
import { linkedSpec, tellOfLink } from '../opening';
import { EmbedStore } from '../state/embed_store';
import { LessonStore } from '../state/lesson_store';
import { decodeLink } from '../state/link';
import { lessonsPlace } from '../state/state';
import type { Store } from '../state/store';
import { keepTheme } from '../state/theme';
import type { Shown } from './answers';
import type { Completion, EventDetails } from './contract';
import { causeOf } from './failure';
import type { Taken } from './presentation';
import { shownIn } from './shown';
import { standingOf } from './standing';
import './embed_page';

/** Whom it is told what only the embed itself knows. */
export interface Listener {
  tell<E extends 'ready' | 'resize' | 'complete'>(type: E, detail: EventDetails[E]): void;
}

export interface Embedding {
  /** The address of the workbench. */
  readonly home: string;
  /** Takes the element in. */
  readonly show: (page: HTMLElement) => void;
  /** Begins to answer whoever is around; null where nobody is. */
  readonly connect: (store: Store, shown: Shown) => Listener | null;
  /** The element that carries the colours, where that is not the document's own. */
  readonly root?: HTMLElement;
  /** Ends it: the engine goes. A frame goes with its document. */
  readonly signal?: AbortSignal;
}

export async function openEmbed(taken: Taken, embedding: Embedding): Promise<void> {
  const { presentation, remarks, link } = taken;
  const { lesson } = presentation;
  const { home, root } = embedding;
  const options = { startEngine: createEngine };
  const leave = (hash: string): void => void window.open(home + hash, '_blank', 'noopener');
  const store = lesson === null ? new EmbedStore(options) : new LessonStore(options, leave);
  keepTheme(store, { first: presentation.theme, ...(root && { root }) });

  const page = document.createElement('fall-line-embed');
  Object.assign(page, { store, presentation, remarks, home });
  embedding.show(page);
  const listener = embedding.connect(store, shownIn(page));
  page.addEventListener('resize', ({ detail }: CustomEventInit<number>) => {
    listener?.tell('resize', { height: detail ?? 0 });
  });
  page.addEventListener('complete', ({ detail }: CustomEventInit<Completion>) => {
    if (detail) listener?.tell('complete', detail);
  });

  if (lesson !== null) {
    // What a damaged link would have handed in is nothing to stop a reader for.
    const content = await decodeLink(link).catch(() => null);
    store.goTo(lessonsPlace, { lesson, handIn: content?.handIn ?? null });
    listener?.tell('ready', standingOf(store.state));
    return;
  }
  const engine = createEngine();
  engine.catch((reason: unknown) => (page.failure = causeOf(reason)));
  embedding.signal?.addEventListener('abort', () => {
    void engine.then((one) => one.close()).catch(() => undefined); // it has said why it never was
  });
  const linked = await linkedSpec(link, engine);
  await store.open(() => engine, linked.spec);
  if (store.state.engine === 'ready') tellOfLink(store, linked);
  const needsGallery = page.presentation.controls === 'full' || presentation.view.includes('data');
  if (needsGallery && store.state.engine === 'ready') await store.sketchSources(createEngine);
}
