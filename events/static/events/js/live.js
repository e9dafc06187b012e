/* While something of the edition is live (data-windows), looks every half minute whether there are notices. The answer
   is kept by the server and mostly a 304. If a session has become late, what shows times is fetched again. */
"use strict";
(() => {
  const EVERY = 30000;
  const place = document.querySelector("[data-notices]");
  if (!place) return;

  function isLive() {
    const now = Date.now();
    return place.dataset.windows.split(" ").some((window) => {
      const [begins, ends] = window.split("/").map(Date.parse);
      return begins <= now && now < ends;
    });
  }

  async function ask() {
    if (document.hidden || !isLive()) return;
    try {
      const response = await fetch(place.dataset.from, { cache: "no-cache", headers: { Accept: "text/html" } });
      if (!response.ok) return;
      const fresh = new DOMParser().parseFromString(await response.text(), "text/html").querySelector("[data-notices]");
      if (!fresh) return;
      if (fresh.innerHTML !== place.innerHTML) place.replaceChildren(...fresh.childNodes);
      const isStale = fresh.dataset.notices !== place.dataset.notices;
      Object.assign(place.dataset, { notices: fresh.dataset.notices, windows: fresh.dataset.windows });
      if (isStale) document.dispatchEvent(new Event("portal:stale"));
    } catch {
      // no connection: the next time
    }
  }

  setInterval(ask, EVERY + Math.random() * 5000);
  document.addEventListener("visibilitychange", ask);
})();
