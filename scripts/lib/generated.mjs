// What the generated files must hold.
import prettier from 'prettier';
import { componentTables, conditionTables } from './component-tables.mjs';
import { glossaryPage, readGlossary } from './glossary.mjs';
import { inRoot } from './paths.mjs';
import { must } from './process.mjs';

/** The native command line, built by the release preset. */
export const commandLine = inRoot('build/release/fall-line');

/**
 * Needs the release build.
 * @returns {Promise<{ name: string, text: string }[]>} path relative to the root, and content
 */
export async function generatedFiles() {
  const json = await must(commandLine, ['manifest']);
  const manifest = JSON.parse(json); // fails here, with the position, rather than as a type error
  // What faults are is told where one is planted or looked for: it need not come with the page.
  const { faults } = manifest;
  const first = { ...manifest, faults: faults.map((/** @type {{ id: string }} */ { id }) => id) };
  const head = '// Generated from `fall-line manifest` by `npm run generate`. Do not edit.\n\n';
  const files = [
    {
      name: 'web/src/generated/manifest.ts',
      text: `${head}export const manifest = ${JSON.stringify(first)} as const;\n`,
    },
    {
      name: 'web/src/generated/faults.ts',
      text: `${head}export const faults = ${JSON.stringify(faults)} as const;\n`,
    },
    { name: 'docs/components.md', text: componentTables(manifest) },
    { name: 'docs/conditions.md', text: conditionTables(manifest) },
    { name: 'docs/glossary.md', text: glossaryPage(await readGlossary()) },
  ];
  return Promise.all(
    files.map(async ({ name, text }) => {
      const options = await prettier.resolveConfig(inRoot(name));
      return { name, text: await prettier.format(text, { ...options, filepath: name }) };
    }),
  );
}
