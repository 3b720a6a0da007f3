// The service worker's judgement, with a network and a cache in the test's hands.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

const home = 'https://site.test/notes/';
const hashed = `${home}assets/first-1234.js`;
const page = `${home}index.html`;

type Listener = (event: unknown) => void;
/** By name, then by address. */
let stores: Map<string, Map<string, string>>;
let listeners: Map<string, Listener>;
let network: ReturnType<typeof vi.fn<(request: Request | string) => Promise<Response>>>;

function cacheOf(store: Map<string, string>): object {
  const addressOf = (of: Request | string): string => (typeof of === 'string' ? of : of.url);
  return {
    match: (of: Request | string) => {
      const text = store.get(addressOf(of));
      return Promise.resolve(text === undefined ? undefined : new Response(text));
    },
    put: async (of: string, response: Response) => store.set(of, await response.text()),
    add: async (of: Request) => store.set(of.url, await (await fetch(of)).text()),
  };
}

beforeEach(async () => {
  stores = new Map();
  listeners = new Map();
  network = vi.fn((of) => Promise.resolve(new Response(`network ${(of as Request).url}`)));
  vi.resetModules();
  vi.stubGlobal('fallLineSite', { version: 'new', files: ['assets/first-1234.js', 'index.html'] });
  vi.stubGlobal('self', {
    location: { href: `${home}service_worker.js` },
    addEventListener: (type: string, listener: Listener) => listeners.set(type, listener),
    clients: { claim: () => Promise.resolve() },
  });
  vi.stubGlobal('fetch', network);
  vi.stubGlobal('caches', {
    open: (name: string) => {
      const store = stores.get(name) ?? new Map<string, string>();
      stores.set(name, store);
      return Promise.resolve(cacheOf(store));
    },
    keys: () => Promise.resolve([...stores.keys()]),
    delete: (name: string) => Promise.resolve(stores.delete(name)),
    match: async (of: string) => {
      for (const store of stores.values()) {
        if (store.has(of)) return new Response(store.get(of));
      }
      return Promise.resolve(undefined);
    },
  });
  await import('../../web/src/service_worker');
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

async function lives(type: 'install' | 'activate'): Promise<void> {
  let work: Promise<unknown> = Promise.reject(new Error('nothing to wait for'));
  work.catch(() => undefined);
  listeners.get(type)?.({ waitUntil: (one: Promise<unknown>) => (work = one) });
  await work;
}

/** The text of its answer; null when it leaves the request to the browser. */
async function answer(address: string, init: RequestInit = {}): Promise<string | null> {
  const given: Promise<Response>[] = [];
  const request = new Request(address, init);
  listeners.get('fetch')?.({
    request,
    respondWith: (response: Promise<Response>) => given.push(response),
  });
  const [response] = await Promise.all(given);
  return response ? response.text() : null;
}

const down = (): Promise<Response> => Promise.reject(new TypeError('Failed to fetch'));

test('keeps every file, and fetches none again whose name says that it is the same', async () => {
  stores.set('fall-line /notes/ old', new Map([[hashed, 'kept']]));
  await lives('install');
  expect(stores.get('fall-line /notes/ new')).toEqual(
    new Map([
      [hashed, 'kept'],
      [page, `network ${page}`],
    ]),
  );
  expect(network).toHaveBeenCalledTimes(1);
});

test('throws away what older versions kept, and nothing of others on the same host', async () => {
  for (const name of ['fall-line /notes/ old', 'fall-line /other/ old', 'somebody']) {
    stores.set(name, new Map());
  }
  await lives('install');
  await lives('activate');
  expect([...stores.keys()].sort()).toEqual([
    'fall-line /notes/ new',
    'fall-line /other/ old',
    'somebody',
  ]);
});

test('a name with a hash comes from the cache, a page from the host, with or without its name', async () => {
  await lives('install');
  network.mockImplementation(() => Promise.resolve(new Response('newer')));
  expect(await answer(hashed)).toBe(`network ${hashed}`);
  expect(await answer(page)).toBe('newer');
  expect(await answer(`${home}?lang=de`)).toBe('newer');
});

test('without a network, or from a host in trouble, the page comes from the cache', async () => {
  await lives('install');
  network.mockImplementation(down);
  expect(await answer(home)).toBe(`network ${page}`);
  network.mockImplementation(() => Promise.resolve(new Response('ill', { status: 503 })));
  expect(await answer(page)).toBe(`network ${page}`);
  // What the host says is gone is gone.
  network.mockImplementation(() => Promise.resolve(new Response('gone', { status: 404 })));
  expect(await answer(page)).toBe('gone');
});

test('a host that says nothing for four seconds counts as out of reach', async () => {
  await lives('install');
  vi.useFakeTimers();
  network.mockImplementation(() => new Promise(() => undefined));
  const waiting = answer(page);
  let text: string | null = null;
  void waiting.then((one) => (text = one));
  await vi.advanceTimersByTimeAsync(3_900);
  expect(text).toBeNull();
  await vi.advanceTimersByTimeAsync(200);
  expect(text).toBe(`network ${page}`);
});

test('where nothing is kept the failure is the network’s own', async () => {
  network.mockImplementation(down);
  await expect(answer(page)).rejects.toThrow('Failed to fetch');
});

test('leaves alone what is not of the site', async () => {
  await lives('install');
  expect(await answer('https://elsewhere.test/notes/index.html')).toBeNull();
  expect(await answer(`${home}elsewhere.html`)).toBeNull();
  expect(await answer(page, { method: 'POST', body: 'x' })).toBeNull();
});
