import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fileFor, serve } from '../../scripts/lib/server.mjs';

let top = '';
let folder = '';

beforeAll(() => {
  top = mkdtempSync(path.join(os.tmpdir(), 'fall-line-server-'));
  folder = path.join(top, 'site');
  mkdirSync(path.join(folder, 'sub'), { recursive: true });
  writeFileSync(path.join(top, 'secret.txt'), 'secret');
  mkdirSync(`${folder}-other`);
  writeFileSync(`${folder}-other/neighbour.txt`, 'neighbour');
  writeFileSync(path.join(folder, 'index.html'), '<p>home</p>');
  writeFileSync(path.join(folder, 'sub/index.html'), '<p>sub</p>');
  writeFileSync(path.join(folder, 'module.wasm'), 'wasm');
  writeFileSync(path.join(folder, '.hidden'), 'hidden');
  symlinkSync(path.join(top, 'secret.txt'), path.join(folder, 'link.txt'));
});

afterAll(() => {
  rmSync(top, { recursive: true });
});

/** Sends the path as it is: fetch would tidy it up. */
function get(
  url: string,
  file: string,
): Promise<{ status: number; headers: http.IncomingHttpHeaders }> {
  const { port } = new URL(url);
  return new Promise((resolve, reject) => {
    http
      .get({ host: '127.0.0.1', port, path: file }, (response) => {
        response.resume();
        resolve({ status: response.statusCode ?? 0, headers: response.headers });
      })
      .on('error', reject);
  });
}

describe('static server', () => {
  test('finds files and the index of folders', () => {
    expect(fileFor(folder, '/')).toBe(path.join(folder, 'index.html'));
    expect(fileFor(folder, '/sub/')).toBe(path.join(folder, 'sub/index.html'));
    expect(fileFor(folder, '/module.wasm?v=1#x')).toBe(path.join(folder, 'module.wasm'));
  });

  test.each([
    '/../secret.txt',
    '/..%2fsecret.txt',
    '/sub/../../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%5csecret.txt',
    '/../site-other/neighbour.txt',
    '/link.txt',
    '/.hidden',
    '/module.wasm%00.html',
    '/%zz',
    '/absent',
  ])('gives nothing for %s', (url) => {
    expect(fileFor(folder, url)).toBeUndefined();
  });

  test('sends types and the security policy, and 404 for what is not there', async () => {
    const server = await serve(folder, { port: 0 });
    try {
      const wasm = await get(server.url, '/module.wasm');
      expect(wasm.status).toBe(200);
      expect(wasm.headers['content-type']).toBe('application/wasm');
      expect(wasm.headers['content-security-policy']).toContain(
        "script-src 'self' 'wasm-unsafe-eval'",
      );
      expect((await get(server.url, '/../secret.txt')).status).toBe(404);
    } finally {
      await server.close();
    }
  });

  test('takes the next port when one is taken', async () => {
    const first = await serve(folder, { port: 0 });
    const port = Number(new URL(first.url).port);
    try {
      await expect(serve(folder, { port })).rejects.toThrow(/EADDRINUSE/);
      const second = await serve(folder, { port, orAnother: true });
      expect(second.url).not.toBe(first.url);
      await second.close();
    } finally {
      await first.close();
    }
  });
});
