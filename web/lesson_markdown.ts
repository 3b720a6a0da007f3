/**
 * The text of a lesson, Markdown with formulas, terms and directives, as sections of a Lit template.
 * All of it happens when the page is built: what ships is HTML in modules, formulas as MathML.
 */
import katex from 'katex';
import createReader, {
  type MarkdownIt,
  type StateBlock,
  type StateInline,
  type Token,
} from 'markdown-it';
import { glossary, type Entry } from './src/text/glossary';

/** What stands alone in a paragraph as `::kind name`. */
export const directiveKinds = ['experiment', 'claim', 'task'] as const;
export type DirectiveKind = (typeof directiveKinds)[number];

export interface Directive {
  readonly kind: DirectiveKind;
  readonly name: string;
}

export interface CompiledSection {
  /** Within the lesson; an address of its heading. */
  readonly id: string;
  /** The heading without its markup; empty for what stands before the first one. */
  readonly title: string;
  /** The inside of a Lit template literal; directives call `on`. */
  readonly template: string;
}

export interface CompiledText {
  readonly sections: readonly CompiledSection[];
  readonly directives: readonly Directive[];
}

/** What is wrong with a lesson, and where. */
export class LessonError extends Error {
  constructor(message: string, line: number | null = null) {
    super(line === null ? message : `line ${line}: ${message}`);
  }
}

/** Frames of what becomes an expression of the template: characters that no text has. */
const open = '\uE000';
const close = '\uE001';

const terms: Readonly<Record<string, Entry>> = glossary;

export function compileText(source: string): CompiledText {
  if (source.includes(open) || source.includes(close)) {
    throw new LessonError('characters of the private use area have no meaning here');
  }
  const directives: Directive[] = [];
  const markdown = reader(directives);
  const tokens = markdown.parse(source, {});
  refuse(tokens);
  const parts = split(tokens);
  const ids = new Set<string>();
  const sections = parts.map(({ title, tokens: own }): CompiledSection => {
    const id = unique(slugOf(title), ids);
    own.find(({ type }) => type === 'heading_open')?.attrSet('id', id);
    const markup = markdown.renderer.render(own, markdown.options, {});
    return { id, title, template: templateOf(markup) };
  });
  return { sections, directives };
}

/** A formula as MathML and nothing else: no styles, no fonts. */
export function formula(tex: string, display: boolean): string {
  let markup: string;
  try {
    markup = katex.renderToString(tex, { output: 'mathml', displayMode: display, strict: 'error' });
  } catch (reason) {
    throw new LessonError(`$${tex}$: ${reason instanceof Error ? reason.message : String(reason)}`);
  }
  const math = /<math[\s>].*<\/math>/su.exec(markup)?.[0] ?? '';
  return math.replace(/\sstyle="[^"]*"/gu, ''); // inline styles are not allowed to the page
}

// --- reading ------------------------------------------------------------------------------------

function reader(directives: Directive[]): MarkdownIt {
  const markdown = createReader('commonmark', { html: true }).enable('table');
  const { inline, block, renderer } = markdown;
  inline.ruler.after('escape', 'formula', inlineFormula);
  inline.ruler.before('link', 'term', term);
  const alt = ['paragraph', 'blockquote', 'list'];
  block.ruler.before('fence', 'formula', displayFormula, { alt });
  block.ruler.before('fence', 'directive', directive(directives));
  renderer.rules['formula'] = (tokens, i) => formula(tokens[i]?.content ?? '', false);
  renderer.rules['display'] = (tokens, i) =>
    `<div class="display">${formula(tokens[i]?.content ?? '', true)}</div>\n`;
  renderer.rules['term'] = (tokens, i) => {
    const { content = '', info = '' } = tokens[i] ?? {};
    const { escapeHtml } = markdown.utils;
    return `<fall-line-term term="${escapeHtml(content)}">${escapeHtml(info)}</fall-line-term>`;
  };
  renderer.rules['directive'] = (tokens, i) => {
    const { content = '', info = '' } = tokens[i] ?? {};
    return `${open}on.${info}(${JSON.stringify(content)})${close}\n`;
  };
  // Inline styles are not allowed to the page: columns are aligned by classes.
  for (const cell of ['th_open', 'td_open']) {
    renderer.rules[cell] = (tokens, i, options, _, self) => {
      const token = tokens[i];
      const align = /text-align:(\w+)/u.exec(String(token?.attrGet('style')))?.[1];
      if (token) token.attrs = align === undefined ? null : [['class', align]];
      return self.renderToken(tokens, i, options);
    };
  }
  // Wide tables scroll within themselves: the column keeps its width.
  renderer.rules['table_open'] = () => '<div class="table"><table>\n';
  renderer.rules['table_close'] = () => '</table></div>\n';
  return markdown;
}

/** $…$ with no space inside of the dollars, so that prices are not formulas. */
function inlineFormula(state: StateInline, silent: boolean): boolean {
  const { src, pos } = state;
  if (src[pos] !== '$' || /[\s$]/u.test(src[pos + 1] ?? ' ')) return false;
  let end = pos;
  do end = src.indexOf('$', end + 1);
  while (end > 0 && src[end - 1] === '\\');
  if (end < 0 || /\s/u.test(src[end - 1] ?? ' ') || /\d/u.test(src[end + 1] ?? '')) return false;
  if (!silent) state.push('formula', 'math', 0).content = src.slice(pos + 1, end);
  state.pos = end + 1;
  return true;
}

/** [[term]] or [[term|other words for it]]. */
function term(state: StateInline, silent: boolean): boolean {
  const found = /^\[\[([^[\]|]+)(?:\|([^[\]]+))?\]\]/u.exec(state.src.slice(state.pos));
  if (!found) return false;
  const [all, id = '', shown] = found;
  const entry = terms[id];
  if (!entry) throw new LessonError(`[[${id}]] is no term of the glossary`);
  if (!silent) {
    const token = state.push('term', 'fall-line-term', 0);
    token.content = id;
    token.info = shown ?? lowered(entry.term);
  }
  state.pos += all.length;
  return true;
}

/** As it stands within a sentence. */
function lowered(name: string): string {
  return /^[A-Z][a-z]/u.test(name) ? name.charAt(0).toLowerCase() + name.slice(1) : name;
}

/** $$ … $$ over one line or several. */
function displayFormula(state: StateBlock, from: number, last: number, silent: boolean): boolean {
  if (!lineOf(state, from).startsWith('$$')) return false;
  if (silent) return true;
  const lines: string[] = [];
  for (let line = from; line < last; ++line) {
    lines.push(lineOf(state, line));
    const whole = lines.join('\n').trim();
    if (whole.length < 4 || !whole.endsWith('$$')) continue;
    const token = state.push('display', 'div', 0);
    token.content = whole.slice(2, -2).trim();
    token.map = [from, line + 1];
    state.line = line + 1;
    return true;
  }
  throw new LessonError('$$ without its end', from + 1);
}

/** ::kind name, alone between empty lines. */
function directive(directives: Directive[]) {
  return (state: StateBlock, from: number, last: number, silent: boolean): boolean => {
    const line = lineOf(state, from);
    if (!line.startsWith('::')) return false;
    const found = /^::([a-z]+) ([\w-]+)$/u.exec(line);
    const kind = directiveKinds.find((one) => one === found?.[1]);
    const name = found?.[2];
    if (kind === undefined || name === undefined) {
      throw new LessonError(`“${line}”: there are ::experiment, ::claim and ::task`, from + 1);
    }
    if (from + 1 < last && !state.isEmpty(from + 1)) {
      throw new LessonError(`“${line}” has to stand alone in its paragraph`, from + 2);
    }
    if (silent) return true;
    directives.push({ kind, name });
    const token = state.push('directive', '', 0);
    token.content = name;
    token.info = kind;
    token.map = [from, from + 1];
    state.line = from + 1;
    return true;
  };
}

function lineOf(state: StateBlock, line: number): string {
  const from = (state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0);
  return state.src.slice(from, state.eMarks[line]).trimEnd();
}

/** What a lesson must not have. */
function refuse(tokens: readonly Token[]): void {
  for (const token of tokens) {
    const line = token.map ? token.map[0] + 1 : null;
    for (const { type } of [token, ...(token.children ?? [])]) {
      if (type === 'html_block' || type === 'html_inline') {
        throw new LessonError('raw HTML has no place in a lesson', line);
      }
      if (type === 'image') throw new LessonError('pictures come from experiments', line);
    }
    if (token.type === 'heading_open' && token.tag === 'h1') {
      throw new LessonError('headings begin with ##: the title stands in lesson.json', line);
    }
    const text = token.type === 'inline' ? token.content : '';
    if (/^::[a-z]/mu.test(text)) {
      throw new LessonError('a directive has to stand alone in its paragraph', line);
    }
  }
}

/** One part for each heading of the second order, and one for what stands before the first. */
function split(
  tokens: readonly Token[],
): readonly { readonly title: string; readonly tokens: Token[] }[] {
  const parts: { title: string; tokens: Token[] }[] = [{ title: '', tokens: [] }];
  tokens.forEach((token, i) => {
    if (token.type === 'heading_open' && token.tag === 'h2') {
      parts.push({ title: plain(tokens[i + 1]), tokens: [] });
    }
    parts.at(-1)?.tokens.push(token);
  });
  return parts.filter((part) => part.tokens.length > 0);
}

/** A heading's words. */
function plain(heading: Token | undefined): string {
  return (heading?.children ?? [])
    .map(({ type, content, info }) => {
      if (type === 'term') return info;
      return type === 'formula' ? signs(formula(content, false)) : content;
    })
    .join('');
}

/** The signs of a formula, where only text can stand. */
function signs(math: string): string {
  return math.replace(/<annotation.*?<\/annotation>|<[^>]*>/gsu, '');
}

function slugOf(title: string): string {
  const slug = title.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-');
  return slug.replace(/^-+|-+$/gu, '') || 'begin';
}

function unique(slug: string, taken: Set<string>): string {
  let id = slug;
  for (let count = 2; taken.has(id); ++count) id = `${slug}-${count}`;
  taken.add(id);
  return id;
}

/** Markup as the inside of a template literal; what is framed becomes its expressions. */
function templateOf(markup: string): string {
  return markup
    .replace(/[\\`]|\$\{/gu, (found) => `\\${found}`)
    .replace(new RegExp(`${open}([^${close}]*)${close}`, 'gu'), (_, call: string) => `\${${call}}`);
}
