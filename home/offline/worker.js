/* The service worker. home.offline.views writes VERSION and PORTAL above it, so that every release is a new worker.

   Keeps the public pages that were read or that a page names (data-keep), with the files they need. Pages come from the
   network first; a kept one says of when it is. Ways in (data-way-in) and forms that need the portal (data-online, and all
   that post) are cut out before a page is kept, so they never come from memory. A long programme has a page for each day, so the day is part of a page's key; what else was chosen
   is not, and a page says so where that matters. */
"use strict";
const CACHE = `portal-${VERSION}`;
const PATIENCE = 8000; // milliseconds; then a kept page is shown
const FRESH = 5 * 60000; // milliseconds; a copy of this age is not fetched again for a page that names it, if the clock is right
const MOST = { pages: 150, pictures: 150, named: 60 };
const HASHED = /\.[0-9a-f]{12}\.\w+$/; // such a file never changes
const WAYS_IN = /<(a|ul)\b[^>]*\sdata-way-in(?=[\s>])[^>]*>[^]*?<\/\1>/g;
const FORMS = /<form\b[^>]*\s(?:method="post"|data-online)[\s>][^]*?<\/form>/gi;
const FILES = /(?:href|src)="([^"#?]+)/g;
const NAMED = /\sdata-keep="([^"]+)"/g;

const languageOf = (url) => {
  const code = url.pathname.split("/")[1];
  return url.origin === location.origin && Object.hasOwn(PORTAL.languages, code) ? code : "";
};
/* Without the fragment, which may hold the key of a private calendar address, and without what no page reads, as links in
   networks have it. */
function addressOf(text, base = location) {
  const url = new URL(text, base);
  url.hash = "";
  for (const name of new Set(url.searchParams.keys())) if (!PORTAL.query.includes(name)) url.searchParams.delete(name);
  return url;
}

function keyOf(url) {
  const day = url.searchParams.get("day");
  return url.origin + url.pathname + (day ? `?day=${encodeURIComponent(day)}` : "");
}

const isSaid = (url) => [...url.searchParams.keys()].every((name) => name === "s" || name === "day"); // no filters
const find = async (url) => (await caches.match(keyOf(url))) ?? caches.match(url.origin + url.pathname);
const keptAt = (copy) => Date.parse(copy.headers.get("X-Kept-At"));

/* The portal's page cache sends this with pages that are the same for all readers, and with nothing else. */
const isPublic = (answer) =>
  answer.status === 200 &&
  answer.type === "basic" &&
  answer.headers.has("ETag") &&
  /^max-age=0, must-revalidate/.test(answer.headers.get("Cache-Control") ?? "") &&
  /^text\/html/.test(answer.headers.get("Content-Type") ?? "");

async function forget(key, exceptFrom = "") {
  for (const name of await caches.keys()) {
    if (name !== exceptFrom) await (await caches.open(name)).delete(key);
  }
}

const isPicture = (url) => url.pathname.startsWith(PORTAL.media);

async function limit(cache, most, isOne) {
  const ours = (await cache.keys()).filter((request) => isOne(new URL(request.url)));
  for (const request of ours.slice(0, Math.max(0, ours.length - most))) await cache.delete(request);
}

/* The scripts, styles and fonts of a page. */
async function keepFiles(cache, text) {
  const paths = new Set([...text.matchAll(FILES)].map(([, path]) => path));
  for (const path of paths) {
    const isFixed = HASHED.test(path);
    if (!path.startsWith(PORTAL.static) || (isFixed && (await cache.match(path)))) continue;
    const file = (isFixed && (await caches.match(path))) || (await fetch(path));
    if (file.ok) await put(cache, path, file);
  }
}

/* Where the browser has no more room, pictures make some: texts stand in for them. */
async function put(cache, key, answer) {
  const again = answer.clone();
  try {
    await cache.put(key, answer);
  } catch {
    await limit(cache, 0, isPicture);
    await cache.put(key, again);
  }
}

/* What may be kept of an answer is kept; an address that answers otherwise is forgotten. */
async function keep(url, answer, asked = new Set()) {
  const key = keyOf(url);
  if (!isSaid(url) || answer.status >= 500) return;
  if (!isPublic(answer)) return forget(key);
  const texts = PORTAL.languages[languageOf(url)];
  const text = (await answer.text())
    .replace(WAYS_IN, () => `<span class="needs-connection">${texts.join}</span>`)
    .replace(FORMS, () => `<p class="needs-connection">${texts.form}</p>`);
  const headers = new Headers(answer.headers);
  headers.delete("Content-Encoding");
  headers.delete("Content-Length");
  headers.set("X-Kept-At", new Date(answer.headers.get("Date") ?? Date.now()).toISOString());
  headers.set("X-Kept-From", url.href);
  const cache = await caches.open(CACHE);
  await keepFiles(cache, text); // first: a page without them would take the place of one that is complete
  await put(cache, key, new Response(text, { headers }));
  await forget(key, CACHE);
  await limit(cache, MOST.pages, languageOf);
  const named = [...text.matchAll(NAMED)].flatMap(([, addresses]) => addresses.replaceAll("&amp;", "&").trim().split(/\s+/));
  await keepNamed(named, url, asked);
}

/* `asked` are those of before: pages may name each other. */
async function keepNamed(addresses, base = location, asked = new Set()) {
  for (const address of addresses.slice(0, MOST.named)) {
    const url = addressOf(address, base);
    if (!languageOf(url) || !isSaid(url) || asked.has(url.href)) continue;
    asked.add(url.href);
    const copy = await find(url);
    if (copy?.headers.get("X-Kept-From") === url.href && Math.abs(Date.now() - keptAt(copy)) < FRESH) continue;
    try {
      await keep(url, await fetch(url, { cache: "no-cache", redirect: "manual", headers: { Accept: "text/html" } }), asked);
    } catch {
      return; // no connection: the next visit tries again
    }
  }
}

const notice = (text) => `<div class="wrap"><div class="notice notice--warning" role="status" data-as-of><p>${text}</p></div></div>`;

async function withNotice(copy, text) {
  const page = (await copy.text()).replace(/<main\b[^>]*>/, (start) => start + notice(text));
  return new Response(page, { headers: copy.headers });
}

/* Says of when the copy is, and that it lacks what was chosen since: a filter, a day, a star. */
function fromMemory(copy, url) {
  const code = languageOf(url);
  const at = new Date(keptAt(copy));
  const hour = at.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
  const day = at.toLocaleDateString(code, { weekday: "short", day: "numeric", month: "short" });
  const time = (attribute, text) => `<time datetime="${at.toISOString()}" ${attribute}>${text}</time>`;
  const isToday = at.toDateString() === new Date().toDateString();
  const when = `${isToday ? "" : `${time('data-day="short"', day)} `}${time("data-hour", hour)}`;
  const { asOf, without } = PORTAL.languages[code];
  const text = copy.headers.get("X-Kept-From") === url.href ? asOf : `${asOf} ${without}`;
  return withNotice(copy, text.replace("{time}", `<strong>${when}</strong>`));
}

/* The page about what is kept, in the language of the address if it is there. */
async function withoutConnection(url) {
  const { none, page } = PORTAL.languages[languageOf(url)];
  const pages = [page, ...Object.values(PORTAL.languages).map((texts) => texts.page)];
  for (const path of pages) {
    const copy = await caches.match(new URL(path, location).href);
    if (copy) return withNotice(copy, none);
  }
  return new Response(notice(none), { status: 503, headers: { "Content-Type": "text/html; charset=utf-8" } });
}

/* The portal sends its root on to a language of the browser. */
function languageHome() {
  const codes = Object.keys(PORTAL.languages);
  const base = (code) => code.toLowerCase().split("-")[0];
  const wanted = navigator.languages.map((one) => codes.find((code) => base(code) === base(one))).find(Boolean);
  return Response.redirect(`/${wanted ?? codes[0]}/`);
}

/* History in a browser may show a page without asking whether it is still right, with its ways in: "no-cache" asks. */
async function page(event, url) {
  const copy = await find(url);
  const answer = fetch(new Request(event.request, { cache: "no-cache" }));
  event.waitUntil(answer.then((came) => keep(url, came.clone())).catch(() => {}));
  const late = () => new Promise((_resolve, reject) => setTimeout(reject, PATIENCE));
  try {
    const came = await (copy ? Promise.race([answer, late()]) : answer);
    if (came.status < 500 || !copy) return came;
  } catch {
    // no connection, or one that is too slow
  }
  return copy ? fromMemory(copy, url) : withoutConnection(url);
}

async function staticFile(request, url) {
  const file = await caches.match(request);
  if (file && HASHED.test(url.pathname)) return file;
  return fetch(request).catch((error) => file ?? Promise.reject(error));
}

/* Of public pages only, and none where the reader saves data: their texts stand in for them. */
async function picture(event) {
  const reader = await clients.get(event.clientId);
  const url = reader && new URL(reader.url);
  if (!url || !languageOf(url)) return fetch(event.request);
  const copy = await caches.match(event.request);
  if (navigator.connection?.saveData && event.request.destination === "image") return copy ?? new Response(null, { status: 204 });
  try {
    const answer = await fetch(event.request);
    const mayBeKept = answer.ok && /\bpublic\b/.test(answer.headers.get("Cache-Control") ?? "");
    if (mayBeKept) event.waitUntil(keepPicture(event.request, answer.clone(), url));
    return answer;
  } catch (error) {
    if (copy) return copy;
    throw error;
  }
}

async function keepPicture(request, answer, url) {
  if (!(await find(url))) return; // of a private page
  const cache = await caches.open(CACHE);
  await cache.put(request, answer);
  await limit(cache, MOST.pictures, isPicture);
}

/* Of the releases before, one stays: pages that are open, and those not read since, need its files. */
async function forgetReleases() {
  await caches.open(CACHE);
  const others = (await caches.keys()).filter((name) => name.startsWith("portal-") && name !== CACHE);
  await Promise.all(others.slice(0, -1).map((name) => caches.delete(name)));
}

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(Promise.all([forgetReleases(), clients.claim()])));
addEventListener("message", (event) => event.waitUntil(keepNamed(event.data.keep)));
addEventListener("fetch", (event) => {
  const { request } = event;
  const url = addressOf(request.url);
  if (request.method !== "GET" || url.origin !== location.origin || request.headers.has("Range")) return;
  if (request.mode === "navigate") {
    if (request.destination !== "document") return;
    if (languageOf(url)) event.respondWith(page(event, url));
    else if (url.pathname === "/") event.respondWith(fetch(request).catch(languageHome));
  } else if (url.pathname.startsWith(PORTAL.static)) {
    event.respondWith(staticFile(request, url));
  } else if (url.pathname.startsWith(PORTAL.media)) {
    event.respondWith(picture(event));
  }
});
