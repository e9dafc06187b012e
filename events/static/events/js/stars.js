/* Stars: saved sessions, stored in this browser only. Every [data-star] gets a button; links to "my programme"
   have the saved sessions in their address. Translated texts are data- attributes of the script's tag. */
"use strict";
(() => {
  const { star, mine, count } = document.currentScript.dataset;
  const KEY = `programme:${mine.replace(/^\/[^/]+/, "")}`; // the same in every language

  function read() {
    try {
      const kept = JSON.parse(localStorage.getItem(KEY));
      return new Set(Array.isArray(kept) ? kept.filter((id) => /^\d+$/.test(id)) : []);
    } catch {
      return new Set();
    }
  }

  function write(ids) {
    try {
      localStorage.setItem(KEY, JSON.stringify([...ids]));
    } catch {
      // no storage: they are still in the address of "my programme"
    }
  }

  const address = (ids) => (ids.size ? `${mine}?s=${[...ids].join(".")}` : mine);

  function showCount(ids) {
    for (const link of document.querySelectorAll("a[data-mine]")) {
      link.href = address(ids);
      link.textContent = count.replace("{count}", ids.size);
    }
    if (ids.size) document.dispatchEvent(new CustomEvent("portal:keep", { detail: address(ids) }));
  }

  /* On "my programme" itself: the address and the calendar link are updated; the list stays until the next visit. */
  function showMine(ids) {
    history.replaceState(null, "", address(ids));
    for (const link of document.querySelectorAll("a[data-calendar]")) {
      link.search = new URL(address(ids), location).search;
      link.hidden = !ids.size;
    }
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
      write(now);
      for (const same of document.querySelectorAll(`[data-star="${id}"] .star`)) same.setAttribute("aria-pressed", now.has(id));
      showCount(now);
      if (document.querySelector("[data-my-programme]")) showMine(now);
      document.dispatchEvent(new CustomEvent("portal:starred"));
    });
    (place.querySelector("[data-actions]") ?? place).append(button);
  }

  document.addEventListener("portal:stars", () => { // another script has written them
    const ids = read();
    for (const button of document.querySelectorAll(".star")) {
      button.setAttribute("aria-pressed", ids.has(button.closest("[data-star]").dataset.star));
    }
    showCount(ids);
  });

  document.addEventListener("portal:fresh", (event) => {
    const ids = read();
    event.target.querySelectorAll("[data-star]").forEach((place) => addButton(place, ids));
  });

  addEventListener("DOMContentLoaded", () => {
    const ids = read();
    const here = new URLSearchParams(location.search).getAll("s").join(".").split(".").filter((id) => /^\d+$/.test(id));
    if (document.querySelector("[data-my-programme]")) {
      if (!here.length && ids.size) {
        location.replace(address(ids));
        return;
      }
      if (here.length && !ids.size) {
        here.forEach((id) => ids.add(id)); // from the address, saved in another browser
        write(ids);
      }
    }
    document.querySelectorAll("body [data-star]").forEach((place) => addButton(place, ids));
    showCount(ids);
  });
})();
