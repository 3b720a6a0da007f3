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
  const files = [
    {
      name: 'web/src/generated/manifest.ts',
      text: `// Generated from \`fall-line manifest\` by \`npm run generate\`. Do not edit.

export const manifest = ${json.trim()} as const;
`,
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
