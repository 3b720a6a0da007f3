/** A lesson's folder as the modules that ship: an entry of the menu, and a text of its own. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { compileText, LessonError, type CompiledText, type Directive } from './lesson_markdown';

/** What the menu says of a lesson, from its lesson.json. */
export interface LessonHead {
  readonly id: string;
  readonly folder: string;
  readonly number: number;
  readonly title: string;
  readonly summary: string;
  readonly minutes: number;
}

/** The part of lesson.json that text and menu stand on; the core reads the rest. */
interface LessonJson {
  readonly version: unknown;
  readonly number: unknown;
  readonly title: unknown;
  readonly summary: unknown;
  readonly minutes: unknown;
  readonly specs?: Readonly<Record<string, unknown>>;
  readonly claims?: readonly { readonly id: string }[];
  readonly tasks?: readonly { readonly id: string }[];
}

export const textFile = 'text.md';
const jsonFile = 'lesson.json';

/** Every folder with a document and a text, in the order of the menu. */
export function findLessons(roots: readonly string[]): readonly LessonHead[] {
  const folders = roots.filter(existsSync).flatMap((root) =>
    readdirSync(root)
      .map((name) => path.join(root, name))
      .filter((folder) =>
        [jsonFile, textFile].every((file) => existsSync(path.join(folder, file))),
      ),
  );
  const heads = folders.map((folder) => headOf(folder, readJson(folder)));
  for (const [i, { id }] of heads.entries()) {
    if (heads.findIndex((other) => other.id === id) !== i) {
      throw new LessonError(`there are two lessons called ${id}`);
    }
  }
  return heads.sort((a, b) => a.number - b.number || (a.id < b.id ? -1 : 1));
}

/** The module of the menu: what it shows, and how a lesson is loaded. */
export function menuModule(lessons: readonly LessonHead[], query: string): string {
  const entries = lessons.map(({ folder, ...shown }) => {
    const file = path.join(folder, textFile).replaceAll(path.sep, '/');
    const load = `() => import(${JSON.stringify(`${file}?${query}`)})`;
    return `  { ...${JSON.stringify(shown)}, load: ${load} },`;
  });
  return `export const lessons = [\n${entries.join('\n')}\n];\n`;
}

/** The module of a lesson: its document as text, and its sections as templates. */
export function lessonModule(folder: string): string {
  const json = readJson(folder);
  const { sections } = checked(json, folder);
  const list = sections.map(
    ({ id, title, template }) =>
      `  { id: ${JSON.stringify(id)}, title: ${JSON.stringify(title)}, body: (on) => html\`${template}\` },`,
  );
  return [
    `import { html } from 'lit';`,
    `export const text = ${JSON.stringify(JSON.stringify(json))};`,
    `export const sections = [\n${list.join('\n')}\n];\n`,
  ].join('\n');
}

/** The text of a lesson, when all that it shows is there and all that is there is shown. */
function checked(json: LessonJson, folder: string): CompiledText {
  const file = path.join(folder, textFile);
  try {
    const compiled = compileText(readFileSync(file, 'utf8'));
    const problems = misplaced(compiled.directives, json);
    if (problems.length > 0) throw new LessonError(problems.join('; '));
    return compiled;
  } catch (reason) {
    if (reason instanceof LessonError) {
      throw new Error(`${file}: ${reason.message}`, { cause: reason });
    }
    throw reason;
  }
}

/** Claims and tasks stand in the text exactly once; experiments as often as is wanted. */
export function misplaced(directives: readonly Directive[], json: LessonJson): readonly string[] {
  const known = {
    experiment: Object.keys(json.specs ?? {}),
    claim: (json.claims ?? []).map(({ id }) => id),
    task: (json.tasks ?? []).map(({ id }) => id),
  };
  const unknown = directives.filter(({ kind, name }) => !known[kind].includes(name));
  const problems = unknown.map(({ kind, name }) => `lesson.json has no ${kind} “${name}”`);
  for (const kind of ['claim', 'task'] as const) {
    for (const id of known[kind]) {
      const count = directives.filter((one) => one.kind === kind && one.name === id).length;
      if (count !== 1) problems.push(`the ${kind} “${id}” stands ${count} times in the text`);
    }
  }
  return problems;
}

function readJson(folder: string): LessonJson {
  const file = path.join(folder, jsonFile);
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as LessonJson;
  } catch (reason) {
    throw new Error(`${file}: ${reason instanceof Error ? reason.message : String(reason)}`, {
      cause: reason,
    });
  }
}

function headOf(folder: string, json: LessonJson): LessonHead {
  const { version, number, title, summary, minutes } = json;
  const isWhole =
    version === 1 &&
    typeof number === 'number' &&
    typeof title === 'string' &&
    typeof summary === 'string' &&
    typeof minutes === 'number';
  if (!isWhole) {
    const file = path.join(folder, jsonFile);
    throw new Error(`${file}: version 1 with number, title, summary and minutes is wanted`);
  }
  return { id: path.basename(folder), folder, number, title, summary, minutes };
}
