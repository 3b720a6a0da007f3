// Runs: the list of former runs, and what can be done with them.
import { readFileSync } from 'node:fs';
import type { Download, Locator, Page } from '@playwright/test';
import { expect, test, type Workbench } from './workbench';

const place = (page: Page, name: string): Locator => page.locator(`nav >> text="${name}"`);
const rows = (page: Page): Locator => page.locator('fall-line-runs [data-run]');
/** The newest run stands first. */
const first = (page: Page): Locator => rows(page).first();

async function goToRuns({ page }: Workbench): Promise<void> {
  await place(page, 'Runs').click();
  await expect(page.locator('fall-line-runs')).toBeVisible();
}

/** Trains so many epochs and begins again: the run that was is in the list. */
async function leaveRun(workbench: Workbench, epochs: number): Promise<string> {
  await workbench.epochs(epochs);
  const fingerprint = await workbench.fingerprint();
  await workbench.action('reset').click();
  await expect(workbench.figure('step')).toHaveText('0');
  await workbench.ready();
  return fingerprint;
}

async function download(page: Page, button: Locator): Promise<{ name: string; text: string }> {
  const [file]: [Download, unknown] = await Promise.all([
    page.waitForEvent('download'),
    button.click(),
  ]);
  return { name: file.suggestedFilename(), text: readFileSync(await file.path(), 'utf8') };
}

test('runs that end or give way stay in a list; what only flashed by does not', async ({
  workbench,
}) => {
  const { page } = workbench;
  await workbench.open('#set=stop.epochs=4');
  await goToRuns(workbench);
  await expect(page.locator('fall-line-runs')).toContainText('No runs yet');
  await place(page, 'Workbench').click();
  await workbench.action('step').click();
  await workbench.ready();
  await workbench.action('reset').click(); // one step leaves nothing
  const fingerprint = await leaveRun(workbench, 2);
  await workbench.action('play').click();
  await expect(workbench.notice).toContainText('Training has ended'); // at its stop
  await workbench.ready();
  await goToRuns(workbench);
  await expect(rows(page)).toHaveCount(2);
  await expect(first(page).locator('[data-figure="run-status"]')).toHaveText('stopped');
  await expect(first(page)).toContainText('in the workbench');
  const second = rows(page).nth(1);
  await expect(second.locator('[data-figure="run-status"]')).toHaveText('paused');
  await expect(second.locator('[data-figure="run-steps"]')).toHaveText('30');
  await expect(second.locator('[data-figure="run-fingerprint"]')).toHaveText(fingerprint);
  await expect(second.locator('[data-figure="run-train"]')).toHaveText(/0\.\d+ · [\d.]+\s%/);
});

test('a fork is in the list with where it comes from', async ({ workbench }) => {
  const { page } = workbench;
  await workbench.open();
  await workbench.epochs(3);
  await page.locator('[data-field="moment"]').focus();
  await page.keyboard.press('Home');
  await expect(page.locator('[data-looking]')).toBeVisible();
  await workbench.action('continue-here').click();
  await leaveRun(workbench, 2);
  await goToRuns(workbench);
  await expect(rows(page)).toHaveCount(2);
  await expect(first(page)).toContainText('from Spiral 1 at epoch 0');
});

test('a chosen run lies over the curves of the present one, with its name', async ({
  workbench,
}) => {
  const { page } = workbench;
  await workbench.open();
  await leaveRun(workbench, 6);
  const canvas = page.locator('fall-line-curves canvas').first();
  const picture = (): Promise<string> =>
    canvas.evaluate((element: HTMLCanvasElement) => element.toDataURL());
  const alone = await picture();
  await goToRuns(workbench);
  await first(page).locator('[data-field="show-run"]').check();
  await place(page, 'Workbench').click();
  await expect.poll(picture).not.toBe(alone);
  // As a drawing it says what it shows.
  await page.locator('[data-plot="first"] [data-action="save-plot"]').click();
  const { text } = await download(page, page.locator('[data-plot="first"] [data-save="svg"]'));
  expect(text).toContain('Spiral 1');
  await page.locator('[data-plot="first"] [data-action="save-plot"]').click();
  await goToRuns(workbench);
  await first(page).locator('[data-field="show-run"]').uncheck();
  await place(page, 'Workbench').click();
  await expect.poll(picture).toBe(alone);
});

test('rename and pin', async ({ workbench }) => {
  const { page } = workbench;
  await workbench.open();
  await leaveRun(workbench, 1);
  await goToRuns(workbench);
  const name = first(page).locator('[data-field="run-name"]');
  await expect(name).toHaveValue('Spiral 1');
  await name.fill('My best');
  await name.press('Enter');
  await expect(first(page).locator('[data-action="restore-run"]')).toHaveAccessibleName(
    'Restore My best',
  );
  await name.fill('  ');
  await name.press('Enter');
  await expect(name).toHaveValue('My best');
  const pin = first(page).locator('[data-action="pin-run"]');
  await pin.click();
  await expect(pin).toHaveAttribute('aria-pressed', 'true');
});

test('restore brings back Spec, weights and curve, and training goes on from there', async ({
  workbench,
}) => {
  const { page } = workbench;
  await workbench.open();
  await workbench.epochs(5);
  const later = await workbench.fingerprint();
  await workbench.action('reset').click();
  await workbench.epochs(3);
  const fingerprint = await workbench.fingerprint();
  await workbench.source('circle').click(); // another experiment
  await expect(workbench.figure('step')).toHaveText('0');
  await goToRuns(workbench);
  await first(page).locator('[data-action="restore-run"]').click();
  await expect(workbench.notice).toContainText('is back, at step 45');
  await expect.poll(() => workbench.fingerprint()).toBe(fingerprint);
  await expect(workbench.source('spiral')).toHaveAttribute('aria-pressed', 'true');
  await expect(workbench.figure('epoch')).toHaveText('3');
  const plot = page.locator('fall-line-curves canvas').first();
  await plot.focus();
  await page.keyboard.press('ArrowLeft'); // its curve is there to be read
  await expect(plot).toHaveAttribute('aria-label', /At epoch [\d.]+: training 0\.\d+/);
  await workbench.epochs(2);
  expect(await workbench.fingerprint()).toBe(later);
});

test('delete takes a run away, undo brings it back', async ({ workbench }) => {
  const { page } = workbench;
  await workbench.open();
  await leaveRun(workbench, 1);
  await leaveRun(workbench, 2);
  await goToRuns(workbench);
  await rows(page).nth(1).locator('[data-action="delete-run"]').click();
  await expect(rows(page)).toHaveCount(1);
  await page.keyboard.press('Control+z');
  await expect(rows(page)).toHaveCount(2);
  await expect(rows(page).nth(1).locator('[data-figure="run-steps"]')).toHaveText('15');
});

test('one run or all are saved as CSV and JSON', async ({ workbench }) => {
  const { page } = workbench;
  await workbench.open();
  const fingerprint = await leaveRun(workbench, 2);
  await leaveRun(workbench, 3);
  await goToRuns(workbench);
  const older = rows(page).nth(1);
  const csv = await download(page, older.locator('[data-action="run-csv"]'));
  expect(csv.name).toBe('fall-line-spiral-1.csv');
  const lines = csv.text.trim().split('\r\n');
  expect(lines[0]).toMatch(/^run,epoch,step,train loss,/);
  expect(lines.at(-1)).toMatch(/^Spiral 1,2,30,0\.\d+/);
  const json = await download(page, older.locator('[data-action="run-json"]'));
  expect(JSON.parse(json.text)).toMatchObject({
    name: 'Spiral 1',
    spec: { data: { source: 'spiral' } },
    summary: { steps: 30, fingerprint },
  });
  const both = await download(page, workbench.action('all-csv'));
  expect(both.text).toContain('Spiral 2,3,45,');
  const list = JSON.parse((await download(page, workbench.action('all-json'))).text) as unknown[];
  expect(list).toHaveLength(2);
});

test.describe('in the browser’s storage', () => {
  test('runs stay when that is wished for, and only then', async ({ workbench }) => {
    const { page } = workbench;
    await workbench.open();
    const fingerprint = await leaveRun(workbench, 2);
    expect(await page.evaluate(() => localStorage.length)).toBe(0);
    await page.reload();
    await workbench.ready();
    await leaveRun(workbench, 2);
    await goToRuns(workbench);
    await expect(rows(page)).toHaveCount(1); // the former list went with its page
    await page.locator('[data-field="keep-runs"]').check();
    await expect(workbench.figure('keeping')).toContainText('kept in this browser');
    await page.waitForURL(/at=runs/u); // the address follows a moment later
    await page.reload();
    await workbench.ready();
    await expect(rows(page)).toHaveCount(1);
    await expect(page.locator('[data-field="keep-runs"]')).toBeChecked();
    await first(page).locator('[data-action="restore-run"]').click();
    await expect.poll(() => workbench.fingerprint()).toBe(fingerprint); // with its state
    await goToRuns(workbench);
    await page.locator('[data-field="keep-runs"]').uncheck();
    await expect.poll(() => page.evaluate(() => localStorage.length)).toBe(0);
  });

  test('what is damaged there is left out and said', async ({ workbench }) => {
    const { page } = workbench;
    await page.addInitScript(() => {
      localStorage.setItem('fall-line-keep-runs', '1');
      localStorage.setItem('fall-line-runs', '{"fallLineRuns":1,"runs":[{"id":1}]}');
    });
    await workbench.open();
    await expect(workbench.notice).toContainText('cannot be read');
    await leaveRun(workbench, 1);
    await goToRuns(workbench);
    await expect(rows(page)).toHaveCount(1);
  });

  test('blocked storage is said, and everything else works', async ({ workbench }) => {
    const { page } = workbench;
    await page.addInitScript(() => {
      Object.defineProperty(window, 'localStorage', {
        get: () => {
          throw new DOMException('The operation is insecure.', 'SecurityError');
        },
      });
    });
    await workbench.open();
    await leaveRun(workbench, 1);
    await goToRuns(workbench);
    await expect(rows(page)).toHaveCount(1);
    await expect(page.locator('[data-field="keep-runs"]')).toBeDisabled();
    await expect(workbench.figure('keeping')).toContainText('allows no storage');
  });

  test('full storage is said, and the list stays for this visit', async ({ workbench }) => {
    const { page } = workbench;
    await page.addInitScript(() => {
      const proxied = Reflect.get(Storage.prototype, 'setItem') as () => void;
      Storage.prototype.setItem = new Proxy(proxied, {
        apply: (target, self, [key, value]: [string, string]) => {
          if (value.length > 100) throw new DOMException('full', 'QuotaExceededError');
          Reflect.apply(target, self, [key, value]);
        },
      });
    });
    await workbench.open();
    await leaveRun(workbench, 1);
    await goToRuns(workbench);
    await page.locator('[data-field="keep-runs"]').check();
    await expect(workbench.figure('keeping')).toContainText('The storage is full');
    await expect(rows(page)).toHaveCount(1);
  });
});
