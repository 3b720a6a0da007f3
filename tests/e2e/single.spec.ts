import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from '@playwright/test';
import { places } from '../../web/src/views/places';
import { afterOneEpoch, complaints, host, settled } from './anywhere';

const file = path.join(import.meta.dirname, '../../build/single/fall-line.html');
const spec = { data: { source: 'franke' }, network: { layers: [{ units: 12 }, {}] }, seed: 3 };
const link = `#v=1&j=${encodeURIComponent(JSON.stringify(spec))}`;

test('the single file from a disk: the link’s experiment to the same bits, every place, a lesson', async ({
  page,
}) => {
  await page.goto(`./${link}`);
  const expected = await afterOneEpoch(page);
  const heard = complaints(page);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url().replace(/[#?].*|(?<=^blob:).*/, '')));
  const address = pathToFileURL(file).href;
  await page.goto(`${address}${link}`);
  expect(await afterOneEpoch(page)).toBe(expected);
  for (const { id, element } of places) {
    await page.locator(`[data-place="${id}"]`).click();
    await expect(page.locator(element ?? 'fall-line-network')).toBeVisible();
  }
  await page.locator('[data-place="baselines"]').click();
  await expect(page.locator('[data-row="ols-qr"] [data-metric]').first()).toHaveText(/[0-9]/);
  await page.locator('[data-place="lessons"]').click();
  await page.locator('[data-open-lesson]').first().click();
  await expect(page.locator('fall-line-lesson math').first()).toBeVisible();
  expect(heard).toEqual([]);
  // Nothing but itself, and the workers that it carries.
  expect([...new Set(asked)].filter((one) => one !== address && !one.startsWith('blob:'))).toEqual(
    [],
  );
});

test('the single file in a sandboxed frame without an origin trains', async ({ page }) => {
  const { url, close } = await host(
    '<!doctype html><iframe sandbox="allow-scripts" width="1300" height="850" src="beside.html"></iframe>',
    readFileSync(file, 'utf8'),
  );
  const heard = complaints(page);
  try {
    await page.goto(url);
    const frame = page.frameLocator('iframe');
    await afterOneEpoch(frame);
    expect(heard).toEqual([]);
    // The browser itself has something to say of this.
    await frame.locator('[data-action="share"]').click();
    await expect(frame.locator('[data-action="take"]')).toBeVisible();
    await expect(frame.locator('[data-action="embed"]')).toHaveCount(0); // of what?
    await frame.locator('[data-action="link"]').click();
    await expect(frame.locator('[data-notice]')).toContainText('in a page of its own');
  } finally {
    close();
  }
});

test('the single file lets nothing run but what it was made with', async ({ page }) => {
  await page.goto(pathToFileURL(file).href);
  await settled(page);
  const ran = await page.evaluate(async () => {
    const policy = document.querySelector('meta[http-equiv]')?.getAttribute('content') ?? '';
    const refused = new Promise((resolve) => {
      document.addEventListener('securitypolicyviolation', (event) =>
        resolve(event.violatedDirective),
      );
    });
    const script = document.createElement('script');
    script.textContent = 'document.title = "run"';
    document.head.append(script);
    return { title: document.title, refused: await refused, policy };
  });
  expect(ran.title).toBe('Fall Line');
  expect(ran.refused).toBe('script-src-elem');
  expect(ran.policy).toMatch(/^default-src 'none'; script-src 'sha256-[^']+' 'wasm-unsafe-eval'; /);
});
