/* Keeps the rooms fresh: every half minute, unless somebody is about to press something there. */
"use strict";
(() => {
  const EVERY = 30000;

  async function refresh() {
    const place = document.querySelector("[data-day-rooms]");
    if (document.hidden || place.contains(document.activeElement)) return;
    try {
      const response = await fetch(location.href, { headers: { Accept: "text/html" } });
      const answer = new DOMParser().parseFromString(await response.text(), "text/html").querySelector("[data-day-rooms]");
      if (response.ok && answer && !place.contains(document.activeElement)) place.replaceChildren(...answer.childNodes);
    } catch {
      // no connection: the next time
    }
  }

  setInterval(refresh, EVERY);
})();
