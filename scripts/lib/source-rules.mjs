// The rules of the house that a search of the text can hold. ARCHITECTURE.md says why each is there.

/**
 * @typedef {object} Rule
 * @property {string} why what a reader of the message needs to know
 * @property {(file: string) => boolean} where which files it applies to, by path from the root
 * @property {RegExp} pattern what must not occur
 * @property {'code' | 'text' | 'all'} [look] `code` (the default): comments and strings are
 *   blanked; `text`: only comments are; `all`: nothing is
 */

const isCpp = (/** @type {string} */ file) => /\.(cpp|h)$/.test(file);
const isWeb = (/** @type {string} */ file) => /\.(ts|css|html)$/.test(file);
const core = (/** @type {string} */ file) => /^core\/(include|src)\//.test(file) && isCpp(file);
const within = (/** @type {string} */ folder) => (/** @type {string} */ file) =>
  file.startsWith(folder) && isWeb(file) && !file.startsWith('web/src/generated/');

/** Where the theme and, if wished for, runs are kept, and what the page needs without a network. */
const mayStore = new Set([
  'web/src/main.ts',
  'web/src/state/theme.ts',
  'web/src/service_worker.ts',
]);

/** @type {readonly Rule[]} */
export const rules = [
  {
    why: 'the standard library’s functions differ in the last bit: use fallline/math.h',
    where: core,
    pattern:
      /\bstd::(exp2?|expm1|log(1p|2|10)?|a?(sin|cos|tan)h?|atan2|pow|erfc?|cbrt|hypot|[lt]gamma)\b/,
  },
  {
    why: 'Eigen would call the machine’s math library: use fallline/math.h',
    where: core,
    pattern: /\.\s*(exp|log|log1p|tanh|sinh|cosh|sin|cos|pow|rsqrt|erf|erfc|logistic)\(\)|\.pow\(/,
  },
  {
    why: 'the order of Eigen’s sums depends on alignment: use the ordered sums',
    where: core,
    pattern: /\.\s*(sum|mean|prod)\(\)/,
  },
  {
    why: 'random numbers come from fallline/rng.h: the standard leaves them to each library',
    where: core,
    pattern:
      /_distribution\b|\bstd::shuffle\b|\brandom_device\b|\bmt19937|\bsetRandom\b|::Random\b/,
  },
  {
    why: 'the core knows no time and no threads',
    where: core,
    pattern: /#include <(chrono|ctime|thread|future|mutex|atomic|random)>|\bstd::chrono\b/,
  },
  {
    why: 'the core does no input or output',
    where: core,
    pattern:
      /#include <(iostream|fstream|cstdio|stdio\.h|filesystem)>|\bstd::(cout|cerr)\b|\bprintf\(/,
  },
  {
    why: 'the order of an unordered container is each library’s own',
    where: core,
    pattern: /\bunordered_(multi)?(map|set)\b/,
  },
  { why: 'long double is another type on every machine', where: core, pattern: /\blong double\b/ },
  {
    why: 'Eigen is included through fallline/eigen.h only',
    where: (file) => isCpp(file) && file !== 'core/include/fallline/eigen.h',
    pattern: /#include\s*<Eigen\//,
  },
  {
    why: 'only wasm/ knows Emscripten',
    where: (file) => isCpp(file) && !file.startsWith('wasm/'),
    pattern: /#include\s*<emscripten/,
  },
  {
    why: 'JSON stays inside of .cpp files',
    where: (file) => file.startsWith('core/include/'),
    pattern: /#include\s*<nlohmann\//,
  },
  {
    why: 'the engine knows no document: it runs in workers and in Node',
    where: within('web/src/engine/'),
    pattern: /\b(document|window|localStorage|sessionStorage|customElements|HTML\w*Element)\b/,
  },
  {
    why: 'views read the store and send intents; only the client talks to the worker',
    where: (file) => within('web/src/views/')(file) || within('web/src/plots/')(file),
    pattern: /from ['"][^'"]*(engine\/(worker|client|pool)|generated\/wasm)/,
    look: 'text',
  },
  {
    why: 'what a foreign page loads first brings nothing of the page along, types aside',
    where: (file) =>
      /^web\/src\/embed\/(element|contract|conversation|framed|nearby|link_parts|presentation|frame|announce)\.ts$/.test(
        file,
      ),
    pattern:
      /^import (?!type\b).* from ['"](?:lit\b|[^'"]*\/(?:(?:state|views|plots)\/|text\/(?!en_loader)))/,
    look: 'text',
  },
  {
    why: 'nothing is requested from another site',
    where: within('web/'),
    pattern: /\b(https?|wss?):\/\/(?!www\.w3\.org\/)/,
    look: 'text',
  },
  {
    why: 'the content security policy forbids it',
    where: within('web/'),
    pattern:
      /\beval\(|\bFunction\(|\bset(Timeout|Interval)\(\s*['"`]|(?<![.\w-])style=["'$]|\bjavascript:/,
    look: 'text',
  },
  {
    why: 'what comes from outside is text and never HTML: templates of Lit, or textContent',
    where: within('web/'),
    pattern:
      /\b(unsafe(HTML|SVG|MathML|CSS|Static)|(inner|outer)HTML|insertAdjacentHTML|DOMParser|createContextualFragment|(set|parse)HTML\w*|document\.write(ln)?)\b/,
  },
  {
    why: 'a frame holds a page of ours: the preview of an embed is the only one made of its text',
    where: (file) => within('web/')(file) && file !== 'web/src/embed/embed_preview.ts',
    pattern: /\bsrcdoc\b/,
  },
  {
    why: 'the page keeps nothing but what its reader wishes to be kept (docs/security.md)',
    where: (file) => within('web/')(file) && !mayStore.has(file),
    pattern: /\b(localStorage|sessionStorage|indexedDB|document\.cookie|cookieStore)\b|\bcaches\./,
  },
  {
    why: 'the type checker is not to be silenced',
    where: (file) => /\.(ts|mjs|js)$/.test(file),
    pattern: /\bas any\b|:\s*any\b|<any>/,
  },
  {
    why: 'checks are not to be silenced',
    where: (file) => /\.(ts|mjs|js)$/.test(file),
    pattern: /@ts-(ignore|nocheck|expect-error)|eslint-disable/,
    look: 'all',
  },
];

/** Words of unfinished work, comments included. */
export const unfinished = new RegExp(
  `\\b(${['TO' + 'DO', 'FIX' + 'ME', 'X' + 'XX'].join('|')})\\b`,
);

/** No file is longer than this; all words of a language belong into one file. */
export const longestFile = 500;
export const mayBeLong = (/** @type {string} */ file) =>
  file.endsWith('.md') || file.startsWith('web/src/text/');

/**
 * Blanks comments, and strings too when asked; line numbers stay as they are.
 * @param {string} text
 * @param {'code' | 'text' | 'all'} look
 * @param {boolean} cpp a quote in a C++ number (1'000) begins no string
 */
export function visible(text, look, cpp) {
  if (look === 'all') return text;
  const single = cpp ? String.raw`'(?:\\[^'\n]+|[^'\\\n])'` : String.raw`'(?:\\.|[^'\\\n])*'`;
  const template = cpp ? '' : String.raw`|${'`'}(?:\\[\s\S]|[^${'`'}\\])*${'`'}`;
  const pattern = new RegExp(
    String.raw`//[^\n]*|/\*[\s\S]*?\*/|"(?:\\.|[^"\\\n])*"|${single}${template}`,
    'g',
  );
  return text.replace(pattern, (part) => {
    const isComment = part.startsWith('//') || part.startsWith('/*');
    return isComment || look === 'code' ? part.replace(/[^\n]/g, ' ') : part;
  });
}
