/** The correct twin of a run with a fault: the same Spec without it, at the same steps. */
import { expect, test, vi } from 'vitest';
import { isFaulty } from '../../web/src/state/spec';
import type { State } from '../../web/src/state/state';
import { Twin, correct, type TwinHost } from '../../web/src/state/twin';
import { SmallEngine, type SmallSession } from './small_engine';

const spec = { data: { source: 'circle' }, fault: 'sign-flip' };

class Host implements TwinHost {
  sessions: SmallSession[] = [];
  closed = 0;
  fails = false;
  shown: State['twin'] = null;
  state = { spec, progress: { step: 0 }, looking: null, building: false } as unknown as State;
  private listener = (): void => undefined;

  subscribe(listener: () => void): () => void {
    this.listener = listener;
    return () => (this.listener = () => undefined);
  }

  startEngine(): ReturnType<TwinHost['startEngine']> {
    if (this.fails) return Promise.reject(new Error('no worker'));
    const engine = Object.assign(new SmallEngine(), { close: () => (this.closed += 1) });
    this.sessions = engine.sessions;
    return Promise.resolve(engine);
  }

  files(): Record<string, Blob> {
    return {};
  }

  drawBeside({ twin }: Pick<State, 'twin'>): void {
    this.shown = twin;
  }

  /** The faulty run moves on. */
  async to(step: number, more: Partial<State> = {}): Promise<void> {
    this.state = { ...this.state, progress: { step }, ...more } as State;
    this.listener();
    await vi.waitFor(() => expect(this.sessions.at(-1)?.progress.step).toBe(step));
  }
}

test('only a Spec with another fault than none is faulty', () => {
  expect(
    [undefined, 'none', 'sign-flip'].map((fault) => isFaulty({ ...spec, fault } as never)),
  ).toEqual([false, false, true]);
  expect(correct(spec)).toEqual({ data: { source: 'circle' } });
});

test('follows the run, back to its start, and to another Spec', async () => {
  const host = new Host();
  const twin = new Twin(host, () => undefined);
  await host.to(5);
  expect(host.sessions[0]?.spec).toEqual({ data: { source: 'circle' } });
  expect(host.shown?.curves).toBe(host.sessions[0]?.history);
  await host.to(12);
  await host.to(0);
  expect(host.sessions[0]?.heard).toEqual(['run {"steps":5}', 'run {"steps":7}', 'reset']);

  await host.to(3, { spec: { ...spec, seed: 9 } });
  expect(host.sessions).toHaveLength(2);
  expect(host.sessions[0]?.closed).toBe(true);
  expect(host.sessions[1]?.spec).toEqual({ data: { source: 'circle' }, seed: 9 });

  twin.end();
  await vi.waitFor(() => expect(host.closed).toBe(1));
  expect(host.shown).toBeNull();
});

test('waits while a former moment is looked at', async () => {
  const host = new Host();
  const twin = new Twin(host, () => undefined);
  await host.to(8);
  host.state = { ...host.state, looking: {}, progress: { step: 2 } } as unknown as State;
  await host.to(8, { looking: null });
  expect(host.sessions[0]?.heard).toEqual(['run {"steps":8}']);
  twin.end();
});

test('says when its worker cannot be had', async () => {
  const host = new Host();
  host.fails = true;
  const failed = vi.fn();
  const twin = new Twin(host, failed);
  await vi.waitFor(() => expect(failed).toHaveBeenCalled());
  expect(host.shown).toBeNull();
  twin.end();
});
