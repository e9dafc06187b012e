/* A private calendar address, and the same saved sessions on several devices. The key is made and kept in this browser;
   what changed since the portal last answered is sent there, and its answer is what is saved now. */
"use strict";
(() => {
  const addresses = document.currentScript.dataset;
  const edition = addresses.mine.replace(/^\/[^/]+/, "");
  const KEY = "my-programme-key";
  const STARS = `programme:${edition}`; // as in stars.js
  const ANSWERED = `my-programme-answered:${edition}`;
  const OFFER = "my-programme-offer";
  const NEWS = "my-programme-news";
  const PATIENCE = 30000; // milliseconds: a line that is cut says nothing
  const AGAIN = 30000; // milliseconds until the next attempt
  let isRunning = false;
  let isWaiting = false;
  let next;

  function offered() {
    const [, key] = location.hash.match(/^#key=([\w-]{32})$/) ?? [];
    if (!key) return;
    history.replaceState(null, "", location.pathname + location.search);
    sessionStorage.setItem(OFFER, key); // stars.js may go on to another address
  }

  function storage() {
    try {
      offered();
      localStorage.setItem("my-programme-test", "");
      localStorage.removeItem("my-programme-test");
      return true;
    } catch {
      return false;
    }
  }

  function ids(name) {
    try {
      return new Set(JSON.parse(localStorage.getItem(name)) ?? []);
    } catch {
      return new Set();
    }
  }

  const keep = (name, values) => localStorage.setItem(name, JSON.stringify([...values]));
  const without = (all, others) => [...all].filter((id) => !others.has(id));

  function newKey() {
    const bytes = crypto.getRandomValues(new Uint8Array(24));
    return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_");
  }

  const post = (address, fields) =>
    fetch(address, {
      method: "POST",
      body: new URLSearchParams(fields),
      credentials: "omit",
      keepalive: true,
      signal: AbortSignal.timeout(PATIENCE),
    });

  /* Tabs take turns: an answer of before another tab's would bring back what a further device removed. */
  const inTurn = (task) => (navigator.locks ? navigator.locks.request(KEY, task) : task());

  function forget(key) {
    if (localStorage.getItem(KEY) !== key) return; // another one took its place meanwhile
    localStorage.removeItem(KEY);
    for (const name of Object.keys(localStorage)) if (name.startsWith("my-programme-answered:")) localStorage.removeItem(name);
  }

  /* Sends what changed here, and takes over what changed elsewhere. Once the portal has answered, the key is this browser's own;
     null for a key that was deleted. */
  const exchange = (...details) => inTurn(() => exchangeAlone(...details));

  async function exchangeAlone(address, key, fields = {}) {
    const own = localStorage.getItem(KEY);
    const before = ids(STARS);
    const known = key === own ? ids(ANSWERED) : new Set();
    const added = without(before, known).join(".");
    const removed = without(known, before).join(".");
    const panel = document.querySelector("[data-my-calendar]");
    const answer = await post(address, { key, added, removed, ...(panel ? { shown: "1" } : {}), ...fields });
    if (answer.status === 410) return null;
    if (!answer.ok) throw new Error(answer.status);
    const { sessions, address: markup } = await answer.json();
    const now = ids(STARS);
    if (localStorage.getItem(KEY) !== own) return { merged: now, isDone: false }; // another key was accepted or deleted meanwhile
    if (key !== own) {
      forget(own);
      localStorage.setItem(KEY, key);
    }
    const merged = new Set([...without(new Set(sessions), new Set(without(before, now))), ...without(now, before)]);
    keep(STARS, merged);
    keep(ANSWERED, sessions); // last: what only this list has counts as removed here
    document.dispatchEvent(new CustomEvent("portal:stars"));
    if (panel && markup) panel.querySelector("[data-address]").innerHTML = markup;
    return { merged, isDone: !without(now, before).length && !without(before, now).length };
  }

  /* On "my programme" the list is the address, so that what came from elsewhere needs another one. Whether it goes there. */
  function showList(merged) {
    if (!document.querySelector("[data-my-programme]:not([data-is-shared])")) return false;
    const shown = new Set(new URLSearchParams(location.search).getAll("s").join(".").split(".").filter(Boolean));
    if (!without(shown, merged).length && !without(merged, shown).length) return false;
    location.replace(merged.size ? `${addresses.mine}?s=${[...merged].join(".")}` : addresses.mine);
    return true;
  }

  async function save() {
    const key = localStorage.getItem(KEY);
    if (!key) return;
    if (isRunning) {
      isWaiting = true;
      return;
    }
    isRunning = true;
    try {
      const found = await exchange(addresses.save, key);
      if (found) {
        if (!showList(found.merged)) sayNews();
        isWaiting ||= !found.isDone;
      } else {
        forget(key);
        say("deleted");
      }
      show();
    } catch {
      say("failed");
      clearTimeout(next);
      next = setTimeout(() => document.hidden || save(), AGAIN);
    }
    isRunning = false;
    if (isWaiting) {
      isWaiting = false;
      save();
    }
  }

  function say(what) {
    const panel = document.querySelector("[data-my-calendar]");
    if (panel) panel.querySelector("[data-status]").textContent = panel.dataset[what] ?? "";
  }

  /* What accept() has to say, on the page that shows the list of both devices. */
  function sayNews() {
    say(sessionStorage.getItem(NEWS));
    sessionStorage.removeItem(NEWS);
  }

  function show() {
    const panel = document.querySelector("[data-my-calendar]");
    if (!panel) return;
    const part = sessionStorage.getItem(OFFER) ? "offer" : localStorage.getItem(KEY) ? "address" : "start";
    for (const one of panel.querySelectorAll("[data-part]")) one.hidden = one.dataset.part !== part;
    panel.hidden = false;
    if (part === "offer") panel.focus(); // the question is far below
  }

  async function start(form) {
    const { proof } = Object.fromEntries(new FormData(form));
    try {
      if (!(await exchange(form.action, newKey(), { proof }))) throw new Error();
      say("started");
    } catch {
      say("failed");
    }
    show();
  }

  async function accept() {
    try {
      const found = await exchange(addresses.save, sessionStorage.getItem(OFFER));
      sessionStorage.removeItem(OFFER);
      show();
      say(found ? "" : "gone");
      if (found) {
        sessionStorage.setItem(NEWS, "joined");
        await save();
      }
    } catch {
      say("failed");
    }
  }

  async function remove() {
    const key = localStorage.getItem(KEY);
    try {
      const answer = await post(addresses.delete, { key });
      if (!answer.ok) throw new Error(answer.status);
      forget(key);
      say("deleted");
    } catch {
      say("failed");
    }
    show();
  }

  if (!storage()) return;
  addEventListener("DOMContentLoaded", () => {
    const panel = document.querySelector("[data-my-calendar]");
    panel?.querySelector("form")?.addEventListener("submit", (event) => {
      if (event.defaultPrevented) return; // public_forms.js sends it again; a page from memory has no form
      event.preventDefault();
      start(event.target);
    });
    panel?.querySelector("[data-accept]").addEventListener("click", accept);
    panel?.querySelector("[data-decline]").addEventListener("click", () => {
      sessionStorage.removeItem(OFFER);
      show();
    });
    panel?.querySelector("[data-delete]").addEventListener("click", remove);
    show();
    save();
  });
  addEventListener("online", save);
  document.addEventListener("portal:starred", save);
  document.addEventListener("visibilitychange", () => document.hidden || save());
})();
