/** The words of the views that are loaded when they are shown, in the reader's language. */
import { enViews } from './en_views';
import { language, type Widened } from './text';

/** What a translation has to be. */
export type ViewWords = Widened<typeof enViews>;

/** A translation is one more line here, too. */
const languages: Readonly<Record<string, ViewWords>> = {
  en: enViews,
};

export const viewText: ViewWords = languages[language] ?? enViews;
