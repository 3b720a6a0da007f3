/** The page with everything in it, one HTML file, and the policy that lets this and nothing else run. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Plugin, Rolldown } from 'vite';

export const singleName = 'fall-line.html';

export function singleFile(): Plugin {
  return {
    name: 'fall-line-single-file',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const html = textOf(bundle['index.html']);
        const named = (suffix: string): string[] =>
          Object.keys(bundle).filter((name) => name.endsWith(suffix));
        const [script = '', ...others] = named('.js');
        if (others.length > 0) this.error(`A single file has one script: ${others.join(', ')}`);
        const style = named('.css').map((name) => textOf(bundle[name]));
        const source = compose({
          html,
          script: textOf(bundle[script]),
          style: style.join('\n'),
          icon: inPublic('icon.svg'),
          licenses: inPublic('licenses.txt'),
        });
        for (const name of Object.keys(bundle)) Reflect.deleteProperty(bundle, name);
        this.emitFile({ type: 'asset', fileName: singleName, source });
      },
    },
  };
}

function textOf(one: Rolldown.OutputChunk | Rolldown.OutputAsset | undefined): string {
  if (one?.type === 'chunk') return one.code;
  return one ? Buffer.from(one.source).toString('utf8') : '';
}

function inPublic(name: string): string {
  return readFileSync(path.join(import.meta.dirname, 'public', name), 'utf8');
}

interface Parts {
  readonly html: string;
  readonly script: string;
  readonly style: string;
  readonly icon: string;
  readonly licenses: string;
}

/** The built page with its script, style and icon inside, and without what it would ask for. */
export function compose({ html, script, style, icon, licenses }: Parts): string {
  // Nothing in the script may look like its end, or like a comment, to a reader of HTML.
  const code = script.replace(/<(?=\/script|script|!--)/gi, '\\x3C');
  const policy = [
    "default-src 'none'",
    `script-src '${hashOf(code)}' 'wasm-unsafe-eval'`,
    'worker-src blob:',
    `style-src '${hashOf(style)}'`,
    'img-src data: blob:',
    "form-action 'none'",
    "base-uri 'none'",
  ].join('; ');
  const inside = [
    `<link rel="icon" href="data:image/svg+xml,${encodeURIComponent(icon)}" type="image/svg+xml">`,
    `<style>${style}</style>`,
    `<script type="module">${code}</script>`,
  ];
  const bare = html
    .replace(/<meta\s+http-equiv="Content-Security-Policy"[^>]*>/, () => {
      return `<meta http-equiv="Content-Security-Policy" content="${policy}">`;
    })
    .replace(/\s*<script\b[^>]*\bsrc=[^>]*><\/script>/g, '')
    .replace(/\s*<link\b[^>]*\bhref=[^>]*>/g, '');
  // A function: what is put in has dollar signs of its own.
  return bare
    .replace('</body>', () => `</body>\n  <!--\n${licenses}-->`)
    .replace('</head>', () => `${inside.join('\n')}\n  </head>`);
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
