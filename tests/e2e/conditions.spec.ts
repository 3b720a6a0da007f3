// Conditions that take a run of some length: told, helped by their button, undone, told again.
// (The others are in inside.spec.ts.)
import type { Locator } from '@playwright/test';
import { expect, test, type Workbench } from './workbench';

interface Example {
  readonly id: string;
  readonly spec: Readonly<Record<string, unknown>> & { readonly stop: { readonly epochs: number } };
  readonly says: string;
  readonly button: string;
  /** The field that the button changes, before and after. */
  readonly field: { readonly name: string; readonly before: string; readonly after: string };
}

// Like those of tests/contract/conditions_contract_test.cpp, with an end to run to.
const examples: readonly Example[] = [
  {
    id: 'divergence',
    spec: {
      data: { source: 'franke' },
      network: { layers: [{}] },
      optimizer: { id: 'sgd', learningRate: 0.7 }, // just above 2 / the largest curvature
      batchSize: 'full',
      stop: { epochs: 40 },
    },
    says: 'leap over the minimum',
    button: 'Learning rate 0.07',
    field: { name: 'learningRate', before: '0.7', after: '0.07' },
  },
  {
    id: 'plateau',
    spec: {
      data: { source: 'circle' },
      network: { layers: [{ units: 8, activation: 'tanh' }, {}] },
      optimizer: { id: 'sgd', learningRate: 1e-6 },
      stop: { epochs: 60 },
    },
    says: 'hardly moved for a long time',
    button: 'Learning rate 0.001',
    field: { name: 'learningRate', before: '0.000001', after: '0.001' },
  },
  {
    id: 'overfitting',
    spec: {
      data: {
        source: 'franke',
        samples: 60,
        noise: 0.3,
        split: { train: 0.5 },
        scale: 'standardize',
      },
      network: { layers: [{ units: 64, activation: 'tanh' }, {}] },
      optimizer: { id: 'adam', learningRate: 0.01 },
      batchSize: 'full',
      stop: { epochs: 1500 },
    },
    says: 'by heart',
    button: 'L2 penalty 0.003',
    field: { name: 'l2', before: '0', after: '0.003' },
  },
];

const condition = (workbench: Workbench, id: string): Locator =>
  workbench.page.locator(`[data-condition="${id}"]`);

/** Waits for the message that the run has ended, and dismisses it: then conditions have the place. */
async function ended(workbench: Workbench): Promise<void> {
  await expect(workbench.notice).toContainText('Training has ended', { timeout: 60_000 });
  await workbench.page.getByRole('button', { name: 'Dismiss the message' }).click();
  await expect(workbench.page.getByText('Training has ended')).toHaveCount(0);
}

for (const { id, spec, says, button, field } of examples) {
  test(`${id}: told, cleared by its button, and told again after undo`, async ({ workbench }) => {
    const value = workbench.parameter(field.name);
    await workbench.open(`#v=1&j=${encodeURIComponent(JSON.stringify(spec))}`);
    await expect(value).toHaveValue(field.before);
    await workbench.action('finish').click();
    await ended(workbench);
    await expect(condition(workbench, id)).toBeVisible();
    await expect(condition(workbench, id).getByRole('status')).toContainText(says);

    const remedy = workbench.action('remedy');
    await expect(remedy).toHaveText(button);
    await remedy.click(); // which trains from the start
    await expect(value).toHaveValue(field.after);
    await workbench.page.locator('[data-field="pace"]').selectOption('0');
    await ended(workbench);
    await expect(workbench.figure('epoch')).toHaveText(String(spec.stop.epochs));
    await expect(condition(workbench, id)).toHaveCount(0);

    await workbench.action('undo').click();
    await expect(value).toHaveValue(field.before);
    await expect(workbench.figure('epoch')).toHaveText('0'); // from the start, as the button did
    await workbench.ready();
    await workbench.action('finish').click();
    await ended(workbench);
    await expect(condition(workbench, id)).toBeVisible();
  });
}
