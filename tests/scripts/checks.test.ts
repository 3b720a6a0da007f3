import { describe, expect, test } from 'vitest';
import { anchors, links } from '../../scripts/lib/markdown.mjs';
import { rules, visible } from '../../scripts/lib/source-rules.mjs';
import { groupsOf, select, type Stage } from '../../scripts/lib/stages.mjs';

describe('links of documentation', () => {
  test('anchors are those that GitHub gives', () => {
    const page =
      '# Fall Line\n## `npm test`: why?\n## Same\n## Same\n```\n# not one\n```\n<a id="x">';
    expect([...anchors(page)]).toEqual(['fall-line', 'npm-test-why', 'same', 'same-1', 'x']);
  });

  test('finds links and images with their lines, and none in code', () => {
    const page = 'A [b](c.md "d")\n![e](f.png)\n`[g](h.md)`\n```\n[i](j.md)\n```\n[k]: l.md\n';
    expect(links(page)).toEqual([
      { target: 'c.md', line: 1 },
      { target: 'f.png', line: 2 },
      { target: 'l.md', line: 7 },
    ]);
  });
});

describe('source rules', () => {
  /** What the rules find in a file of one line. */
  const findings = (file: string, line: string): number =>
    rules.filter(
      (rule) =>
        rule.where(file) &&
        rule.pattern.test(visible(line, rule.look ?? 'code', file.endsWith('.cpp'))),
    ).length;

  test.each([
    ['core/src/a.cpp', 'y = std::exp(x);'],
    ['core/src/a.cpp', 'std::normal_distribution<double> d;'],
    ['core/src/a.cpp', 'auto s = x.array().sum();'],
    ['core/src/a.cpp', '#include <Eigen/Dense>'],
    ['core/src/a.cpp', '#include <chrono>'],
    ['core/include/fallline/a.h', '#include <nlohmann/json.hpp>'],
    ['core/src/a.cpp', '#include <emscripten/bind.h>'],
    ['web/src/engine/a.ts', 'document.title = name;'],
    ['web/src/views/a.ts', "import { run } from '../engine/worker';"],
    ['web/src/state/a.ts', "void fetch('https://elsewhere.test/');"],
    ['web/src/state/a.ts', 'const value: any = load();'],
    ['web/src/views/a.ts', 'this.innerHTML = notice.text;'],
    ['web/src/views/a.ts', "import { unsafeHTML } from 'lit/directives/unsafe-html.js';"],
    ['web/src/views/a.ts', 'const run = Function(link.text);'],
    ['web/src/views/a.ts', "setTimeout('run()', 10);"],
    ['web/src/views/a.ts', 'html`<p style="color: red"></p>`;'],
    ['web/src/views/a.ts', 'html`<p style=${colour}></p>`;'],
    ['web/src/views/a.ts', "html`<a href='javascript:run()'></a>`;"],
    ['web/src/views/a.ts', "localStorage.setItem('a', 'b');"],
    ['web/src/views/a.ts', 'document.cookie = name;'],
    ['web/src/views/a.ts', 'frame.srcdoc = content;'],
    ['web/src/state/a.ts', ['const value = 1; // @ts', 'ignore'].join('-')],
  ])('%s: %s is found', (file, line) => {
    expect(findings(file, line)).toBeGreaterThan(0);
  });

  test.each([
    ['core/src/a.cpp', 'y = exp(x);  // unlike std::exp(x)'],
    ['core/src/a.cpp', 'const char* text = "std::exp(x)";'],
    ['core/src/a.cpp', "const int n = 1'000'000; y = std::sqrt(x);"],
    ['core/tools/a.cpp', '#include <chrono>'],
    ['wasm/bindings.cpp', '#include <emscripten/bind.h>'],
    ['web/src/views/a.ts', 'html`<p .style=${width}></p>`;'],
    ['web/src/views/a.ts', 'const make: Function_ = () => 1;'],
    ['web/src/state/theme.ts', "localStorage.setItem('a', 'b');"],
    ['web/src/engine/a.ts', '// there is no document here, see https://elsewhere.test/'],
  ])('%s: %s is fine', (file, line) => {
    expect(findings(file, line)).toBe(0);
  });
});

describe('stages', () => {
  const stage = (name: string, group: string, needs: string[] = []): Stage => ({
    name,
    groups: [group],
    needs,
    run: () => Promise.resolve({ passed: 1, failed: [], skipped: [], output: '' }),
  });
  const all = [
    stage('core', 'core'),
    stage('module', 'wasm'),
    stage('page', 'web', ['module']),
    stage('browser', 'e2e', ['page']),
  ];

  test('a part brings along what it needs, in order', () => {
    expect(select(all, ['e2e']).map((s) => s.name)).toEqual(['module', 'page', 'browser']);
    expect(select(all, ['core']).map((s) => s.name)).toEqual(['core']);
    expect(select(all, [])).toHaveLength(4);
  });

  test('light neighbours run side by side, all else one after another', () => {
    const light = (name: string): Stage => ({ ...stage(name, 'checks'), light: true });
    const needy = { ...light('x'), needs: ['d'] };
    const mixed = [light('a'), light('b'), stage('c', 'core'), light('d'), needy, stage('e', 'x')];
    const names = groupsOf(mixed).map((group) => group.map(({ name }) => name));
    expect(names).toEqual([['a', 'b'], ['c'], ['d'], ['x'], ['e']]);
  });
});
