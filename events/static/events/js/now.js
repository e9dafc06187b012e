/* Keeps "now and next" right to the minute: when data-until has come, the server is asked for this part again. A page
   from a cache may be older than that: then at once. */
"use strict";
(() => {
  const RETRY = 20000;
  const FAR = 2 ** 31 - 1;

  function wait(part) {
    const left = Date.parse(part.dataset.until) - Date.now();
    if (Number.isNaN(left)) return;
    // Up to two seconds apart, so that not everybody asks in the same instant.
    setTimeout(() => refresh(part), Math.min(Math.max(left, 0) + Math.random() * 2000, FAR));
  }

  async function refresh(part) {
    if (Date.parse(part.dataset.until) > Date.now()) return wait(part);
    try {
      const response = await fetch(part.dataset.from, { headers: { Accept: "text/html" } });
      if (!response.ok) throw new Error(response.status);
      const fresh = new DOMParser().parseFromString(await response.text(), "text/html").querySelector(".now");
      part.replaceChildren(...fresh.childNodes);
      if (fresh.dataset.until) {
        part.dataset.until = fresh.dataset.until;
        wait(part);
      }
    } catch {
      setTimeout(() => refresh(part), RETRY);
    }
  }

  addEventListener("DOMContentLoaded", () => document.querySelectorAll(".now[data-until]").forEach(wait));
})();
