// The npm package as somebody else has it: packed, installed into an empty folder, and used there.
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test as base } from '@playwright/test';
import { build as esbuild } from 'esbuild';
import { build as vite } from 'vite';
import { serve } from '../../scripts/lib/server.mjs';
import { complaints } from './anywhere';
import { PlainHost } from './plain_host';

const root = path.join(import.meta.dirname, '../..');

interface Packed {
  /** The empty folder that it was installed into. */
  readonly folder: string;
  readonly files: readonly string[];
  /** Bytes of the download. */
  readonly size: number;
}

function npm(folder: string, ...args: string[]): string {
  return execFileSync('npm', args, { cwd: folder, encoding: 'utf8', stdio: 'pipe' });
}

const test = base.extend<object, { packed: Packed }>({
  packed: [
    async ({ browserName }, use) => {
      const folder = mkdtempSync(path.join(os.tmpdir(), `fall-line-package-${browserName}-`));
      const made = npm(root, 'pack', '--ignore-scripts', '--json', '--pack-destination', folder);
      const [tarball] = Object.values(
        JSON.parse(made) as Record<
          string,
          { filename: string; size: number; files: { path: string }[] }
        >,
      );
      npm(folder, 'install', '--offline', '--no-audit', '--no-fund', tarball?.filename ?? '');
      await use({
        folder,
        files: tarball?.files.map((file) => file.path) ?? [],
        size: tarball?.size ?? 0,
      });
      rmSync(folder, { recursive: true });
    },
    { scope: 'worker', timeout: 120_000 },
  ],
});

// One machine packs it once.
test.describe.configure({ mode: 'serial' });

const spec = { data: { source: 'spiral' }, network: { layers: [{ units: 6 }, {}] }, seed: 5 };
const program = `
  import { createEngine } from 'fall-line';
  export const spec = ${JSON.stringify(spec)};
  export async function train(report) {
    const engine = await createEngine();
    const session = await engine.session(spec);
    let told = 0;
    const summary = await session.run({ epochs: 3, onProgress: () => ++told });
    const [output] = await session.predict(new Float64Array([0.5, -0.5]));
    const { length } = await session.parameters();
    const lab = await createEngine({ lab: true });
    const survey = await lab.session(spec);
    const { agreement } = await survey.lab('linearity', null);
    engine.close();
    lab.close();
    report([summary.fingerprint, told > 0, output, length, agreement].join(' '));
  }
`;

test('it holds the engine, its types and the site, and nothing else', ({ packed }) => {
  const allowed = [
    /^(package\.json|README\.md|LICENSE)$/,
    /^build\/node\/[\w-]+\.(js|wasm)$/,
    /^build\/browser\/[\w-]+\.js$/,
    /^build\/declarations\/.*\.d\.ts$/,
    /^dist\/[\w-]+\.(html|js|svg|png|txt|webmanifest)$/,
    /^dist\/assets\/[\w.-]+\.(js|css|wasm)$/,
  ];
  expect(packed.files.filter((name) => !allowed.some((one) => one.test(name)))).toEqual([]);
  for (const name of [
    'build/node/index.js',
    'build/browser/index.js',
    'dist/index.html',
    'dist/embed.html',
    'dist/fall-line.js',
  ]) {
    expect(packed.files).toContain(name);
  }
  // docs/hosting.md states it.
  expect(packed.size).toBeLessThan(3_500_000);
  const { dependencies = {} } = JSON.parse(
    readFileSync(path.join(packed.folder, 'node_modules/fall-line/package.json'), 'utf8'),
  ) as { dependencies?: Record<string, string> };
  expect(dependencies).toEqual({});
});

test('the example of docs/hosting.md runs as it stands there', ({ packed: { folder } }) => {
  const docs = readFileSync(path.join(root, 'docs/hosting.md'), 'utf8');
  const [, example = ''] = /```js\n(import \{ createEngine \}[\s\S]*?)```/.exec(docs) ?? [];
  writeFileSync(path.join(folder, 'example.mjs'), `${example}console.log(outputs, theta.length);`);
  const env = { ...process.env, FORCE_COLOR: '0' };
  const options = { cwd: folder, encoding: 'utf8', env } as const;
  const said = execFileSync(process.execPath, ['example.mjs'], options);
  // An epoch and its loss on each line, and at last what the trained network gives for one point.
  expect(said).toMatch(/^(\d+ [\d.e-]+\n)+Float64Array\(1\) \[ [\d.e-]+ \] \d+\n$/);
});

test('TypeScript knows it, also where modules are named as Node wants them', ({ packed }) => {
  const { folder, files } = packed;
  const module = `import { createEngine, type Spec, type Summary } from 'fall-line';
    import type { FallLineElement } from 'fall-line/element';
    const spec: Spec = { data: { source: 'spiral' } };
    export async function run(): Promise<Summary> {
      const session = await (await createEngine()).session(spec);
      await session.run({ epochs: 'three' });
      return session.run({ epochs: 3 });
    }
    const element: FallLineElement = document.createElement('fall-line');
    element.addEventListener('epoch', ({ detail }) => detail.metrics.train?.loss.toFixed(3));`;
  writeFileSync(path.join(folder, 'typed.mts'), module);
  const options =
    '--strict --noEmit --skipLibCheck --target es2022 --module nodenext --pretty false';
  const tsc = path.join(root, 'node_modules/typescript/bin/tsc');
  const args = [tsc, ...options.split(' '), 'typed.mts'];
  const { stdout } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
  // The one mistake, and no other: a type that was not found would be any, and take the text.
  expect(stdout).toMatch(/^typed\.mts\(6,27\): error TS2322: Type 'string' is not [^\n]*\n$/);
  // What the compiler does not look into: every declaration that is named is there.
  for (const name of files.filter((file) => file.endsWith('.d.ts'))) {
    const text = readFileSync(path.join(folder, 'node_modules/fall-line', name), 'utf8');
    for (const [, target = ''] of text.matchAll(/(?:from|import\()\s*['"](\.[^'"]+)['"]/g)) {
      const named = path.posix.join(path.posix.dirname(name), target);
      expect(files).toContain(named.replace(/\.js$/, '.d.ts'));
    }
  }
});

test('Node, Vite and esbuild train with it to the same bits', async ({ packed, page }) => {
  const { folder } = packed;
  writeFileSync(path.join(folder, 'train.mjs'), program);
  writeFileSync(
    path.join(folder, 'node.mjs'),
    `import { train } from './train.mjs'; await train((text) => console.log(text));`,
  );
  const node = execFileSync(process.execPath, ['node.mjs'], { cwd: folder, encoding: 'utf8' });
  expect(node.trim()).toMatch(/^[0-9a-f]{16} true [\d.e-]+ 25 [\d.e-]+$/);

  const html =
    '<!doctype html><title>waits</title><script type="module" src="./page.mjs"></script>';
  const show = `(text) => { document.title = text; }`;
  // The element beside the engine: of the site, which was copied out of the package.
  writeFileSync(
    path.join(folder, 'page.mjs'),
    `import 'fall-line/element';
     import { spec, train } from './train.mjs';
     const element = document.createElement('fall-line');
     element.setAttribute('site', '../site');
     element.spec = spec;
     document.body.append(element);
     const { fingerprint } = await element.run({ epochs: 3 });
     await train((text) => (${show})(fingerprint + ' ' + text));`,
  );
  writeFileSync(path.join(folder, 'index.html'), html);
  const quiet = { configFile: false, logLevel: 'error' } as const;
  await vite({ ...quiet, root: folder, base: './', build: { outDir: 'vite', target: 'es2022' } });
  cpSync(path.join(folder, 'node_modules/fall-line/dist'), path.join(folder, 'site'), {
    recursive: true,
  });

  // In a worker there is no page, and no document.
  writeFileSync(
    path.join(folder, 'alone.mjs'),
    `import { train } from './train.mjs'; train(${show});`,
  );
  writeFileSync(
    path.join(folder, 'worker.mjs'),
    `import { train } from './train.mjs'; train((text) => postMessage(text));`,
  );
  const common = { bundle: true, format: 'esm', absWorkingDir: folder, logLevel: 'error' } as const;
  const entryPoints = ['alone.mjs', 'worker.mjs'];
  await esbuild({ ...common, entryPoints, outdir: path.join(folder, 'esbuild'), splitting: true });
  const starts = `new Worker('./worker.js', { type: 'module' }).onmessage = ({ data }) => (${show})(data);`;
  writeFileSync(path.join(folder, 'esbuild/starts.js'), starts);
  for (const [name, entry] of [
    ['index', 'alone.js'],
    ['worker', 'starts.js'],
  ] as const) {
    writeFileSync(path.join(folder, `esbuild/${name}.html`), html.replace('page.mjs', entry));
  }

  const heard = complaints(page);
  // Under no policy, and under that of the page itself, which lets nobody load a frame.
  const plain = new PlainHost(folder);
  await plain.up();
  const { url, close } = await serve(folder, { port: 0 });
  try {
    await page.goto(`${plain.url}vite/`);
    await expect(page).toHaveTitle(`${node.trim().split(' ')[0]} ${node.trim()}`);
    for (const place of ['esbuild/', 'esbuild/worker.html']) {
      await page.goto(url + place);
      await expect(page).toHaveTitle(node.trim());
    }
    expect(heard).toEqual([]);
  } finally {
    await plain.down();
    await close();
  }
});
