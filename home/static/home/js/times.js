/* Writes times in the reader's own zone (reader.js), UTC beside them, each in the place of the server's text, so that
   nothing moves: time[data-hour], .clock__zone, time[data-day] and its data-end, [data-place], [data-clock]. As
   home/times does: within a sentence UTC is in brackets and Spanish has no comma after the weekday. */
"use strict";
(() => {
  const texts = document.currentScript.dataset;
  const { lang } = document.documentElement;
  const locale = lang === "en" ? "en-GB" : lang;
  const hourIn = (timeZone) => new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const utcHour = hourIn("UTC");
  const instant = (time) => new Date(time.dateTime);
  const utcDate = new Intl.DateTimeFormat("en-CA", { timeZone: "UTC" });
  const utcWeekday = new Intl.DateTimeFormat(locale, { timeZone: "UTC", weekday: "short" });
  let hour, day, shortDay, date;

  function writeDay(time) {
    const until = new Date(time.dataset.end ?? time.dateTime);
    const text = (time.dataset.day === "short" ? shortDay : day).formatRange(instant(time), until);
    if (time.dataset.day === "in-text") time.textContent = lang.startsWith("es") ? text.replace(",", "") : text;
    else time.textContent = text[0].toLocaleUpperCase(lang) + text.slice(1);
  }

  function writeZone(zone) {
    const moments = [...zone.parentElement.querySelectorAll("time")].map(instant);
    const [first] = moments;
    const here = moments.map((moment) => hour.format(moment)).join("–");
    const utc = moments.map((moment) => utcHour.format(moment)).join("–");
    const weekday = date.format(first) === utcDate.format(first) ? "" : `${utcWeekday.format(first)} `;
    const text = `${weekday}${utc} UTC`;
    if (reader.zone === "UTC" || (here === utc && !weekday)) zone.textContent = "UTC";
    else zone.textContent = "inText" in zone.dataset ? `(${text})` : text;
  }

  /* A heading for each day of the reader's: the server's are days of the event's zone. */
  function divide(place) {
    let before = "";
    place.querySelectorAll("[data-divided]").forEach((added) => added.remove());
    for (const section of place.querySelectorAll(".day")) {
      const title = section.querySelector(".day__title");
      [...section.querySelectorAll(".start-time")].forEach((row, number) => {
        const time = row.querySelector("time");
        const here = date.format(instant(time));
        let own = title;
        if (number && here !== before) {
          own = title.cloneNode(true);
          own.id += `-${number}`;
          own.dataset.divided = "";
          row.before(own);
        }
        if (!number || own !== title) {
          own.hidden = here === before;
          own.querySelector("time").dateTime = time.dateTime;
          writeDay(own.querySelector("time"));
        }
        before = here;
      });
    }
  }

  /* The tabs above lead to the headings that show. */
  function writeTabs(place) {
    const old = [...place.querySelectorAll(".bar__days li:has([data-day])")];
    if (!old.length) return;
    const tabs = [...place.querySelectorAll(".day__title:not([hidden])")].map((title) => {
      const tab = old[0].cloneNode(true);
      const time = tab.querySelector("time");
      tab.querySelector("a").setAttribute("href", `#${title.id}`);
      time.dateTime = title.querySelector("time").dateTime;
      writeDay(time);
      return tab;
    });
    old[0].before(...tabs);
    for (const one of old) one.remove();
  }

  /* templates/events/day_bar.html: one piece, or two over midnight. */
  function drawBar(bar) {
    const [from, to] = bar.dataset.dayBar.split(" ").map((text) => new Date(text));
    const [hours, minutes] = hour.format(from).split(":").map(Number);
    const start = hours * 60 + minutes;
    const length = (to - from) / 60000;
    const first = Math.min(length, 1440 - start);
    const [one, other] = bar.querySelectorAll(".day-bar__event");
    one.setAttribute("x", start);
    one.setAttribute("width", first);
    other.setAttribute("width", length - first);
  }

  function write(place) {
    for (const time of place.querySelectorAll("time[data-hour]")) time.textContent = hour.format(instant(time));
    place.querySelectorAll(".clock__zone").forEach(writeZone);
    place.querySelectorAll("time[data-day]").forEach(writeDay);
    for (const one of place.querySelectorAll("[data-place]")) {
      one.textContent = reader.zone === "UTC" ? "" : texts.place.replace("{city}", reader.city);
    }
    place.querySelectorAll("[data-day-bar]").forEach(drawBar);
    divide(place);
    writeTabs(place);
  }

  function tick() {
    for (const one of document.querySelectorAll("[data-clock]")) one.textContent = hour.format(Date.now());
  }

  function writeButton() {
    const names = reader.follow.map(reader.nativeName);
    for (const one of document.querySelectorAll("[data-follow]")) one.textContent = names.join(", ");
    for (const one of document.querySelectorAll("[data-city]")) one.textContent = reader.city;
  }

  function writeAll() {
    const { zone: timeZone } = reader;
    hour = hourIn(timeZone);
    day = new Intl.DateTimeFormat(locale, { timeZone, weekday: "long", day: "numeric", month: "long", year: "numeric" });
    shortDay = new Intl.DateTimeFormat(locale, { timeZone, weekday: "short", day: "numeric", month: "short" });
    date = new Intl.DateTimeFormat("en-CA", { timeZone });
    write(document);
    writeButton();
    tick();
  }

  document.addEventListener("portal:reader", writeAll);
  document.addEventListener("portal:fresh", (event) => write(event.target));
  setInterval(tick, 5000);
  reader.start();
})();
