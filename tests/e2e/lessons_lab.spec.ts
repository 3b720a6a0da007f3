import type { Locator, Page } from '@playwright/test';
import { expect, test } from './lessons_site';

const fixture = '#v=1&at=lessons&lesson=every-part';

async function opened(page: Page): Promise<Locator> {
  const lesson = page.locator('fall-line-lesson[data-lesson="every-part"]');
  await expect(lesson.locator('h1')).toBeVisible();
  return lesson;
}

test('a claim comes true in the reader’s own browser, entry by entry', async ({ page }) => {
  await page.goto(`./${fixture}`);
  const lesson = await opened(page);
  const claim = lesson.locator('[data-claim="falls"]');
  await claim.locator('[data-action="check-claim"]').click();
  await expect(claim.locator('[data-verdict="true"]')).toBeVisible();
  await expect(claim.locator('[data-holds="true"]')).toHaveCount(8);
  await expect(claim.locator('[data-figure="outcome"]')).toContainText(
    /Holds for 8 of 8: largest .*, bound < 0\.02/u,
  );
  await claim.locator('.dots').focus();
  await page.keyboard.press('End');
  await expect(claim.locator('output')).toContainText('✓');
  await expect(lesson.locator('[data-figure="claims"]')).toContainText('1 of 2 claims');
  await lesson.locator('[data-action="check-all"]').click();
  await expect(lesson.locator('[data-figure="claims"]')).toContainText('2 of 2 claims');
});

test('a task is judged by its run, and handed in with a link', async ({ page, context }) => {
  await page.goto(`./${fixture}`);
  const lesson = await opened(page);
  const task = lesson.locator('[data-task="count"]');
  await task.locator('[data-action="judge"]').click();
  await expect(task).toContainText('Say your prediction first.');
  await task.locator('[data-field="answer"]').fill('13');
  await task.locator('[data-action="judge"]').click();
  await expect(task.locator('[data-passed="false"]')).toBeVisible(); // it trained for longer
  await expect(task.locator('li[data-holds="true"]')).toHaveCount(1);
  const epochs = task.locator('[data-parameter="stop.epochs"] input[type="text"]');
  await epochs.fill('1');
  await epochs.press('Enter');
  await task.locator('[data-action="judge"]').click();
  await expect(task.locator('[data-passed="true"]')).toBeVisible();
  await expect(task.locator('[data-figure="solved"]')).toContainText('Solved');
  const print = (await task.locator('[data-figure="print"]').textContent()) ?? '';

  const link = await lesson.locator('fall-line-hand-in input').inputValue();
  expect(link).toMatch(/#v=1&lesson=every-part&h=[\w-]+$/u);

  // Whoever opens it sees what is handed in, and believes nothing before it is judged.
  const other = await context.newPage();
  await other.goto(link);
  const handed = await opened(other);
  await expect(handed.locator('[data-figure="handed"]')).toContainText('1 of 2 tasks');
  const same = handed.locator('[data-task="count"]');
  await expect(same.locator('[data-figure="solved"]')).toContainText('Not solved');
  await expect(same.locator('[data-field="answer"]')).toHaveValue('13');
  await handed.locator('[data-action="judge-handed"]').click();
  await expect(same.locator('[data-passed="true"]')).toBeVisible();
  await expect(same.locator('[data-figure="print"]')).toContainText('as handed in');
  await expect(same.locator('[data-figure="print"]')).toContainText(
    /[0-9a-f]{16}/u.exec(print)?.[0] ?? 'a fingerprint',
  );
});
