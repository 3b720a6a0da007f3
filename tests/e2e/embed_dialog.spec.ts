import { barriers } from './axe';
import type { FallLineElement } from '../../web/src/embed/element';
import { test as hosted } from './host_page';
import { expect, test, type Workbench } from './workbench';

/** Opens the dialog from the share menu; its preview is ready. */
async function openDialog(workbench: Workbench): Promise<void> {
  await workbench.action('share').click();
  await workbench.action('embed').click();
  await previewReady(workbench);
}

function preview(workbench: Workbench) {
  return workbench.page.frameLocator('fall-line-embed-preview iframe');
}

async function previewReady(workbench: Workbench): Promise<void> {
  await expect(preview(workbench).locator('[data-action="play"]')).toBeEnabled();
}

test('the preview is the frame that readers will see', async ({ workbench, page }) => {
  await workbench.open('#set=data.source=moons');
  await openDialog(workbench);
  const shown = preview(workbench);
  await expect(shown.locator('[data-view]')).toHaveCount(2);
  await shown.locator('[data-action="play"]').click();
  await expect(shown.locator('[data-action="play"]')).toContainText('Pause');

  await page.locator('[data-choice="view-loss"]').click();
  await page.locator('[data-choice="theme"]').selectOption('dark');
  await page.locator('[data-choice="title"]').fill('Two moons');
  await expect(shown.locator('h1')).toHaveText('Two moons');
  await expect(shown.locator('[data-view]')).toHaveCount(1);
  await expect(shown.locator('html')).toHaveAttribute('data-scheme', 'dark');
  expect(await barriers(page)).toEqual([]);
});

test('what is locked is locked in the preview and in the lines', async ({ workbench, page }) => {
  await workbench.open();
  await openDialog(workbench);
  await page.locator('[data-choice="view-data"]').click();
  await page.locator('[data-access="data"] [data-segment="lock"]').click();
  const lines = page.locator('[data-figure="lines"]');
  await expect(lines).toHaveValue(/view="result,loss,data" lock="data"/u);
  await expect(
    preview(workbench).locator('[data-view="data"] [data-source="moons"]'),
  ).toBeDisabled();
  await page.locator('[data-access="data"] [data-segment="hide"]').click();
  await expect(lines).toHaveValue(/hide="data"/u);
  await expect(preview(workbench).locator('[data-view="data"]')).toHaveCount(0);
});

test('the form of a plain frame is as high as the preview asks', async ({ workbench, page }) => {
  await workbench.open();
  await openDialog(workbench);
  await page.locator('fall-line-embed-dialog [data-segment="frame"]').click();
  const height = await page.locator('fall-line-embed-preview iframe').getAttribute('height');
  await expect(page.locator('[data-figure="lines"]')).toHaveValue(
    new RegExp(`<iframe [^>]*height="${height ?? ''}"[^]*embed\\.html#v=1`, 'u'),
  );
});

test('a lesson that is read is embedded as a lesson', async ({ workbench, page }) => {
  await page.goto('./#v=1&at=lessons&lesson=stuck');
  await expect(page.locator('fall-line-lesson')).toBeVisible();
  await workbench.action('share').click();
  await workbench.action('embed').click();
  await expect(page.locator('[data-figure="lines"]')).toHaveValue(
    /<fall-line lesson="stuck"><\/fall-line>/u,
  );
  await expect(preview(workbench).getByRole('heading', { level: 1 })).toContainText('0.0057');
});

hosted(
  'the copied lines show the same experiment in a page of another origin',
  async ({ host, site, context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: site.url });
    const author = await context.newPage();
    await author.goto(`${site.url}#set=data.source=circle&set=optimizer.learningRate=0.05`);
    await expect(author.locator('[data-figure="fingerprint"]')).toHaveText(/^[0-9a-f]{16}$/u);
    const before = await author.locator('[data-figure="fingerprint"]').textContent();
    await author.locator('[data-action="share"]').click();
    await author.locator('[data-action="embed"]').click();
    await author.locator('[data-action="copy-lines"]').click();
    await expect(author.locator('fall-line-embed-dialog .said')).toHaveText(/clipboard/u);
    const lines = await author.evaluate(() => navigator.clipboard.readText());
    await author.close();
    expect(lines.split('\n')).toHaveLength(3);

    await host.open(lines);
    const { fingerprint, spec } = await host.ready();
    expect(spec).toMatchObject({ data: { source: 'circle' }, optimizer: { learningRate: 0.05 } });
    expect(fingerprint).toBe(before);
    const run = await host.element.evaluate((one) => (one as FallLineElement).run({ steps: 30 }));
    expect(run.steps).toBe(30);
  },
);
