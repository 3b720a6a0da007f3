/**
 * What the first page needs, in one file: the bundler would cut it wherever a place that loads later
 * uses the same module, and small files compress badly.
 */
import type { Rolldown } from 'vite';

/** The pages that reach a module by static imports alone. */
function pagesOf(id: string, context: Rolldown.ChunkingContext): readonly string[] {
  const seen = new Set([id]);
  // A set may grow while it is walked: what is added is visited, too.
  for (const one of seen) {
    for (const importer of context.getModuleInfo(one)?.importers ?? []) seen.add(importer);
  }
  return [...seen].filter((one) => context.getModuleInfo(one)?.isEntry);
}

/**
 * A group of chunks: what `page` alone needs at once. What several pages share is left as it is. The
 * page's own script stays apart: it waits for the engine, and what loads later must not wait for it.
 */
export function firstChunk(page: string): Rolldown.CodeSplittingGroup {
  return {
    name: (id, context) => {
      const { isEntry = false, importers = [] } = context.getModuleInfo(id) ?? {};
      const isScript = importers.some((importer) => context.getModuleInfo(importer)?.isEntry);
      if (isEntry || isScript) return null;
      const pages = pagesOf(id, context);
      return pages.length === 1 && pages[0]?.endsWith(page) ? 'first' : null;
    },
    includeDependenciesRecursively: false,
  };
}
