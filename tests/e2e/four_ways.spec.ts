import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { FallLineElement as FallLine } from '../../web/src/embed/element';
import { expect, test } from './host_page';
import { Workbench } from './workbench';

const root = path.join(import.meta.dirname, '../..');
const single = pathToFileURL(path.join(root, 'build/single/fall-line.html')).href;
const program = process.env['FALL_LINE_CLI'] ?? path.join(root, 'build/release/fall-line');

const epochs = 3;

// The single file asks for itself.
test.use({ allowed: { errors: [/^request to file:/u] } });

test('a link made by Share gives the same bits in the workbench, the embed, the single file and the command line', async ({
  host,
  site,
  page,
  context,
}) => {
  test.skip(!existsSync(program), 'fall-line, the command line, is not built');
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);

  // An experiment with something of everything: data, network, method, and a change on the way.
  const first = new Workbench(page);
  await page.goto(site.url);
  await first.ready();
  await first.source('moons').click();
  await first.menu('optimizer').selectOption('rmsprop');
  await first.set('learningRate', '0.02');
  await first.epochs(1);
  await first.set('learningRate', '0.004'); // live: recorded at its step
  await first.epochs(epochs - 1);
  const steps = await first.number('step');
  const expected = await first.fingerprint();
  await first.action('share').click();
  await first.action('link').click();
  await expect(first.notice).toContainText('on the clipboard');
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link).toMatch(/#v=1&e=[\d.]+&s=[\w-]+$/u);
  expect(link.startsWith(site.url)).toBe(true);

  const another = async (address: string): Promise<string> => {
    const workbench = new Workbench(await context.newPage());
    await workbench.page.goto(address);
    await workbench.ready();
    await expect(workbench.figure('step')).toHaveText('0');
    await workbench.epochs(epochs);
    expect(await workbench.number('step')).toBe(steps);
    const fingerprint = await workbench.fingerprint();
    await workbench.page.close();
    return fingerprint;
  };
  expect(await another(link)).toBe(expected);
  expect(await another(single + new URL(link).hash)).toBe(expected);

  await host.open(
    `<script type="module" src="https://fall-line.example/fall-line.js"></script>
     <fall-line link="${link.replaceAll('&', '&amp;')}"></fall-line>`,
  );
  await host.ready();
  const embedded = await host.element.evaluate(
    (one, n) => (one as FallLine).run({ steps: n }),
    steps,
  );
  expect(embedded).toMatchObject({ steps, fingerprint: expected });

  const args = ['run', '--link', link, '--set', `stop={"steps": ${steps}}`];
  const printed = execFileSync(program, args, { encoding: 'utf8' });
  expect(JSON.parse(printed)).toMatchObject({ steps, fingerprint: expected });
});
