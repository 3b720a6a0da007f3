/**
 * The page without a network. What has a hash in its name never changes and is taken from the cache;
 * everything else is asked of the host first, so that nobody is shown an old page while the host can
 * be reached. A new version waits until the old one's last tab is closed: each finds its own files.
 */

// A script without exports; for TypeScript a module, so that its names stay its own.
export {};

/** Written in front of this script when the page is built (web/offline_site.ts). */
declare const fallLineSite: {
  readonly version: string;
  /** Relative to this script. */
  readonly files: readonly string[];
};

interface LongEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface FetchEvent extends LongEvent {
  readonly request: Request;
  respondWith(response: Promise<Response>): void;
}

/** Milliseconds after which a host counts as out of reach: a lecture hall's network, for one. */
const patience = 4000;

const home = new URL('./', self.location.href);
const isHashed = (name: string): boolean => name.startsWith('assets/');
const addresses = new Map(
  fallLineSite.files.map((name) => [new URL(name, home).href, isHashed(name)]),
);
// Several sites may share an origin, each with caches of its own.
const prefix = `fall-line ${home.pathname} `;
const cacheName = prefix + fallLineSite.version;

/** What was not there, or has no name that says whether it changed, is fetched. */
async function fill(): Promise<void> {
  const cache = await caches.open(cacheName);
  const put = async ([address, hashed]: [string, boolean]): Promise<void> => {
    const known = hashed ? await caches.match(address, { ignoreVary: true }) : undefined;
    if (known) await cache.put(address, known);
    else await cache.add(new Request(address, { cache: hashed ? 'default' : 'no-cache' }));
  };
  await Promise.all([...addresses].map(put));
}

async function tidy(): Promise<void> {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(prefix) && name !== cacheName);
  await Promise.all(old.map((name) => caches.delete(name)));
  await (self as unknown as { clients: { claim(): Promise<void> } }).clients.claim();
}

async function cached(address: string): Promise<Response | undefined> {
  return (await caches.open(cacheName)).match(address, { ignoreVary: true });
}

async function cacheFirst(address: string, request: Request): Promise<Response> {
  return (await cached(address)) ?? fetch(request);
}

async function networkFirst(address: string, request: Request): Promise<Response> {
  const asked = fetch(request);
  const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), patience));
  const answer = await Promise.race([asked, late]).catch(() => null);
  if (answer && answer.status < 500) return answer;
  return (await cached(address)) ?? answer ?? asked;
}

self.addEventListener('install', (event) => {
  (event as LongEvent).waitUntil(fill());
});

self.addEventListener('activate', (event) => {
  (event as LongEvent).waitUntil(tidy());
});

self.addEventListener('fetch', (event) => {
  const { request } = event as FetchEvent;
  const url = new URL(request.url);
  const { href } = url.pathname.endsWith('/') ? new URL('index.html', url) : url;
  const address = href.replace(/[?#].*$/, '');
  const hashed = addresses.get(address);
  if (request.method !== 'GET' || hashed === undefined) return;
  const answer = hashed ? cacheFirst(address, request) : networkFirst(address, request);
  (event as FetchEvent).respondWith(answer);
});
