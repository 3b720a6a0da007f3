// npm run bench [-- browser [rounds] | kernels [arguments of Google Benchmark]]
// The comparison with another library in Chromium, and the native kernels; without an argument both.
import { compareInBrowser } from '../bench/browser/run.mjs';
import { build } from './lib/cmake.mjs';
import { inRoot, root } from './lib/paths.mjs';
import { run } from './lib/process.mjs';
import { Stop, runMain, say } from './lib/say.mjs';
import { setUp } from './lib/setup.mjs';

/** Fewer give no spread worth the name. */
const leastRounds = 5;

await runMain(async () => {
  const [what = 'both', ...args] = process.argv.slice(2);
  if (!['both', 'browser', 'kernels'].includes(what)) {
    throw new Stop(`“${what}” is no benchmark: browser [rounds], or kernels [arguments].`);
  }
  const rounds = what === 'browser' ? Number(args[0] ?? 7) : 7;
  if (!Number.isInteger(rounds) || rounds < leastRounds) {
    throw new Stop(`At least ${leastRounds} rounds.`);
  }
  const { emscripten } = await setUp('benchmarks');
  if (what !== 'kernels') await browser(emscripten, rounds);
  if (what !== 'browser') await kernels(args);
});

/**
 * @param {string} emscripten
 * @param {number} rounds
 */
async function browser(emscripten, rounds) {
  say('Building the core for WebAssembly');
  const { code, output } = await build('wasm', { emscripten, target: 'fall_line' });
  if (code !== 0) throw new Stop(`It did not compile.\n${output}`);
  if (!(await compareInBrowser(rounds))) {
    say('Not every ratio is what is wanted in every round.');
    process.exitCode = 1;
  }
}

/** @param {readonly string[]} args */
async function kernels(args) {
  say('Building the native benchmarks');
  const { code, output } = await build('bench');
  if (code !== 0) throw new Stop(`It did not compile.\n${output}`);
  const outcome = await run(inRoot('build/bench/fallline_bench'), args, { cwd: root, show: true });
  if (outcome.code !== 0) process.exitCode = outcome.code;
}
