/* Registers the service worker once the page is loaded, and tells it what to keep: the page, and what it names with
   data-keep. Does nothing where the browser refuses storage. */
"use strict";
(() => {
  const { dataset } = document.currentScript;
  const named = new Set([dataset.page, ...("keep" in dataset ? [location.pathname + location.search] : [])]);
  let registration;

  function keepsNothing() {
    try {
      localStorage.setItem("offline", "");
      localStorage.removeItem("offline");
      return !navigator.serviceWorker;
    } catch {
      return true;
    }
  }

  document.addEventListener("portal:keep", ({ detail }) => {
    named.add(detail);
    registration?.active.postMessage({ keep: [detail] });
  });

  addEventListener("load", async () => {
    if (keepsNothing()) return;
    for (const one of document.querySelectorAll("a[data-keep]")) named.add(one.href);
    try {
      await navigator.serviceWorker.register(dataset.worker);
      registration = await navigator.serviceWorker.ready;
      registration.active.postMessage({ keep: [...named] });
    } catch {
      // refused: the portal works without
    }
  });

  /* A page that the browser froze with its ways in. */
  addEventListener("pageshow", ({ persisted }) => persisted && (document.querySelector("[data-way-in]") ? location.reload() : look()));

  /* A page from memory, and one that comes into view again after some time, is loaded again once the portal answers;
     until then it says of when it is. Nobody asks for pages that nobody sees. The answer to a form has no data-old: to load
     it again is to send the form again. */
  const SETTLED = 2000; // milliseconds: a connection comes and goes before it stays
  const AGAIN = 30000; // milliseconds from one attempt to the next
  const OLD = 5 * 60000; // milliseconds
  const PATIENCE = 8000; // milliseconds, as in worker.js: with a slower line it would be from memory again
  const cameAt = new Date();
  const isFromMemory = () => Boolean(document.querySelector("[data-as-of]"));
  let next;

  function lookIn(delay) {
    clearTimeout(next);
    next = setTimeout(look, delay);
  }

  /* Loading it again would take what somebody is writing, choosing or watching. */
  function isInUse() {
    const fields = document.querySelectorAll("form:not([popover]) :is(textarea, input:not([type=hidden], [type=checkbox], [type=radio]))");
    const isTyped = ({ value, defaultValue, form }) => value !== defaultValue || (form.method === "post" && value);
    return [...fields].some(isTyped) || document.querySelector(":popover-open, iframe, video");
  }

  async function look() {
    if (document.hidden || !dataset.old || !(isFromMemory() || Math.abs(Date.now() - cameAt) > OLD)) return;
    try {
      const answer = await fetch(location.href, { cache: "no-cache", signal: AbortSignal.timeout(PATIENCE) });
      if (answer.status < 500) return isInUse() || location.reload();
    } catch {
      // no connection
    }
    if (!isFromMemory()) sayOfWhen();
    lookIn(AGAIN);
  }

  function sayOfWhen() {
    const isToday = cameAt.toDateString() === new Date().toDateString();
    const day = isToday ? {} : { weekday: "short", day: "numeric", month: "short" };
    const format = { ...day, hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: reader.zone };
    const time = Object.assign(document.createElement("strong"), { textContent: cameAt.toLocaleString(document.documentElement.lang, format) });
    const note = Object.assign(document.createElement("p"), { className: "said notice notice--warning" });
    const [before, after] = dataset.old.split("{time}");
    note.setAttribute("role", "status");
    note.dataset.asOf = "";
    note.append(before, time, after);
    document.body.append(note);
  }

  addEventListener("online", () => lookIn(SETTLED));
  addEventListener("load", () => isFromMemory() && lookIn(AGAIN));
  document.addEventListener("visibilitychange", look);
})();
