// docs/glossary.md, from the list that the page shows its definitions from.
import { readFileSync } from 'node:fs';
import ts from 'typescript';
import { inRoot } from './paths.mjs';

/** @typedef {{ term: string, symbol?: string, line: string }} Entry */

/** The entries of the page's glossary, by id. @returns {Promise<Record<string, Entry>>} */
export async function readGlossary() {
  const source = readFileSync(inRoot('web/src/text/glossary.ts'), 'utf8');
  const options = { module: ts.ModuleKind.ES2022, target: ts.ScriptTarget.ES2022 };
  const { outputText } = ts.transpileModule(source, { compilerOptions: options });
  const module = await import(`data:text/javascript,${encodeURIComponent(outputText)}`);
  return module.glossary;
}

/** @param {Record<string, Entry>} glossary */
export function glossaryPage(glossary) {
  const lines = Object.values(glossary)
    .sort((a, b) => a.term.localeCompare(b.term, 'en'))
    .map(({ term, symbol, line }) => {
      const name = symbol === undefined ? `**${term}**` : `**${term}** (${symbol})`;
      return `- ${name}: ${line.replaceAll('*', '\\*')}`;
    });
  return `# Glossary

What the terms and symbols of the page mean. On the page each stands on its word: point at it, tap it, or reach it with the Tab key; Escape closes it.

${lines.join('\n')}

_Written by \`npm run generate\` from web/src/text/glossary.ts._
`;
}
