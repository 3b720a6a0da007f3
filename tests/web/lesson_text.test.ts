import { existsSync, mkdtempSync, readdirSync, writeFileSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { findLessons, lessonModule, menuModule, misplaced } from '../../web/lesson_compiler';
import { compileText, formula } from '../../web/lesson_markdown';

const root = path.join(import.meta.dirname, '../..');
const own = path.join(root, 'web/lessons');
const fixtures = path.join(root, 'tests/lessons');

/** The body of a text as one string. */
const body = (text: string): string =>
  compileText(text)
    .sections.map(({ template }) => template)
    .join('');

describe('the text of a lesson', () => {
  test('is cut at its headings, each with an address of its own', () => {
    const { sections } = compileText(
      'Before.\n\n## One $\\eta = 1$\n\nText.\n\n## Same\n\n## Same\n',
    );
    expect(sections.map(({ id, title }) => [id, title])).toEqual([
      ['begin', ''],
      ['one-η-1', 'One η=1'],
      ['same', 'Same'],
      ['same-2', 'Same'],
    ]);
    expect(sections[2]?.template).toContain('<h2 id="same">Same</h2>');
  });

  test('has formulas as MathML without styles, and money as money', () => {
    const math = body('At $x_1 < 2$ it costs $5, and then $6.\n\n$$\n\\frac{a}{b}\n$$\n');
    expect(math).toContain('<msub><mi>x</mi><mn>1</mn></msub>');
    expect(math).toContain('it costs $5, and then $6.');
    expect(math).toContain('<div class="display"><math');
    expect(math).toContain('<mfrac><mi>a</mi><mi>b</mi></mfrac>');
    const styled = '\\begin{aligned} a &= \\textcolor{red}{b} \\end{aligned}';
    expect(formula(styled, true)).not.toMatch(/\sstyle=/u);
    expect(() => body('$\\notacommand$')).toThrow('notacommand');
    expect(() => body('$$\na\n\nb')).toThrow('without its end');
  });

  test('names terms of the glossary, and none that are not there', () => {
    expect(body('A [[loss]] at that [[learningRate|rate]].')).toContain(
      '<fall-line-term term="loss">loss</fall-line-term> at that ' +
        '<fall-line-term term="learningRate">rate</fall-line-term>',
    );
    expect(() => body('A [[flux]].')).toThrow('[[flux]]');
  });

  test('calls for experiments, claims and tasks, which stand alone', () => {
    const { directives, sections } = compileText('::experiment a\n\n::claim b-2\n\n::task c\n');
    expect(directives).toEqual([
      { kind: 'experiment', name: 'a' },
      { kind: 'claim', name: 'b-2' },
      { kind: 'task', name: 'c' },
    ]);
    expect(sections[0]?.template).toBe(
      '${on.experiment("a")}\n${on.claim("b-2")}\n${on.task("c")}\n',
    );
    expect(() => body('::figure a\n')).toThrow('line 1');
    expect(() => body('::claim a\nand more')).toThrow('alone');
    expect(() => body('Some words\n::claim a\n')).toThrow('alone');
  });

  test('cannot leave its template', () => {
    const text = 'A `` ` `` and ${on.nothing} and \\\\ and `${1}`.';
    const template = body(text);
    const made = new RegExp(/\$\{/u).exec(template.replaceAll('\\${', ''));
    expect(made).toBeNull();
    expect(template).toContain('\\`');
    expect(() => body('\uE000on.claim("x")\uE001')).toThrow('private use');
  });

  test('has no HTML, no pictures and no title of its own', () => {
    expect(() => body('Some <b>bold</b> words.')).toThrow('HTML');
    expect(() => body('<script>alert(1)</script>\n')).toThrow('line 1');
    expect(() => body('![a](b.png)')).toThrow('pictures');
    expect(() => body('# Title\n')).toThrow('##');
    expect(body('3 < 4 & 5 > 4')).toContain('3 &lt; 4 &amp; 5 &gt; 4');
  });

  test('aligns columns by classes', () => {
    expect(body('| a | b |\n| -: | - |\n| 1 | 2 |\n')).toContain('<td class="right">1</td>');
    expect(body('| a | b |\n| -: | - |\n| 1 | 2 |\n')).not.toContain('style=');
  });
});

describe('a folder of lessons', () => {
  test('is found by listing it, in the order of the numbers', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'lessons-'));
    const add = (name: string, number: number, claims: object[] = []): void => {
      mkdirSync(path.join(folder, name));
      const head = { version: 1, number, title: name, summary: 's', minutes: 5 };
      writeFileSync(path.join(folder, name, 'lesson.json'), JSON.stringify({ ...head, claims }));
      writeFileSync(path.join(folder, name, 'text.md'), 'Text.\n');
    };
    add('later', 7);
    add('b', 2);
    add('a', 2);
    mkdirSync(path.join(folder, 'nothing'));
    const found = findLessons([folder]);
    expect(found.map(({ id }) => id)).toEqual(['a', 'b', 'later']);
    expect(menuModule(found, 'lesson')).toContain('/later/text.md?lesson")');
    expect(() => findLessons([folder, folder])).toThrow('two lessons');
    add('lacking', 9, [{ id: 'shown' }]);
    expect(() => lessonModule(path.join(folder, 'lacking'))).toThrow('“shown” stands 0 times');
  });

  test('shows every claim and task exactly once', () => {
    const json = {
      version: 1,
      number: 1,
      title: '',
      summary: '',
      minutes: 1,
      specs: { one: {} },
      claims: [{ id: 'c' }],
      tasks: [{ id: 't' }],
    };
    const all = [
      { kind: 'experiment', name: 'one' },
      { kind: 'claim', name: 'c' },
      { kind: 'task', name: 't' },
    ] as const;
    expect(misplaced(all, json)).toEqual([]);
    expect(misplaced([...all, all[1]], json)).toEqual(['the claim “c” stands 2 times in the text']);
    expect(misplaced(all.slice(0, 2), json)).toEqual(['the task “t” stands 0 times in the text']);
    expect(misplaced([...all, { kind: 'experiment', name: 'two' }], json)).toEqual([
      'lesson.json has no experiment “two”',
    ]);
  });

  test('has a document and a text in every folder of the page, and all of them can be read', () => {
    const folders = existsSync(own) ? readdirSync(own) : [];
    const found = findLessons([own]);
    expect(found.map(({ id }) => id).sort()).toEqual(folders.sort());
    for (const { folder } of [...found, ...findLessons([fixtures])]) {
      expect(lessonModule(folder)).not.toMatch(/\sstyle=/u);
    }
  });
});
