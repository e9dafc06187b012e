/* Stars: saved sessions, stored in this browser only. Every [data-star] gets a button; links to "my programme"
   have the saved sessions in their address. Where the browser refuses storage, so have the page (#s=1.2) and the links
   that leave it. Translated texts are data- attributes of the script's tag. */
"use strict";
(() => {
  const { star, mine, count, refused } = document.currentScript.dataset;
  const KEY = `programme:${mine.replace(/^\/[^/]+/, "")}`; // the same in every language

  const numbers = (text) => text.split(".").filter((id) => /^\d+$/.test(id));
  const inAddress = () => numbers(new URLSearchParams(location.search).getAll("s").join("."));
  const inFragment = () => numbers(new URLSearchParams(location.hash.slice(1)).get("s") ?? "");
  let unsaved = null; // the saved sessions where storage is refused

  function read() {
    if (unsaved) return new Set(unsaved);
    try {
      const kept = JSON.parse(localStorage.getItem(KEY));
      return new Set(Array.isArray(kept) ? kept.filter((id) => /^\d+$/.test(id)) : []);
    } catch {
      unsaved = new Set([...inFragment(), ...(document.querySelector("[data-my-programme]") ? inAddress() : [])]);
      return new Set(unsaved);
    }
  }

  function write(ids) {
    try {
      localStorage.setItem(KEY, JSON.stringify([...ids]));
    } catch {
      unsaved = ids;
      if (!document.querySelector("[data-my-programme]")) location.replace(`#s=${[...ids].join(".")}`);
    }
  }

  /* Without storage: says so, where it is heard and seen, until the next page. */
  function say(text) {
    const note = document.querySelector(".said") ?? document.createElement("p");
    note.className = "said notice notice--info";
    note.setAttribute("role", "status");
    if (!note.isConnected) document.body.append(note);
    setTimeout(() => note.replaceChildren(text), 100);
  }

  document.addEventListener("click", ({ target }) => {
    const link = target.closest("a[href]");
    if (unsaved?.size && link?.origin === location.origin && !link.hash) link.hash = `s=${[...unsaved].join(".")}`;
  }, { capture: true });

  const address = (ids) => (ids.size ? `${mine}?s=${[...ids].join(".")}` : mine);

  function showCount(ids) {
    for (const link of document.querySelectorAll("a[data-mine]")) {
      link.href = address(ids);
      link.textContent = count.replace("{count}", ids.size);
    }
  }

  function keep(ids) {
    if (ids.size) document.dispatchEvent(new CustomEvent("portal:keep", { detail: address(ids) }));
  }

  /* On "my programme" itself: the address and the calendar link are updated; the list stays until the next visit. */
  function showMine(ids) {
    const url = new URL(location);
    url.searchParams.delete("s");
    history.replaceState(null, "", `${address(ids)}${url.search.replace("?", ids.size ? "&" : "?")}`);
    for (const link of document.querySelectorAll("a[data-calendar]")) {
      link.search = new URL(address(ids), location).search;
      link.hidden = !ids.size;
    }
  }

  function change(ids) {
    write(ids);
    showCount(ids);
    keep(ids);
    if (document.querySelector("[data-my-programme]")) showMine(ids);
    if (unsaved) say(refused);
    document.dispatchEvent(new CustomEvent("portal:starred"));
  }

  function addButton(place, ids) {
    const id = place.dataset.star;
    const title = place.dataset.title ?? place.querySelector("h1, .session__title, a")?.textContent.trim() ?? "";
    const button = document.createElement("button");
    button.type = "button";
    button.className = "star";
    button.setAttribute("aria-label", star.replace("{title}", title));
    button.setAttribute("aria-pressed", ids.has(id));
    button.addEventListener("click", () => {
      const now = read();
      if (!now.delete(id)) now.add(id);
      for (const same of document.querySelectorAll(`[data-star="${id}"] .star`)) same.setAttribute("aria-pressed", now.has(id));
      change(now);
    });
    (place.querySelector("[data-actions]") ?? place).append(button);
  }

  document.addEventListener("portal:stars", () => { // another script has written them
    const ids = read();
    for (const button of document.querySelectorAll(".star")) {
      button.setAttribute("aria-pressed", ids.has(button.closest("[data-star]").dataset.star));
    }
    showCount(ids);
    keep(ids);
  });

  document.addEventListener("portal:fresh", (event) => {
    const ids = read();
    event.target.querySelectorAll("[data-star]").forEach((place) => addButton(place, ids));
  });

  /* At once, so that the first paint has the stars; offline.js listens later. */
  function start() {
    const ids = read();
    const here = inAddress();
    if (document.querySelector("[data-my-programme]")) {
      if (!here.length && ids.size) {
        location.replace(address(ids) + location.hash); // which may have the key of another device
        return;
      }
      if (here.length && !ids.size) {
        here.forEach((id) => ids.add(id)); // from the address, saved in another browser
        write(ids);
      }
    }
    if (unsaved) document.querySelector("[data-my-programme] .lead")?.replaceChildren(refused);
    document.querySelectorAll("body [data-star]").forEach((place) => addButton(place, ids));
    document.querySelector(".session-choices form")?.addEventListener("submit", ({ target }) => {
      change(new Set(new FormData(target).getAll("s")));
    });
    showCount(ids);
    addEventListener("DOMContentLoaded", () => keep(read()));
  }
  start();
})();
