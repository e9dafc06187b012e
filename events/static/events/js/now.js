/* Updates what depends on the time: at data-until of a part, it is fetched again from data-from, at once if the page
   came from a cache and that time is past. */
"use strict";
(() => {
  const RETRY = 20000;
  const FAR = 2 ** 31 - 1;

  const DELAY = Math.random() * 2000; // not all browsers fetch at the same moment
  const timers = new WeakMap();
  const asked = new Map();
  const parts = (place) => place.querySelectorAll("[data-live][data-until]");

  function refreshLater(part, delay) {
    clearTimeout(timers.get(part));
    timers.set(part, setTimeout(() => refresh(part), Math.min(delay, FAR)));
  }

  function wait(part) {
    const left = Date.parse(part.dataset.until) - Date.now();
    if (!Number.isNaN(left)) refreshLater(part, Math.max(left, 0) + DELAY);
  }

  async function fetchPage(address) {
    const response = await fetch(address, { headers: { Accept: "text/html" } });
    if (!response.ok) throw new Error(response.status);
    return new DOMParser().parseFromString(await response.text(), "text/html");
  }

  /* Parts that are due together share one answer. */
  function ask(address) {
    if (!asked.has(address)) asked.set(address, fetchPage(address).finally(() => asked.delete(address)));
    return asked.get(address);
  }

  async function refresh(part, isStale = false) {
    if (!part.isConnected) return;
    if (!isStale && Date.parse(part.dataset.until) > Date.now()) return wait(part);
    try {
      const answer = await ask(part.dataset.from);
      if (!part.isConnected) return;
      const fresh = answer.querySelector(`[data-live="${part.dataset.live}"]`) ?? (part.id && answer.getElementById(part.id));
      if (!fresh && part.id) return; // a start that has moved stays until the programme is fetched again
      part.replaceChildren(...(fresh ? document.importNode(fresh, true).childNodes : []));
      part.dispatchEvent(new CustomEvent("portal:fresh", { bubbles: true }));
      if (!fresh?.dataset.until) return;
      if (Date.parse(fresh.dataset.until) <= Date.now()) throw new Error("an old answer");
      part.dataset.until = fresh.dataset.until;
      wait(part);
    } catch {
      refreshLater(part, RETRY);
    }
  }

  /* The line of the present stands before the first start that is ahead. */
  function moveLine() {
    const line = document.querySelector("[data-now-line]");
    if (!line) return;
    const ahead = [...line.closest("#programme").querySelectorAll(".start-time")].find(
      (row) => Date.parse(row.querySelector("time").dateTime) > Date.now(),
    );
    if (!ahead) return line.remove();
    if (line.nextElementSibling !== ahead) ahead.before(line);
  }

  setInterval(moveLine, 20000);
  document.addEventListener("portal:stale", () => {
    for (const part of parts(document)) if (!part.closest("#programme")) refresh(part, true); // programme.js: all of it
  });
  document.addEventListener("portal:fresh", (event) => parts(event.target).forEach(wait));
  addEventListener("DOMContentLoaded", moveLine);
  addEventListener("DOMContentLoaded", () => parts(document).forEach(wait));
})();
