import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect, test as base, type Locator, type Page } from '@playwright/test';

/** The page as a person sees it: what can be pressed and what can be read. */
export class Workbench {
  constructor(readonly page: Page) {}

  async open(hash = ''): Promise<void> {
    await this.page.goto(`./${hash}`);
    await this.ready();
  }

  /** Waits until all that was asked for is done, training rests and the fingerprint is known. */
  async ready(): Promise<void> {
    await expect(this.action('play')).toHaveText('Play');
    await expect(this.figure('fingerprint')).toHaveAttribute('aria-busy', 'false');
    await expect(this.figure('fingerprint')).toHaveText(/^[0-9a-f]{16}$/);
  }

  action(name: string): Locator {
    return this.page.locator(`[data-action="${name}"]`);
  }

  figure(name: string): Locator {
    return this.page.locator(`[data-figure="${name}"]`);
  }

  get notice(): Locator {
    return this.page.locator('[data-notice]');
  }

  /** A picture of the result by its id. */
  view(id: string): Locator {
    return this.page.locator(`fall-line-result [data-segment="${id}"]`);
  }

  parameter(name: string): Locator {
    return this.page.locator(`[data-parameter="${name}"] input[type="text"]`);
  }

  menu(name: string): Locator {
    return this.page.locator(`select[data-menu="${name}"]`);
  }

  source(id: string): Locator {
    return this.page.locator(`button[data-source="${id}"]`);
  }

  async number(name: string): Promise<number> {
    const text = (await this.figure(name).textContent()) ?? '';
    return readNumber(text);
  }

  async set(parameter: string, value: string): Promise<void> {
    await this.parameter(parameter).fill(value);
    await this.parameter(parameter).press('Enter');
  }

  /** Trains so many whole epochs, one press each. */
  async epochs(count: number): Promise<void> {
    await this.ready();
    for (let i = 0; i < count; ++i) {
      const before = await this.number('epoch');
      await this.action('epoch').click();
      await expect.poll(() => this.number('epoch')).toBe(before + 1);
      await this.ready();
    }
  }

  async fingerprint(): Promise<string> {
    await this.ready();
    return (await this.figure('fingerprint').textContent()) ?? '';
  }

  async files(...files: Parameters<Locator['setInputFiles']>[0][]): Promise<void> {
    await this.page
      .locator('fall-line-data input[type="file"]')
      .setInputFiles(files.flat() as string[]);
  }

  /** Presses Pause and measures in the page how long it takes until Play stands there. */
  async pauseTime(): Promise<number> {
    return this.action('play').evaluate(
      (button) =>
        new Promise<number>((resolve) => {
          const begun = performance.now();
          const observer = new MutationObserver(() => {
            if (!button.textContent.includes('Play')) return;
            observer.disconnect();
            resolve(performance.now() - begun);
          });
          observer.observe(button, { childList: true, characterData: true, subtree: true });
          (button as HTMLButtonElement).click();
        }),
    );
  }
}

const raised = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** The number that the page shows as "1.23 × 10⁻⁷", "97.6 %" or "12 345". */
export function readNumber(text: string): number {
  const plain = text
    .replace('R²', '') // before its ² is read as an exponent
    .replace(/\s×\s10/u, 'e')
    .replace('⁻', '-')
    .replace('−', '-')
    .replace(/[⁰¹²³⁴⁵⁶⁷⁸⁹]/gu, (digit) => String(raised.indexOf(digit)))
    .replace(/[\s%]/gu, '');
  return plain === '' ? NaN : Number(plain);
}

/** Each test has a workbench, and fails on an error in the console or a request to elsewhere. */
export const test = base.extend<{ workbench: Workbench }>({
  workbench: async ({ page, context, baseURL }, use) => {
    const errors: string[] = [];
    const own = new URL(baseURL ?? '').origin;
    context.on('request', (request) => {
      const { origin, protocol } = new URL(request.url());
      if (origin !== own && !['blob:', 'data:'].includes(protocol)) {
        errors.push(`request to ${request.url()}`);
      }
    });
    context.on('console', (message) => {
      // Without a graphics card the browser says that reading WebGL's pixels is slow.
      if (message.text().includes('GL Driver Message')) return;
      // Service workers have tests of their own (site.spec.ts).
      if (message.text().includes('Service Worker registration blocked')) return;
      if (['error', 'warning'].includes(message.type())) errors.push(message.text());
    });
    context.on('weberror', (error) => errors.push(error.error().message));
    await use(new Workbench(page));
    expect(errors).toEqual([]);
  },
});

export { expect };

const folder =
  process.env['FALL_LINE_MNIST'] ?? path.join(import.meta.dirname, '../../../shared/data/mnist');

/** The four files of MNIST; null where they are not. */
export function mnistFiles(): string[] | null {
  const files = [
    'train-images-idx3-ubyte.gz',
    'train-labels-idx1-ubyte.gz',
    't10k-images-idx3-ubyte.gz',
    't10k-labels-idx1-ubyte.gz',
  ].map((name) => path.join(folder, name));
  return files.every((file) => existsSync(file)) ? files : null;
}
