/** The frame's side of the protocol, with a host that is a port and a window that only listens. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { FromFrame, Welcome } from '../../web/src/embed/contract';
import { answerHost, type HostPort, type HostWindow } from '../../web/src/embed/host_port';
import type { Clock } from '../../web/src/embed/throttle';
import type { PlotSource } from '../../web/src/plots/plot_source';
import { defaultSpec } from '../../web/src/state/spec';
import { Store } from '../../web/src/state/store';
import { settled, turn, until } from './settled';
import { SmallEngine } from './small_engine';

const host = 'https://course.example';

/** A window in a frame: keeps what is sent to its parent, and says what the test has it hear. */
class Frame implements HostWindow {
  readonly sent: {
    readonly message: unknown;
    readonly target: string;
    readonly port?: MessagePort;
  }[] = [];
  private listeners: ((event: MessageEvent) => void)[] = [];

  readonly parent = {
    postMessage: (message: unknown, target?: unknown, transfer?: unknown) => {
      const [port] = (transfer ?? []) as MessagePort[];
      this.sent.push({ message, target: String(target), ...(port && { port }) });
    },
  };

  addEventListener(_: 'message', listener: (event: MessageEvent) => void): void {
    this.listeners.push(listener);
  }

  hear(
    data: unknown,
    { source = this.parent, origin = host }: { source?: unknown; origin?: string } = {},
  ): void {
    for (const listener of this.listeners) listener({ data, source, origin } as MessageEvent);
  }

  get welcomes(): readonly Welcome[] {
    return this.sent
      .map(({ message }) => message as FromFrame | Welcome)
      .filter((message) => message.type === 'welcome');
  }
}

/** Time goes when the test says so. */
class HandClock implements Clock {
  time = 0;
  private waiting: { readonly at: number; readonly act: () => void }[] = [];

  now(): number {
    return this.time;
  }

  later(act: () => void, milliseconds: number): () => void {
    const entry = { at: this.time + milliseconds, act };
    this.waiting.push(entry);
    return () => (this.waiting = this.waiting.filter((one) => one !== entry));
  }

  go(milliseconds: number): void {
    this.time += milliseconds;
    const due = this.waiting.filter(({ at }) => at <= this.time);
    this.waiting = this.waiting.filter(({ at }) => at > this.time);
    for (const { act } of due) act();
  }
}

const hello = (payload: object = {}, id = 'a') => ({ fallline: 1, id, type: 'hello', payload });

let engine: SmallEngine;
let store: Store;
let frame: Frame;
let clock: HandClock;
let port: HostPort | null;
let heard: FromFrame[];
let ours: MessagePort | null;

beforeEach(async () => {
  engine = new SmallEngine();
  store = new Store({ drawSeed: () => 42 });
  store.setPace(null);
  await store.open(() => Promise.resolve(engine), defaultSpec);
  await settled(store);
  frame = new Frame();
  clock = new HandClock();
  heard = [];
  ours = null;
  const picture = (view: string | null): PlotSource | null =>
    view === null ? ({ name: 'map' } as PlotSource) : null;
  port = answerHost(store, { picture }, [], frame, clock);
});

afterEach(() => {
  for (const { port: opened } of frame.sent) opened?.close();
});

/** Greets the frame and keeps what it says. */
function greet(payload: object = {}, origin = host): void {
  frame.hear(hello(payload), { origin });
  ours = frame.sent.at(-1)?.port ?? null;
  if (ours) ours.onmessage = ({ data }: MessageEvent) => heard.push(data as FromFrame);
}

let asked = 0;

/** Asks through the port; the answer or the refusal. */
async function ask(type: string, payload: unknown = null): Promise<FromFrame> {
  const id = `q${++asked}`;
  ours?.postMessage({ fallline: 1, id, type, payload });
  const isMine = (one: FromFrame): boolean => 'id' in one && one.id === id;
  await until(() => heard.some(isMine));
  return heard.find(isMine) ?? Promise.reject(new Error('There is no answer.'));
}

/** What came of a kind, once everything sent so far has arrived. */
async function events(type: string): Promise<readonly FromFrame[]> {
  // A refusal is the last thing to come through the port: whatever was sent before is there.
  await ask('nothing');
  return heard.filter((one) => one.type === type);
}

describe('the handshake', () => {
  test('a page in no frame has nobody to answer', () => {
    const alone = { parent: null as unknown, addEventListener: () => undefined };
    alone.parent = alone;
    const nobody = answerHost(store, { picture: () => null }, [], alone as unknown as HostWindow);
    expect(nobody).toBeNull();
  });

  test('it says nothing before it is greeted', () => {
    expect(frame.sent).toHaveLength(0);
  });

  test('what was heard before it could answer is answered then', () => {
    const early = { data: hello({}, 'early'), source: frame.parent, origin: host };
    const stranger = { ...early, source: null };
    answerHost(
      store,
      { picture: () => null },
      [stranger, early] as unknown as MessageEvent[],
      frame,
      clock,
    );
    expect(frame.welcomes.map(({ id }) => id)).toEqual(['early']);
  });

  test('a greeting is answered with its id, to its origin alone, with a port', () => {
    frame.hear(hello({}, 'first greeting'));
    const { message, target, port: opened } = frame.sent[0] ?? {};
    expect(target).toBe(host);
    expect(opened).toBeInstanceOf(MessagePort);
    expect(message).toMatchObject({
      fallline: 1,
      id: 'first greeting',
      type: 'welcome',
      payload: { version: 1, engine: expect.stringMatching(/^\d+\.\d+/) as string },
    });
    expect((message as Welcome).payload.capabilities.methods).toContain('setState');
    expect((message as Welcome).payload.capabilities.events).toContain('resize');
  });

  test('another window is not heard, whatever it says', () => {
    frame.hear(hello(), { source: {} });
    frame.hear(hello(), { source: null });
    frame.hear(hello(), { source: frame });
    expect(frame.welcomes).toHaveLength(0);
  });

  test('the origin of the first greeting is pinned', () => {
    greet();
    frame.hear(hello({}, 'b'), { origin: 'https://other.example' });
    frame.hear(hello({}, 'b'), { origin: 'null' });
    expect(frame.welcomes).toHaveLength(1);
    frame.hear(hello({}, 'c'));
    expect(frame.welcomes.map(({ id }) => id)).toEqual(['a', 'c']);
  });

  test('what is no greeting is passed over', () => {
    for (const data of [
      null,
      3,
      'hello',
      [],
      {},
      { fallline: 1 },
      { fallline: 1, type: 'play', id: '1' },
    ]) {
      frame.hear(data);
    }
    expect(frame.sent).toHaveLength(0);
    expect(store.state.playing).toBe(false);
  });

  test('a page that begins anew has a port of its own; the former one is silent', async () => {
    greet();
    await events('ready');
    const former = ours;
    const before = heard.length;
    const kept = heard;
    heard = [];
    greet();
    former?.postMessage({ fallline: 1, id: 'late', type: 'play', payload: null });
    await events('ready');
    expect(kept).toHaveLength(before);
    expect(store.state.playing).toBe(false);
    expect(heard.some(({ type }) => type === 'ready')).toBe(true);
  });
});

describe('without an origin', () => {
  test('a page may read and is told, and changes nothing', async () => {
    greet({}, 'null');
    expect(frame.sent[0]?.target).toBe('*');
    expect(frame.welcomes[0]?.payload.capabilities.methods).toEqual([
      'getState',
      'snapshot',
      'exportData',
    ]);
    for (const type of ['play', 'pause', 'reset', 'run', 'step']) {
      expect(await ask(type)).toMatchObject({ type: 'refusal', payload: { code: 'read-only' } });
    }
    expect(await ask('set', { path: 'seed', value: 9 })).toMatchObject({ type: 'refusal' });
    expect(engine.sessions).toHaveLength(1);
    expect(await ask('getState')).toMatchObject({ type: 'answer', payload: { fallLine: 1 } });
  });

  test('it steers when it says that it means to', async () => {
    greet({ steer: true }, 'null');
    expect(await ask('step', { steps: 3 })).toMatchObject({ type: 'answer', payload: { step: 3 } });
  });
});

describe('requests', () => {
  beforeEach(() => greet());

  test('play and pause', async () => {
    expect(await ask('play')).toMatchObject({ type: 'answer', payload: null });
    expect(store.state.playing).toBe(true);
    engine.latest.advance(20);
    expect(await ask('pause')).toMatchObject({
      type: 'answer',
      payload: { playing: false, epoch: 2, step: 20, fingerprint: '1/20' },
    });
  });

  test('so many steps, also of a run under way, which is paused', async () => {
    await ask('play');
    engine.latest.advance(5);
    expect(await ask('step', { steps: 4 })).toMatchObject({ payload: { step: 9, playing: false } });
    expect(engine.latest.heard).toContain('run {"steps":4}');
  });

  test('a run gives the command line’s last line', async () => {
    expect(await ask('run', { epochs: 2 })).toMatchObject({
      type: 'answer',
      payload: {
        summary: true,
        status: 'paused',
        epochs: 2,
        steps: 20,
        fingerprint: '1/20',
        train: { loss: 1 / 21 },
        validation: null,
      },
    });
  });

  test('a run without an end is refused', async () => {
    expect(await ask('run')).toMatchObject({
      type: 'refusal',
      payload: { code: 'no-stop-rule', path: 'stop' },
    });
  });

  test('a setting makes the Spec that --set makes', async () => {
    const answer = await ask('set', { path: 'optimizer.id', value: 'sgd' });
    expect(answer).toMatchObject({ type: 'answer', payload: { spec: { optimizer: 'sgd' } } });
    expect(store.state.spec.optimizer).toBe('sgd'); // the former method’s parameters are gone
  });

  test('what is live changes at its step and keeps the run', async () => {
    await ask('step', { steps: 3 });
    await ask('set', { path: 'optimizer.learningRate', value: 0.5 });
    expect(engine.sessions).toHaveLength(1);
    expect(store.state.spec.changes).toEqual([{ step: 3, set: { 'optimizer.learningRate': 0.5 } }]);
  });

  test('a Spec that is refused answers with path and reason, and stays as it was', async () => {
    expect(await ask('set', { path: 'data.source', value: 'bad' })).toMatchObject({
      type: 'refusal',
      payload: { path: 'data.source', message: 'There is no source “bad”.' },
    });
    expect(store.state.spec).toEqual(defaultSpec);
  });

  test('a setting far out of a list is refused by whoever judges Specs, not built', async () => {
    engine.refusal = Object.assign(new Error('It should be a list.'), {
      code: 'wrong-type',
      path: 'network.layers',
    });
    expect(await ask('set', { path: 'network.layers.1000000000.units', value: 4 })).toMatchObject({
      type: 'refusal',
      payload: { path: 'network.layers' },
    });
  });

  test('a state goes out and comes back', async () => {
    await ask('step', { steps: 7 });
    const answer = await ask('getState');
    const saved = answer.type === 'answer' ? (answer.payload as object) : {};
    expect(saved).toMatchObject({ fallLine: 1, spec: defaultSpec });
    await ask('reset');
    expect(store.state.progress?.step).toBe(0);
    expect(await ask('setState', saved)).toMatchObject({ type: 'answer', payload: { step: 7 } });
    expect(store.state.notice).toBeNull();
  });

  test('a Spec alone is an experiment at its start', async () => {
    const spec = { data: { source: 'xor' }, seed: 5 };
    expect(await ask('setState', { spec })).toMatchObject({ payload: { spec, step: 0 } });
  });

  test('the curves go out as CSV, everything else as JSON', async () => {
    await ask('step', { steps: 7 });
    const csv = await ask('exportData', { format: 'csv' });
    expect(csv).toMatchObject({
      type: 'answer',
      payload: expect.stringMatching(/^run,epoch,step/) as string,
    });
    const json = await ask('exportData', { format: 'json' });
    const content = JSON.parse((json as { payload: string }).payload) as object;
    expect(content).toMatchObject({ spec: defaultSpec, summary: { steps: 7, fingerprint: '1/7' } });
    expect(content).toHaveProperty('parameters');
  });

  test('a picture that is not shown is refused', async () => {
    expect(await ask('snapshot', { format: 'png', view: 'loss' })).toMatchObject({
      type: 'refusal',
      payload: { code: 'no-picture' },
    });
  });

  test('of requests that cannot be answered yet 64 wait, and no more', async () => {
    const another = new Frame();
    answerHost(new Store(), { picture: () => null }, [], another, clock);
    another.hear(hello());
    ours = another.sent.at(-1)?.port ?? null;
    if (ours) ours.onmessage = ({ data }: MessageEvent) => heard.push(data as FromFrame);
    for (let i = 0; i < 64; ++i) {
      ours?.postMessage({ fallline: 1, id: `waiting ${i}`, type: 'getState', payload: null });
    }
    expect(await ask('getState')).toMatchObject({ type: 'refusal', payload: { code: 'too-many' } });
    expect(heard.filter(({ type }) => type === 'answer')).toHaveLength(0);
    ours?.close();
  });
});

describe('events', () => {
  test('ready says where it stands', async () => {
    greet();
    expect(await events('ready')).toMatchObject([
      { payload: { spec: defaultSpec, playing: false, step: 0, fingerprint: '1/0' } },
    ]);
  });

  test('epochs come at most ten a second, the last one always', async () => {
    greet();
    await ask('play');
    for (let i = 0; i < 99; ++i) {
      engine.latest.advance(10);
      clock.go(10); // ninety-nine epochs in less than a second
    }
    const during = await events('epoch');
    expect(during.length).toBeGreaterThanOrEqual(9);
    expect(during.length).toBeLessThanOrEqual(10);
    engine.latest.advance(10);
    await ask('pause');
    expect((await events('epoch')).at(-1)).toMatchObject({ payload: { epoch: 100, step: 1000 } });
  });

  test('a host may ask for more of them, or for none', async () => {
    greet({ rate: 50 });
    await ask('play');
    for (let i = 0; i < 100; ++i) {
      engine.latest.advance(10);
      clock.go(10);
    }
    expect((await events('epoch')).length).toBeGreaterThanOrEqual(49);
    heard = [];
    greet({ rate: 0 });
    engine.latest.advance(10);
    clock.go(1000);
    expect(await events('epoch')).toHaveLength(0);
  });

  test('a drag is told ten times a second', async () => {
    greet();
    await events('ready');
    clock.go(1000);
    heard = [];
    for (let i = 0; i < 50; ++i) {
      store.edit('data.noise', i / 100);
      clock.go(10);
    }
    await settled(store);
    clock.go(100);
    const changes = await events('change');
    expect(changes.length).toBeLessThanOrEqual(7);
    expect(changes.at(-1)).toMatchObject({ payload: { spec: { data: { noise: 0.49 } } } });
  });

  test('an end by itself is told once, with its summary', async () => {
    greet();
    await ask('play');
    engine.latest.advance(30);
    engine.latest.end('converged', 'The loss is small enough.');
    await settled(store);
    await turn();
    expect(await events('end')).toMatchObject([
      { payload: { summary: true, status: 'converged', steps: 30 } },
    ]);
    await ask('reset');
    expect(await events('end')).toHaveLength(1);
  });

  test('errors and warnings are told, notes are not', async () => {
    greet();
    store.notify({ kind: 'info', text: 'a note' });
    store.notify({ kind: 'warning', text: 'a warning' });
    store.notify({ kind: 'error', text: 'an error', path: 'seed' });
    expect(await events('warning')).toMatchObject([
      { payload: { path: '', message: 'a warning' } },
    ]);
    expect(await events('error')).toMatchObject([
      { payload: { path: 'seed', message: 'an error' } },
    ]);
  });

  test('height and completion are told as the frame says them, also to who greets later', async () => {
    port?.tell('resize', { height: 512 });
    greet();
    port?.tell('complete', { lesson: 'stuck', tasks: ['a'], handIn: '#v=1' });
    expect(await events('resize')).toMatchObject([{ payload: { height: 512 } }]);
    expect(await events('complete')).toMatchObject([{ payload: { lesson: 'stuck' } }]);
    heard = [];
    greet();
    expect(await events('complete')).toHaveLength(1);
  });
});
