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

  /* A page that the browser froze with its ways in, and one from memory once there is a connection. */
  addEventListener("pageshow", (event) => event.persisted && document.querySelector("[data-way-in]") && location.reload());
  const SETTLED = 2000; // milliseconds: a connection comes and goes before it stays
  addEventListener("online", () => setTimeout(comeBack, SETTLED));

  async function comeBack() {
    if (!navigator.onLine || !document.querySelector("[data-as-of]")) return;
    const answer = await fetch(location.href, { cache: "no-cache" }).catch(() => null);
    if (answer?.ok) location.reload();
  }
})();
