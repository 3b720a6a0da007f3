import { createReadStream, statSync } from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { fileFor } from '../../scripts/lib/server.mjs';

/** Every host knows these; of modules and manifests the plainest do not. */
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};

/** The plainest of hosts: a folder, no headers, few types; it can be switched off and on again. */
export class PlainHost {
  /** What was asked of it. */
  readonly asked: string[] = [];
  #server: http.Server | null = null;
  #port = 0;

  /** @param address where the folder's files are, in the words of an address */
  constructor(
    readonly files: string,
    readonly address = '/',
  ) {}

  get url(): string {
    return `http://127.0.0.1:${this.#port}${this.address}`;
  }

  async up(): Promise<void> {
    const server = http.createServer((request, response) => {
      const { url = '/' } = request;
      this.asked.push(url);
      const isHere = url.startsWith(this.address);
      const file = isHere ? fileFor(this.files, `/${url.slice(this.address.length)}`) : undefined;
      const type = types[path.extname(file ?? '')];
      response.writeHead(file ? 200 : 404, {
        ...(type ? { 'Content-Type': type } : {}),
        ...(file ? { 'Content-Length': statSync(file).size } : {}),
      });
      if (file) createReadStream(file).pipe(response);
      else response.end('Not found');
    });
    await new Promise<void>((resolve) => server.listen(this.#port, '127.0.0.1', resolve));
    const address = server.address();
    this.#port = typeof address === 'object' && address ? address.port : 0;
    this.#server = server;
  }

  async down(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    if (!server) return;
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}
