// Messages and documents made to do harm, to a frame and a store with the real engine.
import { createEngine, type Engine } from 'fall-line';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FromFrame } from '../../web/src/embed/contract';
import { answerHost, type HostWindow } from '../../web/src/embed/host_port';
import type { EngineFace } from '../../web/src/state/engine_face';
import { defaultSpec } from '../../web/src/state/spec';
import { Store } from '../../web/src/state/store';
import { hostileGreetings, hostileRequests } from '../support/hostile_messages';
import { hostileSpecs } from '../support/hostile_specs';

const host = 'https://course.example';
/** A sentence for people, whatever was sent. */
const sentence = /^[^\n]{3,1200}$/u;

let engine: Engine;
let store: Store;
const objectKeys = Reflect.ownKeys(Object.prototype);

beforeAll(async () => {
  engine = await createEngine();
  store = new Store();
  await store.open(() => Promise.resolve(engine as EngineFace), defaultSpec);
  await rested();
});
afterAll(() => {
  expect(Reflect.ownKeys(Object.prototype)).toEqual(objectKeys);
  engine.close();
});

/** Waits for a state of the store. */
function until(holds: (state: Store['state']) => boolean): Promise<void> {
  if (holds(store.state)) return Promise.resolve();
  return new Promise((resolve) => {
    const end = store.subscribe((state) => {
      if (!holds(state)) return;
      end();
      resolve();
    });
  });
}

const rested = (): Promise<void> =>
  until(
    ({ playing, building, pending, fingerprint, progress }) =>
      !playing && !building && !pending && fingerprint?.step === progress?.step,
  );

/** That it still trains, from the same start to the same bits. */
async function stillTrains(): Promise<string> {
  store.openSpec({ ...defaultSpec });
  await rested();
  store.step(3);
  await until(({ progress, playing }) => !playing && progress?.step === 3);
  await rested();
  return store.state.fingerprint?.text ?? '';
}

/** A frame's window with nothing in it, and what is sent to its parent. */
class Frame implements HostWindow {
  readonly ports: MessagePort[] = [];
  private listener: (event: MessageEvent) => void = () => undefined;
  readonly parent = {
    postMessage: (_: unknown, __?: unknown, transfer?: unknown) => {
      this.ports.push(...((transfer ?? []) as MessagePort[]));
    },
  };

  addEventListener(_: 'message', listener: (event: MessageEvent) => void): void {
    this.listener = listener;
  }

  hear(data: unknown, source: unknown = this.parent, origin = host): void {
    this.listener({ data, source, origin } as MessageEvent);
  }
}

describe('messages', () => {
  const greeting = { fallline: 1, id: 'a', type: 'hello', payload: {} };

  test('none to the window is taken for a greeting, from whatever window', () => {
    const frame = new Frame();
    answerHost(store, { picture: () => null }, [], frame);
    const taken = hostileGreetings().filter(({ data }) => {
      frame.hear(data);
      return frame.ports.splice(0).length > 0;
    });
    expect(taken.map(({ name }) => name)).toEqual([]);
    for (const source of [null, {}, frame, globalThis]) frame.hear(greeting, source);
    expect(frame.ports).toEqual([]);
    frame.hear(greeting);
    expect(frame.ports).toHaveLength(1);
    frame.ports[0]?.close();
  });

  test('every request is refused with a reason, and changes nothing', async () => {
    const requests = hostileRequests();
    expect(requests.length).toBeGreaterThan(500);
    const start = await stillTrains();
    const { spec } = store.state;
    const frame = new Frame();
    answerHost(store, { picture: () => null }, [], frame);
    frame.hear(greeting);
    const [port] = frame.ports;
    const waiting = new Map<string, (answer: FromFrame) => void>();
    port?.addEventListener('message', ({ data }: MessageEvent<FromFrame>) => {
      if ('id' in data) waiting.get(data.id)?.(data);
    });
    port?.start();
    const ask = (id: string, data: unknown): Promise<FromFrame | null> => {
      const answer = new Promise<FromFrame>((resolve) => waiting.set(id, resolve));
      try {
        port?.postMessage({ ...(data as object), id });
      } catch {
        return Promise.resolve(null); // nothing that a page could send
      }
      return answer;
    };
    const odd: string[] = [];
    for (const [i, { name, data }] of requests.entries()) {
      const answer = await ask(`q${i}`, data);
      if (answer === null) continue;
      const isRefused = answer.type === 'refusal' && sentence.test(answer.payload.message);
      if (!isRefused) odd.push(`${name}: ${JSON.stringify(answer).slice(0, 200)}`);
      if (answer.type === 'refusal' && answer.payload.path.length > 200)
        odd.push(`${name}: its path`);
      if (store.state.spec !== spec) odd.push(`${name}: another Spec`);
      if (store.state.engine !== 'ready') odd.push(`${name}: the engine`);
    }
    port?.close();
    expect(odd).toEqual([]);
    expect(await stillTrains()).toBe(start);
  });
});

describe('documents that are pasted', () => {
  const documents = hostileSpecs
    .filter(({ text, is }) => text.trimStart().startsWith('{') && is === undefined)
    .flatMap(({ name, text }) => [
      { name, text },
      { name: `a run with ${name}`, text: `{"spec":${text},"history":[]}` },
      { name: `a project with ${name}`, text: `{"fallLine":1,"engine":"0","spec":${text}}` },
      {
        name: `a file with ${name}`,
        text: `{"fallLine":1,"engine":"0","spec":{"data":{"source":"xor"}},"files":${text}}`,
      },
      { name: `parameters with ${name}`, text: `{"parameters":${text}}` },
    ])
    // No files at all are none too few.
    .filter(({ text }) => !text.endsWith('"files":{}}'));

  test('each is refused with one message, and changes nothing', async () => {
    expect(documents.length).toBeGreaterThan(500);
    const start = await stillTrains();
    const { spec } = store.state;
    const odd: string[] = [];
    for (const { name, text } of documents) {
      store.dismiss();
      await store.addText(text);
      const { notice, building } = store.state;
      if (notice?.kind !== 'error') odd.push(`${name}: ${JSON.stringify(notice)}`);
      else if (!sentence.test(notice.text) || notice.path.length > 200)
        odd.push(`${name}: ${notice.text.slice(0, 200)}`);
      if (store.state.spec !== spec || building) odd.push(`${name}: another Spec`);
    }
    expect(odd).toEqual([]);
    expect(await stillTrains()).toBe(start);
  });
});
