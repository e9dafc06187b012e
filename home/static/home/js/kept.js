/* What this browser keeps: the pages with their times, and a button that deletes all of it. */
"use strict";
addEventListener("DOMContentLoaded", async () => {
  const list = document.getElementById("kept");
  const button = document.getElementById("forget");
  const done = document.getElementById("forgotten");
  const unsent = [...document.querySelectorAll("[data-unsent]")];
  const show = (element) => element.removeAttribute("hidden");

  async function entry(request, cache) {
    const answer = await cache.match(request);
    const at = answer.headers.get("X-Kept-At");
    if (!at) return null;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (page.getElementById(list.id)) return null; // this page, in any language
    const link = document.createElement("a");
    link.href = answer.headers.get("X-Kept-From");
    link.textContent = page.querySelector("h1")?.textContent.trim() || page.title.trim();
    link.lang = page.documentElement.lang;
    const time = Object.assign(document.createElement("time"), { dateTime: at });
    time.textContent = new Date(at).toLocaleString(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });
    const item = document.createElement("li");
    item.append(link, " · ", time);
    return item;
  }

  try {
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      const entries = await Promise.all((await cache.keys()).map((request) => entry(request, cache)));
      list.append(...entries.filter(Boolean));
    }
    if (list.children.length) show(list.parentElement);
    const isKept = ({ dataset }) => Object.keys(localStorage).some((name) => name.startsWith(dataset.unsent));
    unsent.filter(isKept).forEach(show);
    show(button);
  } catch {
    // storage is refused, so there is nothing
  }

  button.addEventListener("click", async () => {
    const lost = unsent.filter((one) => !one.hidden).map((one) => one.textContent.trim());
    if (lost.length && !confirm(lost.join("\n\n"))) return;
    const workers = await navigator.serviceWorker.getRegistrations();
    await Promise.all(workers.map((worker) => worker.unregister()));
    await Promise.all((await caches.keys()).map((name) => caches.delete(name)));
    localStorage.clear();
    sessionStorage.clear();
    for (const one of [list.parentElement, ...unsent]) one.hidden = true;
    button.hidden = true;
    show(done);
    done.focus();
  });
});
