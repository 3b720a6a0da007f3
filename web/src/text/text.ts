/** The words of the page in the reader's language. */
import { en } from './en';

/** What a translation has to be: the same keys, other words. */
export type Words = Widened<typeof en>;

export type Widened<T> = T extends string
  ? string
  : T extends (...given: infer A) => infer R
    ? (...given: A) => R
    : { readonly [K in keyof T]: Widened<T[K]> };

/** A translation is one more file, and one more line here. */
const languages: Readonly<Record<string, Words>> = {
  en,
};
const usual = 'en';

/** The first wanted language that there is: "de-AT" takes "de". */
export function chooseLanguage(
  wanted: readonly (string | null)[],
  known: readonly string[] = Object.keys(languages),
): string {
  for (const tag of wanted) {
    const [base = ''] = (tag ?? '').toLowerCase().split('-');
    const found =
      known.find((one) => one === tag?.toLowerCase()) ?? known.find((one) => one === base);
    if (found !== undefined) return found;
  }
  return usual;
}

/** `?lang=de` in the address or `&lang=de` in its hash, then what the browser prefers. */
function wanted(): readonly (string | null)[] {
  if (typeof location === 'undefined') return []; // in a worker's or a test's place
  const { search, hash } = location;
  const asked = [search, hash].map((part) => new URLSearchParams(part.slice(1)).get('lang'));
  return [...asked, ...navigator.languages];
}

export const language = chooseLanguage(wanted());
export const text: Words = languages[language] ?? en;
