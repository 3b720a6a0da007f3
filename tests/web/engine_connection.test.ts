// What happens between page and worker when the worker says nothing: with a stand-in for the
// worker, and time in the test's hands.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Connection, type ConnectionListener, Lost } from '../../web/src/engine/connection';
import type { Problem } from '../../web/src/engine/model';
import type { Platform, Port, PortListener } from '../../web/src/engine/platform';
import type { ToWorker } from '../../web/src/engine/protocol';

/** A worker that answers `load`, and pings as long as it lives. */
class FakePort implements Port {
  alive = true;
  ended = false;
  locked = true;
  readonly heard: ToWorker[] = [];
  #listener: PortListener | null = null;

  post(message: ToWorker): void {
    this.heard.push(message);
    if (!this.alive || !('id' in message)) return;
    const { id, name } = message;
    if (name === 'load') this.say({ id, ok: true, value: { engine: '0', locked: this.locked } });
    if (name === 'ping') this.say({ id, ok: true, value: null });
  }

  listen(listener: PortListener): void {
    this.#listener = listener;
  }

  say(message: Parameters<PortListener['message']>[0]): void {
    queueMicrotask(() => this.#listener?.message(message));
  }

  die(why: string): void {
    this.#listener?.gone(why);
  }

  end(): void {
    this.ended = true;
  }
}

let port: FakePort;
let lost: Problem[];
let release: () => void;

async function open(locks = false): Promise<Connection> {
  const platform: Platform = {
    // An empty module: magic number and version.
    compile: () => WebAssembly.compile(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0)),
    spawn: () => port,
    frame: () => Promise.resolve(),
    lockName: () => (locks ? 'lock' : null),
    released: () => new Promise((resolve) => (release = resolve)),
  };
  const listener: ConnectionListener = {
    event: () => undefined,
    lost: (problem) => lost.push(problem),
  };
  return (await Connection.open(platform, false, listener)).connection;
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] });
  port = new FakePort();
  lost = [];
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a worker that falls silent', () => {
  test('is missed within two seconds while a request waits', async () => {
    const connection = await open();
    const waiting = connection.request('run', {
      session: 1,
      target: { epoch: null, step: null },
      from: 'here',
      every: null,
    });
    const rejected = expect(waiting).rejects.toBeInstanceOf(Lost);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(lost).toEqual([]); // it answers: training may take as long as it likes
    port.alive = false;
    await vi.advanceTimersByTimeAsync(2_000);
    expect(lost).toMatchObject([{ code: 'worker-lost' }]);
    expect(port.ended).toBe(true);
    await rejected;
  });

  test('is given time for what takes long in one piece', async () => {
    const connection = await open();
    const waiting = connection.request('previewCsv', { blob: new Blob(), name: '', options: {} });
    const rejected = expect(waiting).rejects.toBeInstanceOf(Lost);
    port.alive = false;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(lost).toEqual([]);
    await vi.advanceTimersByTimeAsync(120_000);
    expect(lost).toHaveLength(1);
    await rejected;
  });

  test('is not missed when nothing is asked of it', async () => {
    await open();
    port.alive = false;
    await vi.advanceTimersByTimeAsync(600_000);
    expect(lost).toEqual([]);
    expect(port.heard).toHaveLength(1); // `load`, and no ping
  });

  test('is not missed by timers that come late: a hidden tab, a sleeping machine', async () => {
    const connection = await open();
    const waiting = connection.request('fingerprint', { session: 1 });
    const rejected = expect(waiting).rejects.toBeInstanceOf(Lost);
    port.alive = false;
    await vi.advanceTimersByTimeAsync(250); // the ping
    const now = vi.spyOn(performance, 'now');
    for (let minute = 1; minute <= 100; minute++) {
      now.mockReturnValue(minute * 60_000);
      await vi.advanceTimersByTimeAsync(250);
    }
    expect(lost).toEqual([]);
    now.mockRestore();
    connection.end();
    await rejected;
  });
});

describe('a worker that ends', () => {
  test('is known at once by its event, its error or its lock', async () => {
    await open();
    port.die('It was ended.');
    expect(lost).toMatchObject([{ code: 'worker-lost', message: 'It was ended.' }]);

    port = new FakePort();
    lost = [];
    await open(true);
    release();
    await vi.waitFor(() => expect(lost).toHaveLength(1));
  });

  test('tells why when it can', async () => {
    const connection = await open();
    const waiting = connection.request('fingerprint', { session: 1 });
    const problem = { code: 'out-of-memory', path: '', message: 'Full.' };
    port.say({ event: 'failed', detail: { problem } });
    await expect(waiting).rejects.toMatchObject({ problem });
    expect(lost).toEqual([problem]);
    await expect(connection.request('ping', null)).rejects.toBeInstanceOf(Lost);
  });

  test('that was ended on purpose is not reported', async () => {
    const connection = await open();
    const waiting = connection.request('fingerprint', { session: 1 });
    connection.end();
    await expect(waiting).rejects.toBeInstanceOf(Lost);
    expect(port.ended).toBe(true);
    expect(lost).toEqual([]);
  });
});

test('an argument that cannot be posted rejects that request only', async () => {
  const connection = await open();
  vi.spyOn(port, 'post').mockImplementationOnce(() => {
    throw new DOMException('no clone', 'DataCloneError');
  });
  const refused = connection.request('fingerprint', { session: 1 });
  await expect(refused).rejects.toMatchObject({ code: 'bad-argument' });
  await expect(connection.request('ping', null)).resolves.toBeNull();
});
