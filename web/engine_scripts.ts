/**
 * The engine for places where its worker cannot be started from an address, as imports:
 * `worker.ts?script` is all of the worker as one classic script, `?script-url` the address of a file
 * that holds it, `file?packed` a file, compressed, as text.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { build, type Plugin, type Rolldown } from 'vite';

const text = '?script';
const address = '?script-url';
const packed = '?packed';

export function engineScripts(): Plugin {
  const made = new Map<string, Promise<string>>();
  const scriptOf = (file: string): Promise<string> => {
    const known = made.get(file) ?? classicScript(file);
    made.set(file, known);
    return known;
  };
  return {
    name: 'fall-line-engine-scripts',
    enforce: 'pre',
    async resolveId(id, importer) {
      const query = [text, address, packed].find((one) => id.endsWith(one));
      if (query === undefined) return null;
      const file = await this.resolve(id.slice(0, -query.length), importer);
      // With a name of its own, so that no other plugin takes it for what it is made of.
      return file ? `\0engine:${file.id}${query}` : null;
    },
    async load(id) {
      if (!id.startsWith('\0engine:')) return null;
      const [file = '', query] = id.slice('\0engine:'.length).split('?');
      this.addWatchFile(file);
      if (`?${query}` === packed) {
        return moduleOf(
          JSON.stringify(gzipSync(readFileSync(file), { level: 9 }).toString('base64')),
        );
      }
      const script = await scriptOf(file);
      if (`?${query}` === text) return moduleOf(JSON.stringify(script));
      const name = `${path.basename(file, '.ts')}_script.js`;
      const reference = this.emitFile({ type: 'asset', name, source: script });
      return moduleOf(`import.meta.ROLLUP_FILE_URL_${reference}`);
    },
  };
}

/** Where nothing lies beside the script: home_within.ts takes the place of home.ts. */
export function engineWithin(): Plugin {
  return {
    name: 'fall-line-engine-within',
    enforce: 'pre',
    resolveId(id, importer) {
      return id === './home' ? this.resolve('./home_within', importer) : null;
    },
  };
}

function moduleOf(value: string): { code: string; moduleType: 'js' } {
  return { code: `export default ${value};`, moduleType: 'js' };
}

/** A worker and all that it imports, the lab included, as one script that is no module. */
async function classicScript(file: string): Promise<string> {
  const built = (await build({
    configFile: false,
    root: path.dirname(file),
    publicDir: false,
    logLevel: 'warn',
    plugins: [withoutAddress()],
    build: {
      write: false,
      target: 'es2022',
      lib: { entry: file, formats: ['iife'], name: 'engine', fileName: 'script' },
      rolldownOptions: {
        external: ['module'], // imported in Node alone, by Emscripten's loader
        output: { codeSplitting: false },
      },
    },
  })) as Rolldown.RolldownOutput[];
  const [made] = built;
  if (made?.output.length !== 1) throw new Error('All of a worker should be one script.');
  return made.output[0].code;
}

/** Emscripten's loader asks where it lies; a script without an address is handed all that it needs. */
function withoutAddress(): Plugin {
  return {
    name: 'fall-line-without-address',
    enforce: 'pre',
    transform(code, id) {
      if (!/generated[/\\]wasm[/\\]\w+\.js$/.test(id)) return null;
      return code
        .replace(/new URL\("\w+\.wasm",import\.meta\.url\)\.href/g, '""')
        .replaceAll('import.meta.url', '""');
    },
  };
}
