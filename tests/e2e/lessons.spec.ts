import type { Locator, Page } from '@playwright/test';
import { barriers } from './axe';
import { expect, test } from './lessons_site';

const fixture = '#v=1&at=lessons&lesson=every-part';

async function opened(page: Page, id: string): Promise<Locator> {
  const lesson = page.locator(`fall-line-lesson[data-lesson="${id}"]`);
  await expect(lesson.locator('h1')).toBeVisible();
  return lesson;
}

/** Whether the page itself scrolls nowhere sideways. */
function isWider(page: Page): Promise<boolean> {
  return page.evaluate(
    () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
  );
}

test('a folder of lessons is in the menu, without being named anywhere', async ({ page }) => {
  await page.goto('./#v=1&at=lessons');
  const entry = page.locator('[data-open-lesson="every-part"]');
  await expect(entry).toContainText('Every part of a lesson');
  await expect(entry).toContainText('98');
  await expect(entry).toContainText('2 min');
  await entry.click();
  await opened(page, 'every-part');
  await expect(page).toHaveURL(/&at=lessons&lesson=every-part$/);
});

test('and in the embed, by its name', async ({ page }) => {
  await page.goto('./embed.html#v=1&lesson=every-part');
  await opened(page, 'every-part');
});

test('every lesson of the menu can be walked from its beginning to its end', async ({
  workbench,
  page,
}) => {
  test.setTimeout(240_000);
  await page.goto('./#v=1&at=lessons');
  await workbench.ready();
  const entries = page.locator('[data-open-lesson]');
  await expect(entries.first()).toBeVisible();
  const ids = await entries.evaluateAll((all) =>
    all.map((one) => (one as HTMLElement).dataset['openLesson'] ?? ''),
  );
  expect(ids).toContain('every-part');
  await entries.first().click();
  for (const [i, id] of ids.entries()) {
    const lesson = await opened(page, id);
    const sections = lesson.locator('section');
    expect(await sections.count()).toBeGreaterThan(1);
    for (const section of await sections.all()) {
      await section.scrollIntoViewIfNeeded();
      await expect(section).toBeVisible();
      // What stands in the text is there, and says something.
      for (const part of await section.locator('[data-claim], [data-task]').all()) {
        await part.scrollIntoViewIfNeeded();
        await expect(part.locator('.says')).toHaveText(/\S/u);
        await expect(part.locator('button').first()).toBeEnabled();
      }
      for (const experiment of await section.locator('[data-experiment]').all()) {
        await experiment.scrollIntoViewIfNeeded();
        await expect(experiment.locator('h3')).toHaveText(/\S/u);
      }
    }
    const counts = lesson.locator('[data-figure="claims"]');
    const claims = await lesson.locator('[data-claim]').count();
    await expect(counts).toContainText(`of ${claims} claims`);
    expect(await isWider(page)).toBe(false);
    await expect(lesson.locator('[data-neighbour="before"]')).toHaveCount(i === 0 ? 0 : 1);
    const next = lesson.locator('[data-neighbour="after"]');
    if (i + 1 < ids.length) await next.click();
    else await expect(next).toHaveCount(0);
  }
});

test('an unknown lesson is told, and the menu shown', async ({ page }) => {
  await page.goto('./#v=1&at=lessons&lesson=nowhere');
  await expect(page.locator('fall-line-lessons [role="alert"]')).toContainText('“nowhere”');
  await expect(page.locator('[data-open-lesson="every-part"]')).toBeVisible();
});

test('formulas are MathML, terms are explained, nothing is styled inline', async ({ page }) => {
  await page.goto(`./${fixture}`);
  const lesson = await opened(page, 'every-part');
  await expect(lesson.locator('math')).toHaveCount(3);
  await expect(lesson.locator('.display math')).toHaveAttribute('display', 'block');
  await expect(lesson.locator('[style]')).toHaveCount(0);
  await expect(lesson.locator('pre')).toHaveText('for `every` ${epoch}: w = w \\ 2');
  const term = lesson.locator('fall-line-term[term="learningRate"]');
  await expect(term).toHaveText('rate');
  await term.locator('.word').focus();
  await expect(term.locator('.line')).toContainText('How far a step goes');
});

test('an experiment trains in sight, pauses out of it, and goes on where it stood', async ({
  page,
}) => {
  await page.goto(`./${fixture}`);
  const lesson = await opened(page, 'every-part');
  const of = (name: string, figure: string): Locator =>
    lesson.locator(`[data-experiment="${name}"] [data-figure="${figure}"]`);
  const act = (name: string, action: string): Locator =>
    lesson.locator(`[data-experiment="${name}"] [data-action="experiment-${action}"]`);
  await expect(of('curve', 'facts')).toHaveText('Three points · 1–4–1 · SGD, rate 0.100');
  await act('curve', 'step').click();
  await expect(of('curve', 'experiment-place')).toHaveText('epoch 1 · step 1');

  // The map of two inputs trains until nobody sees it.
  await act('map', 'play').scrollIntoViewIfNeeded();
  await act('map', 'play').click();
  await expect(act('map', 'play')).toHaveText('Pause');
  await expect(lesson.locator('[data-experiment="map"] fall-line-output-map canvas')).toBeVisible();
  await lesson.locator('[data-contents="tasks"]').click();
  await expect(act('map', 'play')).toHaveText('Play');

  // With a third one at work the first has lost its engine, and takes it up again.
  await act('space', 'play').click();
  await expect(act('space', 'play')).toHaveText('Pause');
  await act('map', 'step').click();
  await act('curve', 'step').click();
  await expect(of('curve', 'experiment-place')).toHaveText('epoch 2 · step 2');

  await act('curve', 'open').click();
  await expect(page.locator('[data-place="workbench"]')).toHaveAttribute('aria-current', 'page');
  await expect(page.locator('fall-line-data')).toContainText('Three points');
});

test('a link that hands in what cannot be read is told', async ({ page }) => {
  await page.goto('./#v=1&lesson=every-part&h=e30');
  await opened(page, 'every-part');
  await expect(page.locator('fall-line-lesson [role="alert"]')).toContainText('cannot be read');
});

for (const width of [390, 1440]) {
  test(`axe finds nothing in a lesson, at ${width} px`, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 });
    await page.goto('./#v=1&at=lessons');
    await expect(page.locator('[data-open-lesson="every-part"]')).toBeVisible();
    expect(await barriers(page)).toEqual([]);
    await page.locator('[data-open-lesson="every-part"]').click();
    const lesson = await opened(page, 'every-part');
    await expect(lesson.locator('fall-line-curves').first()).toBeVisible();
    expect(await isWider(page)).toBe(false);
    expect(await barriers(page)).toEqual([]);
  });
}
