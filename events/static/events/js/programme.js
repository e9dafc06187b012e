/* Filters of the programme act at once: the part of the page with the sessions is fetched again and replaced, and what
   it shows now is announced. It is fetched again, too, if a session has become late. */
"use strict";
(() => {
  let latest = 0;
  let asked = ""; // what a reader has chosen and does not see yet

  async function show(address, { closes, isStale }) {
    const turn = ++latest;
    if (!isStale) asked = address;
    const answer = await fetch(address, { headers: { Accept: "text/html" } });
    if (!answer.ok) throw new Error(answer.status);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (turn !== latest) return;
    asked = "";
    const focused = document.activeElement?.id || document.activeElement?.getAttribute("href");
    const old = document.getElementById("programme");
    const form = document.getElementById("filters");
    const fresh = document.adoptNode(page.getElementById("programme"));
    const open = !closes && form.matches(":popover-open");
    const y = form.scrollTop;
    old.after(fresh);
    if (isStale) keep(old, fresh);
    old.remove();
    if (new URL(address, location).search !== location.search) history.replaceState(null, "", address);
    document.title = page.title;
    fresh.dispatchEvent(new CustomEvent("portal:fresh", { bubbles: true }));
    if (open) {
      document.getElementById("filters").showPopover();
      document.getElementById("filters").scrollTop = y;
    }
    const again = focused && (document.getElementById(focused) ?? fresh.querySelector(`[href="${CSS.escape(focused)}"]`));
    if (isStale) return again?.focus?.({ preventScroll: true });
    (again || fresh.querySelector("[data-filter][aria-current]"))?.focus({ preventScroll: true });
    document.getElementById("programme-status").textContent = fresh.querySelector(".count")?.innerText.trim() ?? "";
  }

  /* What a reader typed, opened and scrolled to stays when the same sessions are shown again. */
  function keep(old, fresh) {
    for (const [selector, name] of [["#q", "value"], ["details.past", "open"], [".timetable-scroll", "scrollLeft"]]) {
      const before = old.querySelectorAll(selector);
      fresh.querySelectorAll(selector).forEach((one, place) => {
        if (before[place]) one[name] = before[place][name];
      });
    }
  }

  /* The grid: which rooms are in view, and a screen further at a time. */
  function step(day) {
    const steps = day.querySelector("[data-steps]");
    const scroll = day.querySelector(".timetable-scroll");
    const [corner, ...rooms] = scroll.querySelectorAll("thead th");
    const [back, on] = steps.querySelectorAll("button");
    const show = () => {
      const edge = scroll.getBoundingClientRect();
      const inside = rooms.map((room) => room.getBoundingClientRect()).map((box) => {
        const middle = (box.left + box.right) / 2;
        return middle > edge.left && middle < edge.right;
      });
      const first = inside.indexOf(true) + 1;
      const last = inside.lastIndexOf(true) + 1;
      steps.hidden = scroll.scrollWidth <= scroll.clientWidth + 1;
      const texts = { first, last, all: rooms.length };
      steps.firstElementChild.textContent = steps.dataset.steps.replace(/\{(\w+)\}/g, (_all, name) => texts[name]);
      back.disabled = first <= 1;
      on.disabled = last === rooms.length;
    };
    const turn = (direction) => scroll.scrollBy({
      left: direction * (getComputedStyle(scroll).direction === "rtl" ? -1 : 1) * (scroll.clientWidth - corner.offsetWidth),
      behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth",
    });
    back.addEventListener("click", () => turn(-1));
    on.addEventListener("click", () => turn(1));
    scroll.addEventListener("scroll", show, { passive: true });
    addEventListener("resize", show);
    show();
  }

  /* Times stay in view right below the bar, which takes as many lines as it needs. */
  const bars = new ResizeObserver((found) => {
    for (const { target } of found) target.parentElement.style.setProperty("--bar", `${target.offsetHeight}px`);
  });
  function measure(place) {
    const bar = place.querySelector(".bar");
    if (!bar) return; // another part of the page is fresh
    bars.disconnect();
    bars.observe(bar);
  }
  addEventListener("DOMContentLoaded", () => measure(document));
  document.addEventListener("portal:fresh", (event) => measure(event.target));

  const steps = (place) => place.querySelectorAll(".day:has([data-steps])").forEach(step);
  addEventListener("DOMContentLoaded", () => steps(document));
  document.addEventListener("portal:fresh", (event) => steps(event.target));

  const go = (address, options = {}) => show(address, options).catch(() => location.assign(address));

  document.addEventListener("portal:stale", () => {
    if (document.getElementById("programme")) show(asked || location.href, { isStale: true }).catch(() => {}); // no connection: stays
  });

  /* The page opens with what the reader can follow once that was chosen. */
  const KEY = "programme-own";
  function remember(own) {
    try {
      if (own) localStorage.setItem(KEY, "1");
      else localStorage.removeItem(KEY);
    } catch {
      // no storage: it opens with all sessions
    }
  }

  function recall() {
    try {
      return !location.search && localStorage.getItem(KEY);
    } catch {
      return false;
    }
  }

  function formAddress(form) {
    const pairs = [...new FormData(form)].filter(([, value]) => value);
    return `${location.pathname}?${new URLSearchParams(pairs)}`;
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-filter]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (link.matches("[data-own], [data-all]")) remember(link.matches("[data-own]"));
    go(link.href);
  });
  document.addEventListener("change", (event) => {
    const form = event.target.closest("#filters");
    if (form) go(formAddress(form));
  });
  addEventListener("load", () => {
    const own = document.querySelector(".bar [data-own]");
    if (own && recall()) go(own.href);
  });
  document.addEventListener("submit", (event) => {
    if (event.target.id !== "filters") return;
    event.preventDefault();
    go(formAddress(event.target), { closes: true });
  });
})();
