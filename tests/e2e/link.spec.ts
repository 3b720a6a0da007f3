import { deflateRawSync } from 'node:zlib';
import { expect, test, Workbench } from './workbench';

test('the same link in a second tab gives the same fingerprint', async ({
  workbench,
  page,
  context,
}) => {
  await workbench.open();
  const entries = await page.evaluate(() => history.length);
  await workbench.source('moons').click();
  await workbench.menu('optimizer').selectOption('rmsprop');
  await expect(workbench.parameter('alpha')).toBeAttached(); // folded
  await workbench.set('learningRate', '0.02');
  await workbench.epochs(2);
  await workbench.set('learningRate', '0.004'); // live: recorded at its step
  await workbench.epochs(2);
  const fingerprint = await workbench.fingerprint();
  await expect(page).toHaveURL(/#v=1&e=[\d.]+&s=[\w-]+$/);
  await expect
    .poll(async () => {
      const before = page.url();
      await page.waitForTimeout(500); // the link is written at most every 400 ms
      return page.url() === before;
    })
    .toBe(true);
  expect(await page.evaluate(() => history.length)).toBe(entries);

  const second = new Workbench(await context.newPage());
  await second.page.goto(page.url());
  await second.ready();
  await second.epochs(4);
  expect(await second.fingerprint()).toBe(fingerprint);
  await expect(second.parameter('learningRate')).toHaveValue('0.004');
});

test('readable settings are applied', async ({ workbench }) => {
  await workbench.open('#set=data.source=circle&set=data.noise=0.25&set=optimizer=sgd');
  await expect(workbench.source('circle')).toHaveAttribute('aria-pressed', 'true');
  await expect(workbench.parameter('noise')).toHaveValue('0.25');
  await expect(workbench.menu('optimizer')).toHaveValue('sgd');
});

/** The link of a Spec's text, as it is. */
const packed = (text: string) => `#v=1&s=${deflateRawSync(text).toString('base64url')}`;

for (const [what, hash, path, reason] of [
  ['an unknown key', '#set=data.sauce=1', 'data.sauce', /unknown|known/i],
  ['a value out of its range', '#set=optimizer.learningRate=-1', 'optimizer.learningRate', /./],
  ['absurd sizes', '#set=network.layers.0.units=1000000000', 'network.layers.0.units', /./],
  [
    'a key that stands twice',
    packed('{"data":{"source":"xor"},"batchSize":10,"batchSize":20}'),
    'batchSize',
    /twice|duplicate/i,
  ],
  ['damage', '#v=1&s=AAAA', 'link', /damaged|JSON/],
] as const) {
  test(`a link with ${what}: path and reason, and the default experiment`, async ({
    workbench,
  }) => {
    await workbench.open(hash);
    await expect(workbench.notice).toContainText(path);
    await expect(workbench.notice).toContainText(reason);
    await expect(workbench.notice).toContainText('default experiment is shown');
    await expect(workbench.source('spiral')).toHaveAttribute('aria-pressed', 'true');
  });
}

test('a link of another engine says that fingerprints may differ', async ({ workbench }) => {
  await workbench.open(packed('{"data":{"source":"xor"}}').replace('&s=', '&e=0.0.1&s='));
  await expect(workbench.notice).toContainText('made with engine 0.0.1');
  await expect(workbench.source('xor')).toHaveAttribute('aria-pressed', 'true');
});

test('a link that needs files says which, and takes them', async ({ workbench, page }) => {
  await workbench.open('#set=data={"source":"table","file":"points.csv"}');
  await expect(workbench.notice).toContainText('points.csv');
  const rows = Array.from({ length: 40 }, (_, i) => `${i},${(i * 7) % 11},${i % 2 ? 'a' : 'b'}`);
  await workbench.files({
    name: 'points.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(`u,v,kind\n${rows.join('\n')}\n`),
  });
  await expect(page.locator('[data-fact="network"]')).toHaveText('2–8–8–1');
  await expect(workbench.notice).toHaveCount(0);
});
