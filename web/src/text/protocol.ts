/** The words of the protocol between a page and the frame in it, in the reader's language. */
import { enProtocol } from './en_protocol';
import { language, type Widened } from './text';

/** What a translation has to be. */
export type ProtocolWords = Widened<typeof enProtocol>;

/** A translation is one more line here, too. */
const languages: Readonly<Record<string, ProtocolWords>> = {
  en: enProtocol,
};

export const protocolText: ProtocolWords = languages[language] ?? enProtocol;
