/* Marks sessions for the languages that the reader follows, which need not be the page's: [data-ways] is rewritten as
   templates/events/mark.html does, [data-own] counts and leads to what can be followed, [data-by-language] and
   [data-ways-order] are sorted. */
"use strict";
(() => {
  const texts = document.currentScript.dataset;
  const page = document.documentElement.lang;
  const ROLES = ["spoken", "interpreted", "signed", "live_captioned", "captioned"];
  const state = (found) => (found ? (found.role.endsWith("captioned") ? "half" : "full") : "none");
  const parse = (ways) => ways.split(",").filter(Boolean).map((one) => one.split(":"));
  let changed = false;

  function best(ways) {
    for (const role of ROLES) {
      const code = reader.follow.find((one) => ways.some(([way, other]) => way === role && other === one));
      if (code) return { role, code };
    }
    return null;
  }

  function only(ways) {
    const names = new Intl.DisplayNames([page], { type: "language" });
    const first = ways.filter(([role]) => role === ways[0][0]).map(([, code]) => names.of(code));
    return texts.only.replace("{languages}", new Intl.ListFormat(page).format(first));
  }

  function mark(element) {
    const ways = parse(element.dataset.ways);
    if (!ways.length) return;
    const found = best(ways);
    element.className = `mark mark--${state(found)}`;
    if (!found) return element.replaceChildren(only(ways));
    const name = Object.assign(document.createElement("b"), { lang: found.code, textContent: reader.nativeName(found.code) });
    element.replaceChildren(name, ` ${texts[found.role]}`);
  }

  const rank = (item) => {
    const found = best(parse(item.querySelector("[data-ways]")?.dataset.ways ?? ""));
    return found ? ROLES.indexOf(found.role) : ROLES.length;
  };

  function sort(list) {
    list.append(...[...list.children].sort((one, other) => rank(one) - rank(other)));
  }

  /* Ways into a session: those in a language that the reader follows first, and the first one stands out. */
  function order(list) {
    const place = ({ dataset }) => {
      const at = reader.follow.indexOf(dataset.wayLanguage);
      return at < 0 ? reader.follow.length : at;
    };
    list.append(...[...list.children].sort((one, other) => place(one) - place(other)));
    [...list.children].forEach((item, number) => item.querySelector(".button").classList.toggle("button--outline", number > 0));
  }

  /* data-own: the languages of each session, one session after a semicolon. */
  function count(link) {
    const sessions = link.dataset.own.split(";").map(parse).map(best).filter(Boolean);
    const names = reader.follow.map(reader.nativeName).join(", ");
    for (const one of link.querySelectorAll("[data-count]")) one.textContent = sessions.length;
    for (const one of link.querySelectorAll("[data-names]")) {
      one.textContent = names;
      one.lang = reader.follow[0];
    }
    if (!new URLSearchParams(link.search).has("follow")) return; // the recordings are on a page without filters
    const query = new URLSearchParams(link.search);
    query.set("follow", reader.follow.join("."));
    link.search = query;
    if (new URLSearchParams(location.search).get("follow") === query.get("follow")) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }

  function drawDiscs(place) {
    const states = place.dataset.discs.split(";").map(parse).filter((ways) => ways.length).map((ways) => state(best(ways)));
    const order = ["full", "half", "none"];
    states.sort((one, other) => order.indexOf(one) - order.indexOf(other));
    [...place.children].forEach((disc, number) => {
      disc.className = `mark mark--${states[number]}`;
    });
  }

  function drawShare(place) {
    const ways = place.dataset.share.split(";").map(parse);
    place.firstElementChild.setAttribute("width", Math.round((100 * ways.filter(best).length) / ways.length));
  }

  function update(place) {
    changed ||= reader.follow.join() !== page;
    if (!changed) return; // the server's marks are for the language of the page
    place.querySelectorAll("[data-ways]").forEach(mark);
    place.querySelectorAll("[data-by-language]").forEach(sort);
    place.querySelectorAll("[data-ways-order]").forEach(order);
    place.querySelectorAll("[data-own]").forEach(count);
    place.querySelectorAll("[data-discs]").forEach(drawDiscs);
    place.querySelectorAll("[data-share]").forEach(drawShare);
    for (const one of place.querySelectorAll("[data-only-page]")) one.style.visibility = "hidden";
  }

  document.addEventListener("portal:reader", () => update(document));
  document.addEventListener("portal:fresh", (event) => update(event.target));
})();
