/// <reference lib="webworker" />

// Keeps the files of the site, the large ones that few need once they were used, so that after the first visit the whole conversation works without a network.
// An entry's key holds the hash of its content: an update fetches only what has changed, and a half-finished one
// never mixes two versions.

declare const self: ServiceWorkerGlobalScope;
/** Path to content hash of every file that is kept from the beginning; written by the build. */
declare const PRECACHE: Record<string, string>;
/** The same of those that are kept once they were used. */
declare const LATER: Record<string, string>;

const cacheName = `rso ${self.registration.scope}`;
const home = 'index.html';

function key(path: string): string {
  const url = new URL(path, self.registration.scope);
  url.searchParams.set('content', PRECACHE[path] ?? LATER[path] ?? '');
  return url.href;
}

async function install(): Promise<void> {
  const cache = await caches.open(cacheName);
  await Promise.all(
    Object.keys(PRECACHE).map(async (path) => {
      if (await cache.match(key(path))) return;
      // Ask the server whether the browser's copy is still good: this may be an update.
      const response = await fetch(new URL(path, self.registration.scope), { cache: 'no-cache' });
      if (!response.ok) throw new Error(`${path} could not be kept: the server answered ${String(response.status)}.`);
      await cache.put(key(path), response);
    }),
  );
  await self.skipWaiting();
}

async function activate(): Promise<void> {
  const cache = await caches.open(cacheName);
  const current = new Set([...Object.keys(PRECACHE), ...Object.keys(LATER)].map(key));
  const old = (await cache.keys()).filter(({ url }) => !current.has(url));
  await Promise.all(old.map((request) => cache.delete(request)));
  await self.clients.claim();
}

/** The kept file that answers a request, if there is one. A navigation always ends on the page. */
function kept(request: Request): string | undefined {
  const { origin, pathname } = new URL(request.url);
  const scope = new URL(self.registration.scope);
  if (request.method !== 'GET' || origin !== scope.origin || !pathname.startsWith(scope.pathname)) return undefined;
  const path = decodeURIComponent(pathname.slice(scope.pathname.length));
  for (const file of [path, `${path}index.html`]) if (Object.hasOwn(PRECACHE, file) || Object.hasOwn(LATER, file)) return file;
  return request.mode === 'navigate' ? home : undefined;
}

async function answer(path: string, request: Request): Promise<Response> {
  const cache = await caches.open(cacheName);
  const found = await cache.match(key(path), { ignoreVary: true });
  if (found) return found;
  const response = await fetch(request);
  if (Object.hasOwn(LATER, path) && response.ok) await cache.put(key(path), response.clone());
  return response;
}

self.addEventListener('install', (event) => {
  event.waitUntil(install());
});
self.addEventListener('activate', (event) => {
  event.waitUntil(activate());
});
self.addEventListener('fetch', (event) => {
  const path = kept(event.request);
  if (path !== undefined) event.respondWith(answer(path, event.request));
});

export {};
