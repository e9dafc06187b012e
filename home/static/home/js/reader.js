/* The reader's place and languages, kept in this browser. `reader` has the zone, the languages and the form in the
   header; "portal:reader" says that they have changed. Without this script the form is a plain GET. */
"use strict";
const reader = (() => {
  const { places, unknown } = document.currentScript.dataset;
  const page = document.documentElement.lang;
  const KEY = "reader";
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";

  function read(key) {
    try {
      return JSON.parse(localStorage.getItem(key)) ?? {};
    } catch {
      return {};
    }
  }

  function write(key, value) {
    try {
      localStorage.setItem(key, JSON.stringify(value));
    } catch {
      // no storage: it holds for this page
    }
  }

  function isZone(zone) {
    try {
      return Boolean(zone && Intl.DateTimeFormat("en", { timeZone: zone }));
    } catch {
      return false;
    }
  }

  const saved = read(KEY);
  const asked = new URLSearchParams(location.search).get("place");
  const zone = [asked, saved.place, own].find(isZone) ?? "UTC";
  const follow = Array.isArray(saved.follow) && saved.follow.length ? saved.follow.map(String) : [page];
  const state = { zone, follow, chosen: Boolean(saved.follow), city: "" };

  /* As the form in the header writes it: browsers have no names for sign languages. */
  const nativeName = (code) => {
    const label = document.querySelector(`#reader input[name="follow"][value="${CSS.escape(code)}"] + span`);
    if (label) return label.textContent;
    const name = new Intl.DisplayNames([code], { type: "language" }).of(code);
    return name[0].toLocaleUpperCase(code) + name.slice(1);
  };

  /* City and country by zone in the page's language: all when the form opens, the reader's own alone, which is kept. */
  const placeNames = (query = "") => fetch(places + query).then((answer) => answer.json());

  /* Browsers may call a zone by an older name: Asia/Calcutta. */
  const current = (timeZone) => Intl.DateTimeFormat("en", { timeZone }).resolvedOptions().timeZone;
  const nameIn = (named, wanted) => named.find(([, one]) => one === wanted || current(one) === current(wanted))?.[0];
  let offered = []; // city and zone, of the form in the header
  const cities = read(`cities-${page}`);

  function findCity() {
    const { zone: wanted } = state;
    let name = wanted === "UTC" ? "UTC" : (nameIn(offered, wanted) ?? cities[wanted]);
    if (!name) {
      name = wanted.split("/").at(-1).replaceAll("_", " ");
      placeNames(`?place=${encodeURIComponent(wanted)}`).then((own) => {
        cities[wanted] = nameIn(Object.entries(own), wanted) ?? name;
        write(`cities-${page}`, { [wanted]: cities[wanted] });
        findCity();
      }).catch(() => {});
    }
    state.city = name.split(", ")[0];
    document.dispatchEvent(new Event("portal:reader"));
  }

  function fillForm(form) {
    const select = form.elements.place;
    const input = Object.assign(document.createElement("input"), { type: "search", autocomplete: "off" });
    const list = Object.assign(document.createElement("datalist"), { id: "reader-places" });
    input.id = select.id;
    input.setAttribute("list", list.id);
    document.addEventListener("portal:reader", () => {
      input.value = state.city;
    });
    const names = new Map(offered);
    select.replaceWith(input, list);
    const fill = () => list.replaceChildren(...[...names.keys()].map((name) => new Option(name, name)));
    fill();
    input.addEventListener("focus", () => input.select());
    form.addEventListener("toggle", () => placeNames().then((all) => {
      for (const [name, one] of Object.entries(all)) names.set(name, one);
      fill();
    }).catch(() => {}), { once: true });
    for (const box of form.querySelectorAll("[name=follow]")) box.checked = state.follow.includes(box.value);

    const find = (text) => {
      const words = text.trim().toLocaleLowerCase(page);
      if (!words || words === state.city.toLocaleLowerCase(page)) return state.zone;
      const starts = [...names.keys()].filter((name) => name.toLocaleLowerCase(page).startsWith(words));
      return names.get(starts[0]) ?? (isZone(text.trim()) ? text.trim() : undefined);
    };
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const place = find(input.value);
      input.setCustomValidity(place ? "" : unknown);
      if (!place) return input.reportValidity();
      const codes = [...form.querySelectorAll("[name=follow]:checked")].map((box) => box.value);
      Object.assign(state, { zone: place, follow: codes.length ? codes : [page], chosen: true });
      write(KEY, { place: place === own ? "" : place, follow: state.follow });
      form.hidePopover();
      findCity();
    });
    input.addEventListener("input", () => input.setCustomValidity(""));
  }

  /* By times.js, as soon as the page can be written: its first paint has the reader's own times. */
  function start() {
    const form = document.getElementById("reader");
    offered = [...document.querySelectorAll("#reader-place option")].map((one) => [one.textContent.trim(), one.value]);
    if (form) fillForm(form);
    findCity();
  }
  return Object.assign(state, { nativeName, start });
})();
