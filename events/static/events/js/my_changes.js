/* On "my programme": what changed since the reader looked, until it is marked as seen, and a button to print. Kept in this
   browser: the last change of each saved session that was seen. */
"use strict";
addEventListener("DOMContentLoaded", () => {
  const print = document.querySelector("[data-print]");
  if (print) {
    print.hidden = false;
    print.addEventListener("click", () => window.print());
  }

  const KEY = `seen:${location.pathname.replace(/^\/[^/]+/, "")}`; // the same in every language
  const saved = new URLSearchParams(location.search).getAll("s").join(".").split(".").filter(Boolean);
  const changes = [...document.querySelectorAll("[data-change]")];
  const latest = (id) => changes.filter((one) => one.dataset.change === id).map((one) => one.dataset.at).sort().at(-1) ?? "";

  try {
    const seen = JSON.parse(localStorage.getItem(KEY)) ?? {};
    const see = (ids) => {
      for (const id of ids) seen[id] = latest(id);
      localStorage.setItem(KEY, JSON.stringify(seen));
    };
    see(saved.filter((id) => !Object.hasOwn(seen, id))); // as it is when it is saved
    const fresh = changes.filter((one) => one.dataset.at > seen[one.dataset.change]);
    for (const one of fresh) one.hidden = false;
    const box = document.querySelector("[data-changes]");
    if (!fresh.length) return;
    box.hidden = false;
    box.querySelector("button").addEventListener("click", () => {
      see(saved);
      box.hidden = true;
    });
  } catch {
    // no storage: nobody knows when the reader looked
  }
});
