/* Adds rows to ways in, and offers countries by name. Without it there is one free row each time. */
"use strict";
(() => {
  const language = document.documentElement.lang || "en";

  function add(place) {
    const rows = place.querySelectorAll("[data-way-row]");
    const last = rows[rows.length - 1];
    const row = last.cloneNode(true);
    for (const control of row.querySelectorAll("[data-way]")) {
      for (const name of ["name", "id"]) control[name] = control[name].replace(/-(\d+)-(?=\w+$)/, (_all, number) => `-${Number(number) + 1}-`);
      if (control.type === "checkbox") control.checked = false;
      else control.value = "";
    }
    row.setAttribute("aria-label", row.getAttribute("aria-label").replace(/\d+$/, rows.length + 1));
    last.after(row);
    row.querySelector("select").focus();
  }

  /* The names of all countries, once a page. */
  function countries() {
    const names = new Intl.DisplayNames([language], { type: "region", fallback: "none" });
    const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
    const found = letters.flatMap((one) => letters.map((other) => names.of(one + other))).filter(Boolean);
    const list = Object.assign(document.createElement("datalist"), { id: "way-countries" });
    list.append(...[...new Set(found)].sort(new Intl.Collator(language).compare).map((name) => new Option(name)));
    document.body.append(list);
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-add-way]");
    if (button) add(button.closest("[data-way-rows]"));
  });
  document.addEventListener("focusin", ({ target }) => {
    if (!target.matches('[data-way="country"]')) return;
    if (!document.getElementById("way-countries")) countries();
    target.setAttribute("list", "way-countries");
  });
})();
