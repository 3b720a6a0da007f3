import http from 'node:http';
import { expect, type FrameLocator, type Locator, type Page } from '@playwright/test';

/** The workbench wherever it stands: in the page itself, or in a frame of it. */
export type Where = Page | FrameLocator;

const figure = (where: Where, name: string): Locator => where.locator(`[data-figure="${name}"]`);

/** Waits until the workbench rests, and gives the fingerprint of its network. */
export async function settled(where: Where): Promise<string> {
  await expect(where.locator('[data-action="play"]')).toHaveText('Play');
  await expect(figure(where, 'fingerprint')).toHaveAttribute('aria-busy', 'false');
  await expect(figure(where, 'fingerprint')).toHaveText(/^[0-9a-f]{16}$/);
  return (await figure(where, 'fingerprint').textContent()) ?? '';
}

/** Trains one epoch of a workbench that was just opened, and gives the fingerprint. */
export async function afterOneEpoch(where: Where): Promise<string> {
  const start = await settled(where);
  await where.locator('[data-action="epoch"]').click();
  await expect(figure(where, 'epoch')).toHaveText('1');
  const end = await settled(where);
  expect(end).not.toBe(start);
  return end;
}

/** A page of somebody else's: its own origin, and nothing but this in it, and another beside it. */
export async function host(html: string, beside = ''): Promise<{ url: string; close: () => void }> {
  const pages = new Map([
    ['/', html],
    ['/beside.html', beside],
  ]);
  const server = http.createServer((request, response) => {
    const found = pages.get(request.url ?? '');
    const status = found === undefined ? 404 : 200;
    response.writeHead(status, { 'Content-Type': 'text/html; charset=utf-8' }).end(found ?? '');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}/`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** Everything that the page and its frames complain of, as it comes. */
export function complaints(page: Page): string[] {
  const heard: string[] = [];
  page.on('console', (message) => {
    if (message.text().includes('Service Worker registration blocked')) return;
    if (['error', 'warning'].includes(message.type())) heard.push(message.text());
  });
  page.on('pageerror', (error) => heard.push(error.message));
  return heard;
}
