// Lets the check-in page start and work without a line: keeps one whole version of it, and brings the next one in whole.

const VERSION = '{{version}}';
const PAGE = '/checkin';
const FILES = [
  {{files app/checkin/main.js}},
  '{{url app/base.css}}',
  '{{url app/checkin/checkin.css}}',
  '{{url app/icons.svg}}',
  '{{url app/mark.svg}}',
];
// a browser that reads codes by itself needs no library for it
const READER = '{{url lib/html5-qrcode/third_party/zxing-js.umd.min.js}}';
const WANTED = 'BarcodeDetector' in self ? FILES.filter(file => file !== READER) : [...new Set([...FILES, READER])];
const CACHE = `checkin-${VERSION}`;

self.addEventListener('install', event => {
  event.waitUntil((async () => {
    const cache = await caches.open(CACHE);
    await cache.addAll([new Request(PAGE, { cache: 'no-cache' }), ...WANTED]);
    await self.skipWaiting();
  })());
});

self.addEventListener('activate', event => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) {
      if (name !== CACHE) {
        await caches.delete(name);
      }
    }
    await self.clients.claim();
  })());
});

self.addEventListener('fetch', event => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== location.origin || pathname.startsWith('/api/')) {
    return;
  }
  event.respondWith((async () => {
    const cache = await caches.open(CACHE);
    const kept = await cache.match(pathname === PAGE ? PAGE : request, { ignoreVary: true });
    return kept ?? fetch(request);
  })());
});
