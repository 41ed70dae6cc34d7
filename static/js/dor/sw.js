// The door without a network. The server puts one line before this: DOOR = { version, assets, shell, pages }.
// One cache for each version, filled whole or not at all. Nothing personal is ever in it.
const CACHE = `dor-${DOOR.version}`;
const START = `${DOOR.shell}start/`;
const LIST = `${DOOR.shell}liste/`;
const SLOW = 2000;

self.addEventListener("install", (event) => {
  const fill = async () => {
    const cache = await caches.open(CACHE);
    const wanted = [...DOOR.assets, ...DOOR.pages];
    await cache.addAll(wanted.map((url) => new Request(url, { cache: "reload", credentials: "omit" })));
    await self.skipWaiting(); // what is not handed in lies in IndexedDB and does not mind
  };
  event.waitUntil(fill());
});

self.addEventListener("activate", (event) => {
  const tidy = async () => {
    const old = (await caches.keys()).filter((name) => name.startsWith("dor-") && name !== CACHE);
    await Promise.all(old.map((name) => caches.delete(name)));
    await self.clients.claim();
  };
  event.waitUntil(tidy());
});

// The page in the cache that stands for an address, or null for what only the server can answer.
function shellOf(url) {
  const rest = url.pathname.match(/^\/dor\/\d+\/(.*)$/)?.[1];
  const name = { "": "liste", "uanmeldt/": "uanmeldt", "telling/": "telling", "papir/": "papir", "selv/": "selv" }[rest];
  return name ? `${DOOR.shell}${name}/` : null;
}

const kept = async (url) => (await caches.open(CACHE)).match(url, { ignoreVary: true, ignoreSearch: true });

// A page that only the server has; without it the one that is kept here.
async function orKept(request, shell, patience = SLOW) {
  const late = new Promise((resolve) => setTimeout(resolve, patience));
  const answer = await Promise.race([fetch(request).catch(() => null), late]);
  return answer ?? (await kept(shell)) ?? Response.error();
}

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== location.origin) return;
  if (event.request.mode === "navigate") {
    const shell = shellOf(url);
    if (shell) event.respondWith(kept(shell).then((page) => page ?? fetch(event.request)));
    else if (url.pathname === "/dor/") event.respondWith(orKept(event.request, START));
    else if (/^\/dor\/\d+\/person\//.test(url.pathname)) event.respondWith(orKept(event.request, LIST, 5 * SLOW));
    return;
  }
  if (DOOR.assets.includes(url.pathname)) {
    event.respondWith(kept(url.pathname).then((asset) => asset ?? fetch(event.request)));
  }
});
