/* Filters of the programme act at once: the part of the page with the sessions is fetched again and replaced, and what
   it shows now is announced. */
"use strict";
(() => {
  let latest = 0;

  async function show(address, { closes }) {
    const turn = ++latest;
    const focused = document.activeElement?.id || document.activeElement?.getAttribute("href");
    const answer = await fetch(address, { headers: { Accept: "text/html" } });
    if (!answer.ok) throw new Error(answer.status);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (turn !== latest) return;
    const old = document.getElementById("programme");
    const form = document.getElementById("filters");
    const fresh = document.adoptNode(page.getElementById("programme"));
    const open = !closes && form.matches(":popover-open");
    const y = form.scrollTop;
    old.replaceWith(fresh);
    history.replaceState(null, "", address);
    fresh.dispatchEvent(new CustomEvent("portal:fresh", { bubbles: true }));
    if (open) {
      document.getElementById("filters").showPopover();
      document.getElementById("filters").scrollTop = y;
    }
    const again = focused && (document.getElementById(focused) ?? fresh.querySelector(`[href="${CSS.escape(focused)}"]`));
    (again || fresh.querySelector("[data-filter][aria-current]"))?.focus({ preventScroll: true });
    document.getElementById("programme-status").textContent = fresh.querySelector(".count")?.innerText.trim() ?? "";
  }

  const go = (address, options = {}) => show(address, options).catch(() => location.assign(address));

  function formAddress(form) {
    const pairs = [...new FormData(form)].filter(([, value]) => value);
    return `${location.pathname}?${new URLSearchParams(pairs)}`;
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-filter]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    go(link.href);
  });
  document.addEventListener("change", (event) => {
    const form = event.target.closest("#filters");
    if (form) go(formAddress(form));
  });
  document.addEventListener("submit", (event) => {
    if (event.target.id !== "filters") return;
    event.preventDefault();
    go(formAddress(event.target), { closes: true });
  });
})();
