// Links, messages, files made to do harm, in the page itself. The whole of them goes to the reader of
// links and to the protocol without a page (tests/wasm/hostile_*.test.ts); some go here.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { BrowserContext, Frame, Page } from '@playwright/test';
import { transformSync } from 'esbuild';
import { hostileLinks, hostilePresentations, type HostileLink } from '../support/hostile_links';
import { hostileSpecs, markups } from '../support/hostile_specs';
import { expect as hostExpect, test as hostTest } from './host_page';
import { expect, test } from './workbench';

/** Which objects have more than they should, and what was planted in the document, open roots and all. */
async function traces(where: Page | Frame): Promise<readonly string[]> {
  return where.evaluate(() => {
    const found: string[] = [];
    for (const prototype of [Object.prototype, Array.prototype, Function.prototype]) {
      if ('polluted' in prototype || Object.keys(prototype).length > 0) found.push('a prototype');
    }
    if ('polluted' in globalThis) found.push('a global');
    const wrong =
      '[data-planted], [onerror], [onload], [srcdoc], [src*="planted"], [href^="javascript" i]';
    const look = (root: Document | ShadowRoot): void => {
      for (const element of root.querySelectorAll('*')) {
        if (
          element.matches(wrong) ||
          ['IFRAME', 'OBJECT', 'EMBED', 'BASE'].includes(element.tagName)
        ) {
          found.push(element.outerHTML.slice(0, 100));
        }
        if (element instanceof HTMLScriptElement && !element.src) found.push('a script');
        if (element.shadowRoot) look(element.shadowRoot);
      }
    };
    look(document);
    return found;
  });
}

test('a trace would be seen', async ({ page }) => {
  await page.goto('./');
  expect(await traces(page)).toEqual([]);
  await page.evaluate(() => {
    Object.assign(Object.prototype, { polluted: 1 });
    const within = document.body.appendChild(document.createElement('div'));
    within.attachShadow({ mode: 'open' }).innerHTML = '<p><b data-planted>here</b></p>';
  });
  const found = await traces(page);
  await page.evaluate(() => Reflect.deleteProperty(Object.prototype, 'polluted'));
  expect(found).toContain('a prototype');
  expect(found).toContain('<b data-planted="">here</b>');
});

const site = path.join(import.meta.dirname, '../../dist');

/** Everything that is asked of anybody and is no file of the page. */
function strangeRequests(context: BrowserContext): readonly string[] {
  const seen: string[] = [];
  context.on('request', (request) => {
    const { pathname, protocol } = new URL(request.url());
    if (protocol === 'blob:' || protocol === 'data:') return;
    const isOurs = pathname === '/' || existsSync(path.join(site, pathname));
    if (request.method() !== 'GET' || !isOurs) seen.push(request.url().slice(0, 200));
  });
  return seen;
}

const chosen = (...names: readonly (string | RegExp)[]): readonly HostileLink[] =>
  names.map((wanted) => {
    const link = hostileLinks.find(({ name }) =>
      typeof wanted === 'string' ? name === wanted : wanted.test(name),
    );
    if (!link) throw new Error(`There is no such link: ${wanted}`);
    return link;
  });

const refused = chosen(
  'packed: lists 10000 deep',
  'packed: markup 0 as key',
  'damage: 360 MB of blanks behind a Spec',
  '100 000 unknown parts',
  '50 000 settings',
  /^path \d+: __proto__\.__proto__/u,
  'data = null',
);
const fine = chosen('place 12', 'lesson 12');

test('links to the workbench: one notice, the default experiment, and it trains', async ({
  workbench,
  page,
  context,
}) => {
  const strange = strangeRequests(context);
  for (const [i, { name, hash, is }] of [...refused, ...fine].entries()) {
    await page.goto(`./?${i}${hash}`);
    if (name.startsWith('lesson')) {
      await expect(page.locator('fall-line-lessons [role="alert"]')).toBeVisible();
    } else {
      await workbench.ready();
      await workbench.action('step').click();
      await expect(workbench.figure('step')).toHaveText('1');
    }
    if (is === 'refused') {
      await expect(workbench.notice, name).toHaveCount(1);
      await expect(workbench.notice, name).toHaveAttribute('data-notice', 'error');
      await expect(workbench.notice, name).toContainText('default experiment is shown');
    }
    expect(await traces(page), name).toEqual([]);
  }
  expect(strange).toEqual([]);
});

test('links and documents that are opened in the workbench: each is refused in its place', async ({
  workbench,
  page,
  context,
}) => {
  const strange = strangeRequests(context);
  await workbench.open();
  const start = await workbench.fingerprint();
  await workbench.action('share').click();
  await page.locator('fall-line-share-menu [data-action="open"]').click();
  const links = hostileLinks.filter(({ is, hash }) => is === 'refused' && /^#\S+$/u.test(hash));
  const texts = hostileSpecs.filter(({ text, is }) => is === undefined && text.startsWith('{'));
  const some = [
    ...links.filter(({ hash }, i) => i % 41 === 0 && hash.length < 300_000).map(({ hash }) => hash),
    ...texts.filter((_, i) => i % 11 === 0).map(({ text }) => text),
    ...texts.filter((_, i) => i % 31 === 0).map(({ text }) => `{"fallLine":1,"spec":${text}}`),
  ];
  expect(some.length).toBeGreaterThan(40);
  const refusal = page.locator('[data-refusal]');
  // Typing them would take its time: the field has them, and is read as ever.
  const odd = await page.locator('[data-field="open-text"]').evaluate(async (area, all) => {
    const root = area.getRootNode() as ShadowRoot;
    const wrong: string[] = [];
    for (const text of all) {
      (area as HTMLTextAreaElement).value = text;
      const before = root.querySelector('[data-refusal]')?.textContent ?? '';
      root.querySelector<HTMLButtonElement>('[data-action="open-text"]')?.click();
      const begun = performance.now();
      // The same may be said twice; a refusal is there within a second, or something is wrong.
      while (performance.now() - begun < 5000) {
        await new Promise((resolve) => setTimeout(resolve, 5));
        const said = root.querySelector('[data-refusal]')?.textContent ?? '';
        if (said !== '' && (said !== before || performance.now() - begun > 150)) break;
      }
      const said = root.querySelector('[data-refusal]')?.textContent ?? '';
      if (said.trim() === '' || said.length > 1600)
        wrong.push(`${text.slice(0, 80)}: ${said.slice(0, 99)}`);
    }
    return wrong;
  }, some);
  expect(odd).toEqual([]);
  await expect(refusal).toHaveCount(1);
  expect(await traces(page)).toEqual([]);
  expect(strange).toEqual([]);
  await page.keyboard.press('Escape');
  expect(await workbench.fingerprint()).toBe(start);
  await workbench.epochs(1);
});

test('links to the frame: one notice, and it trains', async ({ page, context }) => {
  const strange = strangeRequests(context);
  const presentations = hostilePresentations
    .filter((part) => part.startsWith('title=') || part.includes('%3Cimg'))
    .filter((part) => part.length < 2000 && !part.startsWith('lesson='));
  const keys = presentations.slice(0, 14).join('&');
  const hashes = [
    ...refused.slice(1, 3).map(({ hash }) => ({ hash, kind: 'error' })),
    { hash: `#v=1&${keys}`, kind: 'warning' },
    {
      hash: `#v=1&${Array.from({ length: 50_000 }, (_, i) => `k${i}=<b>`).join('&')}`,
      kind: 'warning',
    },
    {
      hash: '#v=1&view=__proto__,map&hide=constructor&layout=__proto__&lock=all,toString',
      kind: 'warning',
    },
  ];
  for (const [i, { hash, kind }] of hashes.entries()) {
    await page.goto(`./embed.html?${i}${hash}`);
    const notice = page.locator('[data-notice]');
    await expect(notice).toHaveCount(1);
    await expect(notice).toHaveAttribute('data-notice', kind);
    const print = page.locator('[data-figure="fingerprint"]');
    await expect(print).toHaveText(/^[0-9a-f]{16}$/u);
    const play = page.getByRole('button', { name: 'Play' });
    await play.click();
    await page.getByRole('button', { name: 'Pause' }).click();
    await expect(print).toHaveAttribute('data-step', /^[1-9]/u);
    expect(await traces(page)).toEqual([]);
  }
  expect(strange).toEqual([]);
});

/** The messages, to be made in the browser: many are nothing that could be handed over. */
const messages = transformSync(
  readFileSync(path.join(import.meta.dirname, '../support/hostile_messages.ts'), 'utf8'),
  { loader: 'ts', format: 'iife', globalName: 'hostile' },
).code;

hostTest(
  'messages from the page around, from a frame beside it, and with a forged handshake',
  async ({ host, page, context }) => {
    hostTest.setTimeout(60_000);
    const strange = strangeRequests(context);
    // The frame beside it greets, answers in its place, and would be the one who is asked.
    host.put(
      'beside',
      `<script>
        const forged = new MessageChannel();
        const greeting = { fallline: 1, id: 'b', type: 'hello', payload: { steer: true } };
        const welcome = { fallline: 1, id: 'b', type: 'welcome', payload: { version: 1 } };
        window.heard = [];
        addEventListener('message', ({ data }) => heard.push(data));
        window.attack = () => {
          const frame = parent.frames.target;
          for (let i = 0; i < 20; ++i) {
            frame.postMessage(greeting, '*');
            frame.postMessage({ ...welcome, type: 'setState' }, '*');
          }
          parent.postMessage({ fallline: 1, type: 'waiting', payload: { version: 1 } }, '*');
          parent.postMessage(welcome, '*', [forged.port2]);
        };
      </script>`,
    );
    await host.open(
      `<iframe name="target" width="800" height="500" src="https://fall-line.example/embed.html#v=1"></iframe>
      <iframe name="beside" src="beside"></iframe>
      <script>${messages}</script>`,
    );
    const target = page.frame({ name: 'target' });
    const beside = page.frame({ name: 'beside' });
    if (!target || !beside) throw new Error('A frame is missing.');
    const print = target.locator('[data-figure="fingerprint"]');
    await hostExpect(print).toHaveText(/^[0-9a-f]{16}$/u);
    const start = await print.textContent();

    await beside.evaluate(() => (window as unknown as { attack(): void }).attack());
    const outcome = await page.evaluate(async () => {
      interface Message {
        readonly name: string;
        readonly data: unknown;
      }
      interface Heard {
        readonly id?: string;
        readonly type?: string;
        readonly payload?: { readonly message?: string; readonly step?: number };
      }
      const { hostileGreetings, hostileRequests } = (
        window as unknown as {
          hostile: Record<'hostileGreetings' | 'hostileRequests', () => readonly Message[]>;
        }
      ).hostile;
      const frame = document.querySelector('iframe')?.contentWindow;
      const odd: string[] = [];
      let welcome: (port: MessagePort | undefined) => void = () => undefined;
      let welcomes = 0;
      addEventListener('message', (event) => {
        if (event.source !== frame || (event.data as Heard).type !== 'welcome') return;
        ++welcomes;
        welcome(event.ports[0]);
      });
      const send = (data: unknown): boolean => {
        try {
          frame?.postMessage(data, '*');
          return true;
        } catch {
          return false; // nothing that a page could send
        }
      };
      const sent = hostileGreetings().filter(({ data }) => send(data)).length;
      const port = await new Promise<MessagePort | undefined>((resolve) => {
        welcome = resolve;
        send({ fallline: 1, id: 'own', type: 'hello', payload: {} });
      });
      const waiting = new Map<string, (heard: Heard) => void>();
      port?.addEventListener('message', ({ data }: MessageEvent<Heard>) =>
        waiting.get(data.id ?? '')?.(data),
      );
      port?.start();
      const ask = (id: string, data: object): Promise<Heard | null> => {
        const answer = new Promise<Heard>((resolve) => waiting.set(id, resolve));
        try {
          port?.postMessage({ ...data, id });
        } catch {
          return Promise.resolve(null);
        }
        return answer;
      };
      let asked = 0;
      for (const [i, { name, data }] of hostileRequests().entries()) {
        if (i % 4 !== 0) continue;
        const answer = await ask(`q${i}`, data as object);
        if (!answer) continue;
        ++asked;
        if (answer.type !== 'refusal' || !answer.payload?.message) odd.push(name);
      }
      const step = await ask('step', { fallline: 1, type: 'step', payload: { steps: 2 } });
      return { odd, sent, asked, welcomes, step: step?.payload?.step };
    });
    hostExpect(outcome).toMatchObject({ odd: [], welcomes: 1, step: 2 });
    hostExpect(outcome.sent).toBeGreaterThan(100);
    hostExpect(outcome.asked).toBeGreaterThan(100);
    hostExpect(
      await beside.evaluate(() => (window as unknown as { heard: unknown[] }).heard),
    ).toEqual([]);
    hostExpect(await print.textContent()).not.toBe(start);
    hostExpect(await target.locator('[data-notice]').count()).toBeLessThanOrEqual(1);
    hostExpect(await traces(target)).toEqual([]);
    hostExpect(strange.filter((url) => !url.startsWith(host.url))).toEqual([]);
  },
);

test('names in tables, files, runs and projects are text', async ({ workbench, page, context }) => {
  const strange = strangeRequests(context);
  const [image = '', script = '', , , bold = ''] = markups;
  const cell = (text: string): string => `"${text.replaceAll('"', '""')}"`;
  await workbench.open();
  const rows = Array.from(
    { length: 40 },
    (_, i) => `${i},${(i * 7) % 11},${cell(i % 2 ? bold : script)}`,
  );
  await workbench.files({
    name: `${image}.csv`,
    mimeType: 'text/csv',
    buffer: Buffer.from(`${cell(image)},${cell(bold)},${cell(script)}\n${rows.join('\n')}\n`),
  });
  await expect(page.locator('[data-fact="network"]')).toHaveText(/^2–/u);
  await workbench.epochs(2);
  for (const id of ['map', 'confusion', 'mistakes']) {
    const view = workbench.view(id);
    if ((await view.count()) > 0) await view.click();
    expect(await traces(page)).toEqual([]);
  }
  await expect(page.locator('fall-line-workbench')).toContainText('<b data-planted>');
  await workbench.action('reset').click();
  await workbench.ready();
  await page.locator('[data-place="runs"]').click();
  const name = page.locator('fall-line-runs [data-run] [data-field="run-name"]').first();
  await name.fill(image);
  await name.press('Enter');
  await expect(name).toHaveValue(image);
  expect(await traces(page)).toEqual([]);
  await page.locator('[data-place="workbench"]').click();
  for (const content of [
    `{"fallLine":1,"engine":${JSON.stringify(bold)},"spec":{"data":{"source":"xor"}}}`,
    `{"fallLine":1,"engine":"0","spec":{"data":{"source":"xor"}},"files":{${JSON.stringify(image)}:1}}`,
    `{"fallLine":1,${JSON.stringify(bold)}:1}`,
  ]) {
    const buffer = Buffer.from(content);
    await workbench.files({ name: `${image}.json`, mimeType: 'application/json', buffer });
    await expect(workbench.notice).toHaveCount(1);
    expect(await traces(page)).toEqual([]);
  }
  await expect(workbench.notice).toContainText('<b data-planted>');
  await workbench.epochs(1);
  expect(strange).toEqual([]);
});

/** What the browser keeps of the page. */
function kept(page: Page): Promise<unknown> {
  return page.evaluate(async () => ({
    cookie: document.cookie,
    local: Object.keys(localStorage),
    session: Object.keys(sessionStorage),
    databases: (await indexedDB.databases()).map(({ name }) => name),
    caches: await caches.keys(),
  }));
}

const nothing = { cookie: '', local: [], session: [], databases: [], caches: [] };

test('no place of the page keeps or asks for anything', async ({ workbench, page, context }) => {
  const strange = strangeRequests(context);
  await workbench.open();
  await workbench.epochs(1);
  await workbench.action('reset').click();
  for (const place of await page.locator('nav [data-place]').all()) {
    await place.click();
    await expect(place).toHaveAttribute('aria-current', 'page');
  }
  await page.locator('[data-place="lessons"]').click();
  await page.locator('[data-open-lesson]').first().click();
  await expect(page.locator('fall-line-lesson h1').first()).toBeVisible();
  await page.locator('[data-place="workbench"]').click();
  await workbench.action('share').click();
  for (const entry of ['embed', 'code', 'take', 'open']) {
    if ((await page.locator('fall-line-share-menu').count()) === 0)
      await workbench.action('share').click();
    const item = page.locator(`fall-line-share-menu [data-action="${entry}"]`);
    if ((await item.count()) === 0) continue;
    await item.click();
    await expect(page.locator('fall-line-dialog dialog')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.locator('fall-line-dialog dialog')).toHaveCount(0);
  }
  expect(await kept(page)).toEqual(nothing);
  expect(await context.cookies()).toEqual([]);
  // What is wished for is kept, and nothing else.
  await page.locator('[data-theme-switch]').click();
  expect(await kept(page)).toEqual({ ...nothing, local: ['fall-line-theme'] });
  await page.goto('./embed.html#v=1&view=map,loss&theme=dark');
  await expect(page.locator('[data-figure="fingerprint"]')).toHaveText(/^[0-9a-f]{16}$/u);
  await page.getByRole('button', { name: 'Play' }).click();
  await page.getByRole('button', { name: 'Pause' }).click();
  expect(await kept(page)).toEqual({ ...nothing, local: ['fall-line-theme'] });
  expect(await context.cookies()).toEqual([]);
  expect(strange).toEqual([]);
});
