// npm run bench [-- browser [rounds] | second [rounds] | page | sweep | memory [minutes]
//                 | kernels [arguments of Google Benchmark]]
// The comparison with another library in Chromium, the second-order methods there and natively, the
// page under load, a sweep in it, its memory over a long training, and the native kernels;
// without an argument the first and the last.
import { measureMemory } from '../bench/browser/memory.mjs';
import { measurePage } from '../bench/browser/page.mjs';
import { compareInBrowser } from '../bench/browser/run.mjs';
import { measureSecondOrder } from '../bench/browser/second_order.mjs';
import { measureSweep } from '../bench/browser/sweep.mjs';
import { build } from './lib/cmake.mjs';
import { inRoot, root } from './lib/paths.mjs';
import { run } from './lib/process.mjs';
import { Stop, runMain, say } from './lib/say.mjs';
import { setUp } from './lib/setup.mjs';

/** Fewer give no spread worth the name. */
const leastRounds = 5;

await runMain(async () => {
  const [what = 'both', ...args] = process.argv.slice(2);
  if (!['both', 'browser', 'second', 'page', 'sweep', 'memory', 'kernels'].includes(what)) {
    throw new Stop(
      `“${what}” is no benchmark: browser [rounds], second [rounds], page, sweep, ` +
        'memory [minutes], or kernels [arguments].',
    );
  }
  const rounds = what === 'browser' || what === 'second' ? Number(args[0] ?? 7) : 7;
  if (!Number.isInteger(rounds) || rounds < leastRounds) {
    throw new Stop(`At least ${leastRounds} rounds.`);
  }
  const minutes = what === 'memory' ? Number(args[0] ?? 60) : 60;
  if (!(minutes > 0)) throw new Stop('Some minutes, at least.');
  const { emscripten } = await setUp('benchmarks');
  if (what === 'page') await page(emscripten);
  if (what === 'sweep') await sweep(emscripten);
  if (what === 'memory') await memory(emscripten, minutes);
  if (what === 'second') await second(emscripten, rounds);
  if (what === 'both' || what === 'browser') await browser(emscripten, rounds);
  if (what === 'both' || what === 'kernels') await kernels(args);
});

/** @param {string} emscripten */
async function module(emscripten) {
  say('Building the core for WebAssembly');
  const { code, output } = await build('wasm', { emscripten, target: 'modules' });
  if (code !== 0) throw new Stop(`It did not compile.\n${output}`);
}

/** @param {string} emscripten */
async function page(emscripten) {
  await module(emscripten);
  if (!(await measurePage())) {
    say('Not every limit is kept.');
    process.exitCode = 1;
  }
}

/** @param {string} emscripten */
async function sweep(emscripten) {
  await module(emscripten);
  if (!(await measureSweep())) {
    say('Not every limit is kept.');
    process.exitCode = 1;
  }
}

/**
 * @param {string} emscripten
 * @param {number} minutes
 */
async function memory(emscripten, minutes) {
  await module(emscripten);
  if (!(await measureMemory(minutes))) {
    say('Memory did not stay flat.');
    process.exitCode = 1;
  }
}

/**
 * @param {string} emscripten
 * @param {number} rounds
 */
async function browser(emscripten, rounds) {
  await module(emscripten);
  if (!(await compareInBrowser(rounds))) {
    say('Not every ratio is what is wanted in every round.');
    process.exitCode = 1;
  }
}

/**
 * @param {string} emscripten
 * @param {number} rounds
 */
async function second(emscripten, rounds) {
  await module(emscripten);
  if (!(await measureSecondOrder(rounds))) {
    say('Not every figure is what is wanted.');
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
