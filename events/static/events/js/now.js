/* Updates what depends on the time: at data-until of a part, it is fetched again from data-from, at once if the page
   came from a cache and that time is past. */
"use strict";
(() => {
  const RETRY = 20000;
  const FAR = 2 ** 31 - 1;

  function wait(part) {
    const left = Date.parse(part.dataset.until) - Date.now();
    if (Number.isNaN(left)) return;
    // Delayed by up to two seconds, so that not all browsers fetch it at the same moment.
    setTimeout(() => refresh(part), Math.min(Math.max(left, 0) + Math.random() * 2000, FAR));
  }

  async function refresh(part, isStale = false) {
    if (!isStale && Date.parse(part.dataset.until) > Date.now()) return wait(part);
    try {
      const response = await fetch(part.dataset.from, { headers: { Accept: "text/html" } });
      if (!response.ok) throw new Error(response.status);
      const answer = new DOMParser().parseFromString(await response.text(), "text/html");
      const fresh = answer.querySelector(`[data-live="${part.dataset.live}"]`);
      part.replaceChildren(...(fresh?.childNodes ?? []));
      part.dispatchEvent(new CustomEvent("portal:fresh", { bubbles: true }));
      if (!fresh?.dataset.until) return;
      if (Date.parse(fresh.dataset.until) <= Date.now()) throw new Error("an old answer");
      part.dataset.until = fresh.dataset.until;
      wait(part);
    } catch {
      setTimeout(() => refresh(part), RETRY);
    }
  }

  /* The line of the present stands before the first start that is ahead. */
  function moveLine() {
    const line = document.querySelector("[data-now-line]");
    if (!line) return;
    const ahead = [...line.closest("#programme").querySelectorAll(".start-time")].find(
      (row) => Date.parse(row.querySelector("time").dateTime) > Date.now(),
    );
    if (!ahead) return line.remove();
    if (line.nextElementSibling !== ahead) ahead.before(line);
  }

  setInterval(moveLine, 20000);
  document.addEventListener("portal:stale", () => document.querySelectorAll("[data-live][data-until]").forEach((part) => refresh(part, true)));
  addEventListener("DOMContentLoaded", moveLine);
  addEventListener("DOMContentLoaded", () => document.querySelectorAll("[data-live][data-until]").forEach(wait));
})();
