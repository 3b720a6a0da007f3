// npm run format: writes everything in the house's format.   --check: only says what is not.
import { runMain, Stop } from './lib/say.mjs';
import { cppFiles } from './lib/cpp-files.mjs';
import { root } from './lib/paths.mjs';
import { run, which } from './lib/process.mjs';

await runMain(async () => {
  const check = process.argv.includes('--check');
  const clangFormat = which('clang-format-19', 'clang-format');
  if (!clangFormat) throw new Stop('clang-format is not installed.');
  const cpp = await run(
    clangFormat,
    [...(check ? ['--dry-run', '-Werror'] : ['-i']), ...cppFiles()],
    { cwd: root, show: true },
  );
  const prettier = await run(
    process.execPath,
    [
      'node_modules/prettier/bin/prettier.cjs',
      check ? '--check' : '--write',
      '--log-level=warn',
      '.',
    ],
    { cwd: root, show: true },
  );
  if (cpp.code !== 0 || prettier.code !== 0) throw new Stop('Not everything is formatted.');
});
