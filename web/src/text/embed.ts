/** The words of the embed, in the reader's language. */
import { enEmbed } from './en_embed';
import { language, type Widened } from './text';

/** What a translation has to be. */
export type EmbedWords = Widened<typeof enEmbed>;

/** A translation is one more line here, too. */
const languages: Readonly<Record<string, EmbedWords>> = {
  en: enEmbed,
};

export const embedText: EmbedWords = languages[language] ?? enEmbed;
