/* Adds the reader's own time beside UTC, with the day if it is a different one.
   <time datetime="…Z" data-local>: one instant. Any other element with data-local: from the first <time> inside to
   the last. The text goes into the .local-time of the template (so that nothing moves), otherwise after the element.
   Translated texts are data- attributes of the script's tag (templates/components/scripts.html). */
"use strict";
(() => {
  const texts = document.currentScript.dataset;
  const twoDigits = (number) => String(number).padStart(2, "0");
  const hour = (instant) => `${twoDigits(instant.getHours())}:${twoDigits(instant.getMinutes())}`;
  const localDay = (instant) => instant.toDateString();
  const utcDay = (instant) => new Date(instant.getTime() + instant.getTimezoneOffset() * 60000).toDateString();
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

  function day(instant) {
    const weekday = new Intl.DateTimeFormat(document.documentElement.lang, { weekday: "long" });
    return `${weekday.format(instant)} ${instant.getDate()}`;
  }

  /* "08:00–15:00 your time", "01:00–08:00 on Friday 7, your time", "18:30 to 01:30 on Friday 7, your time" */
  function inWords(from, to) {
    const rolled = localDay(from) !== utcDay(from);
    if (to && localDay(to) !== localDay(from)) {
      const start = rolled ? fill(texts.onDay, { time: hour(from), day: day(from) }) : hour(from);
      return fill(texts.overMidnight, { start, end: hour(to), day: day(to) });
    }
    const time = to ? `${hour(from)}–${hour(to)}` : hour(from);
    return fill(rolled ? texts.otherDay : texts.sameDay, { time, day: rolled && day(from) });
  }

  function add(element) {
    const isTime = element.matches("time");
    const moments = isTime ? [element] : [...element.querySelectorAll("time")];
    const [from, to] = [moments[0], moments.length > 1 ? moments.at(-1) : null].map((time) => time && new Date(time.dateTime));
    if (!from || Number.isNaN(from.getTime())) return;
    const place = isTime ? element.nextElementSibling : element.querySelector(".local-time");
    const words = place?.matches(".local-time") ? place : document.createElement("span");
    words.className = "local-time";
    words.textContent = inWords(from, to);
    if (words.isConnected) return;
    if (isTime) element.after(" ", words);
    else element.append(" ", words);
  }

  const addAll = (place) => place.querySelectorAll("[data-local]").forEach(add);
  document.addEventListener("portal:fresh", (event) => addAll(event.target));
  addAll(document);
})();
