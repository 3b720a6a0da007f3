/**
 * The loader `<fall-line>`, as `fall-line.js` beside the pages: one script of its own under a name
 * that stays, for pages that link to it from anywhere. Built apart, since it shares nothing with the
 * pages that would be worth another request.
 */
import path from 'node:path';
import { build, type Plugin, type Rolldown } from 'vite';

export const loaderFile = 'fall-line.js';

export function loader(): Plugin {
  return {
    name: 'fall-line-loader',
    apply: 'build',
    async generateBundle() {
      const source = await loaderScript();
      this.emitFile({ type: 'asset', fileName: loaderFile, source });
    },
  };
}

async function loaderScript(): Promise<string> {
  const built = (await build({
    configFile: false,
    root: import.meta.dirname,
    base: './',
    publicDir: false,
    logLevel: 'warn',
    build: {
      write: false,
      target: 'es2022',
      modulePreload: false,
      rolldownOptions: {
        input: path.join(import.meta.dirname, 'src/embed/element.ts'),
        preserveEntrySignatures: 'exports-only',
        output: { codeSplitting: false },
      },
    },
  })) as Rolldown.RolldownOutput;
  return built.output[0].code;
}
