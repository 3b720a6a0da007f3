/** The page of a frame: the embed fills it, and the page around it is answered. */
import { language } from '../text/text';
import type { Announced } from './announce';
import { answerHost } from './host_port';
import { openEmbed } from './open_embed';
import type { Taken } from './presentation';

export async function openFrame(
  app: Element | null,
  taken: Taken,
  announced: Announced,
): Promise<void> {
  document.documentElement.lang = language;
  await openEmbed(taken, {
    home: './index.html',
    show: (page) => app?.replaceChildren(page),
    connect: (store, shown) => answerHost(store, shown, announced.take()),
  });
}
