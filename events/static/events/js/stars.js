/* Stars: saved sessions, stored in this browser only. Every [data-star] gets a button; links to "my programme"
   have the saved sessions in their address. Such an address with a list that is not the reader's shows what somebody shared.
   Where the browser refuses storage, the page (#s=1.2) and the links that leave it have them too. Translated texts are
   data- attributes of the script's tag and of [data-my-programme], which is on "my programme" only. */
"use strict";
(() => {
  const { star, mine, count, refused } = document.currentScript.dataset;
  const KEY = `programme:${mine.replace(/^\/[^/]+/, "")}`; // the same in every language

  const numbers = (text) => text.split(".").filter((id) => /^\d+$/.test(id));
  const inAddress = () => numbers(new URLSearchParams(location.search).getAll("s").join("."));
  const inFragment = () => numbers(new URLSearchParams(location.hash.slice(1)).get("s") ?? "");
  const myProgramme = () => document.querySelector("[data-my-programme]:not([data-is-shared])");
  let unsaved = null; // the saved sessions where storage is refused

  function read() {
    if (unsaved) return new Set(unsaved);
    const carried = inFragment();
    try {
      if (carried.length) { // of a page that could not save them, or a link that somebody shared
        localStorage.setItem(`${KEY}:test`, JSON.stringify(carried));
        localStorage.removeItem(`${KEY}:test`);
      }
      const kept = JSON.parse(localStorage.getItem(KEY));
      return new Set(Array.isArray(kept) ? kept.filter((id) => /^\d+$/.test(id)) : []);
    } catch {
      unsaved = new Set([...carried, ...(myProgramme() ? inAddress() : [])]);
      return new Set(unsaved);
    }
  }

  function write(ids) {
    try {
      localStorage.setItem(KEY, JSON.stringify([...ids]));
    } catch {
      unsaved = ids;
      if (!myProgramme()) location.replace(`#s=${[...ids].join(".")}`);
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

  /* "My programme" with these sessions and the filters of the address. */
  function addressHere(ids) {
    const url = new URL(location);
    url.searchParams.delete("s");
    return `${address(ids)}${url.search.replace("?", ids.size ? "&" : "?")}`;
  }

  /* The lists that this tab has shown as the reader's own: pages from before a change lead to them. */
  const LISTS = `${KEY}:shown`;
  const inOrder = (ids) => [...new Set(ids)].sort().join(".");
  const lists = () => JSON.parse(sessionStorage.getItem(LISTS)) ?? [];

  function remember(ids) {
    if (!unsaved) sessionStorage.setItem(LISTS, JSON.stringify([...new Set([...lists(), inOrder(ids)])]));
  }

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
    remember(ids);
    history.replaceState(null, "", addressHere(ids));
    for (const link of document.querySelectorAll("a[data-calendar]")) {
      link.search = new URL(address(ids), location).search;
      link.hidden = !ids.size;
    }
  }

  function change(ids) {
    write(ids);
    showCount(ids);
    keep(ids);
    if (myProgramme()) showMine(ids);
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

  const again = () => document.dispatchEvent(new CustomEvent("portal:stars"));
  addEventListener("storage", ({ key }) => key === KEY && again());
  addEventListener("pageshow", ({ persisted }) => persisted && again());

  /* On "my programme" with the list of somebody else, which can be added to one's own. */
  function showShared(place, shown, ids) {
    const title = place.querySelector("h1").textContent.trim();
    const rename = () => {
      document.title = document.title.replace(title, place.dataset.sharedTitle);
    };
    place.dataset.isShared = "";
    rename();
    document.addEventListener("portal:fresh", rename);
    for (const one of document.querySelectorAll("h1, .breadcrumbs [aria-current] bdi")) one.textContent = place.dataset.sharedTitle;
    place.querySelector(".lead").textContent = place.dataset.shared;
    for (const own of document.querySelectorAll(".session-choices, [data-my-calendar]")) own.remove();
    const part = document.querySelector("[data-shared-actions]");
    part.hidden = false;
    const add = part.querySelector("button");
    add.hidden = shown.every((id) => ids.has(id));
    add.addEventListener("click", () => {
      const all = new Set([...read(), ...shown]);
      change(all);
      location.assign(address(all));
    });
  }

  /* Whether this page stays: without sessions, and with a list from before a change, "my programme" opens with the one of now. */
  function open(place, ids) {
    const here = inAddress();
    const shown = numbers(place.dataset.myProgramme); // those that there are
    const lead = place.querySelector(".lead");
    if (unsaved) {
      lead.textContent = refused;
    } else if (inOrder(here) === inOrder(ids)) {
      lead.textContent = place.dataset.own;
      remember(ids);
    } else if (!shown.length || lists().includes(inOrder(here))) {
      location.replace(addressHere(ids) + location.hash); // which may have the key of another device
      return false;
    } else {
      showShared(place, shown, ids);
    }
    return true;
  }

  /* At once, so that the first paint has the stars; offline.js listens later. */
  function start() {
    const ids = read();
    const place = myProgramme();
    if (place && !open(place, ids)) return;
    document.querySelectorAll("body [data-star]").forEach((one) => addButton(one, ids));
    document.querySelector(".session-choices form")?.addEventListener("submit", ({ target }) => {
      change(new Set(new FormData(target).getAll("s")));
    });
    showCount(ids);
    addEventListener("DOMContentLoaded", () => keep(read()));
  }
  start();
})();
