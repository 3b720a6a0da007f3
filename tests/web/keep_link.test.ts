import { afterEach, expect, test, vi } from 'vitest';
import { keepLink } from '../../web/src/state/keep_link';
import { defaultSpec } from '../../web/src/state/spec';
import type { State } from '../../web/src/state/state';
import type { Store } from '../../web/src/state/store';

afterEach(() => {
  vi.unstubAllGlobals();
});

test('a page without an address of its own trains on when its link cannot be written', async () => {
  const replaceState = vi.fn(() => {
    throw new DOMException('about:srcdoc has no other address', 'SecurityError');
  });
  vi.stubGlobal('history', { state: null, replaceState });
  let tell: (state: State) => void = () => undefined;
  const spec = { ...defaultSpec, seed: 2 };
  const before = { spec: defaultSpec, place: 'workbench', lesson: null } as unknown as State;
  keepLink({
    state: before,
    subscribe: (listener: (state: State) => void) => (tell = listener),
  } as unknown as Store);
  tell({ ...before, spec });
  // A rejection that nobody handles would fail this test.
  await expect.poll(() => replaceState.mock.calls.length).toBe(1);
});
