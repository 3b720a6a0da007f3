// A static file server for 127.0.0.1: the page as any web host would deliver it, with the headers
// that the documentation asks hosts to send.
import { createReadStream, existsSync, realpathSync, statSync } from 'node:fs';
import http from 'node:http';
import path from 'node:path';

/** @type {Record<string, string>} */
const types = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
};

/** What the page may do: nothing but what it brings along. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self' blob:",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "font-src 'self'",
  "manifest-src 'self'",
  "form-action 'none'",
  "base-uri 'none'",
].join('; ');

/** @type {Record<string, string>} */
const headers = {
  'Content-Security-Policy': contentSecurityPolicy,
  'Cross-Origin-Resource-Policy': 'cross-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Access-Control-Allow-Origin': '*',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-cache',
};

/**
 * The file that a request asks for, or undefined: nothing outside of the folder, not even through
 * a link, and nothing whose name begins with a dot.
 * @param {string} folder real path
 * @param {string} url as the request has it
 * @returns {string | undefined}
 */
export function fileFor(folder, url) {
  let name;
  try {
    name = decodeURIComponent(url.replace(/[?#].*$/, ''));
  } catch {
    return undefined;
  }
  if (name.includes('\0') || name.split(/[/\\]/).some((part) => part.startsWith('.'))) {
    return undefined;
  }
  let file = path.join(folder, name);
  if (!existsSync(file)) return undefined;
  if (statSync(file).isDirectory()) file = path.join(file, 'index.html');
  if (!existsSync(file)) return undefined;
  file = realpathSync(file);
  return file.startsWith(folder + path.sep) && statSync(file).isFile() ? file : undefined;
}

/**
 * Serves a folder on 127.0.0.1 and no other address.
 * @param {string} folder
 * @param {{ port: number, orAnother?: boolean }} where a port; 0 for any free one; `orAnother`: the
 *   next free one when it is taken
 * @returns {Promise<{ url: string, close: () => Promise<void> }>}
 */
export async function serve(folder, { port, orAnother = false }) {
  const real = realpathSync(folder);
  const server = http.createServer((request, response) => {
    answer(real, request, response);
  });
  const chosen = await listen(server, port, orAnother ? 50 : 1);
  return {
    url: `http://127.0.0.1:${chosen}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

/**
 * @param {string} folder
 * @param {http.IncomingMessage} request
 * @param {http.ServerResponse} response
 */
function answer(folder, request, response) {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.writeHead(405, { ...headers, Allow: 'GET, HEAD' }).end();
    return;
  }
  const file = fileFor(folder, request.url ?? '/');
  if (!file) {
    response.writeHead(404, { ...headers, 'Content-Type': 'text/plain' }).end('Not found\n');
    return;
  }
  response.writeHead(200, {
    ...headers,
    'Content-Type': types[path.extname(file)] ?? 'application/octet-stream',
    'Content-Length': statSync(file).size,
  });
  if (request.method === 'HEAD') {
    response.end();
    return;
  }
  createReadStream(file)
    .on('error', () => response.destroy())
    .pipe(response);
}

/**
 * @param {http.Server} server
 * @param {number} first
 * @param {number} attempts
 * @returns {Promise<number>} the port
 */
async function listen(server, first, attempts) {
  for (let port = first; ; ++port) {
    try {
      await new Promise((resolve, reject) => {
        server.once('error', reject).listen(port, '127.0.0.1', () => {
          server.removeListener('error', reject);
          resolve(undefined);
        });
      });
      const address = server.address();
      return typeof address === 'object' && address ? address.port : port;
    } catch (error) {
      const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
      if (!taken || port + 1 >= first + attempts) throw error;
    }
  }
}
