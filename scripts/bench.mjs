// npm run bench [-- arguments]: the native benchmarks, with Google Benchmark's own arguments.
import { existsSync } from 'node:fs';
import { build } from './lib/cmake.mjs';
import { inRoot, root } from './lib/paths.mjs';
import { run } from './lib/process.mjs';
import { Stop, runMain } from './lib/say.mjs';
import { setUp } from './lib/setup.mjs';

await runMain(async () => {
  await setUp('benchmarks');
  if ((await build('bench', { show: true })).code !== 0) throw new Stop('It did not compile.');
  const program = inRoot('build/bench/fallline_bench');
  if (!existsSync(program)) throw new Stop('There is no bench/*_bench.cpp.');
  const { code } = await run(program, process.argv.slice(2), { cwd: root, show: true });
  process.exitCode = code;
});
