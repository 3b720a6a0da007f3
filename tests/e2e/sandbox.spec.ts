import { expect, test } from '@playwright/test';
import { afterOneEpoch, complaints, host } from './anywhere';

test('in a sandboxed frame without an origin it trains to the same bits, the lab too', async ({
  page,
  baseURL,
}) => {
  await page.goto('./');
  const expected = await afterOneEpoch(page);
  const { url, close } = await host(
    `<!doctype html><iframe sandbox="allow-scripts" width="1300" height="850" src="${baseURL ?? ''}"></iframe>`,
  );
  const heard = complaints(page);
  try {
    await page.goto(url);
    const frame = page.frameLocator('iframe');
    expect(await afterOneEpoch(frame)).toBe(expected);
    await frame.locator('[data-place="baselines"]').click();
    await expect(frame.locator('[data-row="ols-qr"] [data-metric]').first()).toHaveText(/[0-9]/);
    // A change of the Spec wants to write the link; here nobody can read it.
    await frame.locator('[data-place="workbench"]').click();
    await frame.locator('button[data-source="moons"]').click();
    await afterOneEpoch(frame);
    expect(heard).toEqual([]);
  } finally {
    close();
  }
});
