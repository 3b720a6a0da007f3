import { mkdtempSync, openSync, closeSync, ftruncateSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test, type Workbench } from './workbench';

interface Given {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

const file = (name: string, content: string | Buffer): Given => ({
  name,
  mimeType: 'application/octet-stream',
  buffer: Buffer.from(content),
});

function idx(magic: number, sizes: readonly number[], bytes: number): Buffer {
  const buffer = Buffer.alloc(4 + 4 * sizes.length + bytes);
  [magic, ...sizes].forEach((value, i) => buffer.writeUInt32BE(value, 4 * i));
  for (let i = 0; i < bytes; ++i) buffer[4 + 4 * sizes.length + i] = i % 2;
  return buffer;
}

const rows = (count: number, row: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => row(i)).join('\n');

/** The former experiment is still there, untouched, and trains. */
async function nothingLost(workbench: Workbench, fingerprint: string): Promise<void> {
  expect(await workbench.fingerprint()).toBe(fingerprint);
  await expect(workbench.source('spiral')).toHaveAttribute('aria-pressed', 'true');
  await workbench.epochs(1);
}

test.describe('bad files are answered and lose nothing', () => {
  const bomb = gzipSync(Buffer.concat([Buffer.from('a,b\n'), Buffer.alloc(700_000_000, '1,2\n')]));
  const cases: readonly (readonly [string, readonly Given[], RegExp])[] = [
    ['an empty file', [file('empty.csv', '')], /empty/],
    ['a header without rows', [file('header.csv', 'a,b\n')], /./],
    [
      'a ragged table',
      [file('ragged.csv', `a,b,y\n${rows(30, (i) => `${i},${i % 5},${2 * i}`)}\n1,2\n`)],
      /:32.*2 cells/s,
    ],
    ['one class only', [file('one.csv', `a,b\n${rows(20, (i) => `${i},yes`)}\n`)], /class/i],
    ['a wrong magic number', [file('x.idx', idx(0x0b02, [10], 10))], /0x00000B02/],
    [
      'a short IDX file',
      [
        file('images.idx', idx(0x803, [100, 28, 28], 500)),
        file('labels.idx', idx(0x801, [100], 100)),
      ],
      /./,
    ],
    ['a gzip bomb', [file('bomb.csv.gz', bomb)], /./],
    ['a damaged gzip file', [file('bad.gz', gzipSync('a,b\n1,2\n').subarray(0, 12))], /./],
    ['other binary data', [file('notes.docx', Buffer.from('PK\u0003\u0004\u0000\u0000'))], /./],
    ['two tables', [file('a.csv', 'a,b\n1,2\n'), file('b.csv', 'a,b\n1,2\n')], /one table/],
  ];
  for (const [what, files, message] of cases) {
    test(what, async ({ workbench }) => {
      await workbench.open();
      const fingerprint = await workbench.fingerprint();
      await workbench.files(...files);
      // A bomb is unpacked up to the limit, which takes its time.
      await expect(workbench.notice).toHaveAttribute('data-notice', 'error', { timeout: 30_000 });
      await expect(workbench.notice).toContainText(message);
      await nothingLost(workbench, fingerprint);
    });
  }

  test('a file of 200 MB', async ({ workbench }) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'fall-line-'));
    try {
      const name = path.join(folder, 'large.csv');
      const handle = openSync(name, 'w');
      writeSync(handle, 'a,b\n1,2\n');
      ftruncateSync(handle, 200_000_000); // sparse: takes no room on the disk
      closeSync(handle);
      await workbench.open();
      const fingerprint = await workbench.fingerprint();
      await workbench.files(name);
      await expect(workbench.notice).toHaveAttribute('data-notice', 'error');
      await expect(workbench.notice).toContainText(/200|MB|large/);
      await nothingLost(workbench, fingerprint);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

test('text in a column of numbers is offered as categories', async ({ workbench, page }) => {
  await workbench.open();
  const fingerprint = await workbench.fingerprint();
  const text = `age,city,y\n${rows(30, (i) => `${i === 7 ? 'old' : i},${i % 2 ? 'A' : 'B'},${i}`)}\n`;
  await workbench.files(file('ages.csv', text));
  await expect(workbench.notice).toContainText('old');
  expect(await workbench.fingerprint()).toBe(fingerprint);
  await workbench.action('notice').click();
  await expect(page.locator('[data-fact="network"]')).toContainText('32–'); // 30 ages and 2 cities
});

test('a table is learned, and another column can be predicted', async ({ workbench, page }) => {
  await workbench.open();
  const text = `x;colour;price\n${rows(60, (i) => `${i / 10},${i % 3 ? 'red' : 'blue'},${i}`.replaceAll(',', ';'))}\n`;
  await workbench.files(file('prices.csv', text));
  const target = page.locator('[data-field="target"]');
  await expect(target).toHaveValue('price');
  await expect(page.locator('fall-line-output-map, fall-line-output-scatter')).toBeVisible();
  await workbench.epochs(3);
  await target.selectOption('colour');
  await expect(page.locator('fall-line-output-map, fall-line-confusion')).toBeVisible();
  await workbench.epochs(1);
});

test('images and labels may come one after the other', async ({ workbench, page }) => {
  await workbench.open();
  await workbench.files(file('pictures.idx', idx(0x803, [40, 4, 4], 640)));
  await expect(workbench.notice).toContainText('labels is missing');
  await workbench.files(file('names.idx', idx(0x801, [40], 40)));
  await expect(page.locator('[data-fact="network"]')).toHaveText('16–128–1');
  await expect(page.locator('fall-line-confusion')).toBeVisible();
  await workbench.epochs(1);
});
