// npm test: sets the machine up, then runs everything. `npm test -- core wasm web checks e2e` runs a
// part of it. The last line sums up all runners; a check counts as one.
import { build } from './lib/cmake.mjs';
import { inRoot } from './lib/paths.mjs';
import { Stop, runMain } from './lib/say.mjs';
import { setUp } from './lib/setup.mjs';
import { runStages, select } from './lib/stages.mjs';

const groups = process.argv.slice(2);

// The runners' output is kept until something fails; colours would only be in the way.
process.env['NO_COLOR'] = '1';
delete process.env['FORCE_COLOR'];

await runMain(async () => {
  const { emscripten } = await setUp('tests');
  // Only now: these load what the set-up has installed.
  const { allStages } = await import('./lib/all-stages.mjs');
  const stages = allStages({
    build: (preset) => build(preset, preset === 'wasm' ? { emscripten } : {}),
    env: {
      CI: 'true',
      FALL_LINE_CLI: inRoot('build/release/fall-line'),
      FALL_LINE_CLANG_CLI: inRoot('build/clang/fall-line'),
    },
  });
  const known = new Set(stages.flatMap((stage) => stage.groups));
  const unknown = groups.filter((group) => !known.has(group));
  if (unknown.length > 0) {
    throw new Stop(`There is no ${unknown.join(', ')}; there are ${[...known].join(', ')}.`);
  }
  process.exitCode = await runStages(select(stages, groups));
});
