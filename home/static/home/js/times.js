/* Adds the reader's own time beside each UTC time, and says the day where it is another one.
   <time datetime="…Z" data-local>: one instant. Any other element with data-local: from the first <time> inside
   to the last. Texts come translated on the script's own tag (templates/components/scripts.html). */
"use strict";
(() => {
  const texts = document.currentScript.dataset;
  const language = document.documentElement.lang;
  const hours = new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const days = new Intl.DateTimeFormat(language, { weekday: "long", day: "numeric", month: "long" });
  const zones = new Intl.DateTimeFormat(language, { timeZoneName: "long" });

  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const localDay = (instant) => instant.toDateString();
  const utcDay = (instant) => new Date(instant.getTime() + instant.getTimezoneOffset() * 60000).toDateString();
  const zone = (instant) => zones.formatToParts(instant).find((part) => part.type === "timeZoneName").value;

  function inWords(from, to) {
    let time = hours.format(from);
    const rolled = localDay(from) !== utcDay(from);
    if (to) {
      const sameDay = localDay(to) === localDay(from);
      const end = sameDay ? hours.format(to) : fill(texts.rangeEnd, { time: hours.format(to), day: days.format(to) });
      const start = rolled && !sameDay ? fill(texts.rangeEnd, { time, day: days.format(from) }) : time;
      time = `${start}–${end}`;
      if (!sameDay) return fill(texts.sameDay, { time });
    }
    return rolled ? fill(texts.otherDay, { time, day: days.format(from) }) : fill(texts.sameDay, { time });
  }

  function add(element) {
    const moments = element.matches("time") ? [element] : [...element.querySelectorAll("time")];
    const [from, to] = [moments.at(0), moments.length > 1 && moments.at(-1)].map((time) => time && new Date(time.dateTime));
    if (!from || Number.isNaN(from.getTime()) || from.getTimezoneOffset() === 0) return;
    const words = document.createElement("span");
    words.className = "local-time";
    words.textContent = inWords(from, to);
    if (to) words.textContent += ` ${fill(texts.zone, { zone: zone(from) })}`;
    if (element.matches("time")) element.after(" ", words);
    else element.append(" ", words);
  }

  addEventListener("DOMContentLoaded", () => document.querySelectorAll("[data-local]").forEach(add));
})();
