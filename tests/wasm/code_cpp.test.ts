// Copied code: compiled C++ programs give the predictions of the engine.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { compiledSpecs } from '../support/code_specs';
import { caseOf, closeEngine, difference, knownTruth, type Truth } from '../support/code_truth';

afterAll(closeEngine);

const eigen = ['/usr/include', '/usr/local/include', '/opt/homebrew/include']
  .map((folder) => `${folder}/eigen3`)
  .find((folder) => existsSync(`${folder}/Eigen/Dense`));
const why = eigen === undefined ? ' (install libeigen3-dev)' : '';

test.skipIf(eigen === undefined)(
  `compiled programs predict the same${why}`,
  async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'fall-line-cpp-'));
    try {
      // All in one file, so that Eigen is read once.
      let source = '';
      let calls = '';
      const expected: Truth[] = [];
      for (const [i, name] of compiledSpecs.entries()) {
        const truth = await knownTruth(name);
        const { code, data } = caseOf(name, 'cpp', truth);
        const at = code.indexOf('using Real');
        if (i === 0) source = code.slice(code.indexOf('#include'), at);
        source += `namespace case_${i} {\n${code.slice(at).replace('int main(', 'int run(')}\n}\n`;
        const probe = path.join(folder, `probe${i}.txt`);
        writeFileSync(probe, truth.probe.flat().map(String).join(' '));
        if (data) writeFileSync(path.join(folder, data.name), data.bytes);
        calls += `  { char file[] = "${probe}"; char* all[] = {file, file};\n`;
        calls += `    std::printf("case\\n"); case_${i}::run(2, all); }\n`;
        expected.push(truth);
      }
      writeFileSync(path.join(folder, 'all.cpp'), `${source}int main() {\n${calls}}\n`);
      execFileSync('g++', ['-std=c++17', '-O0', `-I${eigen ?? ''}`, 'all.cpp', '-o', 'all'], {
        cwd: folder,
      });
      const said = execFileSync('./all', { cwd: folder, encoding: 'utf8' });
      const blocks = said.split('case\n').slice(1);
      expect(blocks).toHaveLength(expected.length);
      for (const [i, block] of blocks.entries()) {
        const rows = block.split('\n').filter((line) => line !== '' && !line.startsWith('epoch'));
        const found = rows.flatMap((row) => row.split(' ').map(Number));
        const truth = expected[i]?.predictions ?? new Float64Array();
        expect(difference(truth, found), compiledSpecs[i]).toBeLessThan(1e-9);
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
  600_000,
); // compilers take their time on a busy machine
