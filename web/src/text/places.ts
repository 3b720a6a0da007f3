/** The words of the places that are loaded when they are visited, in the reader's language. */
import { enPlaces } from './en_places';
import { language, type Widened } from './text';

/** What a translation has to be. */
export type PlaceWords = Widened<typeof enPlaces>;

/** A translation is one more line here, too. */
const languages: Readonly<Record<string, PlaceWords>> = {
  en: enPlaces,
};

export const placeText: PlaceWords = languages[language] ?? enPlaces;
