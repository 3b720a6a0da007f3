// Configures and builds by preset.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { inRoot, root } from './paths.mjs';
import { run, which } from './process.mjs';

/** @typedef {'dev' | 'release' | 'clang' | 'bench' | 'coverage' | 'wasm'} Preset */

/**
 * How many jobs at once: one a core, but no more than fit into memory (Eigen takes a compiler up to
 * 2 GB).
 */
export const jobs = Math.max(
  1,
  Math.min(os.availableParallelism(), Math.floor(os.totalmem() / 2e9)),
);

/**
 * Builds a preset, and configures it first when needed. Doing it again costs a fraction of a second.
 * @param {Preset} preset
 * @param {{ emscripten?: string, show?: boolean, target?: string }} [options]
 * @returns {Promise<import('./process.mjs').Outcome>}
 */
export async function build(preset, options = {}) {
  const folder = inRoot('build', preset);
  const clang = preset === 'clang' ? which('clang++-19', 'clang++') : undefined;
  const definitions = clang ? [`-DCMAKE_CXX_COMPILER=${clang}`] : [];
  const env = options.emscripten ? { FALL_LINE_EMSCRIPTEN: options.emscripten } : {};
  const show = options.show ?? false;

  // What CMake itself does not watch: the presets, and which compiler is found.
  const stamp = path.join(folder, 'configured.txt');
  const presets = readFileSync(inRoot('CMakePresets.json'), 'utf8');
  const configuration = [root, options.emscripten ?? '', clang ?? '', presets].join('\n');
  const before = existsSync(stamp) ? readFileSync(stamp, 'utf8') : undefined;
  if (before !== configuration) {
    // A folder that another compiler or another place has configured cannot be reused.
    if (before !== undefined) rmSync(folder, { recursive: true, force: true });
    const outcome = await run('cmake', ['--preset', preset, ...definitions], {
      cwd: root,
      env,
      show,
    });
    if (outcome.code !== 0) return outcome;
    mkdirSync(folder, { recursive: true });
    writeFileSync(stamp, configuration);
  }
  const parallel = process.env['CMAKE_BUILD_PARALLEL_LEVEL'] ?? String(jobs);
  const target = options.target ? ['--target', options.target] : [];
  return run('cmake', ['--build', '--preset', preset, '--parallel', parallel, ...target], {
    cwd: root,
    env,
    show,
  });
}
