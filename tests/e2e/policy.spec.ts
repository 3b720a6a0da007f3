import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { places } from '../../web/src/views/places';
import { expect, test } from './workbench';

/** What the page may do, word for word as docs/hosting.md tells hosts to send it. */
const policy =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self' blob:; " +
  "style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; font-src 'self'; " +
  "manifest-src 'self'; form-action 'none'; base-uri 'none'";

/** Violations of the policy, as the page itself is told of them. */
async function violations(page: Page): Promise<string[]> {
  const seen: string[] = [];
  await page.exposeFunction('sawViolation', (what: string) => seen.push(what));
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      const { violatedDirective, blockedURI } = event;
      (window as unknown as { sawViolation(what: string): void }).sawViolation(
        `${violatedDirective} ${blockedURI}`,
      );
    });
  });
  return seen;
}

test('under the policy, sent as a header, every place works and nothing is refused', async ({
  workbench,
  page,
}) => {
  const seen = await violations(page);
  const response = await page.goto('./');
  expect(response?.headers()['content-security-policy']).toBe(policy);
  await workbench.epochs(1);
  for (const { id, element } of places) {
    await page.locator(`[data-place="${id}"]`).click();
    await expect(page.locator(element ?? 'fall-line-network')).toBeVisible();
  }
  await page.locator('[data-place="lessons"]').click();
  await page.locator('[data-open-lesson]').first().click();
  await expect(page.locator('fall-line-lesson math').first()).toBeVisible();
  await page.goto('embed.html#v=1&set=data.source=moons&view=map,loss,network&autoplay=visible');
  await expect(page.locator('fall-line-embed canvas').first()).toBeVisible();
  expect(seen).toEqual([]);
});

test('a violation would be seen', async ({ page }) => {
  const seen = await violations(page);
  await page.goto('./');
  await page.evaluate(() => {
    document.body.innerHTML = '<p style="color: red">';
  });
  await expect.poll(() => seen).toContain('style-src-attr inline');
});

test('the pages carry the same policy, for hosts that send none, and hosts are told of it', () => {
  const docs = readFileSync(path.join(import.meta.dirname, '../../docs/hosting.md'), 'utf8');
  expect(docs).toContain(`\n${policy}\n`);
  for (const name of ['index.html', 'embed.html']) {
    const html = readFileSync(path.join(import.meta.dirname, '../../dist', name), 'utf8');
    expect(html).toContain(`content="${policy}"`);
  }
});
