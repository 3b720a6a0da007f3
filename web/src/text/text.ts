/** The words of the page in the reader's language. */
import { en } from './en';

export const text = en;
